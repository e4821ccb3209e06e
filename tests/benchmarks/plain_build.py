"""The build's job written plainly: rdflib holds the graph, pySHACL checks it, a file is what is published.

Records are read and linked by the same code, so that what is compared is what becomes of the statements.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import replace
from importlib.resources import files
from pathlib import Path

import pyshacl
import rdflib
from pyoxigraph import Literal, NamedNode, Quad

from graph.workspace import Workspace
from ingest.assembly import Assembly
from ingest.build import build
from ingest.fingerprints import graph_names
from ingest.linking import ConceptLinker
from ingest.listing import list_sources
from ingest.reading import read_sources
from ingest.triples import record_quads
from ingest.vocabularies import read_vocabularies
from ingest.vocabulary_graphs import vocabulary_quads
from tests.benchmarks.report import Ratio

__all__ = ["compare_plainly"]


def compare_plainly(folder: Path, records: int) -> Ratio:
    """Build the workspace both ways, ours on all cores as it is by default: records a second."""
    workspace = Workspace.open(folder)
    build(workspace)  # the modules are in memory then
    started = time.perf_counter()
    build(Workspace.open(folder, folder / "again"))
    ours = time.perf_counter() - started
    started = time.perf_counter()
    _plainly(workspace, folder / "plain.nq")
    plain = time.perf_counter() - started
    what = f"{records} records and the vocabularies to a graph that is checked and published"
    peer = "rdflib and pySHACL, written plainly, in one process"
    return Ratio(what=what, peer=peer, ours=records / ours, theirs=records / plain, unit="records/s")


def _plainly(workspace: Workspace, path: Path) -> None:
    base = workspace.settings.network.base_iri
    spoken = read_vocabularies(workspace)
    linker = ConceptLinker(spoken.thesaurus)
    graph = rdflib.Dataset(default_union=True)
    for file in spoken.files:
        _add(graph, vocabulary_quads(file, base))
    records = read_sources(workspace, list_sources(workspace, keep_going=False), keep_going=False).records
    linked = list(Assembly(records, workspace.settings.network.name()).every())
    for name, item in zip(graph_names((each.source, each.record.key) for each in linked), linked, strict=True):
        subjects = tuple(linker.link(item.record.passages, item.record.language))
        _add(graph, record_quads(replace(item, subjects=subjects), base, NamedNode(base + name)))
    pyshacl.validate(graph, shacl_graph=str(files("ontology") / "shapes.ttl"), inplace=True)
    graph.serialize(path, format="nquads")


def _add(graph: rdflib.Dataset, quads: Iterable[Quad]) -> None:
    for quad in quads:
        if isinstance(quad.subject, NamedNode) and isinstance(quad.graph_name, NamedNode):
            node = rdflib.URIRef(quad.subject.value)
            context = graph.graph(rdflib.URIRef(quad.graph_name.value))
            graph.add((node, rdflib.URIRef(quad.predicate.value), _term(quad.object), context))


def _term(term: object) -> rdflib.URIRef | rdflib.Literal:
    if isinstance(term, Literal):
        if term.language:
            return rdflib.Literal(term.value, lang=term.language)
        return rdflib.Literal(term.value, datatype=rdflib.URIRef(term.datatype.value))
    return rdflib.URIRef(str(term)[1:-1])
