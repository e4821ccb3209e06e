"""Entries of a programme, in any layout: a title, a kind and a date set apart by dashes, lines, colons or parentheses.

Sentences that tell of an event are not for here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from ingest.prose.context import Context, month_headed
from ingest.prose.dates import DateMention
from ingest.prose.entry import Entry, EntryKind
from ingest.prose.entry_words import entry_words, is_only_a_place
from ingest.prose.hours import find_hours, timed
from ingest.prose.page import Block, BlockKind, Span
from ingest.prose.pieces import Role
from ingest.prose.roles import Role as Said
from ingest.prose.roles import talkers
from ingest.prose.sentences import sentences
from ingest.prose.telling import Manner, Telling
from ingest.prose.wording import UNTIL, is_sentence, status_said
from ingest.records import ActorReference

__all__ = ["read_entry"]

_LONGEST = 800
_NOTICE = re.compile(
    r"(?:(?:entrée|accès|participation) (?:libre|gratuite?)(?: et gratuite?)?"
    r"(?: dans la limite des places disponibles)?"
    r"|gratuit|ouvert à toute?s|tout public|sur (?:inscription|réservation)"
    r"|(?:inscription|réservation)s? (?:gratuite?|obligatoire)s?"
    r"|free (?:entry|admission|event)|open to all)\s?[.!]?",
    re.IGNORECASE,
)


def read_entry(block: Block, context: Context, manner: Manner) -> list[Telling]:
    """What an entry tells, a telling a date; nothing where its words are no entry, or leave in doubt what they say."""
    block = _without_notices(block)
    if len(block.text) > _LONGEST or not manner.may_hold_a_date(block) or _is_prose(block):
        return []
    if _heads_a_month(block, context):
        return []
    dates = _dates(block, manner, context)
    entry = Entry.of(block, context, dates) if dates else None
    if not entry or any(piece.role is Role.DATED_WORDS for piece in entry.pieces):
        return []
    if len({block.text.count("\n", 0, date.start) for date in entry.stated}) > 1:
        return []
    return list(_tellings(entry)) if entry.kind.group and _is_apart(entry) else []


def _dates(block: Block, manner: Manner, context: Context) -> list[DateMention]:
    """The dates of an entry; « 2015 (12 juin) » gives the year at its head to the day."""
    dates = manner.dates(block, context.year)
    if any(date.problem for date in dates) and len(dates[0].value) == 4 and not block.text[: dates[0].start].strip():
        return manner.dates(block, dates[0].value)
    return dates


def _heads_a_month(block: Block, context: Context) -> bool:
    """Whether a block is but the month of the entries below it, and no line under a title."""
    above = block.kind is BlockKind.PARAGRAPH and not context.heading and not context.kind
    return (above or block.kind is BlockKind.HEADING) and bool(month_headed(block.text))


def _without_notices(block: Block) -> Block:
    """A block without the sentences at its end that say but who may come: « Entrée libre. »"""
    if block.kind is not BlockKind.PARAGRAPH or len(block.text) > _LONGEST:
        return block
    first, *others = sentences(block)
    noticed = others and all(_NOTICE.fullmatch(each.text) for each in others)
    return replace(block, text=block.text[: first.end - block.start]) if noticed else block


def _is_prose(block: Block) -> bool:
    """Whether a paragraph is made of several sentences."""
    if block.kind is not BlockKind.PARAGRAPH:
        return False
    *before, _ = sentences(block)
    return any(sentence.text.endswith(".") for sentence in before)


def _is_apart(entry: Entry) -> bool:
    """Whether the layout, and not a sentence, puts date, kind and title together."""
    facts = [piece.role is Role.FACTS for piece in entry.pieces]
    parted = all(facts) or any(
        piece.is_apart and (facts[index] or facts[index - 1]) for index, piece in enumerate(entry.pieces) if index
    )
    listed = entry.block.kind is not BlockKind.PARAGRAPH
    if is_sentence(entry.block.text):
        return parted and entry.kind.sure and listed
    return parted or listed or entry.kind.sure or (entry.context.heading is not None and is_only_a_place(entry))


def _tellings(entry: Entry) -> Iterator[Telling]:
    named = entry_words(entry)
    whole = Span(entry.block.text, entry.block.start)
    stated = _with_hours(entry) if entry.kind.group == "event" else [date.to_the_year() for date in entry.stated]
    for date in stated:
        if _fits(date, entry, titled=named.title is not None):
            ends = bool(UNTIL.match(whole.text)) and date is stated[0]
            yield Telling(
                group=entry.kind.group,
                span=whole,
                kind=entry.kind.word,
                when=None if date.problem or ends else date.first(whole.start),
                until=date.first(whole.start) if ends else date.last(whole.start) if date.value else None,
                title=named.title,
                subtitle=named.subtitle,
                location=named.place,
                status=status_said(whole.text),
                actors=tuple(_actors(entry, named.title)),
                doubtful=tuple(role.doubtful for role in _roles(entry) if role.doubtful),
                confidence=_confidence(entry.kind, titled=named.title is not None),
                problem=f"“{date.quote}”: {date.problem}" if date.problem else "",
            )


def _roles(entry: Entry) -> list[Said]:
    """The roles that such a thing has: events have no authors, publications no others."""
    return [role for role in entry.roles if role.writes is (entry.kind.group == "publication")]


def _actors(entry: Entry, title: Span | None) -> Iterator[ActorReference]:
    """Who has a part by the lines of an entry, and who gives the talk that it or its title announces."""
    yield from (actor for role in _roles(entry) for actor in role.actors)
    block = Span(entry.block.text, entry.block.start)
    yield from talkers(block)
    if title and not block.start <= title.start < block.end:
        yield from talkers(title)


def _with_hours(entry: Entry) -> list[DateMention]:
    """The dates set apart; one without its hour has the only one that is set apart too: « Horaires : 18h30 – 20h »."""
    stated, text = entry.stated, entry.block.text
    hours = list(find_hours(text)) if len(stated) == 1 and stated[0].is_day and not stated[0].hour else []
    if len(hours) != 1 or not entry.is_fact(hours[0].start):
        return stated
    return [timed(stated[0], hours[0])]


def _fits(date: DateMention, entry: Entry, *, titled: bool) -> bool:
    """Whether a date dates one thing: a year alone may be that of all of a kind (« Rencontres 2014 »)."""
    kind, text = entry.kind, entry.block.text
    if not date.is_vague:
        return titled or not UNTIL.match(text)
    if date.year:
        return titled and (entry.block.kind is not BlockKind.HEADING or not text[: date.start].strip())
    if kind.group == "event":
        return titled and kind.sure
    article = rf"\b(?:une?|an?)\s(?:\w+\s){{0,2}}{re.escape(kind.word)}"
    return titled or bool(kind.word and re.search(article, text, re.IGNORECASE))


def _confidence(kind: EntryKind, *, titled: bool) -> float:
    if not kind.word:
        return 0.7
    return (0.95 if titled else 0.85) - (0.0 if kind.sure else 0.1)
