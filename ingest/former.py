"""The graphs that builds made under a base that is no longer the network's, and that stand for no record.

Those of records are known by their fingerprints; what people wrote in graphs of their own is not for here.
"""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import NamedNode

from graph.embedded import EmbeddedStore
from ingest.decisions.statements import GRAPH as DECISIONS
from ontology.namespaces import ML

__all__ = ["PROVENANCE", "former_graphs"]

PROVENANCE = "graph/provenance"
"""The end of the IRI of the graph that says what each source is."""


def former_graphs(store: EmbeddedStore, base: str) -> Iterator[NamedNode]:
    """What says of sources, and of decisions, under every other base than this one."""
    hashes = store.oxigraph.quads_for_pattern(None, ML.sourceHash, None, None)
    for graph in {quad.graph_name for quad in hashes if isinstance(quad.graph_name, NamedNode)}:
        former = graph.value.removesuffix(PROVENANCE)
        if former in (base, graph.value):
            continue
        subjects = (quad.subject for quad in store.quads(graph))
        if all(isinstance(each, NamedNode) and each.value.startswith(f"{former}source/") for each in subjects):
            yield from (NamedNode(former + end) for end in (PROVENANCE, DECISIONS))
