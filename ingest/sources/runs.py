"""The pieces of a file in runs of some tens: one of which no byte changed is known as a whole.

What the pieces say, and what is kept of them, is not for here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from io import SEEK_CUR
from pathlib import Path
from typing import BinaryIO

import msgspec

from ingest.records import Rejection
from ontology.errors import DataError, Place

__all__ = ["DIGEST", "Mark", "Piece", "Run", "line_runs", "runs_of"]

Piece = tuple[str, bytes]
"""Where a piece stands in its file (``line 7``), and what it says."""

DIGEST = 16
"""Bytes of a hash."""
_AT_ONCE, _LARGEST = 64, 1_000_000
"""Pieces of a run, and about how many bytes, at most."""
_LONGEST = 10_000_000


class Mark(msgspec.Struct, frozen=True, array_like=True):
    """By what a run is known again: the hash of its place and bytes; it has so many pieces, lines and bytes.

    Lines and bytes are 0 where the file is not parted by lines.
    """

    digest: bytes
    count: int
    lines: int = 0
    size: int = 0


@dataclass(frozen=True, slots=True)
class Run:
    """Pieces that stand together, from that number on; ``same`` where their mark was known. ``parted`` gives them."""

    first: int
    mark: Mark
    same: bool
    parted: Callable[[], Sequence[Piece | Rejection]]


def runs_of(pieces: Iterable[Piece | Rejection], known: Mapping[int, Mark]) -> Iterator[Run]:
    """The pieces in runs; marks are ``known`` by the number of the first piece.

    A run ends where the number of pieces is a multiple, so that one that grows or shrinks leaves the others alone.
    """
    first, size = 0, 0
    run: list[Piece | Rejection] = []
    for piece in pieces:
        run.append(piece)
        size += 0 if isinstance(piece, Rejection) else len(piece[1])
        if _is_whole(first + len(run), size):
            yield _run(first, run, known)
            first, run, size = first + len(run), [], 0
    if run:
        yield _run(first, run, known)


def _run(first: int, pieces: list[Piece | Rejection], known: Mapping[int, Mark]) -> Run:
    found = [each for each in pieces if not isinstance(each, Rejection)]
    mark = Mark(sha256(msgspec.msgpack.encode(found)).digest()[:DIGEST], len(pieces))
    same = len(found) == len(pieces) and known.get(first) == mark
    return Run(first, mark, same, lambda: pieces)


def line_runs(file: BinaryIO, path: Path, known: Mapping[int, Mark], only: Set[int] | None = None) -> Iterator[Run]:
    """The lines of a file that are not blank, as :func:`runs_of`; those of a run that is the same are not looked for.

    Runs that have none of the ``only`` pieces are left out, their marks taken for true. Raises :class:`DataError` where
    a line is longer than 10 MB.
    """
    first, line = 0, 1
    while True:
        mark, start = known.get(first), file.tell()
        if mark and only is not None and only.isdisjoint(range(first, first + mark.count)):
            file.seek(mark.size, SEEK_CUR)
        else:
            content = _lines_of(file, mark.size) if mark else b""
            same = mark is not None and _line_digest(line, content) == mark.digest
            if mark is None or not same:
                file.seek(start)
                content, count = _next(file, path, first, line)
                mark = Mark(_line_digest(line, content), count, content.count(b"\n"), len(content))
            if not content:
                return
            yield Run(first, mark, same, partial(_parted, content, line))
        first, line = first + mark.count, line + mark.lines


def _lines_of(file: BinaryIO, size: int) -> bytes:
    """The next bytes of a file, and the rest of the line in which they end."""
    content = file.read(size)
    return content if content.endswith(b"\n") else content + file.readline(_LONGEST)


def _next(file: BinaryIO, path: Path, first: int, number: int) -> tuple[bytes, int]:
    """The lines of the run that begins with that piece and line, and how many of them are not blank."""
    lines: list[bytes] = []
    size, count = 0, 0
    while line := file.readline(_LONGEST + 1):
        if len(line) > _LONGEST:
            place = Place(str(path), f"line {number + len(lines)}")
            limit = f"{_LONGEST // 1_000_000} MB"
            raise DataError(f"the line is longer than {limit}", place, "Write each object on a line of its own.")
        lines.append(line)
        size += len(line)
        count += not line.isspace()
        if count and _is_whole(first + count, size):
            break
    return b"".join(lines), count


def _parted(content: bytes, first: int) -> list[Piece]:
    lines = enumerate(content.split(b"\n"), first)
    return [(f"line {number}", line) for number, line in lines if line and not line.isspace()]


def _is_whole(last: int, size: int) -> bool:
    return last % _AT_ONCE == 0 or size > _LARGEST


def _line_digest(number: int, content: bytes) -> bytes:
    digest = sha256(b"%d " % number)
    digest.update(content)
    return digest.digest()[:DIGEST]
