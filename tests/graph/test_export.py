"""Exports are deterministic, whole or absent, safe to open, and read back as what they were."""

from __future__ import annotations

import csv
from pathlib import Path

import networkx as nx
import pytest
from pyoxigraph import RdfFormat
from rdflib import Dataset, Graph

from graph.embedded import EmbeddedStore
from graph.export import FORMATS, Edition, defused, export
from ontology.errors import CallError

EDITION = Edition(
    title="Réseau des Cimes",
    licence="https://creativecommons.org/licenses/by/4.0/",
    snapshot="20261124T100000000-abcdef01",
    created="2026-11-24T10:00:00Z",
)
HOSTILE = '<script>alert("1")</script> =1+1 & \x07🜁 \u202e'
GRAPH = """
GRAPH <https://e.org/g/1> {
  <https://e.org/event/1> a schema:Event ; rdfs:label %s ; schema:startDate "2013-05-13"^^xsd:date ;
    dcterms:subject <https://e.org/c/rse> ; schema:organizer <https://e.org/o/a> .
  <https://e.org/o/a> a org:Organization ; rdfs:label "=cmd|' /C calc'!A0" . }
GRAPH <https://e.org/g/2> {
  <https://e.org/o/a> a org:Organization ; rdfs:label "=cmd|' /C calc'!A0" .
  <https://e.org/c/rse> a skos:Concept ; rdfs:label "RSE"@fr .
  <https://e.org/c/seul> a skos:Concept ; rdfs:label "Seul" . }
"""


@pytest.fixture
def store() -> EmbeddedStore:
    from pyoxigraph import Literal

    filled = EmbeddedStore.memory()
    filled.update("INSERT DATA {" + GRAPH % Literal(HOSTILE) + "}")
    return filled


@pytest.mark.parametrize("extension", FORMATS)
def test_the_same_graph_gives_the_same_bytes(store: EmbeddedStore, tmp_path: Path, extension: str) -> None:
    one = [path.read_bytes() for path in export(store, tmp_path / "1", extension, EDITION)]
    assert one == [path.read_bytes() for path in export(store, tmp_path / "2", extension, EDITION)]
    assert not list(tmp_path.glob("*/.*"))


@pytest.mark.parametrize(("extension", "syntax"), [("nq", "nquads"), ("trig", "trig")])
def test_a_dump_with_graphs_reads_back_whole_in_rdflib(
    store: EmbeddedStore, tmp_path: Path, extension: str, syntax: str
) -> None:
    (path,) = export(store, tmp_path, extension, EDITION)
    loaded = Dataset()
    loaded.parse(path, format=syntax)
    assert sum(1 for _ in loaded.quads()) == len(store)


@pytest.mark.parametrize(("extension", "syntax"), [("ttl", "turtle"), ("nt", "nt"), ("jsonld", "json-ld")])
def test_a_dump_without_graphs_says_each_triple_once(
    store: EmbeddedStore, tmp_path: Path, extension: str, syntax: str
) -> None:
    (path,) = export(store, tmp_path, extension, EDITION)
    assert len(Graph().parse(path, format=syntax)) == len({quad.triple for quad in store.quads()})


def test_tables_hold_every_thing_and_defuse_formulas(store: EmbeddedStore, tmp_path: Path) -> None:
    things, links, _ = export(store, tmp_path, "csv", EDITION)
    with things.open(newline="", encoding="utf-8") as file:
        rows = {row["iri"]: row for row in csv.DictReader(file)}
    assert rows["https://e.org/o/a"]["label"].startswith("'=cmd")
    assert rows["https://e.org/event/1"]["date"] == "2013-05-13"
    assert b"schema:organizer" in links.read_bytes()


def test_network_files_keep_names_kinds_dates_and_leave_out_unused_concepts(
    store: EmbeddedStore, tmp_path: Path
) -> None:
    (graphml,) = export(store, tmp_path, "graphml", EDITION)
    (gexf,) = export(store, tmp_path, "gexf", EDITION)
    for network in (nx.read_graphml(graphml), nx.read_gexf(gexf)):
        assert set(network) == {"https://e.org/event/1", "https://e.org/o/a", "https://e.org/c/rse"}
        event = network.nodes["https://e.org/event/1"]
        assert (event["kind"], event["date"], event["label"]) == ("event", "2013-05-13", HOSTILE.replace("\x07", " "))


def test_an_unknown_format_is_refused_with_the_known_ones(store: EmbeddedStore, tmp_path: Path) -> None:
    with pytest.raises(CallError, match="graphml"):
        export(store, tmp_path, "docx", EDITION)


@pytest.mark.parametrize("cell", ["=1", "+1", "-1", "@A1", "\t=1", "\r=1"])
def test_what_a_spreadsheet_would_run_is_defused(cell: str) -> None:
    assert defused(cell) == f"'{cell}"


def test_a_graph_dump_is_valid_n_quads(store: EmbeddedStore, tmp_path: Path) -> None:
    (path,) = export(store, tmp_path, "nq", EDITION)
    loaded = EmbeddedStore.memory()
    loaded.oxigraph.load(path=str(path), format=RdfFormat.N_QUADS)
    assert len(loaded) == len(store)
