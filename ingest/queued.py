"""Records that wait to be written, in a file: what is written and loaded meanwhile needs the memory.

Writing them is for :mod:`ingest.shards`, bringing them into a store for :mod:`ingest.loading`.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from pathlib import Path

from pyoxigraph import NamedNode

from graph.draft import DraftStore
from graph.scratch import scratch_file, write_all
from ingest.shards import Shard, Task

__all__ = ["Queue"]

_LARGEST = 200
"""Records of a shard: what a process does in a second or so, and what is lost with it."""


class Queue:
    """Tasks in the order in which they were added, in a file of the ``folder`` that has no name.

    Those whose graphs are in the store already come first when they are asked for, since they are not for loading in
    bulk; nor are the others where there are no more than ``few``.
    """

    def __init__(self, store: DraftStore, folder: Path, few: int) -> None:
        folder.mkdir(exist_ok=True)
        self._store = store
        self._folder = folder
        self._few = few
        self._file = scratch_file(self, folder)
        self._size = 0
        self._known, self._new = array("q"), array("q")
        """Where each begins and ends in the file."""

    def __len__(self) -> int:
        return (len(self._known) + len(self._new)) // 2

    def add(self, task: Task) -> None:
        """Have one more wait; raises :class:`OSError` where the disk is full."""
        packed = Shard.pack(task)
        places = self._known if next(self._store.quads(NamedNode(task.graph)), None) else self._new
        places.extend((self._size, self._size + len(packed)))
        write_all(self._file, packed)
        self._size += len(packed)

    def shards(self, workers: int) -> Iterator[Shard]:
        """All of them, as many at once as keeps so many workers busy."""
        size = max(1, min(_LARGEST, len(self) // (4 * workers)))
        in_bulk = len(self._new) // 2 > self._few
        number = 0
        for places, merged in ((self._known, False), (self._new, in_bulk)):
            for first in range(0, len(places), 2 * size):
                number += 1
                some = places[first : first + 2 * size]
                packed = [self._packed(begin, end) for begin, end in zip(some[::2], some[1::2], strict=True)]
                yield Shard(self._folder / f"{number:06}.nq", packed, merged)

    def _packed(self, begin: int, end: int) -> bytes:
        self._file.seek(begin)
        return self._file.read(end - begin)
