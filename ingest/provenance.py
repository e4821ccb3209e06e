"""What the graph says of its sources: what each is called, how it is written, its hash. Records are not for here."""

from __future__ import annotations

from collections.abc import Iterable
from fnmatch import fnmatchcase

from pyoxigraph import Literal, NamedNode, Quad

from graph.embedded import EmbeddedStore
from ingest.former import PROVENANCE
from ingest.reading import Reading
from ontology.namespaces import DCTERMS, ML, PROV, RDF, RDFS

__all__ = ["not_listed", "source_quads"]


def source_quads(store: EmbeddedStore, reading: Reading, base: str) -> list[Quad]:
    """What is said of the sources that were read; of those that could not be read, what the store said before."""
    graph = NamedNode(base + PROVENANCE)
    unread = {NamedNode(base + iri) for iri in {*reading.unread} - {source.iri for source in reading.sources}}
    quads = [quad for quad in store.quads(graph) if quad.subject in unread] if unread else []
    for source in reading.sources:
        node = NamedNode(base + source.iri)
        quads += [
            Quad(node, RDF.type, PROV.Entity, graph),
            Quad(node, RDFS.label, Literal(source.name), graph),
            Quad(node, DCTERMS.format, Literal(source.format), graph),
            Quad(node, ML.sourceHash, Literal(source.hash), graph),
        ]
    return quads


def not_listed(store: EmbeddedStore, reading: Reading, base: str) -> Iterable[str]:
    """The ends of the IRIs of the sources that the store tells of and that may be in what could not be listed."""
    patterns = [name.rstrip("/").replace("**/", "*") for name in reading.unlisted]
    listed = {source.iri for source in reading.sources}.union(reading.unread)
    graph = NamedNode(base + PROVENANCE)
    for quad in store.oxigraph.quads_for_pattern(None, RDFS.label, None, graph) if patterns else ():
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, Literal):
            iri, name = quad.subject.value.removeprefix(base), quad.object.value
            if iri not in listed and any(name.startswith(f"{each}/") or fnmatchcase(name, each) for each in patterns):
                yield iri
