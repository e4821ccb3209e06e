from __future__ import annotations

import pytest

from graph.embedded import EmbeddedStore
from graph.networks.indexed import IndexedGraph
from graph.networks.nearby import Way, counts, joining, ranked, reached
from graph.views import edges_between
from graph.views.surroundings import neighbourhood
from graph.views.things import ThingKind

E = "https://e.org/"
SUBJECT = "http://purl.org/dc/terms/subject"
RSE, EVENT, VELO = E + "concept/rse", E + "event/2012-velo", E + "concept/velo"

EVERY = Way()


@pytest.fixture
def graph(network: EmbeddedStore) -> IndexedGraph:
    return IndexedGraph(network)


def names(graph: IndexedGraph, iri: str, way: Way = EVERY, beside: tuple[str, ...] = ()) -> list[str]:
    number = graph.index.number
    return [graph.index.iris[each] for each in ranked(graph, number(iri), way, [number(each) for each in beside])]


def test_neighbours_are_those_that_the_store_tells(graph: IndexedGraph, network: EmbeddedStore) -> None:
    for iri in graph.index.iris:
        told = {node.iri for node in neighbourhood(network, [iri], limit=100).nodes} - {iri}
        assert set(names(graph, iri)) <= told
        assert {graph.index.iris[each] for each in reached(graph, graph.index.number(iri), [Way()])} == set(
            names(graph, iri)
        )


def test_links_between_things_are_those_that_the_store_tells(graph: IndexedGraph, network: EmbeddedStore) -> None:
    index = graph.index
    told = {(edge.source, edge.target) for edge in edges_between(network, index.iris)}
    found = joining(graph, range(len(index)))
    assert {(index.iris[index.sources[at]], index.iris[index.targets[at]]) for at in found} <= told
    assert len(found) == len(index.sources)
    assert not len(joining(graph, []))


def test_expansion_is_counted_before_it_is_shown(graph: IndexedGraph) -> None:
    (way,) = counts(graph, graph.index.number(RSE))
    assert (way.relation, way.incoming, way.kind, way.total) == (SUBJECT, True, ThingKind.EVENT, 2)


def test_a_way_narrows_by_relation_direction_and_kind(graph: IndexedGraph) -> None:
    assert len(names(graph, RSE, Way(SUBJECT, True, "event"))) == 2
    assert names(graph, RSE, Way(SUBJECT, False)) == []
    assert names(graph, RSE, Way("http://e.org/unknown")) == []
    assert names(graph, RSE, Way(kind="person")) == []


def test_what_is_linked_to_the_things_beside_comes_first(graph: IndexedGraph) -> None:
    events = names(graph, RSE)
    for event in events:
        concepts = [each for each in names(graph, event) if each != RSE]
        for concept in concepts:
            first = names(graph, RSE, beside=(concept,))[0]
            assert concept in names(graph, first)
