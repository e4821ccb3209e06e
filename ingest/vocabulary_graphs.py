"""The vocabularies of a build as named graphs, one a file.

Reading them for the linker is for :mod:`ingest.vocabularies`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple

from graph.fingerprint import canonical_lines, statements
from graph.pieces import described
from graph.snapshot import Draft
from ingest.draft_graphs import DraftGraphs
from ingest.loading import load_lines
from ingest.tracking import Track
from ingest.vocabularies import VocabularyFile
from ontology.namespaces import ML, RDF, RDFS, SKOS
from ontology.rdf_file import read_triples

__all__ = ["vocabulary_quads", "write_vocabularies"]


def write_vocabularies(
    files: Iterable[VocabularyFile], draft: Draft, graphs: DraftGraphs, base: str, track: Track
) -> int:
    """Write the graphs of vocabularies that changed into the draft, and look at them; returns how many."""
    changed = [file for file in files if graphs.fingerprint(base + file.graph) != file.hash]
    said, new = {}, {}
    for file in track("vocabularies", changed):
        graph = NamedNode(base + file.graph)
        quads = [*vocabulary_quads(file, base), Quad(graph, RDF.type, ML.VocabularyGraph, graph)]
        quads.append(Quad(graph, ML.fingerprint, Literal(file.hash), graph))
        if draft.parent:
            draft.store.replace({graph: quads})
        else:
            new[graph] = canonical_lines(quads)
        said[graph] = described(quads)
    load_lines(draft.store, new, draft.path)
    new.clear()  # what is looked at now takes as much memory
    for graph, each in said.items():  # looked at while it is at hand: asking the store for it takes longer
        graphs.saw(graphs.sieve.sift(graph, each, statements(each)), [graph])
    return len(changed)


def vocabulary_quads(file: VocabularyFile, base: str) -> Iterator[Quad]:
    """The file's statements in its own named graph, with an ``rdfs:label`` for each ``skos:prefLabel``.

    Blank nodes become IRIs below the graph's, numbered in the order of the file.
    """
    graph = NamedNode(base + file.graph)
    names: dict[str, NamedNode] = {}

    def named(node: BlankNode) -> NamedNode:
        return names.setdefault(node.value, NamedNode(f"{graph.value}/node-{len(names) + 1}"))

    labelled: set[tuple[str, str]] = set()
    prefer: list[Quad] = []
    for triple in read_triples(file.path):
        subject, value = triple.subject, triple.object
        if isinstance(subject, Triple) or isinstance(value, Triple):
            continue
        subject = named(subject) if isinstance(subject, BlankNode) else subject
        value = named(value) if isinstance(value, BlankNode) else value
        yield Quad(subject, triple.predicate, value, graph)
        if triple.predicate == RDFS.label:
            labelled.add((subject.value, str(value)))
        elif triple.predicate == SKOS.prefLabel:
            prefer.append(Quad(subject, RDFS.label, value, graph))
    yield from (quad for quad in prefer if (_value(quad), str(quad.object)) not in labelled)


def _value(quad: Quad) -> str:
    return quad.subject.value if isinstance(quad.subject, NamedNode) else ""
