"""Paragraphs whose lines are a programme, one event below the other with no blank line between: each its own block.

What the lines say is not for here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise, zip_longest

from ingest.prose.blocks import BULLET, looks_like_heading
from ingest.prose.column_names import names_columns
from ingest.prose.context import heads_publications, names_a_section
from ingest.prose.date_lines import is_date_line, is_day_line
from ingest.prose.dates import find_dates, may_hold_a_date
from ingest.prose.lexicon import find_kinds
from ingest.prose.page import Block, BlockKind, Span
from ingest.prose.wording import LEADING_PLACE, QUOTED, TIME, is_sentence

__all__ = ["days_apart", "parted", "references_apart"]

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
_DAY_AT_END = re.compile(r"\b\d{1,2}(?:er)?\s[^\W\d_]{3,9}\s*$")
_YEAR_ALONE = re.compile(r"\s*(?:19|20)\d\d[.,)]?\s*")
_MOST_HEADINGS = 3
_SET_APART = re.compile(r"\s?[:«“\"–—-]\s?\S")


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
    heads = [
        index
        for index, line in enumerate(lines)
        if _begins_with_a_date(line.text, order) and not (index and _goes_on_with_a_year(lines[index - 1], line))
    ]
    if len(heads) < 2 or len(lines) > _MOST_LINES or not _are_apart(lines, heads):
        return [block]
    if _stand_below(lines, heads):
        return list(_titled_above(block, lines, heads))
    return list(_blocks(block, lines, heads))


def days_apart(blocks: Sequence[Block]) -> Iterator[Block]:
    """The blocks, with each line of a date that stands below an item, but is that of the next ones, parted from it.

    It is where such a line stands above the first item, and none below the last.

    >>> items = Block("Forum\\n14 mai 2024", 14, BlockKind.ITEM), Block("Fin", 34, BlockKind.ITEM)
    >>> [(one.kind.value, one.text) for one in days_apart([Block("13 mai 2024", 0), *items])]
    [('paragraph', '13 mai 2024'), ('item', 'Forum'), ('paragraph', '14 mai 2024'), ('item', 'Fin')]
    """
    runs = [list(run) for _, run in groupby(blocks, lambda block: block.kind is BlockKind.ITEM)]
    is_dated = False
    none: list[Block] = []
    for run, following in zip_longest(runs, runs[1:], fillvalue=none):
        if run[0].kind is not BlockKind.ITEM:
            swallow = any(map(_ends_with_a_day, following[:-1]))
            run[-1:] = _without_its_day(run[-1], swallow=swallow) if following else run[-1:]
            is_dated = is_day_line(run[-1].text)
        elif is_dated and not _ends_with_a_day(run[-1]):
            run[:] = [part for item in run for part in _parted_from_its_day(item)]
        yield from run


def references_apart(block: Block) -> list[Block]:
    """The blocks of a paragraph in which a line is but the name of a list of publications: that is a heading.

    >>> text = "Bibliographie\\nRoux, A. (2015). Les haies. PUG.\\nPublications"
    >>> [(one.kind.value, one.text) for one in references_apart(Block(text, 0))]
    [('heading', 'Bibliographie'), ('paragraph', 'Roux, A. (2015). Les haies. PUG.'), ('heading', 'Publications')]
    """
    if block.kind is not BlockKind.PARAGRAPH or "\n" not in block.text:
        return [block]
    lines = list(block.split(_LINE))
    heads = [index for index, line in enumerate(lines) if _heads_references(line.text, lines[index - 1 : index])]
    if not heads or len(lines) > _MOST_LINES:
        return [block]
    parts: list[Block] = []
    for begin, end in pairwise([*([] if heads[0] == 0 else [-1]), *heads, len(lines)]):
        parts += _headings(block, lines[begin : begin + 1]) if begin >= 0 else []
        parts += [_cut(block, lines[begin + 1], lines[end - 1], BlockKind.PARAGRAPH)] if end > begin + 1 else []
    return parts


def _heads_references(line: str, before: Sequence[Span]) -> bool:
    if not heads_publications(line) or not line[0].isupper() or not looks_like_heading(line):
        return False
    return all(each.text.endswith(".") for each in before)


def _ends_with_a_day(block: Block) -> bool:
    """Whether the last line of a block is but a date, no further in than the others, and the only one in it."""
    above, _, last = block.text.rpartition("\n")
    if not above or last[:1].isspace() or not is_day_line(last):
        return False
    return not any(date.is_day for date in find_dates(above))


def _parted_from_its_day(item: Block) -> list[Block]:
    if not _ends_with_a_day(item):
        return [item]
    *_, before, last = item.split(_LINE)
    first = item.cut(0, before.end - item.start)
    return [replace(item, text=first.text), Block(last.text, last.start)]


def _without_its_day(block: Block, *, swallow: bool) -> list[Block]:
    """A paragraph whose last line is the date of the list below: where it says so, or stands below a section's name."""
    if block.kind is not BlockKind.PARAGRAPH or not _ends_with_a_day(block):
        return [block]
    *above, last = block.split(_LINE)
    if len(above) > _MOST_LINES or not (swallow or _is_section(above[-1].text)):
        return [block]
    return [*_above(block, above), Block(last.text, last.start)]


