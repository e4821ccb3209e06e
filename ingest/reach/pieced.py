"""A file read piece by piece, of which what the last build read from the same bytes is not understood again.

A piece is the same where it stands in the same place with the same bytes, in a file of the same header and settings,
and no namesake before it came or went. What the records are told for is not for here.
"""

from __future__ import annotations

from collections.abc import Iterator, Set
from dataclasses import dataclass, field
from hashlib import sha256

import msgspec

from ingest.records import Event, Publication, Record, Rejection
from ingest.sources.keys import Keys
from ingest.sources.pieces import Piece, Pieces, numbered
from ontology.errors import DataError, Place

__all__ = ["Item", "Pieced", "read_again", "read_pieces"]

_DIGEST = 16
_OTHER = bytes(_DIGEST)
"""In the place of the hash of a piece that is understood at each build."""

Item = Record | Rejection | int
"""What a piece gave; a number where it is the same as at the last build: the piece's, from 0."""


class Pieced(msgspec.Struct):
    """What is kept of a file's pieces: the hash of each that gave one event or publication and nothing else.

    ``bases`` are the keys of their records before namesakes are numbered, ``keys`` those that have another then, by
    piece; ``records`` are the records' numbers among all those of the file, whose first has the number ``first`` in the
    build. All have an entry for each piece.
    """

    context: str
    hashes: bytes = b""
    bases: list[str] = []
    keys: dict[int, str] = {}
    records: list[int] = []
    first: int = 0

    def holds(self, number: int, digest: bytes) -> bool:
        """Whether the piece of that number has that hash."""
        return self.hashes[number * _DIGEST : (number + 1) * _DIGEST] == digest

    def key(self, number: int) -> str:
        """The key of the record of a piece."""
        return self.keys.get(number, self.bases[number])


@dataclass(slots=True)
class _Made:
    """What is read, and kept of it."""

    items: list[Item]
    hashes: list[bytes] = field(default_factory=list)
    bases: list[str] = field(default_factory=list)
    keys: dict[int, str] = field(default_factory=dict)
    records: list[int] = field(default_factory=list)
    count: int = 0
    """Of records."""

    def same(self, digest: bytes, base: str, key: str) -> None:
        """A piece that is as it was."""
        self.items.append(len(self.hashes))
        self._note(digest, base, key)
        self.count += 1

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
            self.keys[len(self.hashes)] = key
        self.hashes.append(digest)
        self.bases.append(base)
        self.records.append(self.count if record is None else record)

    def kept(self, context: str) -> Pieced:
        return Pieced(context, b"".join(self.hashes), self.bases, self.keys, self.records)


def read_pieces(file: Pieces, known: Pieced | None = None) -> tuple[list[Item], Pieced]:
    """What the file says, with a number for each piece that is ``known``; and what to keep of it for the next build."""
    context = sha256(file.context.encode(errors="surrogatepass")).hexdigest()
    if known is None or known.context != context:
        known = Pieced(context)
    keys, made = Keys(), _Made(list(file.beginning))
    for number, piece in enumerate(file.pieces()):
        if isinstance(piece, Rejection):
            made.other(_OTHER, [piece], [])
            continue
        digest = _hash(piece)
        given = []
        if known.holds(number, digest):
            given = [keys.free(known.bases[number])]
            if given[0] == known.key(number):
                made.same(digest, known.bases[number], given[0])
                continue
        found = list(file.understood(piece))
        given = given or [keys.free(item.key) for item in found if not isinstance(item, Rejection)]
        made.other(digest, found, given)
    return made.items, made.kept(context)


def read_again(file: Pieces, path: str, known: Pieced, wanted: Set[int]) -> Iterator[tuple[int, Record]]:
    """The records of the pieces with these numbers; raises :class:`DataError` where they are not what they were."""
    left = set(wanted)
    for number, piece in enumerate(file.pieces() if left else ()):
        if number not in left:
            continue
        found = () if isinstance(piece, Rejection) or not known.holds(number, _hash(piece)) else file.understood(piece)
        for item in found:
            if not isinstance(item, Rejection):
                yield number, numbered(item, known.key(number))
                left.remove(number)
        if not left:
            return
    if left:
        raise DataError("the file changed while it was read", Place(path), "Build again when it is written whole.")


def _hash(piece: Piece) -> bytes:
    locator, content = piece
    return sha256(b"%b\0%b" % (locator.encode(), content)).digest()[:_DIGEST]
