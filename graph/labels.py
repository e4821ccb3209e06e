"""Fills the label index from a store. Searching it is not for here."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from pyoxigraph import Literal, NamedNode

from graph.search import Entry, LabelIndex
from graph.sparql import load
from graph.store import Store, text
from graph.views.kinds import THING_TYPES, kind_of
from graph.views.labels import by_language, local_name
from graph.views.things import ThingKind

__all__ = ["index_labels"]


def index_labels(store: Store, path: Path) -> dict[str, int]:
    """Write the label index of everything a person can meet in the graph; returns the number of things by kind."""
    kinds = _kinds(store)
    LabelIndex.build(path, _entries(store, kinds))
    return {kind.value: count for kind, count in sorted(Counter(kinds.values()).items())}


def _kinds(store: Store) -> dict[str, ThingKind]:
    types: defaultdict[str, set[str]] = defaultdict(set)
    wanted = [NamedNode(type_) for type_ in THING_TYPES]
    for row in store.select(load("graph.views", "types"), {"types": wanted}):
        types[text(row, "thing")].add(text(row, "type"))
    kinds = {iri: kind_of(iri, said) for iri, said in types.items()}
    return {iri: kind for iri, kind in kinds.items() if kind is not ThingKind.OTHER}


def _entries(store: Store, kinds: dict[str, ThingKind]) -> Iterator[Entry]:
    labels: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    others: defaultdict[str, set[str]] = defaultdict(set)
    for row in store.select(load("graph.views", "names")):
        iri, name = text(row, "thing"), row["name"]
        if iri not in kinds or not isinstance(name, Literal):
            continue
        if text(row, "preferred") == "true":
            labels[iri].append((name.value, name.language or ""))
        others[iri].add(name.value)
    weights = {text(row, "thing"): int(text(row, "links")) for row in store.select(load("graph.views", "weights"))}
    for iri, kind in kinds.items():
        shown = by_language(labels[iri]) or {"": local_name(iri)}
        yield Entry(iri, kind, shown, frozenset(others[iri]), weights.get(iri, 0))
