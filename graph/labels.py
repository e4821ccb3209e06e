"""Fills the label index from a store, whole or where it changed. Searching it is not for here."""

from __future__ import annotations

import os
from array import array
from collections.abc import Collection, Iterator, Sequence
from itertools import groupby, islice
from operator import itemgetter
from pathlib import Path
from shutil import copyfile

import msgspec
import numpy as np
from pyoxigraph import NamedNode, QuerySolutions

from graph.networks.index import KINDS, Index, Numbers, place_in, read_index
from graph.networks.relations import PARTNERS, ROLES, SUBJECTS
from graph.networks.stored import FILE, read_stored
from graph.published import LABELS, Snapshot, sync_folder
from graph.scratch import Scratch
from graph.search import LabelIndex
from graph.searchable import Entry, is_current, is_sound, renew
from graph.sparql import load
from graph.store import Store
from graph.views.labels import by_language, local_name
from ontology.namespaces import ORG, SCHEMA, SKOS

__all__ = ["copied_labels", "index_labels", "mend_labels", "renew_labels"]

_Name = tuple[str, str, bool]
"""A name, its language, and whether it is a preferred one."""
_packed = msgspec.msgpack.Encoder().encode
_name = msgspec.msgpack.Decoder(_Name)
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
    LabelIndex.build(path, _entries(things.iris, things, _weights(things), names, Scratch(path.parent)))
    return _counted(things)


def mend_labels(snapshot: Snapshot) -> bool:
    """Make the label index of a published graph again from its store where it is gone or damaged; whether it was.

    What cannot be seen without reading it through stays: `maillage doctor` finds that. Raises :class:`DataError` when
    the store cannot be read.
    """
    path = snapshot.path / LABELS
    if is_sound(path):
        return False
    store, made = snapshot.store(), path.with_suffix(".new")
    try:
        index_labels(store, made, read_stored(snapshot.path / FILE) or read_index(store))
        made.replace(path)
    finally:
        made.unlink(missing_ok=True)
    sync_folder(snapshot.path)
    return True


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
        entries += _entries(some, things, weights, names, Scratch())
    renew(path, nodes, entries)
    return _counted(things)


def _counted(things: Index) -> dict[str, int]:
    """How many things there are of each kind, in the order of the kinds' names."""
    counts = np.bincount(things.kinds, minlength=len(KINDS)).tolist()
    return {kind.value: count for kind, count in sorted(zip(KINDS, counts, strict=True)) if count}


def _weights(things: Index) -> Numbers:
    """How many things point to each."""
    return np.bincount(things.targets[things.links(_WEIGHED)], minlength=len(things))


def _entries(
    iris: Sequence[str], things: Index, weights: Numbers, names: QuerySolutions, packed: Scratch
) -> Iterator[Entry]:
    """What the index says of these things, which are in order; their names come in any, and wait ``packed``."""
    numbers = array("i")
    for thing, name, preferred in names:
        number = place_in(iris, thing.value)
        if number >= 0:
            numbers.append(number)
            packed.append(_packed((name.value, name.language or "", preferred.value == "true")))
    named = groupby(packed.ordered(numbers), itemgetter(0))
    ahead = next(named, None)
    for number, iri in enumerate(iris):
        found: list[_Name] = []
        if ahead and ahead[0] == number:
            found = [_name.decode(piece) for _, piece in ahead[1]]
            ahead = next(named, None)
        labels = [(text, language) for text, language, preferred in found if preferred]
        shown = by_language(labels) or {"": local_name(iri)}
        place = things.place(iri)
        others = frozenset(text for text, _, _ in found)
        yield Entry(iri, KINDS[things.kinds[place]], shown, others, int(weights[place]))
