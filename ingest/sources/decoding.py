"""A file's bytes as text, whatever encoding an office or a web site left it in. Formats are not for here."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import TextIO
from unicodedata import normalize

from ingest.sources.stray_bytes import AS_WINDOWS, blocks_of, is_mixed
from ontology.errors import DataError, Place

__all__ = ["MAX_BYTES", "MAX_LINE", "decode", "is_blank", "open_text", "read_bytes", "read_lines", "read_text"]

MAX_BYTES = 100_000_000
"""The most that is read at once, in bytes; a longer file is refused, since its text is held in memory whole."""

MAX_LINE = 10_000_000
"""The longest line that is read, in characters."""

_BLOCK = 1 << 20
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_UTF_8 = ("", "utf-8", "utf-8-sig")
_LOOKED_AT, _LEAST = 1 << 16, 8
"""Bytes at the beginning, and characters at least, by which UTF-16 without a byte order mark is known."""
_ZEROS = 0.7
"""Share of a text's characters that are of Latin-1, above which zeros are half of UTF-16."""
_WINDOWS, _MAC = re.compile(rb"[a-z][\xe8\xe9]"), re.compile(rb"[a-z][\x8e\x8f]")
"""An è or an é in a word: of Windows-1252, and of Mac Roman, where Windows has a capital Ž and nothing."""
_SIGNATURES = {
    b"%PDF-": "a PDF",
    b"PK\x03\x04": "a ZIP archive or an office document",
    b"\x89PNG": "a PNG image",
    b"\xff\xd8\xff": "a JPEG image",
    b"GIF8": "a GIF image",
    b"\x1f\x8b": "a gzip archive",
    b"\x7fELF": "a program",
    b"\xd0\xcf\x11\xe0": "an old office document",
}
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f-\x84\x86-\x9f]")
_CONTROL_SHARE = 0.005
"""Texts in a wrong eight-bit encoding, and stray form feeds, stay below this share of control characters."""


def read_text(path: Path, fallback: str = "cp1252") -> str:
    """The whole text of a file in NFC, with ``\\n`` as the only line end and without a byte order mark.

    UTF-8 is tried first, then what a byte order mark announces, then ``fallback``; in what is UTF-8 but for some bytes,
    these alone are taken for Windows-1252. Raises :class:`DataError`, naming
    the file, when it is missing, empty, larger than :data:`MAX_BYTES`, binary, or in no encoding that fits.
    """
    return decode(read_bytes(path), Place(str(path)), fallback)


def read_bytes(path: Path) -> bytes:
    """The whole content of a file; the same :class:`DataError` as :func:`read_text` for one that cannot be read."""
    place = Place(str(path))
    try:
        with path.open("rb") as stream:
            content = stream.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise DataError("there is no such file", place, "Check the path.") from None
    except IsADirectoryError:
        raise DataError(
            "this is a folder, not a file", place, "Name a file in it, or a glob such as “*.html”."
        ) from None
    except OSError as error:
        raise DataError(f"the file cannot be read ({error.strerror or error})", place, "Check the path.") from error
    if len(content) > MAX_BYTES:
        limit = f"{MAX_BYTES // 1_000_000} MB"
        raise DataError(f"the file is larger than {limit}, too large to be read as one text", place, "Cut it in parts.")
    if not content.strip():
        raise DataError("the file is empty", place, "Take it out of the sources, or fill it.")
    return content


def is_blank(path: Path) -> bool:
    """Whether a file that can be read holds nothing, or blanks alone as far as its beginning shows."""
    with path.open("rb") as file:
        return not file.read(_BLOCK).strip()


def read_lines(path: Path, fallback: str = "cp1252") -> Iterator[str]:
    """The lines of a file of any size, one after the other, each with its ``\\n``; the last may have none.

    Raises :class:`DataError` for what :func:`open_text` refuses and for a line longer than :data:`MAX_LINE`.
    """
    with open_text(path, fallback) as stream:
        number = 0
        try:
            while line := stream.readline(MAX_LINE + 1):
                number += 1
                if len(line) > MAX_LINE:
                    place = Place(str(path), f"line {number}")
                    raise DataError(f"the line is longer than {MAX_LINE:,} characters", place, "Cut it in parts.")
                yield line
        except UnicodeDecodeError:
            place = Place(str(path), f"line {number + 1}")
            raise DataError("the file was changed while it was read", place, "Build again.") from None


