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
from ingest.prose.head_days import day_at_head
from ingest.prose.hours import find_hours, timed, with_hours
from ingest.prose.moves import anew, moved_to
from ingest.prose.page import Block, BlockKind, Span
from ingest.prose.pieces import Role
from ingest.prose.roles import Role as Said
from ingest.prose.roles import talkers
from ingest.prose.sentences import sentences
from ingest.prose.telling import Manner, Telling
from ingest.prose.wording import UNTIL, is_sentence, place_name, status_said
from ingest.records import ActorReference, Relation

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
_DETAIL = re.compile(
    rf"{_NOTICE.pattern}|(?:public|durée|prix|coût|accès|programme|ordre du jour|au menu|animat\w+|\w+ez\b)",
    re.IGNORECASE,
)
"""How items begin that say but more of an event."""


def read_entry(block: Block, context: Context, manner: Manner) -> list[Telling]:
    """What an entry tells, a telling a date; nothing where its words are no entry, or leave in doubt what they say."""
    block = _without_notices(block)
    if len(block.text) > _LONGEST or _is_prose(block):
        return []
    dates = _with_day_at_head(block, manner, context, _dates(block, manner, context))
    if context.day and all(date.is_vague for date in dates):
        return _below_its_day(block, context, manner.dates(context.day, context.year))
    if not dates or _heads_a_month(block, context):
        return []
    return _entered(Entry.of(block, context, dates))


def _entered(entry: Entry) -> list[Telling]:
    """What an entry with dates tells."""
    block = entry.block
    if any(piece.role is Role.DATED_WORDS for piece in entry.pieces):
        return []
    if len({block.text.count("\n", 0, date.start) for date in entry.stated}) > 1:
        return []
    if not entry.kind.group or not _is_apart(entry):
        return []
    if entry.kind.group == "event":
        return list(_tellings(entry, _with_hours(entry, entry.stated), block.start))
    return list(_tellings(entry, [date.to_the_year() for date in entry.stated], block.start))


def _below_its_day(block: Block, context: Context, dates: list[DateMention]) -> list[Telling]:
    """What a block tells that stands below the line of its date, above all in a list; nothing where it may be but a
    detail. One that is but a kind has that for a title: others of the day may be without.
    """
    entry = Entry.of(block, replace(context, heading=None), [])
    if entry.kind.group != "event" or not (entry.kind.sure or _is_listed(entry)) or not _is_apart(entry):
        return []
    told = _tellings(entry, _with_hours(entry, dates), context.day.start if context.day else 0)
    is_named = _says_its_kind(entry) and not context.is_one and not any(piece.place for piece in entry.pieces)
    title = _kind_alone(entry)
    return [replace(telling, title=telling.title or title) for telling in told if telling.title or is_named]


def _kind_alone(entry: Entry) -> Span:
    """The words of an entry that is but a kind, without its hour and who speaks."""
    block = Span(entry.block.text, entry.block.start)
    words = (block.cut(one.start, one.end) for one in entry.pieces if entry.kind.word in entry.said(one))
    return next(words, block)


def _says_its_kind(entry: Entry) -> bool:
    return bool(entry.kind.word) and entry.kind.word in entry.block.text


def _is_listed(entry: Entry) -> bool:
    """Whether a block whose kind is not set apart is an entry of an agenda by its place; of headings, those with it."""
    text, context = entry.block.text, entry.context
    if context.theme != "event" or context.is_one or entry.block.kind is BlockKind.PARAGRAPH:
        return False
    if _says_its_kind(entry):
        return True
    is_item = entry.block.kind is BlockKind.ITEM
    return is_item and text[0].isupper() and not place_name(text) and not _DETAIL.match(text)


def _dates(block: Block, manner: Manner, context: Context) -> list[DateMention]:
    """The dates of an entry; « 2015 (12 juin) » gives the year at its head to the day."""
    dates = manner.dates(block, context.year) if manner.may_hold_a_date(block) else []
    if any(date.problem for date in dates) and len(dates[0].value) == 4 and not block.text[: dates[0].start].strip():
        return manner.dates(block, dates[0].value)
    return dates


def _with_day_at_head(block: Block, manner: Manner, context: Context, dates: list[DateMention]) -> list[DateMention]:
    """The dates with a day that but its place at the head of an item shows to be one, and its hour."""
    if block.kind is not BlockKind.ITEM or (context.theme != "event" and not context.year):
        return dates
    found = day_at_head(block.text, manner.order, context.year)
    if not found or (dates and dates[0].start < found.end):
        return dates
    return [*with_hours(block.text, [found]), *dates]


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


def _tellings(entry: Entry, dates: list[DateMention], offset: int) -> Iterator[Telling]:
    """What an entry tells, for each of these dates; ``offset`` is where the words start in which those stand."""
    named = entry_words(entry)
    whole = Span(entry.block.text, entry.block.start)
    own = whole.start == offset
    moved = next(filter(None, (anew(whole.text, date.start) for date in dates)), None) if own else None
    for date in (moved_to(whole.text, date) if own else date for date in dates):
        if moved and date.end <= moved.start():
            continue  # which is the day that it was moved from
        if _fits(date, entry, titled=named.title is not None):
            is_new = own and (date not in dates or bool(anew(whole.text, date.start)))
            ends = bool(UNTIL.match(whole.text)) and date is dates[0]
            yield Telling(
                group=entry.kind.group,
                span=whole,
                kind=named.kind or entry.kind.word,
                when=None if date.problem or ends else date.first(offset),
                until=date.first(offset) if ends else date.last(offset) if date.value else None,
                title=named.title,
                subtitle=named.subtitle,
                location=named.place,
                status=_status(whole.text, is_new=is_new),
                actors=tuple(_actors(entry, named.title)),
                doubtful=tuple(role.doubtful for role in _roles(entry) if role.doubtful),
                confidence=_confidence(entry.kind, titled=named.title is not None),
                problem=f"“{date.quote}”: {date.problem}" if date.problem else "",
            )


def _status(text: str, *, is_new: bool) -> str:
    """What the words say of whether it takes place; what was postponed does on the new day."""
    status = status_said(text)
    return "" if status == "postponed" and is_new else status


def _roles(entry: Entry) -> list[Said]:
    """The roles that such a thing has: events have no authors, publications no others."""
    return [role for role in entry.roles if role.bare or role.writes is _writes(entry)]


def _writes(entry: Entry) -> bool:
    return entry.kind.group == "publication"


def _actors(entry: Entry, title: Span | None) -> Iterator[ActorReference]:
    """Who has a part by the lines of an entry, and who gives the talk that it or its title announces."""
    for role in _roles(entry):
        by = Relation.CREATOR if role.bare and _writes(entry) else None
        yield from (replace(actor, relation=by or actor.relation) for actor in role.actors)
    block = Span(entry.block.text, entry.block.start)
    yield from talkers(block)
    if title and not block.start <= title.start < block.end:
        yield from talkers(title)


def _with_hours(entry: Entry, stated: list[DateMention]) -> list[DateMention]:
    """The dates; one without its hour has the only one that is set apart too: « Horaires : 18h30 – 20h »."""
    text = entry.block.text
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
