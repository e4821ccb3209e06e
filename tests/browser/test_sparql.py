"""The SPARQL page as someone who lives in SPARQL uses it, in a real browser over a real server."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from tests.browser.windows import NARROW, in_scheme
from tests.explorer.pages.fictional import BASE

Visit = Callable[..., Page]
COUNTS = """SELECT ?concept ?concept_label (COUNT(DISTINCT ?document) AS ?documents) {
  ?document dcterms:subject ?concept . ?concept rdfs:label ?concept_label FILTER(LANG(?concept_label) = "fr")
} GROUP BY ?concept ?concept_label ORDER BY DESC(?documents)"""
PLACES = (
    "SELECT ?thing ?latitude ?longitude { ?thing schema:geo/schema:latitude ?latitude ; "
    "schema:geo/schema:longitude ?longitude }"
)


def ask(visit: Visit, query: str, view: str = "", **options: object) -> Page:
    page = visit(f"/interroger?query={quote(query)}&as={view}", **options)
    page.wait_for_selector(".ml-seen")
    return page


def test_classes_and_properties_of_the_graph_are_suggested_while_one_types(visit: Visit) -> None:
    page = visit("/interroger")
    area = page.locator("#ml-editor")
    area.fill("SELECT * { ?x a ")
    area.press("End")
    area.press_sequentially("even", delay=20)
    expect(page.get_by_role("option").first).to_contain_text("schema:Event")
    area.press("Tab")
    expect(area).to_have_value("SELECT * { ?x a schema:Event")
    area.press_sequentially(" ; organiz", delay=20)
    expect(page.get_by_role("option").first).to_contain_text("schema:organizer")
    area.press("ArrowDown")
    area.press("Enter")
    expect(area).to_have_value("SELECT * { ?x a schema:Event ; schema:organizer")
    area.press_sequentially(" ?")
    area.press("Control+Space")
    expect(page.get_by_role("option").first).to_contain_text("?x")
    area.press("Escape")
    expect(page.get_by_role("option")).to_have_count(0)


def test_a_thing_is_written_by_its_name(visit: Visit) -> None:
    page = visit("/interroger")
    area = page.locator("#ml-editor")
    area.fill("SELECT * { ?x ?p ")
    area.press("End")
    area.press_sequentially("cowork", delay=20)
    page.get_by_role("option").filter(has_text="concept/coworking").click()
    expect(area).to_have_value(f"SELECT * {{ ?x ?p <{BASE}concept/coworking>")


def test_nothing_is_suggested_within_a_string_or_a_comment(visit: Visit) -> None:
    page = visit("/interroger")
    area = page.locator("#ml-editor")
    area.fill('SELECT * { ?x ?p "sche')
    area.press("Control+Space")
    area.fill("# sche")
    area.press("Control+Space")
    page.wait_for_timeout(500)
    expect(page.get_by_role("option")).to_have_count(0)


def test_an_error_is_marked_where_it_is_and_can_be_gone_to(visit: Visit) -> None:
    page = visit("/interroger")
    page.locator("#ml-editor").fill("SELECT * {\n  ?s ?p zzz:abc .\n}")
    page.keyboard.press("Control+Enter")
    page.get_by_role("button", name="Aller à la ligne 2").click()
    expect(page.locator(".ml-editor-spot")).to_be_visible()
    expect(page.locator(".ml-editor-gutter .ml-wrong")).to_have_text("2")
    assert page.evaluate("document.activeElement.id") == "ml-editor"
    page.locator("#ml-editor").fill("ASK {}")
    expect(page.locator(".ml-editor-spot")).to_be_hidden()


def test_an_answer_with_numbers_is_seen_as_bars_and_the_address_says_so(visit: Visit) -> None:
    page = ask(visit, COUNTS)
    rows = page.locator(".ml-answer tbody tr").count()
    page.get_by_role("button", name="Diagramme").click()
    expect(page.locator(".ml-answer-bars li")).to_have_count(rows)
    page.wait_for_url("**as=chart**")
    page.reload()
    expect(page.locator(".ml-answer-bars li")).to_have_count(rows)
    page.locator(".ml-answer-bars a").first.click()
    page.wait_for_url("**/fiche?**")


@pytest.mark.parametrize("query", [
    "SELECT ?e ?o { ?e schema:organizer ?o }", "CONSTRUCT WHERE { ?e schema:organizer ?o ; rdfs:label ?l }",
])  # fmt: skip
def test_an_answer_with_relations_is_seen_as_a_graph(visit: Visit, query: str) -> None:
    page = ask(visit, query, "graph")
    page.wait_for_selector(".ml-answer-graph[data-settled]")
    expect(page.locator(".ml-answer-graph canvas")).to_be_visible()


def test_an_answer_with_coordinates_is_seen_on_a_map(visit: Visit) -> None:
    page = ask(visit, PLACES, "map", size=NARROW, scheme="dark")
    for scheme in ("dark", "light"):
        in_scheme(page, scheme)
        expect(page.locator(".ml-answer-map circle")).to_have_count(13)
        assert (page.locator(".ml-answer-map path").get_attribute("d") or "").startswith("M")
    page.locator(".ml-answer-map a").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/fiche?**")


def test_queries_of_this_browser_come_back_and_can_be_forgotten(visit: Visit) -> None:
    page = visit("/interroger")
    page.locator("#ml-editor").fill("ASK { ?s a skos:Concept }")
    page.get_by_role("button", name="Exécuter").click()
    expect(page.locator(".ml-boolean")).to_have_text("Oui")
    page.locator("#ml-editor").fill("")
    page.get_by_text("Requêtes de ce navigateur (1)").click()
    page.get_by_role("button", name="ASK { ?s a skos:Concept }").click()
    expect(page.locator("#ml-editor")).to_have_value("ASK { ?s a skos:Concept }")
    page.get_by_role("button", name="Tout oublier").click()
    expect(page.get_by_text("Requêtes de ce navigateur")).to_be_hidden()


def test_hostile_values_are_text_in_every_view(visit: Visit) -> None:
    query = "SELECT ?e ?e_label ?o ?n { ?e rdfs:label ?e_label ; schema:organizer ?o BIND(1 AS ?n) "
    query += f"VALUES ?e {{ <{BASE}event/hostile> }} }}"
    page = ask(visit, query)
    for name in ("Tableau", "Diagramme", "Graphe"):
        page.get_by_role("button", name=name, exact=True).click()
        if name != "Graphe":
            expect(page.locator(".ml-seen")).to_contain_text("<script>")
    page.wait_for_selector(".ml-answer-graph[data-settled]")
    assert page.locator("img[src=x]").count() == 0


@pytest.mark.parametrize(
    ("language", "heads"), [("fr", ["acteur", "documents"]), ("en", ["actor", "documents"])], ids=["fr", "en"]
)
def test_a_ready_question_has_its_columns_in_words(visit: Visit, language: str, heads: list[str]) -> None:
    page = visit(f"/interroger?question=who-works-on&concept={quote(BASE, safe='')}concept/eau&lang={language}")
    page.wait_for_selector(".ml-seen table")
    assert page.locator(".ml-seen th").all_inner_texts() == heads


@pytest.mark.parametrize(("language", "yes"), [("fr", "Oui"), ("en", "Yes")], ids=["fr", "en"])
def test_a_ready_question_says_relations_and_truth_in_words(visit: Visit, language: str, yes: str) -> None:
    document = quote(f"{BASE}publication/2009-enquete-0", safe="")
    page = visit(f"/interroger?question=links-of&document={document}&lang={language}")
    page.wait_for_selector(".ml-seen table")
    cells = page.locator(".ml-seen td").all_inner_texts()
    assert yes in cells
    assert not [cell for cell in cells if cell.startswith("dcterms:") or cell in ("true", "false")]


@pytest.mark.parametrize(
    ("language", "said"), [("fr", "ne fait que lire"), ("en", "only reads the graph")], ids=["fr", "en"]
)
def test_an_update_is_told_that_the_page_only_reads(visit: Visit, language: str, said: str) -> None:
    page = visit(f"/interroger?query=DROP%20ALL&lang={language}")
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text(said)
    expect(alert).not_to_contain_text("POST")
