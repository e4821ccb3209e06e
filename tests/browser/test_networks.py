"""Paths, chronology and concepts as a person uses them, in a real browser over a real server."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from tests.browser.windows import NARROW, in_scheme, overflow
from tests.explorer.pages.fictional import BASE

Visit = Callable[..., Page]
WATER = quote(f"{BASE}concept/eau", safe="")
COWORKING = quote(f"{BASE}concept/coworking", safe="")
PERSON = quote(f"{BASE}person/3", safe="")


@pytest.fixture
def opened(visit: Visit) -> Visit:
    """Opens a page and waits until it is whole: its foot comes last."""

    def open_whole(path: str, **options: object) -> Page:
        page = visit(path, **options)
        page.wait_for_selector(".ml-foot")
        return page

    return open_whole


def choose(page: Page, label: str, text: str) -> None:
    page.get_by_role("combobox", name=label, exact=True).press_sequentially(text, delay=20)
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")


def test_enter_takes_the_only_thing_called_so_else_proposes_the_first_and_stays_on_the_page(opened: Visit) -> None:
    page = opened("/chemins")
    field = page.get_by_role("combobox", name="De", exact=True)
    field.fill("Coworking")
    page.keyboard.press("Enter")  # before anything is proposed
    expect(page.locator(".ml-chosen")).to_contain_text("coworking")
    other = page.get_by_role("combobox", name="À", exact=True)
    other.fill("gestion de")
    page.keyboard.press("Enter")
    expect(page.get_by_role("option", selected=True)).to_contain_text("gestion de l'eau")
    assert "/chemins" in page.url
    page.keyboard.press("Enter")
    page.wait_for_selector("#paths")
    assert "/chemins" in page.url


def test_two_things_are_chosen_by_keyboard_and_their_paths_said(opened: Visit) -> None:
    page = opened("/chemins")
    choose(page, "De", "désiré")
    expect(page.locator(".ml-chosen")).to_have_count(1)
    choose(page, "À", "gestion de l'eau")
    page.wait_for_selector("#paths")
    page.get_by_role("link", name="Pourquoi le lien").first.click()
    expect(page.locator(".ml-evidence mark").first).to_be_visible()
    page.reload()
    page.wait_for_selector(".ml-evidence mark")


def test_who_types_while_a_page_is_drawn_keeps_the_focus_and_every_letter(opened: Visit) -> None:
    page = opened("/chemins")
    choose(page, "De", "désiré")
    page.wait_for_url("**start=**")
    field = page.get_by_role("combobox", name="À", exact=True)
    field.press_sequentially("gestion de l'eau", delay=90)
    expect(field).to_have_value("gestion de l'eau")
    expect(field).to_be_focused()
    expect(page.get_by_role("option").first).to_contain_text("gestion de l'eau")


def test_constraints_narrow_the_paths_and_can_be_removed(opened: Visit) -> None:
    page = opened(f"/chemins?start={PERSON}&end={WATER}")
    page.get_by_label("Événements").check()
    page.get_by_label("De l’année").fill("1900")
    page.get_by_label("À l’année").fill("1901")
    page.get_by_role("button", name="Appliquer").click()
    page.wait_for_url("**kinds=event**")
    expect(page.get_by_text("Aucun chemin ne tient")).to_be_visible()
    page.get_by_role("link", name="Chercher sans ces contraintes").click()
    expect(page.locator("#paths")).to_have_text("5 chemins")


def test_a_path_opens_as_a_graph(opened: Visit) -> None:
    page = opened(f"/chemins?start={PERSON}&end={WATER}")
    page.get_by_role("link", name="Voir dans le graphe").first.click()
    page.wait_for_selector(".ml-graph[data-settled]")
    assert len(page.evaluate("window.maillage.graphs.relations.body.nodeIndices")) == 5


def test_a_year_of_the_chronology_opens_and_back_closes_it(opened: Visit) -> None:
    page = opened("/chronologie")
    expect(page.locator("#along")).to_contain_text("140 documents")
    page.locator(".ml-years a").nth(4).click()
    page.wait_for_url("**first=2012**")
    expect(page.locator("#along")).to_contain_text("2012")
    page.go_back()
    expect(page.locator("#along")).to_contain_text("140 documents")


def test_the_list_of_the_chronology_goes_on(opened: Visit) -> None:
    page = opened("/chronologie?lang=en")
    page.get_by_role("link", name="earlier").click()
    expect(page.get_by_text("2 of 3")).to_be_visible()


def test_a_concept_of_the_tree_opens_and_is_compared_with_another(opened: Visit) -> None:
    page = opened("/concepts")
    page.locator(".ml-tree").get_by_role("link", name="gestion de l'eau").click()
    page.wait_for_selector("#concept")
    choose(page, "Comparer à", "coworking")
    page.wait_for_selector("text=gestion de l'eau et coworking")
    page.wait_for_selector("#compared")
    page.reload()
    page.wait_for_selector("#compared")


def test_the_map_of_concepts_and_its_table_hold_the_same(opened: Visit) -> None:
    page = opened("/concepts")
    page.wait_for_selector(".ml-graph[data-settled]")
    drawn = page.evaluate("window.maillage.graphs.concepts.body.edgeIndices.length")
    page.get_by_text("Le même graphe, en tableau").click()
    assert page.locator("#concept-ties tbody tr").count() == drawn


def test_a_tie_of_the_map_of_concepts_compares_its_two_and_back_closes_them(opened: Visit) -> None:
    page = opened("/concepts")
    page.wait_for_selector(".ml-graph[data-settled]")
    tie = page.evaluate("window.maillage.graphs.concepts.body.edgeIndices[0]")
    page.evaluate(
        "(tie) => window.maillage.graphs.concepts.body.emitter.emit('click', { nodes: [], edges: [tie] })", tie
    )
    page.wait_for_selector("#compared, .ml-series-2")
    assert page.url.endswith(f"about={'&versus='.join(quote(iri, safe='') for iri in tie.split())}")
    page.go_back()
    expect(page.locator("#concept")).to_have_count(0)


@pytest.mark.parametrize("path", [
    f"/chemins?start={PERSON}&end={WATER}", "/chemins", "/chronologie", "/acteurs", "/carte",
    f"/concepts?about={WATER}&versus={COWORKING}",
])  # fmt: skip
def test_nothing_is_wider_than_a_telephone(opened: Visit, path: str) -> None:
    page = opened(path, size=NARROW, scheme="dark")
    for scheme in ("dark", "light"):
        in_scheme(page, scheme)
        assert overflow(page) == 0, scheme
        assert_forms_hold_their_fields(page)
    page.get_by_text("Toutes les pages").click()
    expect(page.get_by_role("link", name="Chronologie")).to_be_visible()


def assert_forms_hold_their_fields(page: Page) -> None:
    edges = "form => [...form.querySelectorAll('*')].map(each => each.getBoundingClientRect().right)"
    for form in page.locator("form.ml-filters").all():
        box = form.bounding_box()
        assert box is not None
        assert max(form.evaluate(edges)) <= box["x"] + box["width"]
