"""A page as typed records: the page itself with its partners, and each event and publication that it tells of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from graph.workspace import Source
from ingest.actors.name_lists import doubt
from ingest.actors.nobody import names_nobody
from ingest.linking.language import detect_language
from ingest.prose.authors import line_of_authors
from ingest.prose.dates import numeric_order
from ingest.prose.events import brought_together, tellings
from ingest.prose.groups import named_groups
from ingest.prose.lexicon import is_general, same_kind
from ingest.prose.links import address_of
from ingest.prose.page import Block, BlockKind, Page, Span
from ingest.prose.partners import partners
from ingest.prose.telling import Manner, Telling
from ingest.records import (
    ActorReference,
    ActorType,
    Document,
    Event,
    Passage,
    Publication,
    Record,
    Rejection,
    Relation,
    Text,
    When,
)
from ingest.sources.keys import Keys
from ontology.errors import Place
from ontology.folding import fold, slug

__all__ = ["METHOD", "page_records"]

METHOD = "page-rule"
"""The method of every record and link found by these rules."""

_PARTED = re.compile(r"\s+[|–—·-]\s+")
"""What stands between the title of a page and the name of its site."""
_SAMPLE = 20_000
_LONGEST = 200_000
"""The longest block that is read, in characters: past it the text is some program's output."""


def page_records(page: Page, name: str, source: Source) -> Iterator[Record | Rejection]:
    """The records of a page; ``name`` is its file, as errors name it.

    What is told with a date that cannot be is a rejection that names the line.
    """
    language = source.language or page.language or detect_language(re.findall(r"\w+", page.text[:_SAMPLE]), "fr")
    reading = _PageReading(page, name, source.found_at, language)
    yield from (reading.too_long(block) for block in page.blocks if len(block.text) > _LONGEST)
    told = list(tellings(reading.page, Manner(language, numeric_order(page.text, language), page.moments, page.titles)))
    wrote = line_of_authors(reading.page, told)
    groups = brought_together(telling for telling in told if not telling.problem)
    itself = next((group for group in groups if reading.is_the_page(group)), [])
    yield reading.document(wrote.actors, itself[0].when if itself else None)
    if wrote.doubtful:
        yield Rejection(reading.place(Span("", wrote.start)), *doubt(wrote.doubtful))
    for telling in told:
        if telling.problem:
            yield reading.rejection(telling)
        else:
            yield from reading.doubts(telling)
    yield from (reading.record(group) for group in groups if group is not itself)


