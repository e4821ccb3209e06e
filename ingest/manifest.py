"""What a manifest says that a build was made of: sources, vocabularies, the model that ranked concepts."""

from __future__ import annotations

import msgspec
from pyoxigraph import NamedNode

from graph.manifest import LinkingSummary, Manifest, ReliabilityBin, VocabularySummary
from graph.sparql import load
from graph.store import Store, text
from ingest.premises import Premises
from ingest.reading import Reading

__all__ = ["manifest_of"]


def manifest_of(premises: Premises, store: Store, reading: Reading) -> Manifest:
    """The manifest as far as a build knows it before publication."""
    base, model = premises.base, premises.model
    spoken = tuple(
        VocabularySummary(
            name=file.path.name,
            iri=base + file.graph,
            hash=file.hash,
            concepts=_concepts(store, NamedNode(base + file.graph)),
        )
        for file in premises.spoken.files
    )
    linking = LinkingSummary(
        model=premises.workspace.settings.linking.model,
        fingerprint=model.fingerprint,
        figures={name: float(value) for name, value in model.figures.items()},
        reliability=msgspec.convert(model.reliability, tuple[ReliabilityBin, ...], from_attributes=True),
    )
    return Manifest(sources=tuple(reading.sources), vocabularies=spoken, linking=linking)


def _concepts(store: Store, graph: NamedNode) -> int:
    """How many concepts a vocabulary's graph holds."""
    (row,) = store.select(load("ingest", "concepts_in"), {"graph": graph})
    return int(text(row, "total"))
