"""Files read piece by piece, each understood by itself: one that has not changed need not be understood again.

Which pieces changed is not for here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import replace
from typing import Protocol

from ingest.records import Record, Rejection
from ingest.sources.keys import Keys
from ingest.sources.runs import Mark, Piece, Run

__all__ = ["Pieces", "numbered", "whole"]


class Pieces(Protocol):
    """A file that was opened: what its records depend on, apart from the pieces themselves, is known."""

    @property
    def context(self) -> str:
        """All that makes the same piece another record: the file's name, its header, its entry in ``maillage.toml``."""

    @property
    def beginning(self) -> Iterable[Rejection]:
        """What is not understood of the file as a whole."""

    def pieces(self) -> Iterator[Piece | Rejection]:
        """Every piece in the file's order, however often it is asked for, and what cannot be parted into pieces."""

    def runs(self, known: Mapping[int, Mark], only: Set[int] | None = None) -> Iterator[Run]:
        """The same in runs, of which marks are ``known`` by the number of the first piece.

        Those without any of the ``only`` pieces may be left out.
        """

    def understood(self, piece: Piece) -> Iterator[Record | Rejection]:
        """What one piece says; records have the key that :func:`ingest.sources.keys.base_of` gives them."""


def whole(file: Pieces) -> Iterator[Record | Rejection]:
    """What all pieces say, each record with a key of its own."""
    keys = Keys()
    yield from file.beginning
    for piece in file.pieces():
        for item in (piece,) if isinstance(piece, Rejection) else file.understood(piece):
            yield item if isinstance(item, Rejection) else numbered(item, keys.free(item.key))


def numbered(record: Record, key: str) -> Record:
    """The record with that key."""
    return record if record.key == key else replace(record, key=key)
