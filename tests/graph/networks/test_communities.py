"""Communities are stable, named by their concepts, and brokers stand between them."""

from __future__ import annotations

import networkx as nx
import pytest

from graph.embedded import EmbeddedStore
from graph.networks.communities import brokers, communities, membership
from graph.networks.filters import Filters
from graph.networks.indexed import IndexedGraph
from graph.networks.network import networkx_graph

E = "https://e.org/"


@pytest.fixture(scope="module")
def circles() -> IndexedGraph:
    """Two circles of four people, one on water and one on forests, and one person who belongs to both.

    Each matter is a concept of one name in two vocabularies.
    """
    store = EmbeddedStore.memory()
    lines = []
    for circle, topic, again in (("a", "eau", "Eau"), ("b", "forêt", "Foret")):
        for number in range(6):
            people = ", ".join(f"e:{circle}{each}" for each in range(4) if each != number % 4)
            lines.append(
                f"e:{circle}-doc{number} a bibo:Document ; dcterms:subject e:{topic}, e:{topic}-2 ; "
                f"dcterms:creator {people} ."
            )
        lines.append(f"e:{circle}-pont a schema:Event ; schema:performer e:pont, e:{circle}0, e:{circle}1 .")
        lines.append(f'e:{topic} a skos:Concept ; rdfs:label "{topic}"@fr .')
        lines.append(f'e:{topic}-2 a skos:Concept ; rdfs:label "{again}"@fr .')
        lines += [f'e:{circle}{each} a foaf:Person ; rdfs:label "{circle}{each}" .' for each in range(4)]
    lines.append('e:pont a foaf:Person ; rdfs:label "Pont" . e:seul a foaf:Person .')
    update = f"PREFIX e: <{E}> INSERT DATA {{ GRAPH e:g {{ {' '.join(lines)} }} }}"
    store.update(update)
    return IndexedGraph(store)


def test_each_circle_is_a_community_named_by_its_concept(circles: IndexedGraph) -> None:
    found = communities(circles.projection("actors"), circles.store)
    assert {each.name for each in found.communities} == {"eau", "forêt"}
    assert sorted(each.size for each in found.communities) == [4, 5]
    assert found.of[E + "a0"] != found.of[E + "b0"]
    assert E + "seul" not in found.of


def test_modularity_is_that_of_networkx(circles: IndexedGraph) -> None:
    projection = circles.projection("actors")
    found = communities(projection, circles.store)
    graph = networkx_graph(projection, circles.store)
    groups = [{iri for iri, number in found.of.items() if number == each} for each in range(found.total)]
    assert found.modularity == pytest.approx(nx.community.modularity(graph, groups))


def test_the_same_network_gives_the_same_communities(circles: IndexedGraph) -> None:
    again = IndexedGraph(circles.store)
    one, two = membership(circles.projection("actors")), membership(again.projection("actors"))
    assert one.tolist() == two.tolist()


def test_the_broker_is_who_belongs_to_both(circles: IndexedGraph) -> None:
    best, *others = brokers(circles.projection("actors"), circles.store)
    assert best.thing.label == "Pont"
    assert best.participation == pytest.approx(0.5)
    assert [weight for _, weight in best.shares] == [2, 2]
    assert all(each.participation < 0.5 for each in others)


def test_communities_of_concepts_are_named_by_their_best_tied(store: EmbeddedStore) -> None:
    graph = IndexedGraph(store)
    (only,) = communities(graph.projection("concepts"), store).communities
    assert only.name.startswith("RSE")


def test_an_empty_network_has_no_communities_and_no_brokers(circles: IndexedGraph) -> None:
    nothing = circles.projection("actors", Filters(first=1900))
    found = communities(nothing, circles.store)
    assert (found.communities, found.of, found.modularity) == ((), {}, 0.0)
    assert brokers(nothing, circles.store) == ()
