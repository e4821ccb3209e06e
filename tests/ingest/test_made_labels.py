"""Things to which no source gives a title are called by their kind and their date."""

from __future__ import annotations

import pytest
from pyoxigraph import Literal, NamedNode

from ingest.records import Event, Publication, Record, When
from ingest.triples import record_quads
from ingest.triples.linked import LinkedRecord
from ontology.errors import Place
from ontology.namespaces import RDFS

PLACE = Place("a.csv", "line 2")


@pytest.mark.parametrize(
    ("record", "labels"),
    [
        (
            Event(key="1", place=PLACE, kind="Hackathon of makers", start=When("2024-05-01"), language="en"),
            {'"Hackathon of makers (2024-05-01)"@en'},
        ),
        (
            Event(key="1", place=PLACE, kind="Veillée", start=When("2024-05-01T18:00:00"), language="fr"),
            {'"Veillée (2024-05-01)"@fr'},
        ),
        (Publication(key="1", place=PLACE, kind="Zine", issued=When("2024")), {'"Zine (2024)"'}),
        (
            Event(key="1", place=PLACE, start=When("2024-05-01"), language="de"),
            {'"Event (2024-05-01)"@en', '"Événement (2024-05-01)"@fr'},
        ),
    ],
)
def test_a_label_made_of_a_kind_is_in_the_language_of_its_words(record: Record, labels: set[str]) -> None:
    linked = LinkedRecord(record, "source/a", "event/x", frozenset({"label", "start", "issued"}))
    quads = record_quads(linked, "https://example.org/", NamedNode("https://example.org/graph"))
    made = {str(quad.object) for quad in quads if quad.predicate == RDFS.label and isinstance(quad.object, Literal)}
    assert made >= labels
    assert {label for label in made if "(" in label} == labels
