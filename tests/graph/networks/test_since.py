"""What changed from one snapshot to the next, thing by thing."""

from __future__ import annotations

import pytest

from graph.embedded import EmbeddedStore
from graph.networks.index import Index, read_index
from graph.networks.indexed import IndexedGraph
from graph.networks.since import since
from graph.views.things import ThingKind
from tests.graph.networks.conftest import GRAPH

LATER = """
PREFIX e: <https://e.org/>
DELETE WHERE { GRAPH ?g { e:salon ?p ?o } } ;
INSERT DATA { GRAPH e:g9 {
  e:ancien a bibo:Document ; rdfs:label "Ancien"@fr ; dcterms:issued "2001"^^xsd:gYear .
  e:neuf a schema:Event ; rdfs:label "Neuf"@fr ; schema:startDate "2020-01-02"^^xsd:date .
  e:eve a foaf:Person ; rdfs:label "Ève" .
} }
"""


@pytest.fixture(scope="module")
def later() -> IndexedGraph:
    filled = EmbeddedStore.memory()
    filled.update(GRAPH)
    filled.update(LATER)
    return IndexedGraph(filled)


def test_what_came_and_went_is_counted_and_the_new_named_documents_first(index: Index, later: IndexedGraph) -> None:
    found = since(index, later)
    assert found.added == {ThingKind.EVENT: 1, ThingKind.PUBLICATION: 1, ThingKind.PERSON: 1}
    assert found.removed == {ThingKind.EVENT: 1}
    assert [thing.label for thing in found.newest] == ["Neuf", "Ancien", "Ève"]
    assert [thing.label for thing in since(index, later, limit=1).newest] == ["Neuf"]


def test_nothing_changed_is_said_so(later: IndexedGraph) -> None:
    found = since(read_index(later.store), later)
    assert (found.added, found.removed) == ({}, {})
    assert found.newest == ()
