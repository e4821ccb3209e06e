"""The tree of concepts counts what is below; comparing concepts says who brings both; a network can be one thing's."""

from __future__ import annotations

import pytest

from graph.embedded import EmbeddedStore
from graph.networks.comparison import compare
from graph.networks.filters import Filters
from graph.networks.indexed import IndexedGraph
from graph.networks.network import network
from graph.networks.scheme import Branch, scheme
from ontology.errors import CallError

E = "https://e.org/"


@pytest.fixture(scope="module")
def graph(store: EmbeddedStore) -> IndexedGraph:
    return IndexedGraph(store)


def shape(branches: tuple[Branch, ...]) -> dict[str, object]:
    return {each.thing.iri.removeprefix(E): (each.direct, each.total, shape(each.children)) for each in branches}


def test_a_concept_counts_its_own_documents_and_those_below(graph: IndexedGraph) -> None:
    found = scheme(graph)
    assert shape(found.tops) == {"eco": (0, 3, {"bio": (3, 3, {})}), "lieu": (2, 2, {}), "rse": (3, 3, {})}
    assert (found.concepts, found.used, found.hidden) == (5, 4, 0)


def test_the_whole_tree_shows_the_concepts_that_nothing_is_on(graph: IndexedGraph) -> None:
    assert "seul" in shape(scheme(graph, used_only=False).tops)


def test_a_large_tree_says_how_much_it_leaves_out(graph: IndexedGraph) -> None:
    assert scheme(graph, limit=1).hidden == 2
    assert scheme(graph, limit=3).tops[0].hidden == 1


def test_a_scheme_that_turns_in_circles_ends() -> None:
    store = EmbeddedStore.memory()
    store.update(f"""PREFIX e: <{E}> INSERT DATA {{ GRAPH e:g {{
        e:top a skos:Concept . e:a a skos:Concept ; skos:broader e:b, e:top . e:b a skos:Concept ; skos:broader e:a .
        e:d a bibo:Document ; dcterms:subject e:a }} }}""")
    assert shape(scheme(IndexedGraph(store)).tops) == {"top": (0, 1, {"a": (1, 1, {"b": (0, 1, {})})})}


def test_an_empty_graph_has_an_empty_tree() -> None:
    assert scheme(IndexedGraph(EmbeddedStore.memory())).tops == ()


def test_those_who_bring_both_concepts_come_first(graph: IndexedGraph) -> None:
    found = compare(graph, [E + "rse", E + "eco"])
    assert (found.totals, found.together) == ((3, 3), 2)
    assert [(each.thing.label, each.counts, each.together) for each in found.actors][:2] == [
        ("Ada", (2, 2), 2),
        ("Bob", (1, 1), 1),
    ]


def test_a_comparison_keeps_to_its_period_and_to_known_concepts(graph: IndexedGraph) -> None:
    assert compare(graph, [E + "rse", E + "eco"], filters=Filters(first=2014)).totals == (2, 1)
    assert compare(graph, [E + "rse", E + "seul"], filters=Filters(first=1900, last=1901)).actors == ()
    with pytest.raises(CallError, match="knows nothing"):
        compare(graph, [E + "rse", E + "nothing"])


def test_a_network_around_one_thing_has_its_ties_first(graph: IndexedGraph) -> None:
    found = network(graph.projection("actors"), graph.store, around=E + "ada")
    assert {tie.source for tie in found.ties[:3]} | {tie.target for tie in found.ties[:3]} == {
        E + each for each in ("ada", "bob", "cyd", "uni")
    }
    assert network(graph.projection("actors"), graph.store, around=E + "rse").ties == ()
