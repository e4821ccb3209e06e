"""The records of a build in their order, those that did not change read only when they are asked for.

Which have to be asked for is not for here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import repeat
from pathlib import Path
from sys import intern

import msgspec
import numpy as np
from numpy.typing import NDArray

from ingest.assembly import ReadRecord
from ingest.reach.pieced import Pieced, read_again
from ingest.records import Record
from ingest.sources import SourceFile
from ontology.errors import Place

__all__ = ["Gathered"]

_NONE = np.zeros(0, np.int32)


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
    """Records by number; each is read, or known to be as it was in the last build.

    Files below ``root`` are named from there in the records' places, so that a workspace may be moved.
    """

    def __init__(self, read: Iterable[ReadRecord] = (), root: Path = Path()) -> None:
        self._records: list[ReadRecord | None] = list(read)
        self._root = f"{root}/"
        self._files: list[_File] = []

    def __len__(self) -> int:
        return len(self._records)

    def __getitem__(self, number: int) -> ReadRecord:
        record = self._records[number]
        if record is None:
            self.fetch([number])
            return self[number]
        return record

    def add_registered(self, records: Iterable[Record], source: str) -> None:
        """Add the records of a register."""
        self._records += [ReadRecord(self._placed(each), source, registered=True) for each in records]

    def add(
        self, items: Iterable[Record | range], file: SourceFile, source: str, now: Pieced | None, before: Pieced | None
    ) -> None:
        """Add those of a file; where it was read piece by piece, numbers are those of pieces that are as before.

        ``now`` and ``before`` are what is known of the pieces.
        """
        first = len(self._records)
        unread: dict[int, int] = {}
        for item in items:
            if isinstance(item, range):
                unread.update(enumerate(item, len(self._records)))
                self._records += repeat(None, len(item))
            else:
                self._records.append(ReadRecord(self._placed(item), source))
        if now:
            self._files.append(_File(file, source, msgspec.structs.replace(now, first=first), before, unread))

    def _placed(self, record: Record) -> Record:
        place = record.place
        if not place.source.startswith(self._root):
            return record
        return replace(record, place=Place(intern(place.source[len(self._root) :]), place.locator))

    @property
    def pieced(self) -> dict[str, Pieced]:
        """What to keep of the files that were read piece by piece, by the IRI of the source."""
        return {each.source: each.now for each in self._files}

    def read(self) -> Iterator[tuple[int, ReadRecord]]:
        """Those that are read, by number."""
        return ((number, each) for number, each in enumerate(self._records) if each is not None)

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
                self._records[pieces[piece]] = ReadRecord(self._placed(record), each.source)
                del each.unread[pieces[piece]]

    def whole(self) -> list[ReadRecord]:
        """All of them, read."""
        self.fetch(number for number, each in enumerate(self._records) if each is None)
        return [each for each in self._records if each is not None]
