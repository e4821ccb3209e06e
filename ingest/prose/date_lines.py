"""Lines that say a date and nothing else, and the headings right below that they date, on a page that writes so.

A date below the heading that it belongs to is for :mod:`ingest.prose.context`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ingest.prose.dates import find_dates, may_hold_a_date
from ingest.prose.page import Block, BlockKind
from ingest.prose.wording import FILLER, TIME

__all__ = ["headings_below", "is_date_line"]

_LONGEST = 120


def is_date_line(line: str) -> bool:
    """Whether a line says a date, and its hour, and nothing else.

    >>> is_date_line("Le lundi 13 mai 2013 à 18h30"), is_date_line("13 mai 2013, Vif")
    (True, False)
    """
    dates = find_dates(line)
    rest = line[: dates[0].start] + line[dates[-1].end :] if dates else line
    return not any(map(str.isalpha, FILLER.sub("", TIME.sub("", rest))))


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


def _is_dated(block: Block) -> bool:
    if block.kind is not BlockKind.PARAGRAPH or len(block.text) > _LONGEST or not may_hold_a_date(block.text):
        return False
    return any(date.is_day for date in find_dates(block.text)) and is_date_line(block.text)
