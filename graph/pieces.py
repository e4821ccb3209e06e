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

    ``lines`` are canonical N-Quads. Pieces of one ``kind`` differ in names of nodes, and in texts that are not blank,
    and in nothing else.
    """

    nodes: tuple[str, ...]
    kind: Hashable
    lines: tuple[str, ...]

    @property
    def quads(self) -> list[Quad]:
        """What the lines say."""
        # Written from terms, which are valid: their IRIs need no second look.
        every = parse("".join(self.lines), format=RdfFormat.N_QUADS, lenient=True)
        return [quad for quad in every if isinstance(quad, Quad)]

    @property
    def said(self) -> dict[str, dict[str, list[Term]]]:
        """What the lines say: for each node's IRI, for each property's, the values."""
        return described(self.quads)


def described(quads: Iterable[Quad]) -> dict[str, dict[str, list[Term]]]:
    """What the quads say: for each node's IRI, for each property's, the values."""
    said: dict[str, dict[str, list[Term]]] = {}
    for quad in quads:
        if isinstance(quad.subject, NamedNode):
            said.setdefault(quad.subject.value, {}).setdefault(quad.predicate.value, []).append(quad.object)
    return said
