"""A person decides on the review page, in a real browser over a real server that was started to be edited."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from graph.store import text
from graph.workspace import Workspace
from ingest.build import build
from tests.browser.conftest import serving
from tests.browser.windows import NARROW, WIDE
from tests.workspaces import EVENTS_SETTINGS, written

Visit = Callable[..., Page]
Decisions = Callable[[], list[dict[str, str]]]

FILES = {
    "maillage.toml": f"""{EVENTS_SETTINGS}[[sources]]
path = "works.bib"
[[registers]]
path = "places.csv"
record = "organisation"
""",
    "events.csv": "title,date,description,organizer,performers\n"
    "Forum,2013-05-13,Une énergie très renouvelable,CCI,Jean Martin\n"
    "Atelier,2014-01-01,,La Fabrique,\n"
    "Salon,2015-01-01,,CCI de Grenoble,\n",
    "works.bib": "@article{a, title={Les lieux}, author={Martin, Jean}, year={2012}}",
    "places.csv": "name,location\nLa Fabrique,Lyon\nLa Fabrique,Nantes\nCCI de Paris,Paris\n",
}


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("reseau")
    written(folder, FILES)
    build(Workspace.open(folder, folder / ".maillage"))
    return folder


@pytest.fixture(scope="module")
def address(root: Path) -> Iterator[str]:
    """The address of the explorer over a network with doubts, for whoever sits at this machine to decide."""
    with serving(root, "--edit") as served:
        yield served


@pytest.fixture
def decisions(root: Path) -> Decisions:
    """Reads the file of decisions, which is empty when the test begins."""
    (root / "decisions.jsonl").write_text("", encoding="utf-8")
    return lambda: [json.loads(line) for line in (root / "decisions.jsonl").read_text(encoding="utf-8").splitlines()]


def question(page: Page, name: str) -> Locator:
    return page.locator("section.ml-group").filter(has=page.locator("h2", has_text=name)).first


def press(page: Page, name: str, button: str) -> None:
    question(page, name).get_by_role("button", name=button).first.click()
    expect(page.locator("#done")).not_to_be_empty()


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
@pytest.mark.parametrize(
    ("language", "words"),
    [("fr", ("Oui, c’est", "Décision gardée", "Annuler")), ("en", ("Yes, it is", "Decision kept", "Undo"))],
)
def test_one_accepts_and_undoes(
    visit: Visit, decisions: Decisions, size: tuple[int, int], language: str, words: tuple[str, str, str]
) -> None:
    accept, kept, undo = words
    page = visit(f"/relecture?lang={language}", size=size)
    press(page, "CCI —", accept)
    expect(page.locator("#done")).to_contain_text(kept)
    expect(question(page, "CCI —").get_by_role("button", name=accept)).to_have_count(0)
    page.locator("#decided ~ ul").get_by_role("button", name=undo).first.click()
    expect(question(page, "CCI —").get_by_role("button", name=accept)).to_have_count(1)
    assert [each["verdict"] for each in decisions()] == ["accepted", "undone"]
    assert all(each["who"] and each["when"] for each in decisions())


def test_one_rejects_with_the_keyboard_alone_and_hears_what_was_kept(visit: Visit, decisions: Decisions) -> None:
    page = visit("/relecture")
    question(page, "Jean Martin").get_by_role("button", name="Non").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Jean Martin")
    page.wait_for_function("document.activeElement.id === 'done'")
    page.keyboard.press("Tab")
    page.wait_for_function("document.activeElement.closest('section.ml-group') !== null")
    assert [each["verdict"] for each in decisions()] == ["rejected"]


def test_candidates_of_the_register_are_told_apart_by_their_place_and_one_chosen_is_there_after_a_build(
    visit: Visit, decisions: Decisions, root: Path
) -> None:
    page = visit("/relecture")
    fabrique = question(page, "La Fabrique —")
    expect(fabrique.get_by_role("button", name="Oui, c’est La Fabrique (Lyon)")).to_be_visible()
    fabrique.get_by_role("button", name="Plutôt La Fabrique (Nantes)").click()
    expect(page.locator("#done")).not_to_be_empty()
    assert [each["by"] for each in decisions()] == ["organisation/fabrique-nantes"]
    store = build(Workspace.open(root, root / ".maillage")).snapshot.store()
    organizers = "SELECT ?place { ?event schema:organizer/schema:location ?place }"
    assert [text(row, "place") for row in store.select(organizers)] == ["Nantes"]
    page.reload()
    expect(page.locator("#decided")).to_be_visible()
    expect(question(page, "La Fabrique —")).to_have_count(0)


def look_for(page: Page, name: str) -> None:
    question(page, "énergies renouvelables").get_by_role("link", name="Autre…").click()
    page.wait_for_function("document.activeElement.getAttribute('role') === 'combobox'")
    page.keyboard.type(name, delay=20)
    expect(page.get_by_role("option").first).to_contain_text(name)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(question(page, "énergies renouvelables").get_by_role("button", name=f"Plutôt {name}")).to_be_visible()


def test_one_looks_for_another_answer_by_name_then_for_yet_another_and_chooses_it(
    visit: Visit, decisions: Decisions
) -> None:
    page = visit("/relecture")
    look_for(page, "économies d'énergie")
    look_for(page, "hydrogène")
    expect(page.get_by_role("button", name="Plutôt économies")).to_have_count(0)
    question(page, "énergies renouvelables").get_by_role("button", name="Plutôt hydrogène").click()
    expect(page.locator("#done")).to_contain_text("Décision gardée")
    assert [each["by"] for each in decisions()] == ["concept:hydrogene"]


def test_a_question_answered_elsewhere_meanwhile_is_told_and_nothing_is_written_twice(
    visit: Visit, decisions: Decisions
) -> None:
    one, other = visit("/relecture"), visit("/relecture")
    press(one, "CCI —", "Oui, c’est")
    question(other, "CCI —").get_by_role("button", name="Non").first.click()
    expect(other.get_by_role("alert")).to_be_visible()
    assert [each["verdict"] for each in decisions()] == ["accepted"]


def test_marks_of_a_merge_are_told_on_the_page_with_their_line(visit: Visit, decisions: Decisions, root: Path) -> None:
    assert decisions() == []
    (root / "decisions.jsonl").write_text("<<<<<<< HEAD\n", encoding="utf-8")
    page = visit("/relecture")
    expect(page.get_by_role("alert")).to_contain_text("ligne 1\xa0: une fusion a laissé ses marques ici. Gardez")
    (root / "decisions.jsonl").write_text("", encoding="utf-8")
