"""PDF files that hold text: a page in people's own words, in which each quote is told with the number of its page.

Pictures of text are not for here: they are to be recognised first (OCR).
"""

from __future__ import annotations

import logging
import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace
from itertools import accumulate
from pathlib import Path

from pypdf import PdfReader
from pypdf.errors import DependencyError, PyPdfError

from graph.workspace import Source
from ingest.prose.blocks import text_page
from ingest.prose.page import Page
from ingest.records import Record, Rejection
from ingest.sources.decoding import MAX_BYTES
from ingest.sources.described import Description, described_records
from ontology.errors import DataError, Place
from ontology.folding import fold

__all__ = ["MAX_PAGES", "read"]

logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what it logs is said by errors, with the file

MAX_PAGES = 3_000
"""The most pages that are read."""

_MOST_TEXT = 30_000_000
_FAULTS = (
    PyPdfError, ValueError, TypeError, KeyError, AttributeError, IndexError, OverflowError, RecursionError,
    AssertionError, OSError, EOFError, NotImplementedError, ArithmeticError,
)  # fmt: skip
"""All that pypdf lets through when a file is not what it should be; found by damaging files at random."""
_HYPHEN = re.compile(r"(?<=[^\W\d_])[-\u00ad\u2010]\n(?=[^\W\d_])")
_BETWEEN = "\n\n"
_DATE = re.compile(r"D:(\d{4})(\d\d)?(\d\d)?")


def read(path: Path, source: Source) -> Iterator[Record | Rejection]:
    """The document as a page, with the events, publications and partners it tells of.

    A page that cannot be read is a rejection. Raises :class:`DataError` for what is no PDF, is locked, damaged, too
    large, or holds no text.
    """
    place = Place(str(path))
    _check_size(path)
    rejections: list[Rejection] = []
    try:
        with PdfReader(path) as reader:
            if reader.is_encrypted and not reader.decrypt(""):
                raise DataError("the PDF is locked by a password", place, "Save a copy without it.")
            if len(reader.pages) > MAX_PAGES:
                raise DataError(f"the PDF has more than {MAX_PAGES:,} pages", place, "Cut it in parts.")
            texts = list(_texts(reader, place, rejections))
            description = _description(reader, texts)
    except DependencyError as error:
        raise DataError("the PDF is encrypted", place, "Save a copy without encryption.") from error
    except _FAULTS as error:
        remedy = "Open it in a PDF reader and print it to a new PDF."
        raise DataError(f"the PDF is damaged ({type(error).__name__})", place, remedy) from error
    if not any(text.strip() for text in texts):
        remedy = "Recognise its text first, with OCRmyPDF for example."
        raise DataError("the PDF holds no text, only pictures of it", place, remedy)
    yield from described_records(_page(texts), path, source, description)
    yield from rejections


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


def _texts(reader: PdfReader, place: Place, rejections: list[Rejection]) -> Iterator[str]:
    """The text of each page, empty for one that cannot be read."""
    length = 0
    for number, page in enumerate(reader.pages, 1):
        try:
            text = page.extract_text()
        except _FAULTS as error:
            where = Place(place.source, f"page {number}")
            reason = f"the page cannot be read ({type(error).__name__})"
            rejections.append(Rejection(where, reason, "Print it to a new PDF."))
            text = ""
        length += len(text)
        if length > _MOST_TEXT:
            raise DataError(f"the PDF holds more than {_MOST_TEXT:,} characters", place, "Cut it in parts.")
        yield _HYPHEN.sub("", text.replace("\x00", ""))


def _description(reader: PdfReader, texts: list[str]) -> Description:
    """What the file says of itself; its title only where the first page bears it, since programs invent others."""
    said = reader.metadata
    if said is None:
        return Description()
    first = fold(next(iter(texts), ""))
    title = str(said.get("/Title") or "")
    return Description(
        title=title if title and fold(title) in first else "",
        authors=tuple(part.strip() for part in re.split(r"[;&]| and | et ", str(said.get("/Author") or ""))),
        issued=_day(str(said.get("/CreationDate") or "")),
        modified=_day(str(said.get("/ModDate") or "")),
    )


def _day(written: str) -> str:
    """« D:20130513101500+02'00' » as 2013-05-13 (ISO 32000-1, section 7.9.4)."""
    found = _DATE.match(written)
    return "-".join(part for part in found.groups() if part) if found else ""


def _page(texts: list[str]) -> Page:
    """All pages as one, whose lines are told by the number of the page that they stand on."""
    page = text_page(_BETWEEN.join(texts))
    begins = list(accumulate((len(text) + len(_BETWEEN) for text in texts), initial=0))[:-1]
    numbers = [bisect_right(begins, start) for start in page.line_starts]
    return replace(page, line_numbers=numbers, unit="page")