def open_text(path: Path, fallback: str = "cp1252") -> TextIO:
    """The file as a text stream with ``\\n`` as the only line end; a first pass over it finds its encoding.

    No more than a block of it is in memory. Raises the same :class:`DataError` as :func:`read_text`, save for size.
    """
    place = Place(str(path))
    if not path.is_file() or path.stat().st_size <= _BLOCK:
        decode(read_bytes(path), place, fallback)  # says what is wrong with a small file, or with none
    encoding, errors = _encoding(path, fallback)
    is_blank, controls, length = True, 0, 0
    stream = path.open(encoding=encoding, errors=errors)
    try:
        while block := stream.read(_BLOCK):
            controls, length = controls + len(_CONTROL.findall(block)), length + len(block)
            is_blank = is_blank and not block.strip()
            if "\x00" in block or controls > _CONTROL_SHARE * length + 2:
                raise _binary("binary data", place)
    except UnicodeDecodeError:
        stream.close()
        raise DataError(f"the text is neither UTF-8 nor {encoding}", place, "Save it as UTF-8.") from None
    except DataError:
        stream.close()
        raise
    if is_blank:
        stream.close()
        raise DataError("the file is empty", place, "Take it out of the sources, or fill it.")
    stream.seek(0)
    return stream


def _encoding(path: Path, fallback: str) -> tuple[str, str]:
    """The encoding of a file that exists, and how its errors are handled.

    By byte order mark, else UTF-8 where all of it is, or nearly, else the fallback.
    """
    with path.open("rb") as file:
        block = file.read(_BLOCK)
        for signature, what in _SIGNATURES.items():
            if block.startswith(signature):
                raise _binary(what, Place(str(path)))
        told = _told(block)
        if told not in _UTF_8:
            return told, "strict"
        decoder = codecs.getincrementaldecoder("utf-8")()
        try:
            while block:
                if 0 in block:
                    raise _binary("binary data", Place(str(path)))
                decoder.decode(block)
                block = file.read(_BLOCK)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            if is_mixed(blocks_of(path)):
                return told or "utf-8", AS_WINDOWS
            return told or _legacy(blocks_of(path), fallback), "strict"
    return told or "utf-8", "strict"


def decode(content: bytes, place: Place, fallback: str = "cp1252") -> str:
    """Bytes as text in NFC, by byte order mark, else as UTF-8, else by the fallback encoding.

    Raises :class:`DataError` for binary content and for text that fits none.

    >>> decode("Été".encode("cp1252"), Place("a.txt"))
    'Été'
    >>> decode(b"%PDF-1.7", Place("a.txt"))
    Traceback (most recent call last):
    ontology.errors.DataError: a.txt: this is a PDF, not text. Export it as text, or give the file its right format.
    """
    for signature, what in _SIGNATURES.items():
        if content.startswith(signature):
            raise _binary(what, place)
    text = _decoded(content, place, fallback)
    if "\x00" in text or len(_CONTROL.findall(text)) > _CONTROL_SHARE * len(text) + 2:
        raise _binary("binary data", place)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise DataError("the file is empty", place, "Take it out of the sources, or fill it.")
    return normalize("NFC", text)


def _told(content: bytes) -> str:
    """The encoding that a byte order mark announces, or that zeros in every second place betray; empty for neither."""
    if marked := _marked(content):
        return marked
    beginning = content[: _LOOKED_AT & ~1]
    half = len(beginning) // 2
    even, odd = half - len(beginning[0::2].replace(b"\0", b"")), half - len(beginning[1::2].replace(b"\0", b""))
    if len(beginning) % 2 or half < _LEAST:
        return ""
    if not even and odd > _ZEROS * half:
        return "utf-16-le"
    return "utf-16-be" if not odd and even > _ZEROS * half else ""


def _marked(content: bytes) -> str:
    return next((name for mark, name in _MARKS if content.startswith(mark)), "")


def _decoded(content: bytes, place: Place, fallback: str) -> str:
    encoding = _told(content) or "utf-8"
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        if encoding in _UTF_8 and is_mixed([content]):
            with suppress(UnicodeDecodeError):
                return content.decode(encoding, AS_WINDOWS)
        if encoding != "utf-8":
            how = "mark announces" if _marked(content) else "bytes look like"
            problem = f"its {how} {encoding}, but byte {error.start} is not"
            raise DataError(problem, place, "Save it as UTF-8.") from None
    try:
        return content.decode(_legacy([content], fallback))
    except (LookupError, UnicodeDecodeError):
        if b"\x00" in content:
            raise _binary("binary data", place) from None
        raise DataError(f"the text is neither UTF-8 nor {fallback}", place, "Save it as UTF-8.") from None


def _legacy(blocks: Iterable[bytes], fallback: str) -> str:
    """The encoding of what is not UTF-8: the fallback, or Mac Roman where é and è, and they alone, say so."""
    is_mac = False
    for block in blocks if fallback == "cp1252" else ():
        if _WINDOWS.search(block):
            return fallback
        is_mac = is_mac or bool(_MAC.search(block))
    return "mac_roman" if is_mac else fallback


def _binary(what: str, place: Place) -> DataError:
    return DataError(f"this is {what}, not text", place, "Export it as text, or give the file its right format.")
