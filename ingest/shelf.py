"""Records that wait in a file without a name, by number: however many there are, they take no memory.

Which records wait, and what for, is not for here.
"""

from __future__ import annotations

from array import array
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from graph.scratch import Scratch
from ingest.records import Actor, Document, Event, Publication, Record, Resource
from ontology.errors import Place

__all__ = ["KINDS", "Shelf", "placed"]

KINDS: tuple[type[Record], ...] = (Actor, Document, Event, Publication, Resource)
"""The kinds of records."""
_encode = msgspec.msgpack.Encoder().encode


class Shelf:
    """Records in the order in which they were added, each made anew when it is asked for.

    The file is in ``folder``, or with the system's temporary ones. Files below ``root`` are named from there in the
    records' places, so that a workspace may be moved. A shelf can be sent to another process, where its
    records are in memory until they are put on one with a file.
    """

    def __init__(self, folder: Path | None = None, root: Path = Path()) -> None:
        self.root = root
        self._packed = Scratch(folder)
        self._kinds = array("B")

    def __len__(self) -> int:
        return len(self._kinds)

    def kind(self, number: int) -> type[Record]:
        """What kind of record that is."""
        return KINDS[self._kinds[number]]

    def add(self, record: Record) -> None:
        """Put one more at the end; raises :class:`OSError` where there is no room for it."""
        self._kinds.append(KINDS.index(type(record)))
        self._packed.append(_encode(placed(record, self.root)))

    def extend(self, other: Shelf) -> None:
        """Put all those of another at the end."""
        self._packed.extend(other._packed)
        self._kinds.extend(other._kinds)

    def __getitem__(self, number: int) -> Record:
        record: Record = _decoder(self._kinds[number]).decode(self._packed[number])
        return record


def placed(record: Record, root: Path) -> Record:
    """The record with the name that its file has below the root, if it is there."""
    place, above = record.place, f"{root}/"
    if not place.source.startswith(above):
        return record
    return replace(record, place=Place(place.source[len(above) :], place.locator))


@cache
def _decoder(kind: int) -> msgspec.msgpack.Decoder[Any]:
    return msgspec.msgpack.Decoder(KINDS[kind])
