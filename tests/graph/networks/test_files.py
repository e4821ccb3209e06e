"""Files of a network read back with names, kinds, weights, years and IRIs; hostile names stay names."""

from __future__ import annotations

import csv
import xml.etree.ElementTree as ET
from io import BytesIO, StringIO

import networkx as nx
import pytest

from graph.embedded import EmbeddedStore
from graph.networks.files import FORMATS, network_file, network_xml
from graph.networks.filters import Filters
from graph.networks.indexed import IndexedGraph
from graph.networks.projections import Projection
from ontology.errors import CallError

E = "https://e.org/"
GEXF = {
    "gexf": {"version", "variant", "{http://www.w3.org/2001/XMLSchema-instance}schemaLocation"},
    "meta": {"lastmodifieddate"},
    "graph": {"timeformat", "start", "startopen", "end", "endopen", "defaultedgetype", "idtype", "mode"},
    "attributes": {"class", "mode", "start", "startopen", "end", "endopen"},
    "attribute": {"id", "title", "type"},
    "node": {"id", "label", "pid", "start", "startopen", "end", "endopen"},
    "edge": {"id", "label", "source", "target", "type", "weight", "start", "startopen", "end", "endopen"},
    "attvalue": {"for", "value", "start", "startopen", "end", "endopen"},
}
"""The attributes of each element in the schema of GEXF 1.2."""
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


def test_gexf_holds_what_its_schema_knows_and_each_edge_has_an_id(store: EmbeddedStore, concepts: Projection) -> None:
    parallel: nx.MultiDiGraph[str] = nx.MultiDiGraph(name="Deux liens")
    parallel.add_nodes_from([("a", {"label": "A"}), ("b", {"label": "B"})])
    for relation in ("dcterms:creator", "schema:performer"):
        parallel.add_edge("a", "b", key=relation, relation=relation, confidence=0.5)
    for file in (network_xml(parallel, "gexf"), network_file(concepts, store, "gexf")):
        root = ET.fromstring(file)
        unknown = {
            f"{name} {attribute}"
            for name, known in GEXF.items()
            for element in root.iter(f"{{http://www.gexf.net/1.2draft}}{name}")
            for attribute in set(element.keys()) - known
        }
        assert not unknown
        declared = {each.get("id"): each.get("type") for each in root.iterfind(".//{*}attribute")}
        assert set(declared.values()) <= {"integer", "long", "double", "float", "boolean", "string", "anyURI"}
        assert {each.get("for") for each in root.iterfind(".//{*}attvalue")} == declared.keys()
        assert "networkx_key" not in file.decode()
        ids = [edge.get("id") for edge in root.iterfind(".//{*}edge")]
        assert len({*ids}) == len(ids) == 2
    assert "Deux liens" in network_xml(parallel, "gexf").decode()
    assert {tie["relation"] for *_, tie in nx.read_gexf(BytesIO(network_xml(parallel, "gexf"))).edges(data=True)} == {
        "dcterms:creator",
        "schema:performer",
    }


def test_an_unknown_format_is_refused_with_the_known_ones(store: EmbeddedStore, concepts: Projection) -> None:
    with pytest.raises(CallError, match="graphml"):
        network_file(concepts, store, "xlsx")
