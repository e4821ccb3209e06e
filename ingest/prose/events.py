"""What the blocks of a page tell of events and publications, and the tellings of one thing brought together."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

from ingest.prose.citations import read_citation, read_citations
from ingest.prose.context import Context, contexts
from ingest.prose.layout import read_entry
from ingest.prose.lexicon import is_general, same_kind
from ingest.prose.narration import read_sentences
from ingest.prose.page import Block, BlockKind, Page
from ingest.prose.programme import days_apart, parted, references_apart
from ingest.prose.publications import read_works
from ingest.prose.references import read_references
from ingest.prose.roles_below import with_roles_below
from ingest.prose.rows import read_row
from ingest.prose.sentences import sentences
from ingest.prose.telling import Manner, Telling
from ontology.folding import fold

__all__ = ["brought_together", "tellings"]

_HOUR = len("2013-05-13T18:30")
_LINE = re.compile(r"\n")
_MOST_A_DAY = 50
"""With more things on one date than this, none of them is what an untitled telling means."""


def tellings(page: Page, manner: Manner) -> Iterator[Telling]:
    """All that the page tells of events and publications, in the order of its blocks."""
    lines = (part for block in page.blocks for part in references_apart(block))
    blocks = tuple(days_apart([part for block in lines for part in parted(block, manner.order)]))
    told = [
        (block, context, list(_told_by(block, context, manner)))
        for block, context in contexts(replace(page, blocks=blocks))
    ]
    below = ((context.day, tellings) for _, context, tellings in told if context.day and not context.is_one)
    days = {day.start for day, tellings in below if _are_of(day, tellings)}
    yield from with_roles_below((block, [] if block.start in days else tellings) for block, _, tellings in told)


def _are_of(day: Block, tellings: Iterable[Telling]) -> bool:
    """Whether any of these is dated by that line, which then tells of nothing itself."""
    return any(one.problem or (one.when and day.start <= one.when.start < day.end) for one in tellings)


def _told_by(block: Block, context: Context, manner: Manner) -> Iterator[Telling]:
    """What one block tells: as a reference, else as an entry, else in its sentences."""
    if (row := read_row(block, context, manner)) is not None:
        yield from row
    elif references := _listed(block, context, manner) or read_references(block):
        yield from references
    elif cited := _cited(block, context, manner):
        yield from cited
        if block.kind is BlockKind.PARAGRAPH:
            yield from read_sentences(block, manner)
            yield from read_works(block, manner)
    elif entry := read_entry(block, context, manner):
        yield from entry
    elif block.kind is not BlockKind.HEADING:
        yield from read_sentences(block, manner)
        yield from read_works(block, manner)
        yield from _announced(block, context, manner)


def _listed(block: Block, context: Context, manner: Manner) -> list[Telling]:
    """The references that the lines of a block are, each by itself; nothing where one of them is none."""
    listed = context.theme == "publication"
    lines = block.split(_LINE)
    found = [
        read_references(line) or read_citation(line, listed=listed, italics=bool(manner.titles_in(line)))
        for line in lines
    ]
    return [telling for each in found for telling in each] if all(found) else []


def _cited(block: Block, context: Context, manner: Manner) -> list[Telling]:
    """The references in the sentences of a block, or in an item of a list."""
    listed = context.theme == "publication"
    parts = [block] if block.kind is BlockKind.ITEM else sentences(block)
    found = (read_citations(each, manner.titles_in(each), listed=listed) for each in parts)
    return [telling for each in found for telling in each]


def _announced(block: Block, context: Context, manner: Manner) -> Iterator[Telling]:
    """« En 2012, un livre blanc : » among other sentences: a publication of which no more is said."""
    for sentence in sentences(block):
        alone = Block(sentence.text, sentence.start, BlockKind.PARAGRAPH)
        for telling in read_entry(alone, Context(year=context.year), manner):
            if telling.group == "publication" and telling.title is None and not telling.problem:
                yield telling


def brought_together(told: Iterable[Telling]) -> list[list[Telling]]:
    """The tellings grouped by the thing they tell of; in each group the fullest telling first, then in order.

    An event is the same where date and kind agree and no two titles differ: « Restitution des travaux », a réunion of
    the 2nd of April, is the restitution of the 2nd of April. What fits more than one thing of its date is kept apart.
    """
    days: defaultdict[tuple[str, str], list[list[Telling]]] = defaultdict(list)
    titled: dict[tuple[str, str, str], list[list[Telling]]] = {}
    for telling in sorted(told, key=lambda one: one.title is None):
        day = (telling.group, telling.when.day if telling.when else "")
        if telling.title:
            alike = titled.setdefault((*day, _title(telling)), [])
            group = next((one for one in alike if _at_one_hour(telling, one)), [])
            if not group:
                alike.append(group)
        else:
            near = days[day][:_MOST_A_DAY]
            fitting = [group for group in near if _is_same(telling, group[0]) and _at_one_hour(telling, group)]
            group = fitting[0] if len(fitting) == 1 else []
        if not group:
            days[day].append(group)
        group.append(telling)
    groups = (group for near in days.values() for group in near)
    return sorted(groups, key=lambda group: min(one.span.start for one in group))


def _at_one_hour(telling: Telling, group: Iterable[Telling]) -> bool:
    """Whether no two of them begin at different hours of their day."""
    hours = {one.when.value[:_HOUR] for one in (telling, *group) if one.when and one.when.value != one.when.day}
    return len(hours) < 2


def _is_same(one: Telling, other: Telling) -> bool:
    """Whether two tellings of one date, one of them without a title, can be of one thing."""
    if one.status != other.status and "cancelled" in (one.status, other.status):
        return False
    if one.group == "event" and (is_general(one.kind) or is_general(other.kind)):
        return True
    return same_kind(one.kind, other.kind, one.group) or _names(one, other) or _names(other, one)


def _names(one: Telling, other: Telling) -> bool:
    """Whether the title of the one says the kind of the other."""
    stem = fold(other.kind).rstrip("s")
    return bool(stem) and f" {stem}" in f" {_title(one)}"


def _title(telling: Telling) -> str:
    return " ".join(fold(part.text) for part in (telling.title, telling.subtitle) if part)
