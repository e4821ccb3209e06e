"""A page with what its file says of it beside its words: title, authors, dates. Reading words is not for here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from graph.workspace import Source
from ingest.actors.name_lists import doubt, persons_named
from ingest.prose.dates import find_dates
from ingest.prose.lexicon import find_kinds
from ingest.prose.markup import html_page
from ingest.prose.page import Block, BlockKind, Page
from ingest.prose.page_records import page_records
from ingest.records import (
    ActorReference,
    Document,
    Passage,
    Publication,
    Record,
    Rejection,
    Relation,
    Text,
    keywords_passage,
)
from ingest.sources.dates import read_period
from ontology.errors import DataError, Place
from ontology.folding import fold

__all__ = ["Description", "described_markup", "described_records"]

_HEAD = 200
"""Characters of a page without a title among which its own date may stand."""


@dataclass(slots=True)
class Description:
    """What a file says of its page, as it says it; ``key`` tells pages of one file apart.

    ``made`` is the day on which a program made the file: that of the page where its title tells none.
    """

    title: str = ""
    language: str = ""
    authors: tuple[str, ...] = ()
    contributors: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    issued: str = ""
    made: str = ""
    modified: str = ""
    url: str = ""
    key: str = ""


def described_records(
    page: Page, path: Path, source: Source, description: Description, locator: str = ""
) -> Iterator[Record | Rejection]:
    """The records of the page, its document described; a date that is none is a rejection.

    ``locator`` is where in the file the page stands, for a file of several.
    """
    place = Place(str(path), locator)
    page = replace(page, title=description.title or page.title, language=description.language or page.language)
    page = page if "://" in page.url or not description.url else replace(page, url=description.url)
    for record in page_records(page, str(path), source):
        if isinstance(record, Rejection):
            yield replace(record, place=place) if locator else record
            continue
        if description.title and isinstance(record, Publication) and _is_the_page(record, page, description):
            continue
        told = replace(record, place=place, key=f"{description.key}-{record.key}") if locator else record
        told = replace(told, page=description.key) if locator else told
        if not isinstance(told, Document):
            yield told
            continue
        document = replace(told, key=description.key) if locator else told
        yield from _described(document, description)


def _is_the_page(told: Publication, page: Page, description: Description) -> bool:
    """Whether a publication without a title is but the page: its first heading tells it, and its title says as much."""
    headings = (block for block in page.blocks if block.kind is BlockKind.HEADING)
    first = next(headings, None)
    if told.title or not told.kind or not told.issued or not first or told.evidence != (_whole(first),):
        return False
    days = {date.value for date in find_dates(description.title)} or {description.issued or description.made}
    kinds = {fold(kind.word) for kind in find_kinds(description.title, "publication")}
    return fold(told.kind) in kinds and days == {told.issued.value}


def _whole(block: Block) -> Passage:
    return Passage("text", block.text, block.start)


def described_markup(
    markup: str, path: Path, source: Source, description: Description, locator: str
) -> Iterator[Record | Rejection]:
    """The records of one page of a file of several, from its markup; a rejection where that cannot be read."""
    place = Place(str(path), locator)
    try:
        page = html_page(markup or " ", place)
    except DataError as error:
        yield Rejection(place, error.problem, error.remedy)
        return
    yield from described_records(page, path, source, description, locator)


def _described(document: Document, description: Description) -> Iterator[Document | Rejection]:
    rejections: list[Rejection] = []
    dates = {}
    title = document.title.value if document.title else document.text[:_HEAD].partition("\n\n")[0]
    is_dated = document.issued or any(date.is_day for date in find_dates(title))
    made = "" if is_dated else description.made
    for name, written in (("issued", description.issued or made), ("modified", description.modified)):
        try:
            dates[name] = read_period(written, document.language)[0] if written else None
        except ValueError as problem:
            reason = f"“{written[:60]}” cannot be taken as the date of the page: {problem}"
            rejections.append(Rejection(document.place, reason, "Write it as 2013-05-13, 2013-05 or 2013."))
    people = []
    said = [(Relation.CREATOR, "author", name) for name in description.authors]
    said += [(Relation.CONTRIBUTOR, "contributor", name) for name in description.contributors]
    for relation, field, name in said:
        for one in persons_named(" ".join(name.split())):
            if one.name:
                people.append(ActorReference(one.name, relation, quote=one.quote, field=field))
            else:
                rejections.append(Rejection(document.place, *doubt(one.quote)))
    keywords = [word for word in dict.fromkeys(description.keywords) if word]
    yield replace(
        document,
        actors=(*document.actors, *dict.fromkeys(people)),
        keywords=tuple(Text(word, document.language) for word in keywords),
        passages=(*document.passages, *keywords_passage(keywords)),
        url=description.url or document.url,
        found_at=document.found_at or ((description.url,) if description.url else ()),
        issued=dates.get("issued") or document.issued,
        modified=dates.get("modified"),
    )
    yield from rejections
