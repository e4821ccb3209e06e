"""The arrays of a graph made from those of the graph before it, where only some nodes may differ."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator

import numpy as np
from pyoxigraph import NamedNode

from graph.networks.index import KINDS, Index, Numbers, date_number, from_keys, rows
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
    names = {node.value for node in touched}
    was = names & before.numbers.keys()
    iris = before.iris if was == kinds.keys() else tuple(sorted(before.numbers.keys() - was | kinds.keys()))
    numbers = before.numbers if iris is before.iris else {iri: number for number, iri in enumerate(iris)}
    moved = np.fromiter((numbers.get(iri, -1) for iri in before.iris), dtype=np.int64, count=len(before))
    fresh = np.zeros(len(iris), dtype=np.bool_)
    fresh[[numbers[iri] for iri in kinds]] = True
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
    return from_keys(iris, numbers, made_kinds, dates, np.concatenate([keys, _keys(links, numbers)]))


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


def _keys(links: Iterable[tuple[str, ...]], numbers: dict[str, int]) -> Numbers:
    """The keys of the links whose two ends are things."""
    size = max(len(numbers), 1)
    found: list[int] = []
    for source, relation, target in links:
        position, start, end = _POSITIONS.get(relation), numbers.get(source), numbers.get(target)
        if position is not None and start is not None and end is not None and start != end:
            found.append((position * size + start) * size + end)
    return np.array(found, dtype=np.int64)
