"""A page's records in a form that a test can state: one line a thing."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from graph.workspace import Source
from ingest.records import Document, Event, Publication, Record, Rejection, Relation
from ingest.sources import html, text

PAGES = Path(__file__).parent / "pages"


def read_page(path: Path) -> list[Record | Rejection]:
    """The records and rejections of a page file."""
    reader = html if path.suffix == ".html" else text
    return list(reader.read(path, Source(path=path.name)))


def read_text(folder: Path, words: str, name: str = "page.txt") -> list[Record | Rejection]:
    """The records of a page with these words."""
    path = folder / name
    path.write_text(words, encoding="utf-8")
    return read_page(path)


def document(found: Sequence[Record | Rejection]) -> Document:
    """The page itself."""
    (page,) = (each for each in found if isinstance(each, Document))
    return page


def events(found: Sequence[Record | Rejection]) -> list[str]:
    """For each event its days, to the minute where they have hours, kind, title and subtitle, place and status."""
    lines = []
    for event in found:
        if isinstance(event, Event):
            days = "/".join(when.value[:16] for when in (event.start, event.end) if when)
            titles = [part.value for part in (event.title, event.subtitle) if part]
            lines.append(" | ".join((days, event.kind, " / ".join(titles), event.location, event.status)).rstrip(" |"))
    return lines


def publications(found: Sequence[Record | Rejection]) -> list[str]:
    """For each publication its date, kind, title, authors and container."""
    lines = []
    for work in found:
        if isinstance(work, Publication):
            issued = work.issued.value if work.issued else ""
            authors = "; ".join(actor.name for actor in work.actors)
            title = work.title.value if work.title else ""
            lines.append(" | ".join((issued, work.kind, title, authors, work.container)).rstrip(" |"))
    return lines


def partners(found: Sequence[Record | Rejection]) -> list[str]:
    """For each partner its type and name."""
    actors = document(found).actors
    return [f"{actor.type} {actor.name}" for actor in actors if actor.relation is Relation.PARTNER]


def rejections(found: Sequence[Record | Rejection]) -> list[str]:
    """For each rejection its line and reason."""
    return [f"{each.place.locator}: {each.reason}" for each in found if isinstance(each, Rejection)]
