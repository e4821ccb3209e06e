"""Named graphs looked at one by one before they are in a store: which of their nodes surely keep to the shapes.

Only the others are then asked for in the store. Telling what is wrong with these is not for here.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Mapping, Set
from dataclasses import dataclass, field
from hashlib import blake2b

from pyoxigraph import NamedNode

from graph.pieces import Piece
from graph.screening import Descriptions, Screen
from graph.shapes import read_shapes
from graph.store import Term
from ontology.namespaces import RDF

__all__ = ["Sieve", "Sifted"]

_TYPE = RDF.type.value


@dataclass(slots=True)
class Sifted:
    """What was seen of some named graphs: how many, and for each node whether and on which description it conforms.

    ``shared`` are nodes that several graphs may describe, each with a digest of the one description that surely
    conforms, or nothing; ``doubtful`` are other nodes that may not conform.
    """

    graphs: int = 0
    doubtful: set[str] = field(default_factory=set)
    shared: dict[str, bytes] = field(default_factory=dict)

    def add(self, other: Sifted) -> None:
        """Take in what was seen of other graphs: a node of which they say something else is no longer sure."""
        self.graphs += other.graphs
        self.doubtful |= other.doubtful
        for node, digest in other.shared.items():
            if self.shared.setdefault(node, digest) != digest:
                self.shared[node] = b""


class Sieve:
    """The shapes of ``ontology/shapes.ttl`` made ready. It can be pickled.

    ``broader`` gives each class its broader ones; nodes whose IRI begins with ``private`` are described in one graph.
    """

    def __init__(self, broader: Mapping[str, set[str]], private: str) -> None:
        self._broader = dict(broader)
        self._private = private
        self._screen: Screen | None = None
        self._known: dict[frozenset[str], frozenset[str]] = {}
        self._passing: dict[Hashable, bool] = {}

    def __getstate__(self) -> tuple[dict[str, set[str]], str]:
        return self._broader, self._private

    def __setstate__(self, state: tuple[dict[str, set[str]], str]) -> None:
        self.__init__(*state)  # type: ignore[misc]

    def sift(
        self,
        graph: NamedNode,
        said: Descriptions,
        statements: Mapping[str, Collection[str]],
        pieces: Iterable[Piece] = (),
    ) -> Sifted:
        """Look at one named graph, given by all that it says of its nodes, with :func:`graph.fingerprint.statements`,
        beside the ``pieces``.

        Of each kind of piece the first is looked at, and the others are as it is: what the shapes ask of pieces does
        not depend on names, and a piece that points to a node whose class they ask for is doubtful.
        """
        sifted = Sifted(1)
        screen = self._described(said)
        for iri in said:
            passes = screen.passes(iri)
            if iri != graph.value and not iri.startswith(self._private):
                sifted.shared[iri] = _digest(statements[iri]) if passes else b""
            elif not passes:
                sifted.doubtful.add(iri)
        for piece in pieces:
            if not self._passes(piece):
                sifted.doubtful.update(piece.nodes)
        screen.describe({}, {}, complete=False)  # what was said may be a whole vocabulary: it is let go
        return sifted

    def _passes(self, piece: Piece) -> bool:
        """Whether pieces of this kind surely keep to the shapes."""
        known = self._passing.get(piece.kind)
        if known is None:
            said = piece.said
            screen = self._described(said)
            known = self._passing[piece.kind] = all(map(screen.passes, said))
        return known

    def _described(self, said: Descriptions) -> Screen:
        """The shapes, told what is said."""
        screen = self._ready()
        screen.describe(said, {iri: self._types(each) for iri, each in said.items()}, complete=False)
        return screen

    def _types(self, said: Mapping[str, Iterable[Term]]) -> Set[str]:
        own = frozenset(value.value for value in said.get(_TYPE, ()) if isinstance(value, NamedNode))
        found = self._known.get(own)
        if found is None:
            found = self._known[own] = own.union(*(self._broader.get(type_, ()) for type_ in own))
        return found

    def _ready(self) -> Screen:
        if self._screen is None:
            self._screen = Screen(read_shapes())
        return self._screen


def _digest(statements: Iterable[str]) -> bytes:
    return blake2b("\n".join(sorted(statements)).encode(), digest_size=8).digest()
