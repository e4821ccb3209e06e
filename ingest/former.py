"""The graphs that builds made under a base that is no longer the network's, and that stand for no record.

Those of records are known by their fingerprints; what people wrote in graphs of their own is not for here, be it what
another network says of its sources.
"""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import NamedNode

from graph.manifest import Manifest
from ingest.decisions.statements import GRAPH as DECISIONS
from ingest.vocabularies import VOCABULARY

__all__ = ["PROVENANCE", "former_base", "former_graphs"]

PROVENANCE = "graph/provenance"
"""The end of the IRI of the graph that says what each source is."""


def former_base(parent: Manifest | None) -> str:
    """What the things of a snapshot are below, as the graphs of its vocabularies are; empty where it has none.

    >>> from graph.manifest import VocabularySummary
    >>> spoken = VocabularySummary(name="concepts.ttl", iri="https://example.org/old/graph/vocabulary/concepts")
    >>> former_base(Manifest(vocabularies=(spoken,)))
    'https://example.org/old/'
    """
    names = [each.iri for each in parent.vocabularies if VOCABULARY in each.iri] if parent else []
    return names[0].rpartition(VOCABULARY)[0] if names else ""


def former_graphs(parent: Manifest | None, base: str) -> Iterator[NamedNode]:
    """What says of sources, and of decisions, under the base that the parent had, where it is another than this one."""
    former = former_base(parent)
    if former not in {"", base}:
        yield from (NamedNode(former + end) for end in (PROVENANCE, DECISIONS))
