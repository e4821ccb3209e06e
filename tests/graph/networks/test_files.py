"""Files of a network read back with names, kinds, weights, years and IRIs; hostile names stay names."""

from __future__ import annotations

import csv
from io import BytesIO, StringIO

import networkx as nx
import pytest

from graph.embedded import EmbeddedStore
from graph.networks.files import FORMATS, network_file
from graph.networks.filters import Filters
from graph.networks.indexed import IndexedGraph
from graph.networks.projections import Projection
from ontology.errors import CallError

E = "https://e.org/"
HOSTILE = "=1+1<script>\x07&\u202e"


@pytest.fixture(scope="module")
def concepts(store: EmbeddedStore) -> Projection:
    return IndexedGraph(store).projection("concepts")


@pytest.mark.parametrize(("extension", "read"), [("graphml", nx.read_graphml), ("gexf", nx.read_gexf)])
def test_a_network_reads_back_as_it_was(store: EmbeddedStore, concepts: Projection, extension: str, read) -> None:  # type: ignore[no-untyped-def]
    found = read(BytesIO(network_file(concepts, store, extension)))
    node = found.nodes[E + "rse"]
    assert (node["label"], node["kind"], node["occurrences"]) == ("RSE", "concept", 3)
    assert (node["first"], node["last"]) == (2011, 2015)
    tie = found.edges[E + "bio", E + "rse"]
    assert (tie["weight"], tie["document_count"]) == (2, 2)
    assert tie["documents"].split() == [E + "forum", E + "livre"]
    assert tie["p"] == pytest.approx(0.7)


def test_a_table_has_one_tie_a_row(store: EmbeddedStore, concepts: Projection) -> None:
    rows = list(csv.DictReader(StringIO(network_file(concepts, store, "csv").decode())))
    assert [(row["source_label"], row["target_label"], row["weight"]) for row in rows] == [
        ("biodiversité", "RSE", "2.0"),
        ("tiers-lieu", "RSE", "1.0"),
    ]
    assert rows[0]["source"] == E + "bio"


@pytest.mark.parametrize("extension", FORMATS)
def test_the_same_network_gives_the_same_bytes(store: EmbeddedStore, concepts: Projection, extension: str) -> None:
    again = IndexedGraph(store).projection("concepts")
    assert network_file(concepts, store, extension) == network_file(again, store, extension)


@pytest.mark.parametrize("extension", FORMATS)
def test_hostile_names_and_empty_networks_make_good_files(extension: str) -> None:
    from pyoxigraph import Literal

    hostile = EmbeddedStore.memory()
    people = f"e:a a foaf:Person ; rdfs:label {Literal(HOSTILE)} . e:b a foaf:Person ."
    hostile.update(
        f"PREFIX e: <{E}> INSERT DATA {{ GRAPH e:g {{ {people} e:d a bibo:Document ; dcterms:creator e:a, e:b }} }}"
    )
    graph = IndexedGraph(hostile)
    file = network_file(graph.projection("actors"), hostile, extension)
    if extension == "csv":
        assert f"'{HOSTILE}" in file.decode()
    else:
        read = nx.read_graphml if extension == "graphml" else nx.read_gexf
        assert read(BytesIO(file)).nodes[E + "a"]["label"] == HOSTILE.replace("\x07", " ")
    assert network_file(graph.projection("actors", Filters(first=1900)), hostile, extension)


def test_an_unknown_format_is_refused_with_the_known_ones(store: EmbeddedStore, concepts: Projection) -> None:
    with pytest.raises(CallError, match="graphml"):
        network_file(concepts, store, "xlsx")
