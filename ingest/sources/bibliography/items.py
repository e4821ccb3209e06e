"""Bibliographies in JSON, read object by object: one loop for all of them. What an object says is not for here."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from graph.workspace import Source
from ingest.records import Publication, Rejection
from ingest.sources.bibliography.entry import Entry
from ingest.sources.bibliography.values import Item
from ingest.sources.json_objects import REMEDY, json_objects
from ingest.sources.json_pieces import excerpt
from ingest.sources.keys import Keys

__all__ = ["read_items"]


def read_items(
    path: Path, source: Source, fill: Callable[[Entry, Item], None], signs: frozenset[str]
) -> Iterator[Publication | Rejection]:
    """A publication for each object, as ``fill`` says it to an entry, and a rejection for each that is none.

    An object without any of the members ``signs`` is not of the format. Raises the :class:`DataError` of
    :func:`json_objects`.
    """
    keys = Keys()
    for read in json_objects(path, "record"):
        if isinstance(read, Rejection):
            yield read
            continue
        place, content, item = read
        if signs.isdisjoint(item):
            needed = " or ".join(f"“{sign}”" for sign in sorted(signs))
            yield Rejection(place, f"the record has no member {needed}", REMEDY, excerpt=excerpt(content))
            continue
        entry = Entry(place, source)
        fill(entry, item)
        yield from entry.records(keys)