class _PageReading:
    """What all records of one page share."""

    def __init__(self, page: Page, name: str, found_at: str, language: str) -> None:
        self.page = replace(page, blocks=tuple(block for block in page.blocks if len(block.text) <= _LONGEST))
        self.name = name
        self.found_at = (found_at,) if found_at else ()
        self.language = language
        self.base = page.url if "://" in page.url else found_at
        self.keys = Keys()

    def is_the_page(self, group: Sequence[Telling]) -> bool:
        """Whether a publication without a title is but the page, which its title or the words at its head tell."""
        one, first = group[0], next(iter(self.page.blocks))
        if len(group) > 1 or one.group != "publication" or one.title or not one.when:
            return False
        if not one.kind or not fold(one.span.text).startswith(fold(one.kind)):
            return False
        if self.page.title:
            return fold(one.span.text) == fold(self.page.title)
        return one.span.start == first.start and one.span.text == first.text and len(self.page.blocks) > 1

    def document(self, authors: Iterable[ActorReference], issued: When | None) -> Document:
        return Document(
            key="page",
            place=Place(self.name),
            title=Text(self.page.title, self.language) if self.page.title else None,
            issued=issued,
            text=self.page.text,
            url=self.page.url,
            passages=tuple(self._passages()),
            actors=(*partners(self.page), *named_groups(self.page), *authors),
            found_at=self.found_at,
            language=self.language,
        )

    def _passages(self) -> Iterator[Passage]:
        """The main text, in which the heading that is the page's title is one."""
        text, heading = self.page.text, self._heading()
        for span in self.page.main_text():
            if heading is None or not span.start <= heading.start < span.end:
                yield Passage("text", span.text, span.start)
                continue
            if before := text[span.start : heading.start].rstrip():
                yield Passage("text", before, span.start)
            yield Passage("title", heading.text, heading.start)
            if after := text[heading.end : span.end].lstrip():
                yield Passage("text", after, span.end - len(after))

    def _heading(self) -> Block | None:
        """The first heading of the main text, where it is the page's title, or all of it but the name of the site."""
        blocks = (one for one in self.page.blocks if one.start not in self.page.around)
        heading = next((one for one in blocks if one.kind is BlockKind.HEADING), None)
        titles = {fold(one) for one in (self.page.title, *_PARTED.split(self.page.title))}
        return heading if heading and fold(heading.text) in titles - {""} else None

    def too_long(self, block: Block) -> Rejection:
        reason = f"a paragraph of {len(block.text):,} characters is too long to be read as people's words"
        return Rejection(self.place(block), reason, "Part it by blank lines.")

    def rejection(self, telling: Telling) -> Rejection:
        what = telling.title.text if telling.title else telling.kind or telling.group
        reason = f"“{_line(what)}” has a date that cannot be taken: {telling.problem}"
        return Rejection(self.place(telling.span), reason, "Correct the date on the page.")

    def doubts(self, telling: Telling) -> Iterator[Rejection]:
        for words in telling.doubtful:
            yield Rejection(self.place(telling.span), *doubt(words))

    def record(self, group: Sequence[Telling]) -> Record:
        return self.event(group) if group[0].group == "event" else self.publication(group)

    def event(self, group: Sequence[Telling]) -> Event:
        actors = {(one.name, one.relation): one for each in group[::-1] for one in each.actors[::-1]}
        return Event(
            other_kinds=tuple(_other_kinds(group)),
            subtitle=self.text(group[0].subtitle),
            start=_fullest(one.when for one in group),
            end=_fullest(one.until for one in group),
            location=next((one.location for one in group if one.location and not names_nobody(one.location)), ""),
            actors=tuple(actors.values())[::-1],
            status=next((one.status for one in group if one.status), ""),
            **self.shared(group),
        )

    def publication(self, group: Sequence[Telling]) -> Publication:
        first = group[0]
        return Publication(
            issued=first.when,
            container=first.container,
            identifiers=first.identifiers,
            actors=(
                *(_creator(first, name) for name in first.creators),
                *(one for one in first.actors if one.relation is Relation.CREATOR),
            ),
            **self.shared(group),
        )

    def shared(self, group: Sequence[Telling]) -> dict[str, Any]:
        """What records of events and publications have."""
        first = group[0]
        return {
            "key": self.key(first),
            "place": self.place(first.span),
            "title": self.text(first.title),
            "kind": next((one.kind for one in group if one.kind), ""),
            "url": address_of(first.title, self.page, self.base),
            "passages": _passages(first),
            "evidence": self.evidence(group),
            "found_at": self.found_at,
            "language": self.language,
            "method": METHOD,
            "confidence": max(one.confidence for one in group),
        }

    def place(self, span: Span) -> Place:
        line = self.page.line(span.start)
        return Place(self.name, f"{self.page.unit} {line}" if line else "")

    def key(self, telling: Telling) -> str:
        """A key that stays the same as long as the page tells the same of the thing."""
        words = slug(telling.title.text if telling.title else telling.kind, 60)
        return self.keys.key(telling.group, telling.when.day if telling.when else "", words)

    def text(self, span: Span | None) -> Text | None:
        return Text(_line(span.text), self.language) if span else None

    def evidence(self, group: Sequence[Telling]) -> tuple[Passage, ...]:
        """The words of every telling, with its title where that stands above or below, and the date above its list."""
        found = {}
        for one in sorted(group, key=lambda one: one.span.start):
            start = min(one.span.start, one.title.start) if one.title else one.span.start
            end = max(one.span.end, one.title.end) if one.title else one.span.end
            if one.when and not start <= one.when.start < end:
                found[one.when.start] = Passage("text", one.when.quote, one.when.start)
            found[start] = Passage("text", self.page.text[start:end], start)
        return tuple(found.values())


def _other_kinds(group: Sequence[Telling]) -> Iterator[str]:
    """What else is said that an event is, where its first kind is a word that people use for any."""
    first = next((one.kind for one in group if one.kind), "")
    known: list[str] = []
    for one in group if is_general(first) else ():
        if one.kind and not is_general(one.kind) and not any(same_kind(one.kind, kind, "event") for kind in known):
            known.append(one.kind)
    yield from known


def _fullest(told: Iterable[When | None]) -> When | None:
    """The first that has an hour, else the first."""
    known = [when for when in told if when]
    return next((when for when in known if when.value != when.day), known[0] if known else None)


def _passages(telling: Telling) -> tuple[Passage, ...]:
    """Where concepts are looked for: the title and subtitle, or all the words where there is no title."""
    named = (("title", telling.title), ("subtitle", telling.subtitle))
    found = tuple(Passage(field, span.text, span.start) for field, span in named if span)
    return found or (Passage("text", telling.span.text, telling.span.start),)


def _creator(telling: Telling, name: str) -> ActorReference:
    start = telling.span.start + max(0, telling.span.text.find(name))
    return ActorReference(
        name=name,
        relation=Relation.CREATOR,
        type=ActorType.PERSON,
        quote=name,
        start=start,
        confidence=0.9,
        method=METHOD,
    )


def _line(words: str) -> str:
    return " ".join(words.split())
