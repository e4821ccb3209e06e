"""Queries asked one after the other: answer, editor and address agree, however late the server is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from playwright.sync_api import Page, Route, expect
from pyoxigraph import Literal, NamedNode, Quad

from graph.manifest import Manifest
from graph.workspace import Workspace
from tests.browser.conftest import serving
from tests.browser.sockets import Held, held
from tests.browser.windows import NARROW, WIDE
from tests.explorer.pages.fictional import BASE, publish, workspace

Visit = Callable[..., Page]
LONG = 'SELECT ("long" AS ?x) {} #' + "é" * 7_000
QUIET = "window.maillage?.ready && window.maillage.left() === 0"
QUESTION = f"/interroger?question=who-works-on&concept={quote(BASE, safe='')}concept/eau"


def query(value: str) -> str:
    return f'SELECT ("{value}" AS ?x) {{}}'


def watched(page: Page) -> list[str]:
    """The queries that a page asks, as it asks them."""
    asked: list[str] = []
    page.on("request", lambda each: asked.append(each.post_data or "") if each.url.endswith("/sparql") else None)
    return asked


def run(page: Page, text: str, key: str = "") -> None:
    page.wait_for_function("window.maillage?.ready")
    area = page.locator("#ml-editor")
    area.fill(text)
    if key:
        area.press(key)
    else:
        page.locator(".ml-editor-row .ml-primary").click()


def shows(page: Page, value: str) -> None:
    """The value is the answer, its query in the editor and in the address, once nothing is on its way any more."""
    page.wait_for_function(QUIET)
    expect(page.locator(".ml-answer td")).to_have_text(value)
    expect(page.locator("#ml-editor")).to_have_value(query(value))
    assert parse_qs(urlsplit(page.url).query).get("query") == [query(value)]


@pytest.mark.parametrize("key", ["", "Control+Enter"], ids=["button", "keyboard"])
@pytest.mark.parametrize(("language", "size"), [("fr", WIDE), ("en", NARROW)], ids=["fr", "en"])
def test_each_query_is_asked_once_and_its_answer_stays(
    visit: Visit, key: str, language: str, size: tuple[int, int]
) -> None:
    page = visit(f"/interroger?lang={language}", size=size)
    asked = watched(page)
    for value in "ABC":
        run(page, query(value), key)
        shows(page, value)
    run(page, query("C"), key)
    shows(page, "C")
    assert asked == [query(value) for value in "ABCC"]


def test_back_and_forward_ask_what_the_address_says(visit: Visit) -> None:
    page = visit("/interroger")
    first = page.locator("#ml-editor").input_value()
    for value in "ABC":
        run(page, query(value))
        shows(page, value)
    for value in "BA":
        page.go_back()
        shows(page, value)
    page.go_back()
    expect(page.locator("#ml-editor")).to_have_value(first)
    expect(page.locator(".ml-answer")).to_be_empty()
    for value in "AB":
        page.go_forward()
        shows(page, value)
    run(page, query("D"))
    shows(page, "D")
    page.go_back()
    shows(page, "B")


def test_a_link_and_a_ready_question_take_the_place_of_a_query_and_give_it_back(visit: Visit) -> None:
    page = visit(f"/interroger?query={quote(query('shared'))}&lang=en")
    shows(page, "shared")
    run(page, query("A"))
    shows(page, "A")
    page.evaluate("(there) => window.maillage.go(there)", QUESTION + "&lang=en")
    expect(page.locator(".ml-answer th").first).to_have_text("actor")
    page.get_by_text("See the query").click()
    run(page, query("B"))
    shows(page, "B")
    assert "question=" not in page.url
    page.go_back()
    expect(page.locator(".ml-answer th").first).to_have_text("actor")
    page.go_back()
    shows(page, "A")


def test_the_fields_of_a_ready_question_say_what_the_address_says(visit: Visit) -> None:
    page = visit("/interroger?question=asleep-since")
    field = page.locator(".ml-fields input[name=last]")

    def shows_year(year: str) -> None:
        expect(page.locator("h2")).to_contain_text(year)
        expect(field).to_have_value(year)

    shows_year("2016")
    for year in ("2014", "2015"):
        field.fill(year)
        field.press("Enter")
        shows_year(year)
    for year in ("2014", "2016"):
        page.go_back()
        shows_year(year)
    page.go_forward()
    shows_year("2014")
    page.locator(".ml-sections a[href='/concepts']").click()
    page.wait_for_selector(".ml-tree")
    page.go_back()
    page.wait_for_selector(".ml-fields")
    shows_year("2014")


def test_how_an_answer_is_seen_is_of_its_address(visit: Visit) -> None:
    page = visit(f"/interroger?query={quote('SELECT ?x (1 AS ?n) { VALUES ?x { 2001 } }')}")
    chart = page.get_by_role("button", name="Diagramme", exact=True)
    expect(page.locator(".ml-answer td").filter(has_text="2001")).to_be_visible()
    asked = watched(page)
    chart.click()
    page.wait_for_function(f"location.search.includes('as=chart') && {QUIET}")
    page.go_back()
    expect(chart).to_have_attribute("aria-pressed", "false")
    page.go_forward()
    expect(chart).to_have_attribute("aria-pressed", "true")
    page.wait_for_function(QUIET)
    expect(chart).to_have_attribute("aria-pressed", "true")
    assert not asked


def test_a_query_too_long_for_an_address_stays_in_the_editor(visit: Visit) -> None:
    page = visit(f"/interroger?query={quote(query('A'))}")
    shows(page, "A")
    run(page, LONG)
    expect(page.locator(".ml-answer td")).to_have_text("long")
    page.wait_for_function(QUIET)
    expect(page.locator("#ml-editor")).to_have_value(LONG)
    assert "query=" not in page.url
    page.go_back()
    shows(page, "A")


def test_a_slow_answer_is_not_shown_after_that_of_a_later_query(visit: Visit) -> None:
    page = visit("/interroger")
    slow: list[Route] = []
    page.route(
        "**/sparql", lambda each: slow.append(each) if "slow" in (each.request.post_data or "") else each.continue_()
    )
    run(page, query("slow"))
    expect(page.locator(".ml-answer")).to_have_attribute("aria-busy", "true")
    run(page, query("fast"))
    shows(page, "fast")
    (late,) = slow
    late.continue_()
    page.wait_for_timeout(300)
    shows(page, "fast")
    expect(page.locator(".ml-answer")).not_to_have_attribute("aria-busy", "true")


@pytest.mark.parametrize("back", [False, True], ids=["asked", "gone-back"])
def test_queries_asked_faster_than_the_server_hears_of_them_end_with_the_last(
    open_page: Visit, address: str, back: bool
) -> None:
    page = open_page()
    socket: Held = held(page)
    page.goto(f"{address}/interroger")
    asked = watched(page)
    page.wait_for_function(QUIET)
    socket.hold()
    for value in "ABC":
        run(page, query(value))
        expect(page.locator(".ml-answer td")).to_have_text(value)
    if back:
        page.go_back()
    socket.release()
    shows(page, "B" if back else "C")
    page.wait_for_timeout(500)
    shows(page, "B" if back else "C")
    assert asked == [query(value) for value in ("ABCB" if back else "ABC")]


def test_another_snapshot_answers_the_next_query(open_page: Visit, tmp_path: Path) -> None:
    made = workspace(tmp_path / "lacs")
    publish(made)
    with serving(made.root) as served:
        page = open_page()
        page.goto(f"{served}/interroger")
        run(page, "ASK { ?x rdfs:label 'new' }")
        expect(page.locator(".ml-boolean")).to_have_text("Non")
        _publish_another(made)
        run(page, "ASK  { ?x rdfs:label 'new' }")
        expect(page.locator(".ml-boolean")).to_have_text("Oui")
        page.wait_for_function(QUIET)
        expect(page.locator("#ml-editor")).to_have_value("ASK  { ?x rdfs:label 'new' }")


def _publish_another(made: Workspace) -> None:
    graph, label = NamedNode(f"{BASE}graph/new"), NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
    with made.snapshots.draft() as draft:
        draft.store.replace({graph: [Quad(NamedNode(f"{BASE}new"), label, Literal("new"), graph)]})
        draft.publish(Manifest())
