"""The texts of PDF files, read in a process of their own, which a file built to last for ever takes along.

Run as a program it answers one file after another: :class:`Task` in, :class:`Pages` out, a line of JSON each. What the
texts say is not for here.
"""

from __future__ import annotations

import logging
import re
import resource
import signal
import sys
from collections.abc import Iterator
from unicodedata import normalize

import msgspec
from pypdf import PdfReader
from pypdf.errors import DependencyError, PyPdfError

from ontology.errors import DataError
from ontology.folding import without_ligatures

__all__ = ["MAX_PAGES", "Pages", "Task"]

logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what it logs is said by errors, with the file

MAX_PAGES = 3_000
"""The most pages that are read."""

_MEMORY = 4_000_000_000
_MOST_TEXT = 30_000_000
_FAULTS = (
    PyPdfError, ValueError, TypeError, KeyError, AttributeError, IndexError, OverflowError, RecursionError,
    AssertionError, OSError, EOFError, NotImplementedError, ArithmeticError,
)  # fmt: skip
"""All that pypdf lets through when a file is not what it should be; found by damaging files at random."""
_FOOT = re.compile(r"^[a-zﬁ]+:/\S+ \d{1,4}/\d{1,4}[ ]*$\n?", re.MULTILINE)
_PRINTED = re.compile(r"^\d\d?/\d\d?/\d{2,4},? \d\d?:\d\d(?: [AP]M)? .*$\n?", re.MULTILINE)


class Task(msgspec.Struct):
    """A file to read, and the seconds after which its process ends whatever it is at."""

    path: str
    seconds: int


class Pages(msgspec.Struct):
    """The text of each page, empty for one that could not be read (``lost``: its number, and why); what the file says
    of itself. Where the file cannot be read at all, ``problem`` and ``remedy`` say why and what to do.
    """

    texts: list[str] = []
    lost: dict[int, str] = {}
    said: dict[str, str] = {}
    problem: str = ""
    remedy: str = ""


def _pages(path: str) -> Pages:
    try:
        return _read(path)
    except DataError as error:
        return Pages(problem=error.problem, remedy=error.remedy)
    except DependencyError:
        return Pages(problem="the PDF is encrypted", remedy="Save a copy without encryption.")
    except MemoryError:
        return Pages(problem=f"the PDF takes more than {_MEMORY // 10**9} GB of memory", remedy="Cut it in parts.")
    except _FAULTS as error:
        remedy = "Open it in a PDF reader and print it to a new PDF."
        return Pages(problem=f"the PDF is damaged ({type(error).__name__})", remedy=remedy)


def _read(path: str) -> Pages:
    """The pages of a file; raises :class:`DataError`, without its place, for what is not to be read."""
    pages = Pages([], {}, {})
    with PdfReader(path) as reader:
        if reader.is_encrypted and not reader.decrypt(""):
            raise DataError("the PDF is locked by a password", None, "Save a copy without it.")
        if len(reader.pages) > MAX_PAGES:
            raise DataError(f"the PDF has more than {MAX_PAGES:,} pages", None, "Cut it in parts.")
        pages.texts = list(_texts(reader, pages.lost))
        pages.said = {str(name): str(value) for name, value in (reader.metadata or {}).items()}
    if sum(map(len, pages.texts)) > _MOST_TEXT:
        raise DataError(f"the PDF holds more than {_MOST_TEXT:,} characters", None, "Cut it in parts.")
    return pages


def _texts(reader: PdfReader, lost: dict[int, str]) -> Iterator[str]:
    """The text of each page, as far as the most that is read of a file."""
    length = 0
    for number, page in enumerate(reader.pages, 1):
        text = ""
        try:
            text = page.extract_text()
        except _FAULTS as error:
            lost[number] = type(error).__name__
        length += len(text)
        yield normalize("NFC", without_ligatures(_unprinted(text.replace("\x00", ""))))
        if length > _MOST_TEXT:
            return


def _unprinted(text: str) -> str:
    """The text without what a browser prints above and below a page: when it did, the title, the address, the number.

    >>> _unprinted("Forum\\n29/11/2026 01:33 Agenda\\nhttps://e.org/ 1/2")
    'Forum\\n'
    """
    return _PRINTED.sub("", _FOOT.sub("", text)) if _FOOT.search(text) else text


def _answer() -> None:
    """Answer each task of the standard input; the alarm ends the process at its deadline, whatever it is at."""
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, hard))
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for line in sys.stdin.buffer:
        task = msgspec.json.decode(line, type=Task)
        signal.alarm(task.seconds)
        answer = msgspec.json.encode(_pages(task.path))
        signal.alarm(0)
        sys.stdout.buffer.write(answer + b"\n")
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    _answer()
