"""A saved web page: its main content as a page in people's own words. Its rules are those of :mod:`ingest.prose`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from graph.workspace import Source
from ingest.prose.markup import html_page
from ingest.records import Record, Rejection
from ingest.sources.decoding import decode, read_bytes
from ingest.sources.described import described_records
from ingest.sources.json_ld import structured_data
from ingest.sources.structured import page_description, structured_records
from ontology.errors import Place

__all__ = ["read"]

_CHARSET = re.compile(rb"<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w-]{2,40})", re.IGNORECASE)
_HEAD = 4_096
_WESTERN = ("utf-8", "iso-8859-1", "latin1", "us-ascii")
"""Declared where cp1252 is meant, as browsers know (WHATWG Encoding Standard, section 4.2)."""


def read(path: Path, source: Source) -> Iterator[Record | Rejection]:
    """The page as a document, with the events, publications and partners it tells of, in words and as schema.org data.

    Raises :class:`DataError` for a file that cannot be read as text, or that holds no words.
    """
    content = read_bytes(path)
    declared = _CHARSET.search(content[:_HEAD])
    encoding = declared[1].decode("ascii").lower() if declared else "cp1252"
    encoding = "cp1252" if encoding in _WESTERN else encoding
    text = decode(content, Place(str(path)), encoding)
    page, found = html_page(text, Place(str(path))), structured_data(text)
    described = page_description(found)
    described.language = page.language or described.language
    yield from described_records(page, path, source, described)
    yield from structured_records(found, Place(str(path)), source, described.language or source.language)