def _begins_with_a_date(line: str, order: str) -> bool:
    place = LEADING_PLACE.match(line)
    line = line[place.end() : _HEAD] if place else line[:_HEAD]
    dates = find_dates(line, order)
    return bool(dates) and bool(_BEFORE_A_DATE.fullmatch(line[: dates[0].start]))


def _goes_on_with_a_year(above: Span, line: Span) -> bool:
    """« … du 5 avril » and, on the next line, « 2014 »."""
    return bool(_DAY_AT_END.search(above.text) and _YEAR_ALONE.fullmatch(line.text))


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


def _stand_below(lines: list[Span], heads: list[int]) -> bool:
    """Whether the dates are lines of their own, each below what it dates: nothing stands below the last, or what
    stands there is no event, as that above the first is.
    """
    if not heads[0] or not all(is_day_line(lines[head].text) for head in heads):
        return False
    if any(one + 1 == other for one, other in pairwise(heads)) or _is_section(lines[heads[0] - 1].text):
        return False
    last = lines[heads[-1] + 1 :]
    return not last or (any(_is_an_event(line.text) for line in lines[: heads[0]]) and not _is_an_event(last[0].text))


def _is_an_event(line: str) -> bool:
    """Whether a line begins with a kind, and goes on with a title that it sets apart."""
    return any(not kind.start and _SET_APART.match(line, kind.end) for kind in find_kinds(line, "event")[:1])


def _titled_above(block: Block, lines: list[Span], heads: list[int]) -> Iterator[Block]:
    most = max(other - one - 1 for one, other in pairwise(heads))
    begin = max(0, heads[0] - most)
    begin = max((index for index in range(heads[0]) if _is_an_event(lines[index].text)), default=begin)
    begin = max((index + 1 for index in range(begin, heads[0]) if _is_section(lines[index].text)), default=begin)
    yield from _above(block, lines[:begin])
    for head in heads:
        yield _cut(block, lines[begin], lines[head], BlockKind.ITEM)
        begin = head + 1
    if begin < len(lines):
        yield _cut(block, lines[begin], lines[-1], BlockKind.PARAGRAPH)


def _blocks(block: Block, lines: list[Span], heads: list[int]) -> Iterator[Block]:
    bare = {head + 1 for head in heads if is_date_line(lines[head].text)}  # what takes place may stand below its date
    sections = {index for index, line in enumerate(lines) if index not in bare and _is_section(line.text)}
    begins = sorted({*heads, *sections})
    yield from _above(block, lines[: begins[0]])
    for begin, end in pairwise([*begins, len(lines)]):
        if begin in heads:
            last = next((index for index in range(begin + 1, end) if names_columns(lines[index].text.split())), end)
            yield from _entry(block, lines[begin:last])
            continue
        yield from _headings(block, lines[begin : begin + 1])
        if end > begin + 1:
            yield _cut(block, lines[begin + 1], lines[end - 1], BlockKind.PARAGRAPH)


def _entry(block: Block, lines: list[Span]) -> Iterator[Block]:
    """The lines from one date to the next: an item, or several where more than one is marked so below the date."""
    bullets = [BULLET.match(line.text) for line in lines]
    begins = [index for index, bullet in enumerate(bullets) if bullet and index]
    if len(begins) < 2 or begins[0] != 1 or not is_day_line(lines[0].text):
        yield _cut(block, lines[0], lines[-1], BlockKind.ITEM)
        return
    yield _cut(block, lines[0], lines[0], BlockKind.PARAGRAPH)
    for begin, end in pairwise([*begins, len(lines)]):
        bullet = bullets[begin]
        first = lines[begin].cut(bullet.end() if bullet else 0, len(lines[begin].text))
        yield _cut(block, first, lines[end - 1], BlockKind.ITEM)


def _above(block: Block, lines: list[Span]) -> Iterator[Block]:
    """The lines above the entries: the last ones as headings where they look so."""
    above = next((count for count, line in enumerate(reversed(lines)) if not _is_title(line.text)), len(lines))
    first = max(len(lines) - above, len(lines) - _MOST_HEADINGS) if above else len(lines)
    if first:
        yield _cut(block, lines[0], lines[first - 1], BlockKind.PARAGRAPH)
    yield from _headings(block, lines[first:])


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
