"""Lines that say a date and nothing else, and the headings, lists and lines right below that they date.

A date below the heading that it belongs to is for :mod:`ingest.prose.context`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ingest.prose.dates import find_dates, may_hold_a_date
from ingest.prose.page import Block, BlockKind
from ingest.prose.wording import FILLER, TIME

__all__ = ["dated_below", "headings_below", "is_date_line", "is_day_line"]

_LONGEST = 120
_MONTH = len("2013-05")


def is_date_line(line: str) -> bool:
    """Whether a line says a date, and its hour, and nothing else.

    >>> is_date_line("Le lundi 13 mai 2013 à 18h30"), is_date_line("13 mai 2013, Vif")
    (True, False)
    """
    dates = find_dates(line)
    rest = line[: dates[0].start] + line[dates[-1].end :] if dates else line
    return not any(map(str.isalpha, FILLER.sub("", TIME.sub("", rest))))


def is_day_line(line: str) -> bool:
    """Whether a line says a day, or days, and their hour, and nothing else; be it a day whose year is not given.

    >>> [is_day_line(line) for line in ("Mardi 13 mai 2014 :", "13 mai", "Mai 2014", "13 mai 2014, Vif")]
    [True, True, False, False]
    """
    if len(line) > _LONGEST or not may_hold_a_date(line):
        return False
    dates = find_dates(line)
    return bool(dates) and not any(date.is_vague or len(date.value) == _MONTH for date in dates) and is_date_line(line)


def headings_below(blocks: Sequence[Block], may_be_a_title: Callable[[Block], bool]) -> dict[int, Block]:
    """For the offset of each line of a date, the heading right below it; none where the first date, or any that a
    heading follows, stands right below another that may be its title.
    """
    found: dict[int, Block] = {}
    titles: set[int] = set()
    for index, block in enumerate(blocks[:-1]):
        below = blocks[index + 1]
        if below.kind is not BlockKind.HEADING or not _is_dated(block) or not may_be_a_title(below):
            continue
        above = blocks[index - 1] if index else None
        if above and above.kind is BlockKind.HEADING and above.start not in titles and may_be_a_title(above):
            return {}
        found[block.start] = below
        titles.add(below.start)
    first = next((block for block in blocks if _is_dated(block)), None)
    return found if first and first.start in found else {}


def dated_below(blocks: Sequence[Block], may_be_a_title: Callable[[Block], bool]) -> dict[int, Block]:
    """For the offset of each item of a list right below a day, be that a heading or a line, the block of the day; and
    of each other block that stands below a heading that is one.

    A line right below a heading that may be its title dates nothing else.
    """
    found: dict[int, Block] = {}
    day: Block | None = None
    previous: Block | None = None
    for block in blocks:
        if day and _is_below(block, day):
            found[block.start] = day
        elif block.kind in (BlockKind.HEADING, BlockKind.PARAGRAPH):
            titled = block.kind is BlockKind.PARAGRAPH and previous and previous.kind is BlockKind.HEADING
            titled = bool(titled and previous and may_be_a_title(previous))
            day = block if not titled and is_day_line(block.text) else None
        else:
            day = day if block.kind is BlockKind.ITEM else None
        previous = block
    return found


def _is_below(block: Block, day: Block) -> bool:
    if block.kind is BlockKind.ITEM:
        return True
    is_headed = day.kind is BlockKind.HEADING and not is_day_line(block.text)
    return is_headed and block.kind is not BlockKind.ROW and (not block.level or block.level > day.level)


def _is_dated(block: Block) -> bool:
    if block.kind is not BlockKind.PARAGRAPH or len(block.text) > _LONGEST or not may_hold_a_date(block.text):
        return False
    return any(date.is_day for date in find_dates(block.text)) and is_date_line(block.text)
