"""Fills the label index from a store, whole or where it changed. Searching it is not for here."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Collection, Iterator
from itertools import islice
from pathlib import Path
from shutil import copyfile

import numpy as np
from pyoxigraph import NamedNode, QuerySolutions

from graph.networks.index import KINDS, Index, Numbers
from graph.networks.relations import PARTNERS, ROLES, SUBJECTS
from graph.search import LabelIndex
from graph.searchable import Entry, is_current, renew
from graph.sparql import load
from graph.store import Store
from graph.views.labels import by_language, local_name
from ontology.namespaces import ORG, SCHEMA, SKOS

__all__ = ["copied_labels", "index_labels", "renew_labels"]

_AT_ONCE = 2_000
"""Things asked for in one query."""
_WEIGHED = (
    *SUBJECTS,
    *ROLES,
    *PARTNERS,
    *(term.value for term in (SCHEMA.mentions, ORG.memberOf, SKOS.broader)),
)
"""The relations by which a thing that much points to comes first."""


def index_labels(store: Store, path: Path, things: Index) -> dict[str, int]:
    """Write the label index of everything a person can meet in the graph; returns the number of things by kind.

    ``things`` are those of the store, with their links.
    """
    names = store.solutions(load("graph.views", "names"))
    LabelIndex.build(path, _entries(things.iris, things, _weights(things), names))
    return _counted(things)


def copied_labels(before: Path, path: Path) -> bool:
    """Copy the label index of a published graph, onto the disk, to be renewed; False where it cannot be followed."""
    if not is_current(before):
        return False
    copyfile(before, path)
    with path.open("rb") as file:
        os.fsync(file.fileno())
    return True


def renew_labels(store: Store, path: Path, things: Index, touched: Collection[NamedNode]) -> dict[str, int]:
    """Make of the label index of the graph before that of the store, where only these nodes may differ.

    Every search has the same answer as in what :func:`index_labels` writes; returns what that does.
    """
    nodes = sorted(node.value for node in touched)
    known = iter([iri for iri in nodes if things.place(iri) >= 0])
    weights = _weights(things)
    entries: list[Entry] = []
    while some := list(islice(known, _AT_ONCE)):
        names = store.solutions(load("graph.views", "names_of"), {"things": [NamedNode(iri) for iri in some]})
        entries += _entries(some, things, weights, names)
    renew(path, nodes, entries)
    return _counted(things)


def _counted(things: Index) -> dict[str, int]:
    """How many things there are of each kind, in the order of the kinds' names."""
    counts = np.bincount(things.kinds, minlength=len(KINDS)).tolist()
    return {kind.value: count for kind, count in sorted(zip(KINDS, counts, strict=True)) if count}


def _weights(things: Index) -> Numbers:
    """How many things point to each."""
    return np.bincount(things.targets[things.links(_WEIGHED)], minlength=len(things))


def _entries(iris: Collection[str], things: Index, weights: Numbers, names: QuerySolutions) -> Iterator[Entry]:
    wanted = set(iris)
    labels: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    others: defaultdict[str, set[str]] = defaultdict(set)
    for thing, name, preferred in names:
        iri = thing.value
        if iri in wanted:
            text = name.value
            others[iri].add(text)
            if preferred.value == "true":
                labels[iri].append((text, name.language or ""))
    for iri in iris:
        number = things.place(iri)
        shown = by_language(labels[iri]) or {"": local_name(iri)}
        yield Entry(iri, KINDS[things.kinds[number]], shown, frozenset(others[iri]), int(weights[number]))
