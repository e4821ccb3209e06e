"""Paths go by what is specific, explain each hop, keep to what they may cross, and miss none that is cheaper."""

from __future__ import annotations

import random
from itertools import islice

import networkx as nx
import numpy as np
import pytest

from graph.embedded import EmbeddedStore
from graph.networks.arcs import Arcs, arcs
from graph.networks.filters import Filters
from graph.networks.index import Index
from graph.networks.indexed import IndexedGraph
from graph.networks.paths import Path, best_paths
from graph.networks.search import Terrain, routes
from graph.views.things import ThingKind
from ontology.errors import CallError

E = "https://e.org/"
WITHOUT_PAGES = Filters(kinds=frozenset({ThingKind.EVENT, ThingKind.PUBLICATION}))


@pytest.fixture(scope="module")
def graph(store: EmbeddedStore) -> IndexedGraph:
    return IndexedGraph(store)


def told(path: Path) -> str:
    return "-".join(thing.iri.removeprefix(E) for thing in path.things)


def test_a_hub_costs_more_than_a_detour_by_what_is_rare() -> None:
    """Two people in one crowd of sixty, and on one document of two on a concept of two."""
    crowd = " ".join(f"e:p{number} a foaf:Person . e:crowd schema:attendee e:p{number} ." for number in range(60))
    rare = "e:d0 a bibo:Document ; dcterms:creator e:p0 ; dcterms:subject e:c . e:c a skos:Concept . "
    rare += "e:d1 a bibo:Document ; dcterms:creator e:p1 ; dcterms:subject e:c ."
    store = EmbeddedStore.memory()
    insert = f"PREFIX e: <{E}> INSERT DATA {{ GRAPH e:g {{ e:crowd a schema:Event . {crowd} {rare} }} }}"
    store.update(insert)
    found = best_paths(IndexedGraph(store), E + "p0", E + "p1", limit=2)
    assert [told(path) for path in found] == ["p0-d0-c-d1-p1", "p0-crowd-p1"]


def test_what_is_directly_linked_needs_no_detour(graph: IndexedGraph) -> None:
    assert told(best_paths(graph, E + "ada", E + "uni")[0]) == "ada-uni"


def test_paths_come_cheapest_first_and_none_twice(graph: IndexedGraph) -> None:
    found = best_paths(graph, E + "cyd", E + "dan", limit=20)
    assert [path.cost for path in found] == sorted(path.cost for path in found)
    assert len({told(path) for path in found}) == len(found)


def test_a_hop_says_its_direction_and_its_evidence(graph: IndexedGraph) -> None:
    (path,) = best_paths(graph, E + "livre", E + "bio", limit=1)
    (hop,) = path.hops
    assert (hop.forward, hop.evidence, hop.confidence, hop.quote) == (True, 1, 0.4, "biodiversité")
    (back,) = best_paths(graph, E + "bio", E + "livre", limit=1)[0].hops
    assert (back.forward, back.relation, back.quote) == (False, hop.relation, "biodiversité")


def test_only_the_kinds_asked_for_stand_between(graph: IndexedGraph) -> None:
    found = best_paths(graph, E + "ada", E + "cyd", kinds=[ThingKind.EVENT, ThingKind.PERSON])
    assert told(found[0]) == "ada-forum-bob-table-cyd"


def test_only_the_period_asked_for_is_crossed(graph: IndexedGraph) -> None:
    assert told(best_paths(graph, E + "ada", E + "cyd")[0]) == "ada-livre-cyd"
    found = best_paths(graph, E + "ada", E + "cyd", filters=Filters(first=2011, last=2013))
    assert found
    assert not any("livre" in told(path) for path in found)


def test_links_that_are_not_sure_enough_are_not_walked(graph: IndexedGraph) -> None:
    found = best_paths(graph, E + "livre", E + "bio", filters=Filters(confidence=0.5))
    assert told(found[0]) == "livre-ada-forum-bio"


