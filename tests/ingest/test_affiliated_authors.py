"""What a bibliography says of its authors is stated of them, and not of the publication."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from graph.store import text
from graph.workspace import Workspace
from ingest.build import build

AUTHOR = {"display_name": "Anne Coste", "orcid": "https://orcid.org/0000-0002-4801-8395"}
INSTITUTION = {"display_name": "Laboratoire CRESSON", "ror": "https://ror.org/02rx3b187"}
WORK = {
    "id": "https://openalex.org/W1",
    "title": "Tiers-lieux",
    "authorships": [{"author": AUTHOR, "institutions": [INSTITUTION]}],
    "primary_location": {"license": "cc-by"},
}
ASKED = """SELECT ?orcid ?ror ?licence ?quote WHERE { ?work a bibo:Document ; dcterms:creator ?person ;
    dcterms:license ?licence . ?person org:memberOf ?organisation ; schema:sameAs ?orcid .
    ?organisation schema:sameAs ?ror . ?why oa:hasBody ?organisation ; ml:relation org:memberOf ; oa:hasTarget ?target .
    ?target oa:hasSource ?person ; oa:hasSelector/oa:exact ?quote }"""


def test_affiliation_identifiers_and_licence_reach_the_graph(
    make_workspace: Callable[[str, dict[str, str | bytes]], Path],
) -> None:
    folder = make_workspace('[[sources]]\npath = "works.json"\n', {"works.json": json.dumps(WORK)})
    store = build(Workspace.open(folder)).snapshot.store()
    (row,) = store.select(ASKED)
    assert [text(row, name) for name in ("orcid", "ror", "licence", "quote")] == [
        "https://orcid.org/0000-0002-4801-8395",
        "https://ror.org/02rx3b187",
        "https://creativecommons.org/licenses/by/4.0/",
        "Laboratoire CRESSON",
    ]
