"""Texts to link, and gold texts with their keywords, from a file of one JSON object a line."""

from __future__ import annotations

import codecs
import sys
from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from itertools import chain
from pathlib import Path
from typing import TypeVar

import msgspec

from ingest.records import Passage
from ontology.decoding import UNDECODABLE
from ontology.errors import DataError, Place

__all__ = ["GoldText", "SourceText", "read_gold", "read_texts"]

_WIDE = {
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
"""By the byte order mark that a file begins with, its encoding where that is not UTF-8; the longer marks first."""
_REMEDY = 'Each line is one JSON object, best in UTF-8, with "id" and "text", and may have "title" and "language".'
_GOLD_REMEDY = 'Each line is one JSON object, best in UTF-8, with "id", "text" and "concepts" (a list of IRIs).'


class SourceText(msgspec.Struct, frozen=True):
    """A line of a file of texts."""

    id: str | int
    text: str
    title: str | None = None
    language: str | None = None

    @property
    def passages(self) -> tuple[Passage, ...]:
        """The title, where there is one, and the text."""
        title = (Passage("title", self.title),) if self.title else ()
        return *title, Passage("text", self.text)


class GoldText(SourceText, frozen=True, kw_only=True):
    """A line of a gold file: ``concepts`` are the IRIs that were chosen for the text."""

    concepts: frozenset[str]


_Line = TypeVar("_Line", bound=SourceText)


def read_texts(path: Path) -> Iterator[SourceText]:
    """The texts of a file (``-``: standard input), one at a time.

    Raises :class:`DataError` naming the line that cannot be understood, or the file that cannot be read or is empty.
    """
    return _read(path, SourceText, _REMEDY)


def read_gold(path: Path) -> Iterator[GoldText]:
    """The texts of a gold file; raises as :func:`read_texts` does."""
    return _read(path, GoldText, _GOLD_REMEDY)


def _read(path: Path, line_type: type[_Line], remedy: str) -> Iterator[_Line]:
    decoder, read = msgspec.json.Decoder(line_type), 0
    try:
        with nullcontext(sys.stdin.buffer) if str(path) == "-" else path.open("rb") as lines:
            for number, line in enumerate(_in_utf8(lines, path), 1):
                if line.strip():
                    yield _decoded(line, decoder, Place(str(path), f"line {number}"), remedy)
                    read += 1
    except OSError as error:
        problem = f"the file cannot be read ({error.strerror or error})"
        raise DataError(problem, Place(str(path)), "Check the path.") from error
    if not read:
        raise DataError("the file holds no text", Place(str(path)), remedy)


def _in_utf8(lines: Iterable[bytes], path: Path) -> Iterator[bytes]:
    """The lines in UTF-8, whichever encoding the first announces by its byte order mark."""
    rest = iter(lines)
    first = next(rest, b"")
    encoding = next((name for mark, name in _WIDE.items() if first.startswith(mark)), "")
    return _recoded(chain((first,), rest), encoding, path) if encoding else chain((first,), rest)


def _recoded(blocks: Iterable[bytes], encoding: str, path: Path) -> Iterator[bytes]:
    """The lines of a text that comes in blocks, which end wherever a byte is like one of a line's end."""
    begun = ""
    try:
        for block in codecs.iterdecode(blocks, encoding):
            *lines, begun = f"{begun}{block}".split("\n")
            yield from map(str.encode, lines)
    except UnicodeError as error:
        problem = f"the text begins as {encoding.upper()} and does not go on so ({error})"
        raise DataError(problem, Place(str(path)), "Save it as UTF-8.") from error
    yield begun.encode()


def _decoded(line: bytes, decoder: msgspec.json.Decoder[_Line], place: Place, remedy: str) -> _Line:
    try:
        return decoder.decode(line.removeprefix(codecs.BOM_UTF8))
    except UNDECODABLE as error:
        raise DataError(f"the line cannot be understood: {error}", place, remedy) from error
