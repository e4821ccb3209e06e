"""One hash for a whole graph, kept up to date as named graphs are replaced. Telling what differs is not for here."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from pyoxigraph import Quad

from graph.store import Store
from ontology.namespaces import PROV

__all__ = ["Fingerprint", "canonical_lines"]

_MODULUS = 2**256
_MADE = f" {PROV.generatedAtTime} "


def canonical_lines(quads: Iterable[Quad]) -> list[str]:
    """The distinct quads as sorted N-Quads lines: the canonical form of RDFC-1.0 for a graph without blank nodes."""
    return sorted({f"{quad} .\n" for quad in quads})


class Fingerprint:
    """The sum, modulo 2²⁵⁶, of the SHA-256 of each named graph's canonical form, and the number of quads.

    The order of graphs does not matter, and replacing one costs only its own quads.
    """

    def __init__(self, total: int = 0, quads: int = 0) -> None:
        self.total = total
        self.quads = quads

    @classmethod
    def of(cls, store: Store) -> Fingerprint:
        """The fingerprint of everything in a store's named graphs; the store is read through."""
        fingerprint = cls()
        for graph in store.graphs():
            fingerprint.add(canonical_lines(store.quads(graph)))
        return fingerprint

    @classmethod
    def read(cls, text: str, quads: int) -> Fingerprint:
        """The fingerprint that a manifest keeps as hexadecimal text."""
        return cls(int(text, 16), quads)

    def add(self, lines: list[str]) -> None:
        """Count in a named graph, given in canonical form."""
        self.total = (self.total + _hash(lines)) % _MODULUS
        self.quads += len(lines)

    def remove(self, lines: list[str]) -> None:
        """Count out a named graph that was counted in."""
        self.total = (self.total - _hash(lines)) % _MODULUS
        self.quads -= len(lines)

    def __str__(self) -> str:
        return f"{self.total:064x}"


def _hash(lines: list[str]) -> int:
    """The hash of a named graph; when it was made is not part of what it says."""
    lines = [line for line in lines if _MADE not in line]
    return int.from_bytes(hashlib.sha256("".join(lines).encode()).digest()) if lines else 0
