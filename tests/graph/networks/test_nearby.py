from __future__ import annotations

import pytest

from graph.embedded import EmbeddedStore
from graph.networks.grouped import ordered_links
from graph.networks.indexed import IndexedGraph
from graph.networks.nearby import Way, counts, joining, ranked, reached
from graph.networks.relations import RELATIONS
from graph.views import describe, links
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
        told = {link.other.iri for group in describe(network, iri, limit=100).groups for link in group.links}
        assert set(names(graph, iri)) <= told
        assert {graph.index.iris[each] for each in reached(graph, graph.index.number(iri), [Way()])} == set(
            names(graph, iri)
        )


def test_links_between_things_are_those_that_the_store_tells(graph: IndexedGraph, network: EmbeddedStore) -> None:
    index = graph.index
    told = {
        (iri, link.other.iri)
        for iri in index.iris
        for group in describe(network, iri, limit=100).groups
        for link in group.links
        if not link.incoming
    }
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


@pytest.mark.parametrize("limit", [1, 50])
def test_links_read_from_arrays_are_those_that_the_store_tells_in_the_same_order(
    graph: IndexedGraph, network: EmbeddedStore, limit: int
) -> None:
    for iri in graph.index.iris:
        told = describe(network, iri, "fr", limit)
        assert describe(network, iri, "fr", limit, ordered_links(graph, iri, limit)) == told
        for group in told.groups:
            way = (iri, group.relation, group.incoming, group.kind, "en", limit)
            assert links(network, *way, ordered=ordered_links(graph, iri, limit)) == links(network, *way)


def test_links_by_relations_that_the_arrays_lack_are_asked_for(graph: IndexedGraph, network: EmbeddedStore) -> None:
    asked = {group.relation for iri in graph.index.iris for group in describe(network, iri).groups}
    assert asked - {*RELATIONS}
