"""RSS and Atom: each entry of a feed as a page, with what it tells of; an entry that is dated as an event is one.

A feed is read from its file alone: no address in it is asked. Harvesting feeds is not for here.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from email.utils import parsedate
from io import BytesIO
from pathlib import Path

import feedparser

from graph.workspace import Source
from ingest.records import ActorReference, Event, Passage, Record, Rejection, Relation, Text, When
from ingest.sources.accounts import is_login, nameless
from ingest.sources.bibliography.values import Item, objects, text, texts
from ingest.sources.dates import read_period
from ingest.sources.decoding import read_bytes
from ingest.sources.described import Description, described_markup
from ingest.sources.keys import Keys
from ingest.sources.languages import language_tag
from ingest.sources.markup_free import markup_free
from ontology.errors import DataError, Place

__all__ = ["read"]

_MOST = 20_000_000
"""The largest feed that is read, in bytes: feeds hold what is new, and are parsed as a whole."""
_WRITE_OUT = "Write out what they stand for."
_CATEGORY = re.compile(rb"<(?:\w+:)?category\b")
_LISTED = re.compile(r"[,;\n]")
"""What parts the words of a dc:subject; a category is one, whatever its commas."""
_DECLARED = re.compile(rb"<!DOCTYPE[^>\[]*(?:\[.*?\]\s*)?>", re.DOTALL)


def read(path: Path, source: Source) -> Iterator[Record | Rejection]:
    """The records of each entry, in the order of the feed.

    Raises :class:`DataError` when the file cannot be read, is too large, or is no feed. Where its XML breaks, what was
    read until there is given, then a rejection that says so.
    """
    place = Place(str(path))
    content = read_bytes(path)
    if len(content) > _MOST:
        raise DataError(f"the feed is larger than {_MOST // 1_000_000} MB", place, "Cut it in parts.")
    # From a stream: a text could be taken for an address to fetch. What a DOCTYPE declares is not a feed's.
    try:
        parsed = feedparser.parse(BytesIO(_DECLARED.sub(b"", content)), resolve_relative_uris=False)
    except (ValueError, OverflowError) as error:  # a reference to a sign that there is not, in a feed that is broken
        raise DataError(f"the feed cannot be parsed ({error})", place, "Fetch it again, whole.") from error
    entries = [dict(entry) for entry in objects(parsed.get("entries"))]  # plain: without the parser's stand-ins
    channel = next(iter(objects(parsed.get("feed"))), {})
    if not parsed.get("version") and not entries:
        raise DataError("this is neither RSS nor Atom", place, "Save the feed itself, not the page that names it.")
    reading = _Reading(path, source, language_tag(text(channel.get("language"))), Keys())
    if text(parsed.get("version")).startswith("atom"):
        reading.authors = objects(channel.get("authors"))
    reading.lists = not _CATEGORY.search(content)
    for number, entry in enumerate(entries, 1):
        yield from reading.take(number, entry)
    remedy = "Give the account its display name where the feed is made, and fetch it again."
    yield from nameless(reading.nameless, place, remedy)
    if parsed.get("bozo") and (problem := parsed.get("bozo_exception")):
        if not isinstance(problem, feedparser.CharacterEncodingOverride):
            said = " ".join(str(problem).split())[:200]
            if "entity" in said and b"<!ENTITY" in content:
                yield Rejection(place, "the file uses entities of its own, which are refused", _WRITE_OUT, breaks=True)
                return
            yield Rejection(place, f"the XML is broken: {said}", "Fetch it again; it may be cut short.", breaks=True)
    elif not entries:
        yield Rejection(place, "the feed has no entry", "Take it out of the sources, or fetch it again.")


class _Reading:
    """What the entries of one feed share."""

    def __init__(self, path: Path, source: Source, language: str, keys: Keys) -> None:
        self.path = path
        self.source = source
        self.language = source.language or language
        self.keys = keys
        self.nameless: Counter[str] = Counter()
        self.authors: list[Item] = []
        """Those of an entry of Atom that names none (RFC 4287, section 4.2.1)."""
        self.lists = False
        """Whether its tags are no categories, but what dc:subject says: each may list several keywords."""

    def take(self, number: int, entry: Item) -> Iterator[Record | Rejection]:
        """The records of an entry."""
        title, link = markup_free(text(entry.get("title"))), text(entry.get("link"))
        locator = f"entry {number} (“{title[:60] or link[:60]}”)"
        if text(entry.get("ev_startdate")):
            yield from self._event(entry, title, link, Place(str(self.path), locator))
            return
        contents = [text(each.get("value")) for each in objects(entry.get("content"))]
        markup = max([*contents, text(entry.get("summary"))], key=len) or title
        description = self._description(entry, title, link)
        yield from described_markup(markup, self.path, self.source, description, locator)

    def _description(self, entry: Item, title: str, link: str) -> Description:
        quoted = next(iter(objects(entry.get("source"))), {})
        written = next(filter(None, (objects(each.get("authors")) for each in (entry, quoted))), self.authors)
        authors, contributors = _names(written), _names(objects(entry.get("contributors")))
        self.nameless.update(name for name in (*authors, *contributors) if is_login(name))
        return Description(
            title=title,
            language=self.language,
            authors=tuple(name for name in authors if not is_login(name)),
            contributors=tuple(name for name in contributors if not is_login(name)),
            keywords=tuple(self._keywords(entry)),
            issued=_day(entry, "published") or _day(entry, "updated"),
            modified=_day(entry, "updated"),
            url=link if link.startswith(("http://", "https://")) else "",
            key=self.keys.key("entry", text(entry.get("id")) or link or title),
        )

    def _keywords(self, entry: Item) -> Iterator[str]:
        for each in objects(entry.get("tags")):
            words = markup_free(text(each.get("term")))
            yield from map(str.strip, _LISTED.split(words)) if self.lists else (words,)

    def _event(self, entry: Item, title: str, link: str, place: Place) -> Iterator[Event | Rejection]:
        """An entry with the dates of RSS 1.0's event module."""
        words = markup_free(text(entry.get("summary")))
        dates: dict[str, When] = {}
        for name in ("ev_startdate", "ev_enddate"):
            try:
                if written := text(entry.get(name)):
                    dates[name] = read_period(written, self.language)[0]
            except ValueError as problem:
                reason = f"“{written[:60]}” cannot be taken as a date: {problem}"
                yield Rejection(place, reason, "Write it as 2013-05-13T18:00+02:00.")
        start, organizers = dates.get("ev_startdate"), texts(entry.get("ev_organizer"))
        yield Event(
            key=self.keys.key("event", start.day if start else "", title),
            place=place,
            title=Text(title, self.language) if title else None,
            description=Text(words, self.language) if words else None,
            kind=text(entry.get("ev_type")),
            start=start,
            end=dates.get("ev_enddate"),
            location=text(entry.get("ev_location")),
            url=link,
            passages=tuple(Passage(field, said) for field, said in (("title", title), ("description", words)) if said),
            actors=tuple(
                ActorReference(name, Relation.ORGANIZER, quote=name, field="organizer") for name in organizers
            ),
            found_at=tuple(filter(None, (link or self.source.found_at,))),
            language=self.language,
        )


def _names(people: Iterable[Item]) -> list[str]:
    return [name for each in people if (name := markup_free(text(each.get("name"))))]


def _day(entry: Item, name: str) -> str:
    """The day as the feed's own clock has it (RFC 822 in RSS, RFC 3339 in Atom), else as the parser understood it."""
    written, parsed = text(entry.get(name)), entry.get(f"{name}_parsed")
    moment = parsedate(written) or (parsed if isinstance(parsed, tuple) and not written[:4].isdecimal() else None)
    return f"{moment[0]:04}-{moment[1]:02}-{moment[2]:02}" if moment else written
