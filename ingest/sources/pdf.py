"""PDF files that hold text: a page in people's own words, in which each quote is told with the number of its page.

Pictures of text are not for here: they are to be recognised first (OCR).
"""

from __future__ import annotations

import atexit
import os
import re
import signal
import sys
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import accumulate
from pathlib import Path
from subprocess import DEVNULL, PIPE, Popen

import msgspec

from graph.workspace import Source
from ingest.prose.blocks import text_page
from ingest.prose.hyphens import rejoined
from ingest.prose.page import Page
from ingest.records import Record, Rejection
from ingest.sources.accounts import names_author
from ingest.sources.decoding import MAX_BYTES
from ingest.sources.described import Description, described_records
from ingest.sources.pdf_pages import Pages, Task
from ingest.sources.running_heads import without_running_heads
from ontology.errors import DataError, Place
from ontology.folding import fold

__all__ = ["DEADLINE", "read"]

DEADLINE = 300
"""Seconds that the reading of one file may take: ten times what a report of a thousand pages takes."""

_RECOGNISE = "Recognise its text first, with OCRmyPDF for example."
_BETWEEN = "\n\n"
_DATE = re.compile(r"D:(\d{4})(\d\d)?(\d\d)?")


def read(path: Path, source: Source) -> Iterator[Record | Rejection]:
    """The document as a page, with the events, publications and partners it tells of.

    A page that cannot be read is a rejection; so are, together, those that hold no text. Raises
    :class:`DataError` for what is no PDF, is locked, damaged, too large, takes more than :data:`DEADLINE` seconds, or
    holds no text.
    """
    place = Place(str(path))
    _check_size(path)
    pages = _process.pages(path)
    if pages.problem:
        raise DataError(pages.problem, place, pages.remedy)
    if not any(text.strip() for text in pages.texts):
        raise DataError("the PDF holds no text, only pictures of it", place, _RECOGNISE)
    yield from described_records(_page(pages.texts), path, source, _description(pages))
    textless = [number for number, text in enumerate(pages.texts, 1) if not text.strip() and number not in pages.lost]
    if textless:
        reason = f"some pages are blank, or only pictures of their text: {_numbers(textless)}"
        yield Rejection(Place(str(path), f"page {textless[0]}"), reason, _RECOGNISE)
    for number, why in pages.lost.items():
        yield Rejection(
            Place(str(path), f"page {number}"), f"the page cannot be read ({why})", "Print it to a new PDF."
        )


def _numbers(pages: Sequence[int]) -> str:
    """Numbers in order, those that follow each other together: « 2–3, 5 »."""
    known = set(pages)
    begins = [number for number in pages if number - 1 not in known]
    ends = [number for number in pages if number + 1 not in known]
    return ", ".join(f"{one}–{other}" if other > one else f"{one}" for one, other in zip(begins, ends, strict=True))


class _Process:
    """The process that reads PDF files; it is started when first needed, and again after a file that ended it."""

    def __init__(self) -> None:
        self._running: Popen[bytes] | None = None

    def pages(self, path: Path) -> Pages:
        """The pages of a file; where the process ended over it, that is their problem."""
        process = self._running or self._start()
        if process.stdin is None or process.stdout is None:
            raise BrokenPipeError("the process that reads PDF files has no pipes")
        line = b""
        try:
            process.stdin.write(msgspec.json.encode(Task(str(path.absolute()), DEADLINE)) + b"\n")
            process.stdin.flush()
            line = process.stdout.readline()
        except BrokenPipeError:
            line = b""
        finally:
            if not line:
                self.end()  # an answer that nobody waited for would be taken for that of the next file
        if line:
            return msgspec.json.decode(line, type=Pages)
        remedy = "Open it in a PDF reader and print it to a new PDF, or leave it out."
        if process.returncode == -signal.SIGALRM:
            return Pages(problem=f"the PDF is not read in {DEADLINE} seconds", remedy=remedy)
        return Pages(problem="the process that read the PDF was lost with it", remedy=remedy)

    def _start(self) -> Popen[bytes]:
        command = [sys.executable, "-m", Pages.__module__]
        environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
        self._running = Popen(command, stdin=PIPE, stdout=PIPE, stderr=DEVNULL, env=environment)  # noqa: S603  # our own
        return self._running

    def end(self) -> None:
        """End the process, if there is one."""
        process, self._running = self._running, None
        if process:
            with process:  # which closes its input, and waits for it
                process.terminate()


_process = _Process()
atexit.register(_process.end)


def _check_size(path: Path) -> None:
    place = Place(str(path))
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            beginning = file.read(1_024)
    except OSError as error:
        raise DataError(f"the file cannot be read ({error.strerror or error})", place, "Check the path.") from error
    if not size:
        raise DataError("the file is empty", place, "Take it out of the sources, or fill it.")
    if size > MAX_BYTES:
        raise DataError(f"the PDF is larger than {MAX_BYTES // 1_000_000} MB", place, "Cut it in parts.")
    if b"%PDF-" not in beginning:
        raise DataError("this is not a PDF", place, "Give the file its right format.")


def _description(pages: Pages) -> Description:
    """What the file says of itself; its title only where the first page bears it, since programs invent others."""
    first = fold(next(iter(pages.texts), ""))
    title = pages.said.get("/Title", "")
    authors = re.split(r"[;&]| and | et ", pages.said.get("/Author", ""))
    return Description(
        title=title if title and fold(title) in first else "",
        authors=tuple(part.strip() for part in authors if names_author(part)),
        made=_day(pages.said.get("/CreationDate", "")),
        modified=_day(pages.said.get("/ModDate", "")),
    )


def _day(written: str) -> str:
    """« D:20130513101500+02'00' » as 2013-05-13 (ISO 32000-1, section 7.9.4)."""
    found = _DATE.match(written)
    return "-".join(part for part in found.groups() if part) if found else ""


def _page(texts: list[str]) -> Page:
    """All pages as one, without headers, in whole words; lines are told by the number of the page they stand on."""
    texts = [text for text, _ in rejoined(without_running_heads(texts), columns=True)]
    page = text_page(_BETWEEN.join(texts))
    begins = list(accumulate((len(text) + len(_BETWEEN) for text in texts), initial=0))[:-1]
    numbers = [bisect_right(begins, start) for start in page.line_starts]
    return replace(page, line_numbers=numbers, unit="page")
