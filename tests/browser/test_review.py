"""A person decides on the review page, in a real browser over a real server that was started to be edited."""

from __future__ import annotations

import json
import re
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
    of_decided = page.locator("#decided ~ ul")
    of_decided.get_by_role("textbox", name=re.compile("^Note.*CCI")).fill("trop vite")
    of_decided.get_by_role("button", name=undo).first.click()
    expect(question(page, "CCI —").get_by_role("button", name=accept)).to_have_count(1)
    assert [(each["verdict"], each.get("note", "")) for each in decisions()] == [
        ("accepted", ""),
        ("undone", "trop vite"),
    ]
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
    """Find another answer to the question on renewable energies, with the keyboard alone."""
    asked = question(page, "énergies renouvelables")
    asked.get_by_role("link", name="Autre…").focus()
    page.keyboard.press("Enter")
    page.wait_for_function("document.activeElement.getAttribute('role') === 'combobox'")
    field = page.get_by_role("combobox", name="Une autre réponse : Forum (13 mai 2013) – mentionne – …")
    expect(field).to_be_focused()
    above, below = asked.bounding_box(), field.bounding_box()
    assert above
    assert below
    assert 0 < below["y"] - above["y"] - above["height"] < 100
    page.keyboard.type(name, delay=20)
    expect(page.get_by_role("option").first).to_contain_text(name)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    chosen = page.get_by_role("button", name=f"Plutôt {name}")
    expect(chosen).to_be_focused()
    expect(chosen).to_be_in_viewport()
    expect(page.get_by_role("status").filter(has_text=f"Trouvé : {name}")).to_have_count(1)


def test_one_looks_for_another_answer_by_name_then_for_yet_another_and_chooses_it_with_a_note(
    visit: Visit, decisions: Decisions
) -> None:
    page = visit("/relecture")
    page.wait_for_function("window.maillage?.ready")
    question(page, "énergies renouvelables").get_by_role("textbox", name="Note").fill("  c’est   dit ")
    look_for(page, "économies d'énergie")
    look_for(page, "hydrogène")
    expect(page.get_by_role("button", name="Plutôt économies")).to_have_count(0)
    page.keyboard.press("Enter")
    expect(page.locator("#done")).to_contain_text("Décision gardée")
    assert [(each["by"], each["note"]) for each in decisions()] == [("concept:hydrogene", "c’est dit")]
    expect(page.locator("#decided ~ ul")).to_contain_text("c’est dit")


def test_notes_stay_with_their_questions_when_another_is_answered_put_off_or_the_page_left(
    visit: Visit, decisions: Decisions
) -> None:
    page = visit("/relecture")
    page.wait_for_function("window.maillage?.ready")
    notes = {"Jean Martin": "deux communes", "énergies renouvelables": "d’une autre page"}
    for name, note in notes.items():
        question(page, name).get_by_role("textbox", name="Note").fill(note)
    press(page, "CCI —", "Oui, c’est")
    for name, note in notes.items():
        expect(question(page, name).get_by_role("textbox", name="Note")).to_have_value(note)
    question(page, "Jean Martin").get_by_role("button", name="Passer").click()
    expect(question(page, "Jean Martin")).to_have_count(0)
    page.get_by_role("button", name="Reprendre les questions").click()
    expect(question(page, "Jean Martin").get_by_role("textbox", name="Note")).to_have_value("deux communes")
    page.get_by_role("link", name="Concepts", exact=True).click()
    expect(page.locator("h1")).to_have_text("Concepts")
    page.get_by_role("link", name="Relecture", exact=True).click()
    for name, note in notes.items():
        expect(question(page, name).get_by_role("textbox", name="Note")).to_have_value(note)
    question(page, "énergies renouvelables").get_by_role("button", name="Refuser").click()
    expect(question(page, "énergies renouvelables")).to_have_count(0)
    page.locator("#decided ~ ul").get_by_role("button", name="Annuler").first.click()
    expect(question(page, "énergies renouvelables").get_by_role("textbox", name="Note")).to_have_value("")
    assert [each.get("note", "") for each in decisions()] == ["", "d’une autre page", ""]


