"""The arrays of a graph made from those of the graph before it, where only some nodes may differ."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence, Set

import numpy as np
from pyoxigraph import NamedNode

from graph.networks.index import KINDS, Index, Numbers, date_number, from_keys, place_in, rows
from graph.networks.relations import RELATIONS
from graph.sparql import load
from graph.store import Store, text
from graph.views.kinds import kind_of
from graph.views.things import ThingKind

__all__ = ["renewed_index"]

_AT_ONCE = 2_000
"""Things asked for in one query."""
_POSITIONS = {relation: position for position, relation in enumerate(RELATIONS)}


def renewed_index(before: Index, store: Store, touched: Collection[NamedNode]) -> Index:
    """What :func:`graph.networks.index.read_index` gives for the store; ``touched`` are all nodes that may differ.

    The nodes are looked up one by one; of all the others, only numbers are moved.
    """
    kinds = _kinds(store, touched)
    was = {node.value for node in touched if before.place(node.value) >= 0}
    iris, moved = _moved(before, was - kinds.keys(), sorted(kinds.keys() - was))
    numbers = {iri: place_in(iris, iri) for iri in kinds}
    fresh = np.zeros(len(iris), dtype=np.bool_)
    fresh[list(numbers.values())] = True
    stays = moved >= 0
    made_kinds, dates = np.zeros(len(iris), dtype=np.uint8), np.zeros(len(iris), dtype=np.int32)
    made_kinds[moved[stays]], dates[moved[stays]] = before.kinds[stays], before.dates[stays]
    dates[fresh] = 0
    for iri, kind in kinds.items():
        made_kinds[numbers[iri]] = KINDS.index(kind)
    for iri, written in _asked(store, "dates_of", kinds):
        number, date = numbers[iri], date_number(written)
        if date:
            dates[number] = min(date, dates[number] or date)
    sources, targets = moved[before.sources], moved[before.targets]
    kept = (sources >= 0) & (targets >= 0) & ~fresh[sources]
    size = max(len(iris), 1)
    keys = (before.relations[kept].astype(np.int64) * size + sources[kept]) * size + targets[kept]
    links = [*_asked(store, "links_of", kinds), *_asked(store, "links_to", kinds.keys() - was)]
    return from_keys(iris, made_kinds, dates, np.concatenate([keys, _keys(links, iris)]))


def _moved(before: Index, gone: Set[str], new: Sequence[str]) -> tuple[tuple[str, ...], Numbers]:
    """The IRIs of all things now, and the number now of each that there was before, -1 where it is gone."""
    stays = np.ones(len(before), dtype=np.bool_)
    stays[[before.place(iri) for iri in gone]] = False
    ahead = np.array([bisect_left(before.iris, iri) for iri in new], dtype=np.int64)
    moved = np.cumsum(stays) - 1 + np.cumsum(np.bincount(ahead, minlength=len(before) + 1))[:-1]
    moved[~stays] = -1
    if not gone and not new:
        return before.iris, moved
    return tuple(sorted([*(iri for iri in before.iris if iri not in gone), *new])), moved


def _kinds(store: Store, touched: Collection[NamedNode]) -> dict[str, ThingKind]:
    types: defaultdict[str, set[str]] = defaultdict(set)
    for some in _batches(touched):
        for row in store.select(load("graph.views", "types_of"), {"things": some}):
            types[text(row, "thing")].add(text(row, "type"))
    kinds = {iri: kind_of(iri, said) for iri, said in types.items()}
    return {iri: kind for iri, kind in kinds.items() if kind is not ThingKind.OTHER}


def _asked(store: Store, question: str, things: Iterable[str]) -> Iterator[tuple[str, ...]]:
    for some in _batches(map(NamedNode, things)):
        yield from rows(store, question, {"things": some})


def _batches(nodes: Iterable[NamedNode]) -> Iterator[list[NamedNode]]:
    ordered = sorted(nodes, key=str)
    return (ordered[start : start + _AT_ONCE] for start in range(0, len(ordered), _AT_ONCE))


def _keys(links: Iterable[tuple[str, ...]], iris: Sequence[str]) -> Numbers:
    """The keys of the links whose two ends are things."""
    size = max(len(iris), 1)
    found: list[int] = []
    for source, relation, target in links:
        position, start, end = _POSITIONS.get(relation), place_in(iris, source), place_in(iris, target)
        if position is not None and start >= 0 and end >= 0 and start != end:
            found.append((position * size + start) * size + end)
    return np.array(found, dtype=np.int64)
