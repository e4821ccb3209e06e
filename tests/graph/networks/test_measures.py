"""Measures give what NetworkX gives, at any size, and say their error when they are sampled."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest
from scipy import sparse

from graph.embedded import EmbeddedStore
from graph.networks.betweenness import betweenness
from graph.networks.declarations import get_declaration
from graph.networks.index import Index
from graph.networks.measures import MEASURES, core_number, measure, pagerank, rank
from graph.networks.network import networkx_graph
from graph.networks.projections import project
from ontology.errors import CallError


def matrix(graph: nx.Graph[int]) -> sparse.csr_array:
    return sparse.csr_array(nx.to_numpy_array(graph, weight="weight").astype(np.int32))


@pytest.fixture(scope="module")
def scattered() -> nx.Graph[int]:
    """A few hundred nodes, weighted, in several pieces, some alone."""
    graph: nx.Graph[int] = nx.gnm_random_graph(300, 420, seed=1)
    for place, (one, other) in enumerate(graph.edges()):
        graph[one][other]["weight"] = place % 7 + 1
    return graph


def test_betweenness_is_that_of_networkx(scattered: nx.Graph[int]) -> None:
    found = betweenness(matrix(scattered))
    assert found.values == pytest.approx(list(nx.betweenness_centrality(scattered).values()))
    assert found.error == 0


def test_pagerank_is_that_of_networkx(scattered: nx.Graph[int]) -> None:
    assert pagerank(matrix(scattered)) == pytest.approx(list(nx.pagerank(scattered, tol=1e-12).values()), abs=1e-8)


def test_core_numbers_are_those_of_networkx(scattered: nx.Graph[int]) -> None:
    assert core_number(matrix(scattered)).tolist() == list(nx.core_number(scattered).values())


def test_sampled_betweenness_is_as_near_as_it_says(scattered: nx.Graph[int]) -> None:
    exact = betweenness(matrix(scattered)).values
    sampled = betweenness(matrix(scattered), pivots=100)
    assert 0 < sampled.error < 0.1
    assert np.abs(sampled.values - exact).max() <= sampled.error


def test_the_same_seed_draws_the_same_sample(scattered: nx.Graph[int]) -> None:
    one, two, other = (betweenness(matrix(scattered), 50, seed).values for seed in (3, 3, 4))
    assert (one == two).all()
    assert (one != other).any()


@pytest.mark.parametrize("name", ["degree", "weighted_degree", "betweenness", "pagerank", "core_number"])
def test_measures_of_a_projection_are_those_of_its_graph(store: EmbeddedStore, index: Index, name: str) -> None:
    projection = project(index, get_declaration("actors"))
    graph = networkx_graph(projection, store)
    expected = {
        "degree": dict(graph.degree()),
        "weighted_degree": dict(graph.degree(weight="weight")),
        "betweenness": nx.betweenness_centrality(graph),
        "pagerank": nx.pagerank(graph, tol=1e-12),
        "core_number": nx.core_number(graph),
    }[name]
    assert measure(projection, name) == pytest.approx(expected, abs=1e-8)


def test_a_ranking_names_things_and_says_what_it_means(store: EmbeddedStore, index: Index) -> None:
    ranking = rank(project(index, get_declaration("actors")), store, "degree", "en", limit=2)
    assert [(score.thing.label, score.value) for score in ranking.scores] == [("Ada", 3.0), ("Bob", 3.0)]
    assert ranking.sentence == "How many others it is tied to."
    assert ranking.error == 0


@pytest.mark.parametrize("name", MEASURES)
def test_a_network_of_nothing_has_no_scores(index: Index, store: EmbeddedStore, name: str) -> None:
    from graph.networks.filters import Filters

    nothing = project(index, get_declaration("actors"), Filters(first=1900, last=1901))
    assert rank(nothing, store, name).scores == ()


def test_an_unknown_measure_is_refused_with_the_nearest(store: EmbeddedStore, index: Index) -> None:
    with pytest.raises(CallError, match="Did you mean “pagerank”"):
        rank(project(index, get_declaration("actors")), store, "page-rank")
