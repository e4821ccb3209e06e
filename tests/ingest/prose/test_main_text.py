"""Concepts are looked for in a page's main text alone; what the page tells of is read from all of it."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from graph.store import text
from graph.workspace import Workspace
from ingest.build import build
from ingest.prose.main_text import with_main_text
from ingest.prose.markup import html_page
from ontology.errors import Place
from tests.ingest.prose.reading import document, events, read_text
from tests.workspaces import NETWORK_SETTINGS, MakeWorkspace

SETTINGS = f"""{NETWORK_SETTINGS}[[sources]]
path = "page.html"
"""
PAGE = """<html lang="fr"><head><title>Lieux</title></head><body>
<div class="bandeau" id="tarteaucitronRoot"><p>Nous utilisons des cookies pour mesurer la biodiversité de notre
audience, et elle seule. Accepter</p></div>
<div class="haut"><ul><li><a href="/a">Accueil</a></li><li><a href="/e">Écoconception</a></li></ul></div>
<div class="content"><h1>Tiers-lieux d'activités</h1>
<p>Les tiers-lieux d'activités sont une chance pour nos territoires ruraux, et ils permettent à des salariés de
travailler près de chez eux, dans des espaces de coworking.</p>
<ul><li>13 mai 2013 – Table ronde : Travailler autrement</li></ul>
<h2>Contexte</h2><p>Depuis 2012, l'alliance étudie les lieux de travail partagés, leurs modèles économiques et leurs
effets sur les déplacements des salariés de l'agglomération.</p>
<div class="related-posts"><h3>À lire aussi</h3><ul><li><a href="/x">L'économie circulaire en dix questions</a></li>
<li><a href="/y">4 juin 2014 – Colloque : La responsabilité sociale des entreprises</a></li></ul></div></div>
<div class="bas"><p>Mentions légales – Plan du site – Transition énergétique</p></div></body></html>"""
AROUND = ("biodiversité", "Écoconception", "économie circulaire", "À lire aussi", "Mentions légales")
LINKED = """
SELECT ?label ?quote ?start { ?page a bibo:Webpage ; dcterms:subject|schema:mentions ?concept .
  ?concept skos:prefLabel ?label FILTER (lang(?label) = "fr")
  ?why oa:hasBody ?concept ; oa:hasTarget ?target . ?target oa:hasSource ?page ; oa:hasSelector ?words .
  ?words oa:exact ?quote ; oa:start ?start }"""


def test_menus_banners_and_links_to_other_pages_are_around_the_main_text(tmp_path: Path) -> None:
    page = document(read_text(tmp_path, PAGE, "page.html"))
    main = "\n\n".join(passage.text for passage in page.passages)
    assert not [words for words in AROUND if words in main]
    for kept in ("Tiers-lieux d'activités\n\nLes tiers-lieux", "13 mai 2013", "Contexte\n\nDepuis 2012"):
        assert kept in main


@pytest.mark.parametrize(
    ("title", "heading", "fields"),
    [
        ("Les lieux", "<h1>Les lieux</h1>", ["title", "text"]),
        ("Les Lieux | AUEG", "<h1>Les lieux</h1>", ["title", "text"]),
        ("Les lieux", "<p>Bienvenue.</p><h1>Les lieux</h1>", ["text", "title", "text"]),
        ("Les lieux", "<p>Les lieux</p>", ["text"]),
        ("AUEG - Accueil", "<h2>Les lieux</h2>", ["text"]),
    ],
)
def test_the_heading_that_is_the_title_of_the_page_is_read_as_one(
    tmp_path: Path, title: str, heading: str, fields: list[str]
) -> None:
    head = f'<html lang="fr"><head><title>{title}</title></head><body>'
    markup = f"{head}{heading}<p>Ce que les lieux apportent.</p><h2>Suite</h2><p>Le reste.</p></body></html>"
    page = document(read_text(tmp_path, markup, "page.html"))
    assert [passage.field for passage in page.passages] == fields
    assert all(page.text[one.start :].startswith(one.text) for one in page.passages)


def test_each_stretch_of_the_main_text_stands_where_it_says(tmp_path: Path) -> None:
    page = document(read_text(tmp_path, PAGE, "page.html"))
    assert page.passages
    for passage in page.passages:
        assert page.text[passage.start :].startswith(passage.text)


def test_what_the_page_tells_of_is_read_around_the_main_text_too(tmp_path: Path) -> None:
    told = events(read_text(tmp_path, PAGE, "page.html"))
    assert any("Travailler autrement" in line for line in told)
    assert any("La responsabilité sociale des entreprises" in line for line in told)


def test_no_concept_of_a_banner_a_menu_or_a_footer_is_linked_to_the_page(make_workspace: MakeWorkspace) -> None:
    folder = make_workspace(SETTINGS, {"page.html": PAGE})
    store = build(Workspace.open(folder)).snapshot.store()
    found = list(store.select(LINKED))
    labels = {text(row, "label") for row in found}
    assert "tiers-lieu d’activités" in {label.replace("'", "’") for label in labels}
    assert not labels & {"biodiversité", "écoconception", "économie circulaire", "transition énergétique"}
    words = document(read_text(folder, PAGE, "page.html")).text
    for row in found:
        start, quote = int(text(row, "start")), text(row, "quote")
        assert words[start : start + len(quote)] == quote


@pytest.mark.parametrize("markup", ["<p>Les tiers-lieux.</p>", "<ul><li>RSE</ul>", "<table><tr><td>a<td>b</table>"])
def test_a_page_of_few_words_is_main_text_as_a_whole(markup: str) -> None:
    page = with_main_text(html_page(markup, Place("a.html")), markup)
    assert [span.text for span in page.main_text()] == [page.text]


@pytest.mark.parametrize("pattern", ["<div><p>x</p>", "<a href=x>y</a> ", "<li>3 mai 2014 x", "<b>x</b><i>", "<td>x"])
def test_thousands_of_one_pattern_are_told_apart_in_seconds(pattern: str) -> None:
    markup = "<table><tr>" * pattern.startswith("<td>") + pattern * min(2_000, 200_000 // len(pattern)) + "fin"
    started = time.process_time()
    with_main_text(html_page(markup, Place("a.html")), markup)
    assert time.process_time() - started < 30
