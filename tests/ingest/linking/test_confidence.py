"""What the graph says of how sure a concept's link is, and of how sure its words are."""

from __future__ import annotations

import pytest
from pyoxigraph import NamedNode, QuerySolution

from graph.embedded import EmbeddedStore
from graph.questions import get_question
from ingest.linking import Mention, Subject
from ingest.records import Event, Text
from ingest.triples import record_quads
from ingest.triples.linked import LinkedRecord
from ontology.errors import Place
from ontology.namespaces import DCTERMS, SCHEMA

BASE = "https://example.org/"


def links(confidence: float) -> list[QuerySolution]:
    mention = Mention("http://e.org/rse", "title", 3, 6, "RSE", "RSE", 0.95, "acronym")
    event = Event(key="e", place=Place("events.csv"), title=Text("La RSE"))
    subject = Subject(mention.concept, confidence, (mention,))
    linked = LinkedRecord(event, "source/events", "event/e", subjects=(subject,))
    graph = NamedNode(f"{BASE}graph/e")
    store = EmbeddedStore.memory()
    store.replace({graph: record_quads(linked, BASE, graph)})
    return list(get_question("links-of").run(store, document=f"{BASE}event/e"))


def test_a_subject_is_as_sure_as_the_calibration_says_and_its_words_as_the_method_says() -> None:
    [row] = links(0.43)
    assert row["relation"].value == DCTERMS.subject.value
    assert (row["confidence"].value, row["mention_confidence"].value) == ("0.43", "0.95")


def test_what_is_only_mentioned_is_as_sure_as_its_words() -> None:
    [row] = links(0.02)
    assert row["relation"].value == SCHEMA.mentions.value
    assert (row["confidence"].value, row["mention_confidence"].value) == ("0.95", "0.95")


@pytest.mark.parametrize("confidence", [0.15, 0.9999])
def test_the_words_keep_their_own_confidence_whatever_the_link_s(confidence: float) -> None:
    [row] = links(confidence)
    assert row["mention_confidence"].value == "0.95"
