"""Pieces of a named graph that are written as lines at once, and read as quads only where these are asked for.

A build writes tens of them a record, all of a few kinds. What they say is not for here.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass

from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from graph.store import Term

__all__ = ["Piece", "described"]


@dataclass(frozen=True, slots=True)
class Piece:
    """All that a named graph says of some ``nodes``, the first of which is no other piece's.

    ``statements`` are in canonical form, as :func:`graph.fingerprint.statements` has them. Pieces of one ``kind``
    differ in names of nodes, and in texts that are not blank, and in nothing else.
    """

    nodes: tuple[str, ...]
    kind: Hashable
    statements: tuple[str, ...]

    def quads(self, graph: NamedNode) -> list[Quad]:
        """The statements as quads of that graph."""
        lines = "".join([f"{statement} {graph} .\n" for statement in self.statements])
        # Written from terms, which are valid: their IRIs need no second look.
        return [quad for quad in parse(lines, format=RdfFormat.N_QUADS, lenient=True) if isinstance(quad, Quad)]

    @property
    def said(self) -> dict[str, dict[str, list[Term]]]:
        """What is stated: for each node's IRI, for each property's, the values."""
        return described(self.quads(NamedNode(self.nodes[0])))


def described(quads: Iterable[Quad]) -> dict[str, dict[str, list[Term]]]:
    """What the quads say: for each node's IRI, for each property's, the values."""
    said: dict[str, dict[str, list[Term]]] = {}
    for quad in quads:
        if isinstance(quad.subject, NamedNode):
            said.setdefault(quad.subject.value, {}).setdefault(quad.predicate.value, []).append(quad.object)
    return said
