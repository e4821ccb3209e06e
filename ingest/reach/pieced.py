"""A file read piece by piece, of which what the last build read from the same bytes is not understood again.

A piece is the same where it stands in the same place with the same bytes, in a file of the same header and settings,
and no namesake before it came or went. Pieces are looked at some tens at once, one by one where a run of them changed.
What the records are told for is not for here.
"""

from __future__ import annotations

from collections.abc import Iterator, Set
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Protocol

import msgspec

from ingest.records import Event, Publication, Record, Rejection
from ingest.sources.keys import Keys
from ingest.sources.pieces import Pieces, numbered
from ingest.sources.runs import DIGEST, Mark, Piece, Run
from ontology.errors import DataError, Place

__all__ = ["Item", "Pieced", "Taking", "read_again", "read_pieces"]

_OTHER = bytes(DIGEST)
"""In the place of the hash of a piece that is understood at each build."""
Item = Record | Rejection | range
"""What a piece gave; the numbers, from 0, of pieces that are the same as at the last build."""


class Taking(Protocol):
    """What takes the items of a file one after the other, as a list does."""

    def append(self, item: Item, /) -> None:
        """Take the next."""


class Pieced(msgspec.Struct):
    """What is kept of a file's pieces: the hash of each that gave one event or publication and nothing else.

    ``runs`` are the marks of runs of such pieces, by the number of the first. ``bases`` are the keys of their records
    before namesakes are numbered, ``keys`` those that have another then, by piece; ``records`` are the records' numbers
    among all those of the file, whose first has the number ``first`` in the build. Hashes, bases and records have an
    entry for each piece.
    """

    context: str
    hashes: bytes = b""
    runs: dict[int, Mark] = {}
    bases: list[str] = []
    keys: dict[int, str] = {}
    records: list[int] = []
    first: int = 0

    def hash(self, number: int) -> bytes:
        """The hash of the piece of that number; empty where there is none."""
        return self.hashes[number * DIGEST : (number + 1) * DIGEST]

    def plain(self, first: int, last: int) -> list[str] | None:
        """The keys of the pieces of a run; None where one of them is a namesake's with a number behind."""
        if self.keys and not self.keys.keys().isdisjoint(range(first, last)):
            return None
        return self.bases[first:last]

    def key(self, number: int) -> str:
        """The key of the record of a piece."""
        return self.keys.get(number, self.bases[number])


@dataclass(slots=True)
class _Made:
    """What is read of a file of which some is known, and kept of it."""

    file: Pieces
    known: Pieced
    items: Taking
    given: Keys = field(default_factory=Keys)
    hashes: bytearray = field(default_factory=bytearray)
    runs: dict[int, Mark] = field(default_factory=dict)
    bases: list[str] = field(default_factory=list)
    keys: dict[int, str] = field(default_factory=dict)
    records: list[int] = field(default_factory=list)
    count: int = 0
    """Of records."""

    def run(self, run: Run) -> None:
        """Take a run, its pieces one by one where something is new, or a namesake has one of their keys."""
        known, first, last = self.known, run.first, run.first + run.mark.count
        bases = known.plain(first, last) if run.same else None
        if bases and self.given.all_free(bases):
            self.items.append(range(first, last))
            self.hashes += known.hashes[first * DIGEST : last * DIGEST]
            self.bases += bases
            self.records += range(self.count, self.count + len(bases))
            self.count += len(bases)
        else:
            for number, piece in enumerate(run.parted(), first):
                if isinstance(piece, Rejection):
                    self.other(_OTHER, [piece], [])
                else:
                    self.piece(number, piece, known.hash(number) if run.same else _hash(piece))
        if run.mark.count and all(self.bases[first:]):
            self.runs[first] = run.mark

    def piece(self, number: int, piece: Piece, digest: bytes) -> None:
        """Take a piece with that hash, not understood where it is known and has the same key."""
        known, given = self.known, []
        if known.hash(number) == digest:
            given = [self.given.free(known.bases[number])]
            if given[0] == known.key(number):
                self.items.append(range(number, number + 1))
                self._note(digest, known.bases[number], given[0])
                self.count += 1
                return
        found = list(self.file.understood(piece))
        given = given or [self.given.free(item.key) for item in found if not isinstance(item, Rejection)]
        self.other(digest, found, given)

    def other(self, digest: bytes, found: list[Record | Rejection], keys: list[str]) -> None:
        """A piece that is understood now; ``keys`` are those of its records."""
        first, base = self.count, ""
        taken = iter(keys)
        for item in found:
            if isinstance(item, Rejection):
                self.items.append(item)
            else:
                self.items.append(numbered(item, next(taken)))
                self.count, base = self.count + 1, item.key
        one = len(found) == 1 and isinstance(found[0], Event | Publication)
        if one:
            self._note(digest, base, keys[0], first)
        else:
            self._note(_OTHER, "", "")

    def _note(self, digest: bytes, base: str, key: str, record: int | None = None) -> None:
        if key != base:
            self.keys[len(self.bases)] = key
        self.hashes += digest
        self.bases.append(base)
        self.records.append(self.count if record is None else record)

    def kept(self, context: str) -> Pieced:
        return Pieced(context, bytes(self.hashes), self.runs, self.bases, self.keys, self.records)


def read_pieces(file: Pieces, items: Taking, known: Pieced | None = None) -> Pieced:
    """Give what the file says to ``items``, with the numbers of pieces that are ``known``; returns what to keep of it
    for the next build."""
    context = sha256(file.context.encode(errors="surrogatepass")).hexdigest()
    if known is None or known.context != context:
        known = Pieced(context)
    for rejection in file.beginning:
        items.append(rejection)
    made = _Made(file, known, items)
    for run in file.runs(known.runs):
        made.run(run)
    return made.kept(context)


def read_again(file: Pieces, path: str, known: Pieced, wanted: Set[int]) -> Iterator[tuple[int, Record]]:
    """The records of the pieces with these numbers; raises :class:`DataError` where they are not what they were."""
    left = set(wanted)
    for run in file.runs(known.runs, frozenset(wanted)) if left else ():
        for number, piece in enumerate(run.parted(), run.first):
            if number not in left or isinstance(piece, Rejection) or known.hash(number) != _hash(piece):
                continue
            for item in file.understood(piece):
                if not isinstance(item, Rejection):
                    yield number, numbered(item, known.key(number))
                    left.remove(number)
        if not left:
            return
    if left:
        raise DataError("the file changed while it was read", Place(path), "Build again when it is written whole.")


def _hash(piece: Piece) -> bytes:
    locator, content = piece
    return sha256(b"%b\0%b" % (locator.encode(), content)).digest()[:DIGEST]
