"""A saved site as one source: each page of a folder as a document, what is the same on its pages told apart.

Pages are read as :mod:`ingest.sources.html` reads one; images, styles and scripts beside them are passed over.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from urllib.parse import quote, urljoin

from graph.workspace import Source
from ingest.prose.markup import html_page
from ingest.prose.page import Page
from ingest.records import Record, Rejection
from ingest.sources.described import described_records
from ingest.sources.expansion import UNREAD, real_path
from ingest.sources.html import SavedPage, read_markup, saved_page
from ingest.sources.stray_bytes import stray_bytes
from ontology.errors import DataError, Place
from ontology.file_names import check_name

__all__ = ["read"]

_PAGES = frozenset({".html", ".htm", ".xhtml", ".php", ".asp", ".aspx", ".jsp"})
"""Extensions under which a site saves its pages; programs that copy sites keep the address's own."""
_SAVED_FROM = re.compile(r"<!--\s*(?:saved from url=\(\d+\)|Mirrored from )(\S{1,500})")
_REPEATED = 0.5
"""The share of a site's pages past which a block that they all have is around their text."""
_FEW = 4
"""With fewer pages than this, what is the same on several says nothing."""


def read(path: Path, source: Source) -> Iterator[Record | Rejection]:
    """The records of each page of the folder, in the order of their paths; a page that cannot be read is a rejection.

    Raises :class:`DataError` for what is no folder, or holds no page, or a folder that cannot be read.
    """
    paths = sorted(_pages(path)) if path.is_dir() else []
    if not paths:
        remedy = "Name the folder into which the site was saved."
        raise DataError("this is no folder of web pages", Place(str(path)), remedy)
    repeated = _repeated(paths)
    for each in paths:
        yield from _records(_SitePage.at(each, path, source), source, repeated)


def _pages(folder: Path) -> Iterator[Path]:
    """The pages below a folder; links that lead out of it are not followed, hidden files and folders left out."""
    home = real_path(folder)
    for inside, folders, files in os.walk(folder, onerror=_refuse):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in files:
            found = Path(inside, name)
            known = found.suffix.lower() in _PAGES and not name.startswith(".")
            if known and real_path(found).is_relative_to(home):
                yield found


def _refuse(error: OSError) -> None:
    raise DataError(f"the folder cannot be read ({error.strerror})", Place(str(error.filename)), UNREAD) from error


@dataclass(frozen=True, slots=True)
class _SitePage:
    """A page of a site: its file, its path from the site's folder, and the address at which it was."""

    path: Path
    name: str
    base: str

    @classmethod
    def at(cls, path: Path, folder: Path, source: Source) -> _SitePage:
        return cls(path, PurePosixPath(path.relative_to(folder)).as_posix(), source.found_at)

    def address(self, page: Page, markup: str) -> str:
        """Where the page says it is, else where the program that saved it says so, else below the site's address.

        A page says it from where it is: « page.html » stands beside it. What nobody can take for an address is none.
        """
        own = urljoin(self.base, quote(self.name)) if self.base else ""
        saved = _SAVED_FROM.search(markup[:4_096])
        if saved and "." in saved[1]:
            own = saved[1] if "://" in saved[1] else f"http://{saved[1]}"
        try:
            said = urljoin(own, page.url) if "." in page.url else ""
        except ValueError:  # « http://[lieux.org/a »
            return own
        return said if "://" in said else own


def _repeated(paths: Iterable[Path]) -> frozenset[str]:
    """The blocks that most pages have, by their words: menus and footers, whatever the markup calls them."""
    counts: Counter[str] = Counter()
    read = 0
    for path in paths:
        try:
            page = html_page(read_markup(path), Place(str(path)))
        except DataError:
            continue
        read += 1
        counts.update({block.text for block in page.blocks if len(block.text) <= 1_000})
    return frozenset(words for words, count in counts.items() if read >= _FEW and count > _REPEATED * read)


def _records(site_page: _SitePage, source: Source, repeated: frozenset[str]) -> Iterator[Record | Rejection]:
    try:
        check_name(site_page.path)
        saved = saved_page(site_page.path)
    except DataError as error:
        yield Rejection(error.place or Place(str(site_page.path)), error.problem, error.remedy)
        return
    yield from stray_bytes(site_page.path)
    yield from _told(site_page, saved, source, repeated)


def _told(
    site_page: _SitePage, saved: SavedPage, source: Source, repeated: frozenset[str]
) -> Iterator[Record | Rejection]:
    page = saved.page
    around = {block.start for block in page.blocks if block.text in repeated and block.text != page.title}
    if len(around) < len(page.blocks):
        page = replace(page, around=page.around | around)
    described = saved.description()
    described.key = site_page.name
    described.url = site_page.address(page, saved.markup)
    yield from described_records(page, site_page.path, source, described, site_page.name)
    place = Place(str(site_page.path), site_page.name)
    for record in saved.data_records(place, source, described.language or source.language):
        yield record if isinstance(record, Rejection) else replace(record, key=f"{site_page.name}-{record.key}")
