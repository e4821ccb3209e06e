"""Concepts of one name in two vocabularies are told apart wherever they stand side by side."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest

from explorer import context as served
from explorer.components.namesakes import told_apart, twins
from explorer.context import Context, set_context
from graph.views.things import Thing, ThingKind
from graph.workspace import Workspace
from ingest.build import build
from tests.explorer.pages.test_pages import open_page
from tests.workspaces import EVENTS_SETTINGS, written

VOCABULARY = """@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
<{at}/s> a skos:ConceptScheme ; skos:prefLabel "Scheme"@en .
<{at}/music> a skos:Concept ; skos:prefLabel "musique"@fr ; skos:inScheme <{at}/s> .
<{at}/film> a skos:Concept ; skos:prefLabel "{film}"@fr ; skos:inScheme <{at}/s> .
"""
SETTINGS = """
[[vocabularies]]
path = "one.ttl"
[[vocabularies]]
path = "other.ttl"
"""


@pytest.fixture
def network_of_twins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A network of three events on music, a concept of two vocabularies that hold nothing else in common."""
    events = "".join(f"Concert {number} : la musique et le cinéma,2013-0{number}-01\n" for number in (1, 2, 3))
    files = {
        "maillage.toml": EVENTS_SETTINGS + SETTINGS,
        "events.csv": f"title,date\n{events}",
        "one.ttl": VOCABULARY.format(at="http://www.one.example/v", film="cinéma"),
        "other.ttl": VOCABULARY.format(at="http://other.example/v", film="théâtre"),
    }
    written(tmp_path, files)
    build(Workspace.open(tmp_path), processes=1)
    monkeypatch.setattr(served, "_served", [])
    set_context(Context(Workspace.open(tmp_path)))


@pytest.mark.usefixtures("network_of_twins")
def test_twins_name_their_vocabularies_on_the_first_page_in_a_search_and_among_what_is_close() -> None:
    bubbles = unescape(open_page("home").split('class="ml-bubbles"')[1].split("</ul>")[0])
    told = re.findall(r">\s*musique\s*<small>([^<]*)</small>", bubbles)
    assert sorted(told) == ["one.example", "other.example"]
    assert not re.search(r">\s*cinéma\s*<small>[^<]*example", bubbles)
    found = unescape(open_page("home", q="musique"))
    assert all(f"Concept · {host}" in found for host in ("one.example", "other.example"))
    close = unescape(open_page("thing", iri="http://www.one.example/v/music").split('id="similar"')[1])
    assert re.search(r"musique</a> <span class=\"ml-soft\">other.example", close)


def test_names_alike_but_for_an_accent_are_twins_and_are_told_apart() -> None:
    names = {"https://e.org/cinema": "Cinema", "https://e.org/cinema-2": "cinéma", "https://e.org/eau": "eau"}
    things = [Thing(iri, name, ThingKind.CONCEPT) for iri, name in names.items()]
    assert twins(things) == ("https://e.org/cinema", "https://e.org/cinema-2")
    assert [thing.note for thing in told_apart(things).values()] == ["cinema", "cinema-2", ""]
