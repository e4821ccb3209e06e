"""Fills the label index from a store, whole or where it changed. Searching it is not for here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from shutil import copyfile

from pyoxigraph import Literal, NamedNode

from graph.search import LabelIndex
from graph.searchable import Entry, is_current, number_of_things, renew
from graph.sparql import load
from graph.store import Row, Store, text
from graph.views.kinds import THING_TYPES, kind_of
from graph.views.labels import by_language, local_name
from graph.views.things import ThingKind

__all__ = ["index_labels", "renew_labels"]

_AT_ONCE = 2_000
"""Things asked for in one query."""
_TYPES = [NamedNode(type_) for type_ in THING_TYPES]


def index_labels(store: Store, path: Path) -> dict[str, int]:
    """Write the label index of everything a person can meet in the graph; returns the number of things by kind."""
    kinds = _kinds(store.select(load("graph.views", "types"), {"types": _TYPES}))
    names = store.select(load("graph.views", "names"))
    LabelIndex.build(path, _entries(kinds, names, store.select(load("graph.views", "weights"))))
    return number_of_things(path)


def renew_labels(store: Store, before: Path, path: Path, touched: Collection[NamedNode]) -> dict[str, int] | None:
    """Write the label index as :func:`index_labels` does, from the one ``before``, where only these nodes may differ.

    Every search has the same answer in both. None, and nothing written, where the one before cannot be followed.
    """
    if not is_current(before):
        return None
    copyfile(before, path)
    nodes = sorted(touched, key=str)
    entries: list[Entry] = []
    for start in range(0, len(nodes), _AT_ONCE):
        some = nodes[start : start + _AT_ONCE]
        kinds = _kinds(store.select(load("graph.views", "types_of"), {"things": some}))
        asked = {"things": [NamedNode(iri) for iri in kinds]}
        names = store.select(load("graph.views", "names_of"), asked)
        entries += _entries(kinds, names, store.select(load("graph.views", "weights_of"), asked))
    renew(path, (node.value for node in nodes), entries)
    return number_of_things(path)


def _kinds(rows: Iterable[Row]) -> dict[str, ThingKind]:
    types: defaultdict[str, set[str]] = defaultdict(set)
    for row in rows:
        types[text(row, "thing")].add(text(row, "type"))
    kinds = {iri: kind_of(iri, said) for iri, said in types.items()}
    return {iri: kind for iri, kind in kinds.items() if kind is not ThingKind.OTHER}


def _entries(kinds: dict[str, ThingKind], names: Iterable[Row], weights: Iterable[Row]) -> Iterator[Entry]:
    labels: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    others: defaultdict[str, set[str]] = defaultdict(set)
    for row in names:
        iri, name = text(row, "thing"), row["name"]
        if iri not in kinds or not isinstance(name, Literal):
            continue
        if text(row, "preferred") == "true":
            labels[iri].append((name.value, name.language or ""))
        others[iri].add(name.value)
    weighed = {text(row, "thing"): int(text(row, "links")) for row in weights}
    for iri, kind in kinds.items():
        shown = by_language(labels[iri]) or {"": local_name(iri)}
        yield Entry(iri, kind, shown, frozenset(others[iri]), weighed.get(iri, 0))
