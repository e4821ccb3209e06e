"""Records that wait in a file without a name, by number: however many there are, they take no memory.

Which records wait, and what for, is not for here.
"""

from __future__ import annotations

from array import array
from dataclasses import replace
from functools import cache
from io import FileIO
from pathlib import Path
from typing import Any

import msgspec

from graph.scratch import scratch_file, write_all
from ingest.records import Actor, Document, Event, Publication, Record, Resource
from ontology.errors import Place

__all__ = ["KINDS", "Shelf", "placed"]

KINDS: tuple[type[Record], ...] = (Actor, Document, Event, Publication, Resource)
"""The kinds of records."""
_HELD = 1 << 20
"""Bytes that are written at once."""
_encode = msgspec.msgpack.Encoder().encode


class Shelf:
    """Records in the order in which they were added, each made anew when it is asked for.

    The file is in ``folder``, or with the system's temporary ones. Files below ``root`` are named from there in the
    records' places, so that a workspace may be moved. A shelf can be sent to another process, where its
    records are in memory until they are put on one with a file.
    """

    def __init__(self, folder: Path | None = None, root: Path = Path()) -> None:
        self.root = root
        self._folder = folder
        self._file: FileIO | None = None
        self._held = bytearray()
        self._written = 0
        self._ends = array("q", [0])
        self._kinds = array("B")

    def __len__(self) -> int:
        return len(self._kinds)

    def kind(self, number: int) -> type[Record]:
        """What kind of record that is."""
        return KINDS[self._kinds[number]]

    def add(self, record: Record) -> None:
        """Put one more at the end; raises :class:`OSError` where there is no room for it."""
        self._kinds.append(KINDS.index(type(record)))
        self._append(_encode(placed(record, self.root)))

    def extend(self, other: Shelf) -> None:
        """Put all those of another at the end."""
        for number in range(len(other)):
            self._append(other._packed(number))
        self._kinds.extend(other._kinds)

    def __getitem__(self, number: int) -> Record:
        record: Record = _decoder(self._kinds[number]).decode(self._packed(number))
        return record

    def _append(self, packed: bytes) -> None:
        self._held += packed
        self._ends.append(self._ends[-1] + len(packed))
        if len(self._held) > _HELD:
            self._write()

    def _write(self) -> None:
        if self._file is None:
            self._file = scratch_file(self, self._folder)
        self._file.seek(self._written)
        write_all(self._file, self._held)
        self._written += len(self._held)
        self._held.clear()

    def _packed(self, number: int) -> bytes:
        begin, end = self._ends[number], self._ends[number + 1]
        if self._file is None or begin >= self._written:
            return bytes(self._held[begin - self._written : end - self._written])
        self._file.seek(begin)
        return self._file.read(end - begin)

    def __getstate__(self) -> dict[str, Any]:
        packed = b"".join(map(self._packed, range(len(self))))
        return {"packed": packed, "ends": self._ends, "kinds": self._kinds}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__init__()  # type: ignore[misc]
        self._held += state["packed"]
        self._ends, self._kinds = state["ends"], state["kinds"]


def placed(record: Record, root: Path) -> Record:
    """The record with the name that its file has below the root, if it is there."""
    place, above = record.place, f"{root}/"
    if not place.source.startswith(above):
        return record
    return replace(record, place=Place(place.source[len(above) :], place.locator))


@cache
def _decoder(kind: int) -> msgspec.msgpack.Decoder[Any]:
    return msgspec.msgpack.Decoder(KINDS[kind])
