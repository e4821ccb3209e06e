"""Bytes of Windows-1252 in a text that is UTF-8 but for them, as two files joined, or an edit by an old program, leave.

Which encoding a whole file is in is not for here.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from ingest.records import Rejection
from ontology.errors import Place

__all__ = ["AS_WINDOWS", "blocks_of", "is_mixed", "stray_bytes"]

AS_WINDOWS = "maillage-windows-1252"
"""The ``errors`` of a decoder that takes bytes that are not UTF-8 for Windows-1252."""
_SURELY = re.compile(
    rb"[\xc2\xc3][\x80-\xbf]|\xc5[\x92\x93]|\xe2\x80[\x80-\xbf]|(?:[\xc4-\xdf][\x80-\xbf]){2}"
    rb"|(?:[\xe0-\xef][\x80-\xbf]{2}){2}"
)
"""What is a letter or a quotation mark in UTF-8, and nothing that people write in Windows-1252."""
_STRAY = re.compile(r"[\udc80-\udcff]")
_BLOCK, _LONGEST = 1 << 20, 10_000_000
_MOST = 20
"""How many lines are told one by one."""


def _as_windows(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    try:
        return error.object[error.start : error.end].decode("cp1252"), error.end
    except UnicodeDecodeError:
        raise error from None


codecs.register_error(AS_WINDOWS, _as_windows)


def blocks_of(path: Path) -> Iterator[bytes]:
    """The file's bytes, a block after the other; raises :class:`OSError` when it cannot be read."""
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            yield block


def is_mixed(blocks: Iterable[bytes]) -> bool:
    """Whether a text is UTF-8 with some other bytes, no more than it has letters that are surely UTF-8.

    >>> is_mixed(["L’été, la for".encode(), b"\\xeat"]), is_mixed(["La forêt".encode("cp1252")])
    (True, False)
    >>> is_mixed(["L’été".encode()])
    False
    """
    sure = strays = 0
    decoder = codecs.getincrementaldecoder("utf-8")("surrogateescape")
    for block in blocks:
        sure += len(_SURELY.findall(block))
        strays += len(_STRAY.findall(decoder.decode(block)))
    strays += len(_STRAY.findall(decoder.decode(b"", final=True)))
    return 0 < strays <= sure


def stray_bytes(path: Path) -> list[Rejection]:
    """The lines of a file that hold such bytes, each told; none for one that is all in one encoding, or is unread."""
    try:
        if _is_utf8(blocks_of(path)) or not is_mixed(blocks_of(path)):
            return []
        with path.open("rb") as file:
            lines = enumerate(iter(lambda: file.readline(_LONGEST), b""), 1)
            numbers = [number for number, line in lines if not _is_utf8([line])]
    except OSError:
        return []
    reason, remedy = "the line is not all UTF-8; its other bytes were read as Windows-1252", "Save the file as UTF-8."
    told = [Rejection(Place(str(path), f"line {number}"), reason, remedy) for number in numbers[:_MOST]]
    if (others := len(numbers) - _MOST) > 0:
        reason = f"{others} more lines are not all UTF-8; their other bytes were read as Windows-1252"
        told.append(Rejection(Place(str(path), f"line {numbers[_MOST]}"), reason, remedy))
    return told


def _is_utf8(blocks: Iterable[bytes]) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for block in blocks:
            decoder.decode(block)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True
