"""What a source tells of: the things that its records describe, counted by kind, and the first of each.

Bounded, however large the source is. What is said of these things is not for here.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

from graph.binding import Bindings, Value
from graph.binding import iri as term
from graph.sparql import load
from graph.store import Store, text
from graph.views.kinds import THING_TYPES
from graph.views.nodes import things
from graph.views.things import Thing, ThingKind

__all__ = ["MOST", "Told", "told_by"]

MOST = 20_000
"""Records of a source that are looked at: a third of a second."""
_TYPES: dict[ThingKind, NamedNode] = {
    kind: NamedNode(type_) for type_, kind in THING_TYPES.items() if kind is not ThingKind.CONCEPT
}


@dataclass(frozen=True, slots=True)
class Told:
    """The things of one kind that a source tells of: some, and how many; ``least``: there may be more."""

    kind: ThingKind
    things: tuple[Thing, ...]
    total: int
    least: bool = False


def told_by(  # noqa: PLR0913
    store: Store,
    source: str,
    language: str = "fr",
    limit: int = 50,
    *,
    kinds: Collection[ThingKind] = (),
    most: int = MOST,
) -> tuple[Told, ...]:
    """What a source tells of, of these kinds (none: all), with up to ``limit`` things of each kind.

    Nothing is told by what is no source. Raises :class:`CallError` when the text is no IRI.
    """
    asked: dict[str, Value] = {"source": term(source), "most": Literal(most + 1)}
    records = sum(int(text(row, "records")) for row in store.select(load("graph.views", "told_records"), asked))
    if not records:
        return ()
    asked["most"] = Literal(most)
    totals = _totals(store, asked)
    wanted = [kind for kind in ThingKind if totals.get(kind, 0) > 0 and (not kinds or kind in kinds)]
    first = {kind: _first(store, asked, kind, limit) for kind in wanted}
    known = things(store, (iri for iris in first.values() for iri in iris), language)
    return tuple(
        Told(kind, tuple(known[iri] for iri in iris), totals[kind], records > most) for kind, iris in first.items()
    )


def _totals(store: Store, asked: Bindings) -> dict[ThingKind, int]:
    rows = store.select(load("graph.views", "told"), {**asked, "types": list(_TYPES.values())})
    totals = {THING_TYPES[text(row, "type")]: int(text(row, "total")) for row in rows}
    if ThingKind.PUBLICATION in totals:  # a page is counted among the documents too
        totals[ThingKind.PUBLICATION] -= totals.get(ThingKind.PAGE, 0)
    return totals


def _first(store: Store, asked: Bindings, kind: ThingKind, limit: int) -> list[str]:
    without = _TYPES[ThingKind.PAGE if kind is ThingKind.PUBLICATION else kind]
    bound = {**asked, "type": _TYPES[kind], "without": without, "limit": Literal(limit)}
    return [text(row, "thing") for row in store.select(load("graph.views", "told_first"), bound)]
