"""JSON files cut into the objects that they hold, one at a time, each with its place. What they say is not for here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

import msgspec

from ingest.records import Rejection
from ingest.sources.decoding import MAX_BYTES, decode, read_bytes
from ingest.sources.json_stream import streamed_items
from ingest.sources.runs import Mark, Piece, Run, line_runs, runs_of
from ontology.decoding import UNDECODABLE
from ontology.errors import DataError, Place

__all__ = ["excerpt", "json_pieces", "json_runs"]

_MEMBERS = ("records", "results", "items", "events", "features", "response", "docs", "data", "hits", "message")
"""Where programming interfaces put the list of what was asked for."""
_HOLDERS = ("response", "hits", "data", "message")
"""Those of them in which the list stands in a member again."""
_LONGEST = 10_000_000
_EXCERPT = 200
_MARK = b"\xef\xbb\xbf"
_WIDE = (b"\xff\xfe", b"\xfe\xff")


def json_pieces(path: Path) -> Iterator[Piece]:
    """Each object's bytes with its place (``line 3``, ``record 3``): one a line, or the items of a list.

    The list is the whole file, or stands in the member in which programming interfaces put their answers. Files are
    read however long they are; a list of less than 100 MB is held in memory. Raises :class:`DataError` when the file
    cannot be read, holds nothing, or is a list cut short.
    """
    for run in json_runs(path, {}):
        yield from (piece for piece in run.parted() if not isinstance(piece, Rejection))


def json_runs(path: Path, known: Mapping[int, Mark], only: Set[int] | None = None) -> Iterator[Run]:
    """The same in runs, as :meth:`ingest.sources.pieces.Pieces.runs` gives them."""
    with _opened(path) as file:
        if not _is_lines(file, path):
            yield from runs_of(_items_of(file, path), known)
            return
        found = False
        for run in line_runs(file, path, known, only):
            found = found or run.mark.count > 0
            yield run
    if not found and not only:
        raise DataError("the file holds no record", Place(str(path)), "Fill it, or take it out of maillage.toml.")


def _items_of(file: BinaryIO, path: Path) -> Iterator[Piece]:
    start = file.tell()
    content = file.read(MAX_BYTES + 1)
    if len(content) > MAX_BYTES:
        del content
        file.seek(start)
        yield from _long_list(file, path)
    else:
        yield from ((f"record {number}", bytes(item)) for number, item in enumerate(_items(content, path), 1))


def _long_list(file: BinaryIO, path: Path) -> Iterator[Piece]:
    """The items of a list that is read one by one; where it breaks, what stands before was given."""
    number = 0
    try:
        for number, item in enumerate(streamed_items(file, _MEMBERS, _HOLDERS), 1):
            yield f"record {number}", item.encode()
    except ValueError as error:
        place = Place(str(path), f"after record {number}" if number else "")
        raise DataError(f"this is not a JSON list: {error}", place, "Fetch it again; it may be cut short.") from error


def excerpt(content: bytes) -> str:
    """The beginning of an object, to show what was not understood."""
    return " ".join(content[: 4 * _EXCERPT].decode("utf-8", "replace").split())[:_EXCERPT]


def _opened(path: Path) -> BinaryIO:
    """The file in UTF-8, without byte order mark; raises the :class:`DataError` of :func:`read_bytes`."""
    try:
        file = path.open("rb")
    except OSError:
        return BytesIO(read_bytes(path))
    mark = file.read(4)
    if mark.count(0) > 1 or (mark[:2] in _WIDE and 0 in mark):  # 2 or 4 bytes a character (RFC 4627, section 3)
        file.close()
        return BytesIO(decode(read_bytes(path), Place(str(path))).encode())
    file.seek(len(_MARK) if mark.startswith(_MARK) else 0)
    return file


def _is_lines(file: BinaryIO, path: Path) -> bool:
    """Whether the first line that is not blank holds an object that ends there; the file is left where it was."""
    start = file.tell()
    lines = iter(lambda: file.readline(_LONGEST), b"")
    first = next((line.strip() for line in lines if line.strip()), b"")
    if path.suffix.lower() in (".jsonl", ".ndjson"):
        is_lines = first[:1] != b"["
    else:
        is_lines = first[:1] == b"{" and first[-1:] == b"}" and any(line.strip() for line in lines)
    file.seek(start)
    return is_lines


def _items(content: bytes, path: Path) -> list[msgspec.Raw]:
    """The items of the list that the content is, or that it holds where answers stand; else the object itself."""
    try:
        items = _listed(content)
    except UNDECODABLE as error:
        remedy = "Fetch it again; it may be cut short."
        raise DataError(f"this is not a JSON list ({error})", Place(str(path)), remedy) from error
    if not items:
        raise DataError("the file holds no record", Place(str(path)), "Fill it, or take it out of maillage.toml.")
    return items


def _listed(content: bytes, depth: int = 0) -> list[msgspec.Raw]:
    if content.lstrip()[:1] == b"[":
        return msgspec.json.decode(content, type=list[msgspec.Raw])
    members = msgspec.json.decode(content, type=dict[str, msgspec.Raw])
    for name in _MEMBERS:
        value = bytes(members.get(name, b"")).lstrip()
        if value[:1] == b"[" or (value[:1] == b"{" and depth == 0 and name in _HOLDERS):
            return _listed(value, depth + 1)
    return [msgspec.Raw(content)]