def test_no_path_is_longer_than_asked(graph: IndexedGraph) -> None:
    ends = E + "ada", E + "dan"
    assert best_paths(graph, *ends, hops=3, filters=WITHOUT_PAGES) == ()
    assert {len(path.hops) for path in best_paths(graph, *ends, hops=4, filters=WITHOUT_PAGES)} == {4}


def test_what_is_linked_to_nothing_has_no_path(graph: IndexedGraph) -> None:
    assert best_paths(graph, E + "ada", E + "seul") == ()


def test_partners_are_linked_by_their_partnership(graph: IndexedGraph) -> None:
    assert told(best_paths(graph, E + "uni", E + "firme")[0]) == "uni-union-firme"


def test_partners_linked_directly_need_no_partnership() -> None:
    store = EmbeddedStore.memory()
    partners = "e:a a org:Organization ; ml:partnerOf e:b . e:b a org:Organization . "
    partners += "e:union a ml:Partnership ; ml:partner e:a, e:b ."
    store.update(f"PREFIX e: <{E}> INSERT DATA {{ GRAPH e:g {{ {partners} }} }}")
    assert [told(path) for path in best_paths(IndexedGraph(store), E + "a", E + "b")] == ["a-b"]


@pytest.mark.parametrize("end", ["nothing", "ada"])
def test_unknown_or_equal_ends_are_refused(graph: IndexedGraph, end: str) -> None:
    with pytest.raises(CallError):
        best_paths(graph, E + "ada", E + end)


def test_labels_come_in_the_language_asked_for(graph: IndexedGraph) -> None:
    (path,) = best_paths(graph, E + "bio", E + "eco", "en", limit=1)
    assert [thing.label for thing in path.things] == ["biodiversité", "ecology"]


def test_an_empty_graph_has_no_arcs() -> None:
    assert len(IndexedGraph(EmbeddedStore.memory()).arcs.heads) == 0


@pytest.mark.parametrize("seed", range(8))
def test_the_search_finds_what_networkx_finds(seed: int) -> None:
    """On random graphs with random costs: the same costs as the exhaustive enumeration of simple paths."""
    drawn = random.Random(seed)
    graph: nx.Graph[int] = nx.gnm_random_graph(14, 28, seed=seed)
    for one, other in graph.edges():
        graph[one][other]["cost"] = drawn.randint(1, 9)
    every = list(nx.all_simple_paths(graph, 0, 13, cutoff=5))
    expected = sorted(nx.path_weight(graph, path, "cost") for path in every)
    found = list(routes(Terrain(arcs_of(graph), np.ones(14, dtype=np.bool_)), 0, 13, 5))
    assert [route.cost for route in found] == expected
    assert len({route.things for route in found}) == len(every)


def test_a_dense_graph_gives_its_first_paths_at_once() -> None:
    graph: nx.Graph[int] = nx.complete_graph(300)
    for one, other in graph.edges():
        graph[one][other]["cost"] = 1
    found = islice(routes(Terrain(arcs_of(graph), np.ones(300, dtype=np.bool_)), 0, 299, 6), 50)
    assert [route.cost for route in found] == [1.0] + [2.0] * 49


def arcs_of(graph: nx.Graph[int]) -> Arcs:
    both = ((ends, data["cost"]) for *pair, data in graph.edges(data=True) for ends in (pair, pair[::-1]))
    order = sorted((tail, head, cost) for (tail, head), cost in both)
    tails = np.array([tail for tail, _, _ in order])
    starts = np.searchsorted(tails, np.arange(len(graph) + 1))
    heads = np.array([head for _, head, _ in order], dtype=np.int32)
    costs = np.array([cost for _, _, cost in order], dtype=np.float32)
    return Arcs(starts, heads, costs, np.arange(len(order), dtype=np.int32), np.unique(tails))


def test_of_several_links_between_two_things_the_cheapest_is_walked(index: Index) -> None:
    found = arcs(index)
    for number in range(len(index)):
        heads = found.heads[found.starts[number] : found.starts[number + 1]].tolist()
        assert heads == sorted(set(heads))
