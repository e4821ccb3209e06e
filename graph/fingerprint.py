"""One hash for a whole graph, kept up to date as named graphs are replaced. Telling what differs is not for here."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import TypeGuard

from pyoxigraph import Literal, NamedNode, Quad, Store

from graph.store import Store as AnyStore
from graph.store import Term
from ontology.namespaces import PROV, RDF, XSD

__all__ = ["Fingerprint", "as_stored", "canonical_lines", "statements"]

_MODULUS = 2**256
_NODE = NamedNode("urn:x")
_AS_WRITTEN = frozenset({XSD.string.value, RDF.langString.value, XSD.date.value, XSD.gYear.value, XSD.gYearMonth.value})
_MADE = f" {PROV.generatedAtTime} ".encode()


def canonical_lines(quads: Iterable[Quad]) -> list[str]:
    """The distinct quads as sorted N-Quads lines: the canonical form of RDFC-1.0 for a graph without blank nodes.

    Literals are in the lexical form that a store gives back (``1.0`` as ``1``), whether or not they come from one.
    """
    return sorted({f"{_as_stored(quad)} .\n" for quad in quads})


def statements(said: Mapping[str, Mapping[str, Iterable[Term]]]) -> dict[str, set[str]]:
    """The same canonical form of what is said of each node (IRI of a node to IRI of a property to values), by node.

    The lines have neither the graph nor the end, and are in the same order without these.
    """
    return {
        iri: {
            f"<{iri}> <{name}> {as_stored(value) if _is_respelt(value) else value!s}"
            for name, values in each.items()
            for value in values
        }
        for iri, each in said.items()
    }


def _is_respelt(value: Term) -> TypeGuard[Literal]:
    """Whether a store may give the literal back in another spelling."""
    return isinstance(value, Literal) and value.datatype.value not in _AS_WRITTEN


def _as_stored(quad: Quad) -> Quad:
    literal = quad.object
    if not _is_respelt(literal):
        return quad
    stored = as_stored(literal)
    return quad if stored == literal else Quad(quad.subject, quad.predicate, stored, quad.graph_name)


@lru_cache(maxsize=65_536)
def as_stored(literal: Literal) -> Literal:
    """The literal after a stay in a store, which keeps the value of known datatypes and not their spelling."""
    store = Store()
    store.add(Quad(_NODE, _NODE, literal))
    (quad,) = store
    return quad.object if isinstance(quad.object, Literal) else literal


class Fingerprint:
    """The sum, modulo 2²⁵⁶, of the SHA-256 of each named graph's canonical form, and the number of quads.

    The order of graphs does not matter, and replacing one costs only its own quads.
    """

    def __init__(self, total: int = 0, quads: int = 0) -> None:
        self.total = total
        self.quads = quads

    @classmethod
    def of(cls, store: AnyStore) -> Fingerprint:
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
        self.count("".join(lines).encode(), len(lines))

    def count(self, content: bytes, quads: int) -> None:
        """Count in a named graph of so many quads, given as the bytes of its canonical form."""
        self.total = (self.total + _hash(content)) % _MODULUS
        self.quads += quads

    def remove(self, lines: list[str]) -> None:
        """Count out a named graph that was counted in."""
        self.total = (self.total - _hash("".join(lines).encode())) % _MODULUS
        self.quads -= len(lines)

    def include(self, other: Fingerprint) -> None:
        """Count in all that another one counts, which is of other named graphs."""
        self.total = (self.total + other.total) % _MODULUS
        self.quads += other.quads

    def __str__(self) -> str:
        return f"{self.total:064x}"


def _hash(content: bytes) -> int:
    """The hash of a named graph; when it was made is not part of what it says."""
    kept, start = [], 0
    while (made := content.find(_MADE, start)) >= 0:
        kept.append(content[start : content.rfind(b"\n", start, made) + 1 or start])
        start = content.index(b"\n", made) + 1
    kept.append(content[start:])
    return int.from_bytes(hashlib.sha256(b"".join(kept)).digest()) if any(kept) else 0
