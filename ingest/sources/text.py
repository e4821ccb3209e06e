"""Plain text, with light Markdown: a page in people's own words. Its rules are those of :mod:`ingest.prose`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from graph.workspace import Source
from ingest.prose.blocks import text_page
from ingest.prose.hyphens import rejoined
from ingest.prose.page_records import page_records
from ingest.records import Record, Rejection
from ingest.sources.decoding import read_text

__all__ = ["read"]


def read(path: Path, source: Source) -> Iterator[Record | Rejection]:
    """The page as a document, with the events, publications and partners it tells of.

    Raises :class:`DataError` for a file that :func:`read_text` cannot read.
    """
    (text, numbers), *_ = rejoined([read_text(path)])
    yield from page_records(replace(text_page(text), line_numbers=numbers), str(path), source)
