"""What the graph says of its sources: what each is called, how it is written, its hash. Records are not for here."""

from __future__ import annotations

from pyoxigraph import Literal, NamedNode, Quad

from graph.embedded import EmbeddedStore
from ingest.former import PROVENANCE
from ingest.reading import Reading
from ontology.namespaces import DCTERMS, ML, PROV, RDF, RDFS

__all__ = ["source_quads"]


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
