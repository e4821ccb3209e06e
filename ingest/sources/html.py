"""A saved web page: its main content as a page in people's own words. Its rules are those of :mod:`ingest.prose`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from graph.workspace import Source
from ingest.prose.main_text import with_main_text
from ingest.prose.markup import html_page
from ingest.prose.page import Page
from ingest.records import Record, Rejection
from ingest.sources.bibliography.entry import Entry
from ingest.sources.decoding import decode, read_bytes
from ingest.sources.described import Description, described_records
from ingest.sources.json_ld import StructuredData, structured_data
from ingest.sources.page_head import PageHead, complete, head_publication, page_head
from ingest.sources.structured import page_description, structured_records
from ontology.errors import Place

__all__ = ["SavedPage", "read", "read_markup", "saved_page"]

_CHARSET = re.compile(rb"<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w-]{2,40})", re.IGNORECASE)
_HEAD = 4_096
_WESTERN = ("utf-8", "iso-8859-1", "latin1", "us-ascii")
"""Declared where cp1252 is meant, as browsers know (WHATWG Encoding Standard, section 4.2)."""


@dataclass(frozen=True, slots=True)
class SavedPage:
    """A page as it was saved: what it shows, the schema.org data that it carries, its head and its markup."""

    page: Page
    data: StructuredData
    head: PageHead
    markup: str

    def description(self) -> Description:
        """What it says of itself."""
        described = page_description(self.data)
        described.language = self.page.language or described.language
        complete(described, self.head)
        return described

    def data_records(self, place: Place, source: Source, language: str) -> Iterator[Record | Rejection]:
        """What its data and its head tell of, in that language where they say none."""
        yield from structured_records(self.data, place, source, language)
        url = self.page.url if "://" in self.page.url else ""
        yield from head_publication(self.head, Entry(place, source), language, url)


def read_markup(path: Path) -> str:
    """The markup in a file; raises :class:`DataError` for one that cannot be read as text."""
    content = read_bytes(path)
    declared = _CHARSET.search(content[:_HEAD])
    encoding = declared[1].decode("ascii").lower() if declared else "cp1252"
    return decode(content, Place(str(path)), "cp1252" if encoding in _WESTERN else encoding)


def saved_page(path: Path) -> SavedPage:
    """The page in a file; raises :class:`DataError` for one that cannot be read as text, or that holds no words."""
    markup = read_markup(path)
    page = with_main_text(html_page(markup, Place(str(path))), markup)
    return SavedPage(page, structured_data(markup), page_head(markup), markup)


def read(path: Path, source: Source) -> Iterator[Record | Rejection]:
    """The page as a document, with the events, publications and partners it tells of, in words and as data.

    Raises :class:`DataError` for a file that cannot be read as text, or that holds no words.
    """
    saved = saved_page(path)
    described = saved.description()
    yield from described_records(saved.page, path, source, described)
    yield from saved.data_records(Place(str(path)), source, described.language or source.language)
