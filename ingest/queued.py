"""Records that wait to be written, in a file: what is written and loaded meanwhile needs the memory.

Writing them is for :mod:`ingest.shards`, bringing them into a store for :mod:`ingest.loading`.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pyoxigraph import NamedNode

from graph.draft import DraftStore
from graph.scratch import Scratch
from ingest.shards import Shard, Task

__all__ = ["ALONE", "Queue"]

ALONE = 300
"""Records that are not worth starting processes for, nor loading in bulk."""
_LARGEST = 200
"""Records of a shard: what a process does in a second or so, and what is lost with it."""


class Queue:
    """Tasks in the order in which they were added, in files of the ``folder`` that have no names.

    Those whose graphs are in the store already come first when they are asked for, since they are not for loading in
    bulk; nor are the others where there are no more than ``few``.
    """

    def __init__(self, store: DraftStore, folder: Path, few: int = ALONE) -> None:
        folder.mkdir(exist_ok=True)
        self._store = store
        self._folder = folder
        self._few = few
        self._known, self._new = Scratch(folder), Scratch(folder)

    def __len__(self) -> int:
        return len(self._known) + len(self._new)

    def add(self, task: Task) -> None:
        """Have one more wait; raises :class:`OSError` where the disk is full."""
        is_known = next(self._store.quads(NamedNode(task.graph)), None)
        (self._known if is_known else self._new).append(Shard.pack(task))

    def shards(self, workers: int) -> Iterator[Shard]:
        """All of them, as many at once as keeps so many workers busy."""
        size = max(1, min(_LARGEST, len(self) // (4 * workers)))
        in_bulk = len(self._new) > self._few
        number = 0
        for packed, merged in ((self._known, False), (self._new, in_bulk)):
            for first in range(0, len(packed), size):
                number += 1
                some = [packed[each] for each in range(first, min(first + size, len(packed)))]
                yield Shard(self._folder / f"{number:06}.nq", some, merged)
