"""The lines of a file of texts as UTF-8, in whichever Unicode it is written, packed by gzip or not.

What a line says is not for here.
"""

from __future__ import annotations

import codecs
import sys
from collections.abc import Iterable, Iterator
from gzip import GzipFile
from itertools import chain
from pathlib import Path

from ontology.errors import DataError, Place
from ontology.unpacking import DAMAGED, GZIP, damaged

__all__ = ["text_lines"]

_WIDE = {
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
"""By the byte order mark that a file begins with, its encoding where that is not UTF-8; the longer marks first."""
_LONGEST = 100_000_000
"""Bytes in the longest line of a packed file: a small one can hold a line that fills the memory."""


def text_lines(path: Path) -> Iterator[bytes]:
    """The lines of a file (``-``: standard input), a few in memory at once; a mark of UTF-8 stays where it is.

    Raises :class:`DataError` for a file that cannot be read or unpacked, or breaks the encoding that it announces.
    """
    try:
        if str(path) == "-":
            yield from _in_utf8(sys.stdin.buffer, path)
            return
        with path.open("rb") as file:
            packed = file.peek(len(GZIP)).startswith(GZIP)
            yield from _in_utf8(_unpacked(GzipFile(fileobj=file), path) if packed else file, path)
    except DAMAGED as error:
        raise damaged(path, error) from error
    except OSError as error:
        problem = f"the file cannot be read ({error.strerror or error})"
        raise DataError(problem, Place(str(path)), "Check the path.") from error


def _unpacked(file: GzipFile, path: Path) -> Iterator[bytes]:
    while line := file.readline(_LONGEST + 1):
        if len(line) > _LONGEST:
            problem = f"a line of the packed file is longer than {_LONGEST // 1_000_000} MB"
            raise DataError(problem, Place(str(path)), "Give one text a line.")
        yield line


def _in_utf8(lines: Iterable[bytes], path: Path) -> Iterator[bytes]:
    """The lines in UTF-8, whichever encoding the first announces by its byte order mark."""
    rest = iter(lines)
    first = next(rest, b"")
    if first.startswith(GZIP):
        problem, remedy = (
            "the texts are packed by gzip",
            "Name the file instead of a pipe, or unpack it with `gzip -dc`.",
        )
        raise DataError(problem, Place(str(path)), remedy)
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
