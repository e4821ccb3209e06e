"""Paragraphs whose lines are a programme, one event below the other with no blank line between: each its own block.

What the lines say is not for here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from ingest.prose.blocks import looks_like_heading
from ingest.prose.column_names import names_columns
from ingest.prose.context import names_a_section
from ingest.prose.date_lines import is_date_line
from ingest.prose.dates import find_dates, may_hold_a_date
from ingest.prose.page import Block, BlockKind, Span
from ingest.prose.wording import LEADING_PLACE, QUOTED, TIME, is_sentence

__all__ = ["parted"]

_MOST_LINES = 1_000
_HEAD = 90
_LINE = re.compile(r"\n")
_BEFORE_A_DATE = re.compile(
    r"[ \-–—(*]*(?:(?:à partir|semaine|week)\b[ ]*)?"
    r"(?:(?:le|les|du|de|dès(?: le)?|from|of|on|starting|jusqu['’]au|until)\b)?[ ]*",
    re.IGNORECASE,
)
_AFTER_A_DATE = re.compile(r"\s*(?:$|[-–—:|(),\t]|[A-ZÀ-Ý«“\"])")
_GOES_ON = re.compile(
    r"(?:,|\b(?:du|de|des|d['’]|les?|la|l['’]|aux?|et|à|en|on|the|of|from|and|to|in|by))$", re.IGNORECASE
)
_MOST_HEADINGS = 3


def parted(block: Block, order: str) -> list[Block]:
    """The blocks that a paragraph is made of: one for each line that begins with a date, with those that go on.

    Lines above them are headings where they look so. A paragraph where fewer than two lines begin with a date, or where
    these may be but the breaks of a sentence, is one block.

    >>> text = "Agenda\\n13 juin 2024 – Forum\\n20 juin 2024 : Atelier\\nsalle B"
    >>> [(one.kind.value, one.text) for one in parted(Block(text, 0), "dmy")]
    [('heading', 'Agenda'), ('item', '13 juin 2024 – Forum'), ('item', '20 juin 2024 : Atelier\\nsalle B')]
    """
    if block.kind is not BlockKind.PARAGRAPH or "\n" not in block.text or not may_hold_a_date(block.text):
        return [block]
    lines = list(block.split(_LINE))
    heads = [index for index, line in enumerate(lines) if _begins_with_a_date(line.text, order)]
    if len(heads) < 2 or len(lines) > _MOST_LINES or not _are_apart(lines, heads):
        return [block]
    return list(_blocks(block, lines, heads))


def _begins_with_a_date(line: str, order: str) -> bool:
    place = LEADING_PLACE.match(line)
    line = line[place.end() : _HEAD] if place else line[:_HEAD]
    dates = find_dates(line, order)
    return bool(dates) and bool(_BEFORE_A_DATE.fullmatch(line[: dates[0].start]))


def _are_apart(lines: list[Span], heads: list[int]) -> bool:
    """Whether the dates begin lines of a programme, and do not stand there because a sentence broke before them."""
    if not heads[0]:
        return True
    return all(not _GOES_ON.search(lines[head - 1].text) and _is_head(lines[head].text) for head in heads)


def _is_head(line: str) -> bool:
    """Whether a line that begins with a date is no sentence, and parts the date from what follows."""
    dates = find_dates(line[:_HEAD])
    rest = TIME.sub("", line[dates[0].end :]) if dates else ""
    return not line[0].islower() and bool(_AFTER_A_DATE.match(rest)) and not is_sentence(QUOTED.sub("", line))


def _blocks(block: Block, lines: list[Span], heads: list[int]) -> Iterator[Block]:
    bare = {head + 1 for head in heads if is_date_line(lines[head].text)}  # what takes place may stand below its date
    sections = {index for index, line in enumerate(lines) if index not in bare and _is_section(line.text)}
    begins = sorted({*heads, *sections})
    first = begins[0]
    above = first - next(
        (count for count, line in enumerate(reversed(lines[:first])) if not _is_title(line.text)), first
    )
    above = max(above, first - _MOST_HEADINGS) if first - above else first
    if above:
        yield _cut(block, lines[0], lines[above - 1], BlockKind.PARAGRAPH)
    yield from _headings(block, lines[above:first])
    for begin, end in pairwise([*begins, len(lines)]):
        if begin in heads:
            last = next((index for index in range(begin + 1, end) if names_columns(lines[index].text.split())), end)
            yield _cut(block, lines[begin], lines[last - 1], BlockKind.ITEM)
            continue
        yield from _headings(block, lines[begin : begin + 1])
        if end > begin + 1:
            yield _cut(block, lines[begin + 1], lines[end - 1], BlockKind.PARAGRAPH)


def _headings(block: Block, lines: list[Span]) -> Iterator[Block]:
    """The lines as headings, each below the one before."""
    for level, line in enumerate(lines, 2):
        yield _cut(block, line, line, BlockKind.HEADING, level)


def _is_title(line: str) -> bool:
    return looks_like_heading(line) and not line[0].islower() and not is_sentence(line)


def _is_section(line: str) -> bool:
    """Whether a line is but the name of a section: « Publications », « Nos événements »."""
    return looks_like_heading(line) and names_a_section(line)


def _cut(block: Block, first: Span, last: Span, kind: BlockKind, level: int = 0) -> Block:
    part = block.cut(first.start - block.start, last.end - block.start)
    return Block(part.text, part.start, kind, level)
