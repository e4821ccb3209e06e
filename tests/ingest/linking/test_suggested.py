"""A concept that a text does not say is a subject that a model suggests, or is not stated: never a mention."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from graph.store import text
from graph.workspace import Workspace
from ingest.build import build
from ingest.linking import SUBJECT_CONFIDENCE, ConceptLinker, Model
from ingest.linking.calibration import Calibration
from ingest.linking.texts import GoldText
from ingest.records import Passage
from ontology.namespaces import DCTERMS, SCHEMA
from ontology.thesaurus import Thesaurus
from tests.ingest.linking.conftest import ALWAYS
from tests.workspaces import EVENTS_SETTINGS, MakeWorkspace

SETTINGS = f'scheme = "none"\n{EVENTS_SETTINGS}[[vocabularies]]\npath = "scheme.ttl"\n[linking]\nmodel = "model.json"\n'
TITLE, FOREST = "Le logement", "Les arbres des forêts abritent des oiseaux."
LINKS = """SELECT DISTINCT ?concept ?relation ?how {
    ?annotation ml:relation ?relation ; ml:method/skos:notation ?how ; oa:hasBody ?concept .
    ?thing ?relation ?concept .
}"""


@pytest.fixture(scope="module")
def trained(plain: ConceptLinker, gold: list[GoldText]) -> Model:
    return plain.trained([plain.example(str(one.id), one.passages, one.concepts, "fr") for one in gold])


@pytest.mark.parametrize("sure", [0.05, SUBJECT_CONFIDENCE])
def test_what_a_text_does_not_say_is_linked_from_the_sureness_of_a_subject_on(
    make_workspace: MakeWorkspace, scheme: Path, trained: Model, thesaurus: Thesaurus, sure: float
) -> None:
    model = replace(trained, calibration=Calibration([0.0], [sure]))
    files = {"events.csv": f"title,description\n{TITLE},{FOREST}\n".encode(), "scheme.ttl": scheme.read_bytes()}
    folder = make_workspace(SETTINGS, {**files, "model.json": model.encoded()})
    store = build(Workspace.open(folder), processes=1).snapshot.store()
    links = {text(row, "concept"): (text(row, "relation"), text(row, "how")) for row in store.select(LINKS)}
    is_subject = sure == SUBJECT_CONFIDENCE
    assert links.get(ALWAYS) == ((DCTERMS.subject.value, "model") if is_subject else None)
    assert links["http://e.org/logement"] == ((DCTERMS.subject if is_subject else SCHEMA.mentions).value, "label")
    ranked = ConceptLinker(thesaurus, model).link([Passage("title", TITLE), Passage("text", FOREST)], "fr")
    assert ALWAYS in {one.concept for one in ranked}  # what ranks concepts tells of it all the same
