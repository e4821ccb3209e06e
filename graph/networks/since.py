"""What a snapshot brought since the one before it: how many things of each kind came and went, which are new.

It compares the indexes of both, which is quick at any size; statement by statement is for ``graph.difference``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from graph.networks.index import KINDS, Index
from graph.networks.indexed import IndexedGraph
from graph.networks.relations import ACTORS, DOCUMENTS
from graph.views.nodes import things
from graph.views.things import Thing, ThingKind

__all__ = ["Since", "since"]

_TOLD = (*DOCUMENTS, *ACTORS, ThingKind.PAGE, ThingKind.PARTNERSHIP, ThingKind.CONCEPT)
"""The kinds whose new things are named, in this order."""


@dataclass(frozen=True, slots=True)
class Since:
    """Things by kind that came and that went, and some of those that came: documents first, the latest before."""

    added: dict[ThingKind, int]
    removed: dict[ThingKind, int]
    newest: tuple[Thing, ...]

    @property
    def is_empty(self) -> bool:
        """Whether the things are the same."""
        return not self.added and not self.removed


def since(before: Index, graph: IndexedGraph, language: str = "fr", limit: int = 6) -> Since:
    """What changed from an earlier index to the graph."""
    after = graph.index
    came = [number for iri, number in after.numbers.items() if iri not in before.numbers]
    went = [number for iri, number in before.numbers.items() if iri not in after.numbers]
    told = sorted(
        (number for number in came if KINDS[after.kinds[number]] in _TOLD), key=lambda each: _order(after, each)
    )
    iris = [after.iris[number] for number in told[:limit]]
    named = things(graph.store, iris, language)
    return Since(_counts(after, came), _counts(before, went), tuple(named[iri] for iri in iris))


def _order(index: Index, number: int) -> tuple[int, int, int]:
    return (_TOLD.index(KINDS[index.kinds[number]]), -int(index.dates[number]), number)


def _counts(index: Index, numbers: Iterable[int]) -> dict[ThingKind, int]:
    counted = Counter(KINDS[index.kinds[number]] for number in numbers)
    return {kind: counted[kind] for kind in KINDS if counted[kind]}