@pytest.mark.parametrize(
    ("name", "fit", "unfit"),
    [
        ("énergies renouvelables", ("énergie", "Concept"), "Jean Martin"),
        ("CCI —", ("CCI", "Organisation"), "Jean Martin"),
        ("Jean Martin", (), "La Fabrique"),
    ],
)
def test_what_is_looked_for_is_of_a_kind_that_can_be_an_answer(
    visit: Visit, decisions: Decisions, name: str, fit: tuple[str, ...], unfit: str
) -> None:
    assert decisions() == []
    page = visit("/relecture")
    page.wait_for_function("window.maillage?.ready")
    question(page, name).get_by_role("link", name="Autre…").click()
    field = page.get_by_role("combobox")
    suggested = page.locator(".ml-suggestions")
    if fit:
        field.press_sequentially(fit[0])
        expect(page.get_by_role("option").first).to_contain_text(fit[1])
        assert all(fit[1] in each for each in page.get_by_role("option").all_inner_texts())
    field.fill(unfit)
    expect(suggested.locator(".ml-none")).to_be_visible()


def test_a_question_answered_elsewhere_meanwhile_is_told_with_who_and_when_and_nothing_is_written_twice(
    visit: Visit, decisions: Decisions
) -> None:
    pages = {language: visit(f"/relecture?lang={language}") for language in ("fr", "en")}
    one = visit("/relecture")
    press(one, "CCI —", "Oui, c’est")
    (decision,) = decisions()
    for language, words in {"fr": ("Non", "Entre-temps, {} a accepté"), "en": ("No", "Meanwhile {} accepted")}.items():
        page = pages[language]
        question(page, "CCI —").get_by_role("button", name=re.compile(f"^{words[0]}")).click()
        expect(page.locator("#done")).to_contain_text(words[1].format(decision["who"]))
        expect(page.locator("#done")).to_contain_text(f"{decision['when'][11:16]} UTC")
        expect(page.locator("#done")).to_be_focused()
        expect(question(page, "CCI —")).to_have_count(0)
        expect(page.get_by_role("alert")).to_have_count(0)
        expect(page.locator("h1")).to_have_count(1)
    assert decisions() == [decision]


def test_a_double_click_tells_what_was_decided(visit: Visit, decisions: Decisions) -> None:
    page = visit("/relecture")
    page.wait_for_function("window.maillage?.ready")
    question(page, "énergies renouvelables").get_by_role("button", name="Accepter").dblclick()
    page.wait_for_function("window.maillage.left() === 0")
    expect(page.locator("#done")).to_contain_text("Décision gardée : accepté, Forum (13 mai 2013) – énergies renouv")
    page.locator("#decided ~ ul").get_by_role("button", name="Annuler").dblclick()
    expect(page.locator("#done")).to_contain_text("Décision annulée")
    page.wait_for_function("window.maillage.left() === 0")
    expect(page.locator("#done")).to_contain_text("Décision annulée")
    assert [each["verdict"] for each in decisions()] == ["accepted", "undone"]


def test_one_leaves_a_question_for_later_and_takes_it_up_again(visit: Visit, decisions: Decisions) -> None:
    page = visit("/relecture?lang=en")
    page.wait_for_function("window.maillage?.ready")
    count = page.locator("section.ml-group").count()
    expect(page.locator("#waiting")).to_contain_text(f"{count} questions wait")
    question(page, "CCI —").get_by_role("button", name="Skip").click()
    expect(page.locator("#done")).to_be_focused()
    expect(question(page, "CCI —")).to_have_count(0)
    expect(page.locator("#waiting")).to_contain_text(f"{count - 1} questions wait")
    page.get_by_role("button", name="Take up the skipped questions").click()
    expect(question(page, "CCI —")).to_have_count(1)
    expect(page.locator("section.ml-group")).to_have_count(count)
    assert decisions() == []


def test_namesakes_are_told_apart_in_the_question_and_in_the_decision(visit: Visit, decisions: Decisions) -> None:
    page = visit("/relecture?lang=en")
    expect(question(page, "Jean Martin").locator("h2 .ml-soft")).to_have_count(2)
    one, other = question(page, "Jean Martin").locator("h2 .ml-soft").all_inner_texts()
    assert one != other
    press(page, "Jean Martin", "Yes, it is")
    expect(page.locator("#done")).to_contain_text(f"accepted, Jean Martin ({one}) – Jean Martin ({other})")
    row = page.locator("#decided ~ ul li")
    expect(row).to_contain_text(re.compile(r"Accepted: .*Jean Martin"))
    assert {one, other} <= set(row.locator(".ml-soft").all_inner_texts())
    assert len(decisions()) == 1


def test_marks_of_a_merge_are_told_on_the_page_with_their_line(visit: Visit, decisions: Decisions, root: Path) -> None:
    assert decisions() == []
    (root / "decisions.jsonl").write_text("<<<<<<< HEAD\n", encoding="utf-8")
    page = visit("/relecture")
    expect(page.get_by_role("alert")).to_contain_text("ligne 1\xa0: une fusion a laissé ses marques ici. Gardez")
    (root / "decisions.jsonl").write_text("", encoding="utf-8")
