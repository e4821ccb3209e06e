"""The records of a build in their order, those that did not change read only when they are asked for.

Those that are read wait on a shelf, but for the ones that describe actors by whom others are recognised: these are few
beside what speaks of them. Which have to be asked for is not for here.
"""

from __future__ import annotations

from array import array
from bisect import bisect
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass
from itertools import chain, repeat
from pathlib import Path

import msgspec
import numpy as np
from numpy.typing import NDArray

from ingest.reach.items import Items
from ingest.reach.pieced import Pieced, read_again
from ingest.records import Actor, ActorType, Document, Record
from ingest.shelf import Shelf, placed
from ingest.sources import SourceFile

__all__ = ["Gathered", "ReadRecord"]

_NONE = np.zeros(0, np.int32)
_UNREAD, _AT_HAND = -1, -2


@dataclass(frozen=True, slots=True)
class ReadRecord:
    """A record and the IRI path of the source it was read from; ``registered`` when that is a register."""

    record: Record
    source: str
    registered: bool = False


@dataclass(frozen=True, slots=True)
class _File:
    """A file read piece by piece: its records begin with the number ``first``; ``unread`` are the numbers of those that
    are not read yet, each with that of its piece."""

    file: SourceFile
    source: str
    now: Pieced
    before: Pieced | None
    unread: dict[int, int]


class Gathered:
    """Records by number; each is read, or known to be as it was in the last build. Those of ``registers``, which serve
    to recognise the actors of the others, are held beside them.

    Files below ``root`` are named from there in the records' places, so that a workspace may be moved. Records wait in
    a file in the ``folder``; those that are given are held.
    """

    def __init__(self, read: Iterable[ReadRecord] = (), root: Path = Path(), folder: Path | None = None) -> None:
        self.folder = folder
        self.shelf = Shelf(folder, root)
        self.described: list[int] = []
        """Those that describe organisations, by number; these and the registered ones are always the same objects."""
        self.registers: list[ReadRecord] = []
        self.paged: set[str] = set()
        """The sources that tell of a page."""
        self.stated = False
        """Whether one has a name in RDF, or statements."""
        self._at_hand: dict[int, ReadRecord] = {}
        self._places = array("q")
        self._begins: list[int] = []
        self._sources: list[str] = []
        self._files: list[_File] = []
        for each in read:
            self._hold(each)

    def __len__(self) -> int:
        return len(self._places)

    def __getitem__(self, number: int) -> ReadRecord:
        place = self._places[number]
        if place == _AT_HAND:
            return self._at_hand[number]
        if place == _UNREAD:
            self.fetch([number])
            return self[number]
        return ReadRecord(self.shelf[place], self._sources[bisect(self._begins, number) - 1])

    def __iter__(self) -> Iterator[ReadRecord]:
        return (self[number] for number in range(len(self)))

    def _hold(self, read: ReadRecord) -> None:
        number, record = len(self), read.record
        self.stated = self.stated or bool(record.iri or record.statements)
        if read.registered:
            self.registers.append(read)
            return
        self._at_hand[number] = read
        self._places.append(_AT_HAND)
        if isinstance(record, Document):
            self.paged.add(read.source)
        if isinstance(record, Actor) and record.type is not ActorType.PERSON:
            self.described.append(number)

    def add_registered(self, records: Iterable[Record], source: str) -> None:
        """Add the records of a register."""
        for record in records:
            self._hold(ReadRecord(placed(record, self.shelf.root), source, registered=True))

    def add(self, items: Items, file: SourceFile, source: str, now: Pieced | None, before: Pieced | None) -> None:
        """Add those of a file; where it was read piece by piece, numbers are those of pieces that are as before.

        ``now`` and ``before`` are what is known of the pieces.
        """
        first = len(self)
        items = items.put_on(self.shelf)
        unread: dict[int, int] = {}
        self._begins.append(first)
        self._sources.append(source)
        for span, known in items.spans:
            if known:
                unread.update(enumerate(span, len(self)))
                self._places.extend(repeat(_UNREAD, len(span)))
            else:
                self._places.extend(span)
        self.stated = self.stated or items.stated
        if items.paged:
            self.paged.add(source)
        if items.described:
            self._keep(first, set(items.described))
        if now:
            self._files.append(_File(file, source, msgspec.structs.replace(now, first=first), before, unread))

    def _keep(self, first: int, described: Set[int]) -> None:
        """Have at hand those from the first on that lie at these places on the shelf."""
        for number in range(first, len(self)):
            if self._places[number] in described:
                self.described.append(number)
                self._at_hand[number] = self[number]
                self._places[number] = _AT_HAND

    @property
    def pieced(self) -> dict[str, Pieced]:
        """What to keep of the files that were read piece by piece, by the IRI of the source."""
        return {each.source: each.now for each in self._files}

    def read(self) -> Iterator[tuple[int, ReadRecord]]:
        """Those that are read, by number."""
        numbers = np.flatnonzero(np.frombuffer(self._places, np.int64) != _UNREAD) if self._places else _NONE
        return ((number, self[number]) for number in numbers.tolist())

    def unread(self) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
        """The numbers of those that are not read, and those that the same had in the last build."""
        numbers, before = [_NONE], [_NONE]
        for each in self._files:
            if each.before:
                numbers.append(np.fromiter(each.unread.keys(), np.int32, len(each.unread)))
                pieces = np.fromiter(each.unread.values(), np.int32, len(each.unread))
                before.append(np.array(each.before.records, np.int32)[pieces] + np.int32(each.before.first))
        return np.concatenate(numbers), np.concatenate(before)

    def fetch(self, numbers: Iterable[int]) -> None:
        """Read those of these numbers that are not read yet; raises :class:`DataError` where a file changed since."""
        wanted = set(numbers)
        for each in self._files:
            pieces = {piece: number for number, piece in each.unread.items() if number in wanted}
            opened = each.file.pieces() if pieces else None
            if opened is None:
                continue
            for piece, record in read_again(opened, str(each.file.path), each.now, pieces.keys()):
                self._places[pieces[piece]] = len(self.shelf)
                self.shelf.add(record)
                del each.unread[pieces[piece]]

    def fetch_all(self) -> None:
        """Read all that are not read yet; raises as :meth:`fetch` does."""
        self.fetch([number for each in self._files for number in each.unread])

    def chosen(self, numbers: Iterable[int]) -> Gathered:
        """Those of these numbers alone, held, with all registers."""
        return Gathered(chain(self.registers, (self[number] for number in numbers)))
