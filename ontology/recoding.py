"""XML in the encoding that it declares, as the UTF-8 that the parser of RDF reads, however large it is.

Texts that declare no encoding are not for here: RDF's other syntaxes are in UTF-8.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from tempfile import TemporaryFile
from typing import BinaryIO

from ontology.errors import DataError, Place

__all__ = ["in_utf8"]

_BLOCK = 1 << 20
_BEGINNING = 1024
_WIDE = {
    codecs.BOM_UTF32_LE: "UTF-32",
    codecs.BOM_UTF32_BE: "UTF-32",
    codecs.BOM_UTF16_LE: "UTF-16",
    codecs.BOM_UTF16_BE: "UTF-16",
    b"<\0?\0": "UTF-16-LE",
    b"\0<\0?": "UTF-16-BE",
}
"""How a text begins in an encoding of more than eight bits (XML 1.0, appendix F)."""
_DECLARED = re.compile(r"""\A(\s*<\?xml\s[^>]*?\bencoding\s*=\s*["'])([\w.:-]+)""")
_UTF_8 = re.compile(r"utf-?8", re.IGNORECASE)
_KNOWN = re.compile(r"iso|latin|windows|cp|us-ascii|ascii|koi8|mac|shift|euc|gb|big5|ibm|utf-?(16|32)", re.IGNORECASE)
"""How the names of encodings begin in which XML is written; Python's others are not of texts."""
_CONTROL = re.compile(r"[\x80-\x84\x86-\x9f]")
"""What no text says, and what letters of other encodings become when they are read as ISO 8859."""


@contextmanager
def in_utf8(file: BinaryIO, path: Path) -> Iterator[BinaryIO]:
    """An XML file that is in UTF-8, as it is; of another, its text in UTF-8, line by line, in a temporary file.

    A byte order mark goes before what the file declares. Raises :class:`DataError` for an encoding that is unknown or
    that the file is not in.
    """
    beginning = file.read(_BEGINNING)
    file.seek(0)
    wide = next((name for mark, name in _WIDE.items() if beginning.startswith(mark)), "")
    found = _DECLARED.match(beginning.removeprefix(codecs.BOM_UTF8).decode("latin-1"))
    encoding = wide or (found[2] if found else "UTF-8")
    if _UTF_8.fullmatch(encoding):
        yield file
        return
    if not wide:
        _check(encoding, file, path)
    with TemporaryFile() as recoded:
        _recode(file, recoded, encoding, path)
        recoded.seek(0)
        yield recoded


def _check(encoding: str, file: BinaryIO, path: Path) -> None:
    """Refuse a declaration that nobody knows, or that the file itself belies."""
    try:
        likely = _KNOWN.match(encoding) and b"<?xml".decode(encoding) == "<?xml"
    except UnicodeError:
        likely = False
    except LookupError:
        likely = None
    if likely is None:
        problem = f"the file declares the encoding “{encoding}”, which is not known"
        raise DataError(problem, Place(str(path), "line 1"), "Save the file as UTF-8.")
    if not likely or _is_utf8(file):
        raise _belied(encoding, path, 1)
    file.seek(0)


def _is_utf8(file: BinaryIO) -> bool:
    """Whether all of it is, with letters beyond ASCII: no text of another encoding is so by chance."""
    beyond = False
    try:
        for text in _texts(file, "UTF-8"):
            beyond = beyond or not text.isascii()
    except UnicodeError:
        return False
    return beyond


def _recode(file: BinaryIO, recoded: BinaryIO, encoding: str, path: Path) -> None:
    line = 1
    try:
        for text in _texts(file, encoding):
            if wrong := _CONTROL.search(text):
                raise _belied(encoding, path, line + text.count("\n", 0, wrong.start()))
            recoded.write((_DECLARED.sub(r"\1UTF-8", text, count=1) if line == 1 else text).encode())
            line += text.count("\n")
    except UnicodeDecodeError as error:
        raise _belied(encoding, path, line + error.object.count(b"\n", 0, error.start)) from error


def _texts(file: BinaryIO, encoding: str) -> Iterator[str]:
    return codecs.iterdecode(iter(partial(file.read, _BLOCK), b""), encoding)


def _belied(encoding: str, path: Path, line: int) -> DataError:
    problem = f"the file is said to be in {encoding}, and is not"
    return DataError(problem, Place(str(path), f"line {line}"), "Correct its first line, or save the file as UTF-8.")
