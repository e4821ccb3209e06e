"""What an export says of itself: whose graph it is, which snapshot, under which licence, how to cite it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

from graph.published import Snapshot
from graph.workspace import Network

__all__ = ["Edition"]


@dataclass(frozen=True, slots=True)
class Edition:
    """The title in ``language``, the IRI of the graph, its licence and homepage; the snapshot's id and its date."""

    title: str = "Maillage"
    language: str = "fr"
    iri: str = "https://w3id.org/maillage/local/"
    licence: str = ""
    homepage: str = ""
    snapshot: str = ""
    created: str = ""

    @classmethod
    def of(cls, network: Network, snapshot: Snapshot, language: str = "fr") -> Self:
        """The edition that a network's snapshot is."""
        return cls(
            title=network.name(language),
            language=language,
            iri=network.base_iri,
            licence=network.licence,
            homepage=network.homepage,
            snapshot=snapshot.id,
            created=snapshot.manifest.created,
        )

    @property
    def citation(self) -> str:
        """How to cite it, in its language.

        >>> Edition("Réseau", snapshot="2026", created="2026-11-24T10:00:00Z").citation
        'Réseau. Graphe de connaissances, instantané 2026 (2026-11-24). https://w3id.org/maillage/local/'
        """
        what = "Knowledge graph, snapshot" if self.language == "en" else "Graphe de connaissances, instantané"
        day = f" ({self.created[:10]})" if self.created else ""
        return f"{self.title}. {what} {self.snapshot}{day}. {self.iri}"
