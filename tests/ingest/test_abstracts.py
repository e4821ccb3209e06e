"""An abstract of each language is stated, and concepts are looked for in it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from graph.store import text
from graph.workspace import Workspace
from ingest.build import build

FRENCH = (
    "Ce que la transition énergétique fait aux territoires et à ceux qui y vivent, et ce que les communes peuvent en "
    "dire dans leurs projets."
)
ENGLISH = "What places do to those who live there, and how they can be told."
WORK = {
    "halId_s": "hal-00123456",
    "en_title_s": ["Places"],
    "language_s": ["en"],
    "en_abstract_s": [ENGLISH],
    "fr_abstract_s": [FRENCH],
}
SAID = """SELECT ?abstract (LANG(?abstract) AS ?language) { ?work a bibo:Document ; dcterms:abstract ?abstract }
    ORDER BY ?language"""
FOUND = (
    """SELECT ?quote { ?why oa:hasBody concept:transition-energetique ; oa:hasTarget/oa:hasSelector/oa:exact ?quote }"""
)


def test_an_abstract_in_another_language_is_stated_and_its_concepts_are_found(
    make_workspace: Callable[[str, dict[str, str | bytes]], Path],
) -> None:
    folder = make_workspace('[[sources]]\npath = "works.json"\n', {"works.json": json.dumps([WORK])})
    store = build(Workspace.open(folder)).snapshot.store()
    told = [(text(row, "language"), text(row, "abstract")) for row in store.select(SAID)]
    assert told == [("en", ENGLISH), ("fr", FRENCH)]
    assert {text(row, "quote") for row in store.select(FOUND)} == {"transition énergétique"}
