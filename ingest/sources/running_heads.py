"""The headers and footers of a document's pages: lines that stand alike, numbers aside, at the top or foot of most.

What the pages say is not for here.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from ingest.prose.dates import find_dates, may_hold_a_date

__all__ = ["without_running_heads"]

_NUMBER = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(r"[^\w#]*(?:(?:pages?|p)\b)?\W*#\W*(?:(?:sur|of|de)\b\W*#\W*)?", re.IGNORECASE)
_BARE = re.compile(r"\W*(\d{1,5})\W*(?:/\W*\d{1,5}\W*)?")
"""« 3 », « – 3 – », « 3/12 »: a page's number only where the next page has the next one."""
_YEARS = range(1900, 2100)
"""Bare numbers that are years where all of a document's are: « 2019 », « 2020 », « 2021 » head what its pages tell."""
_MOST_LINES, _FEW = 3, 2
"""The lines of a header or footer, and the pages up to which it is taken to have but one."""
_LONGEST = 200

_Key = tuple[str, int]


def without_running_heads(pages: Sequence[str]) -> list[str]:
    """The pages without their headers and footers, but for the first of each: a footer that stays is set apart by a
    blank line; numbers of pages never stay. A line with a day, or of nothing but figures, is one only where they are
    the same; a bare number, where it grows by one a page and is no year.

    >>> without_running_heads(["Bulletin n° 1\\nUn\\nPage 1 sur 2", "Bulletin n° 1\\nDeux\\nPage 2 sur 2"])
    ['Bulletin n° 1\\nUn', 'Deux']
    """
    bodies = [page.split("\n") for page in pages]
    heads = _taken(bodies, top=True)
    feet = _taken(bodies, top=False)
    return [
        "\n\n".join("\n".join(part) for part in ([*head, *body], foot[::-1]) if part)
        for head, body, foot in zip(heads, bodies, feet, strict=True)
    ]


def _taken(pages: Sequence[list[str]], *, top: bool) -> list[list[str]]:
    """What is taken from each page and stays, from the edge inwards; the rest is taken out of the pages."""
    kept: list[list[str]] = [[] for _ in pages]
    seen: set[_Key] = set()
    numbered = False
    for _ in range(_MOST_LINES if len(pages) > _FEW else 1):
        edges = [_edge(lines, top=top) for lines in pages]
        at_edges = enumerate(zip(pages, edges, strict=True))
        keys = [_key(lines[edge], page) if edge is not None else None for page, (lines, edge) in at_edges]
        counts = Counter(filter(None, keys))
        common = (key for key, count in counts.items() if count > 1 and 2 * count > counts.total())
        years = {key for key in counts if _are_years(key, [page for page, each in enumerate(keys) if each == key])}
        running = {key for key in common if key not in years and not (numbered and _is_number(key))}
        if not running:
            break
        numbered = numbered or any(map(_is_number, running))
        for lines, edge, key, stay in zip(pages, edges, keys, kept, strict=True):
            if edge is None or key is None or key not in running:
                continue
            if key not in seen and not _is_number(key):
                stay.append(lines[edge].strip())
            seen.add(key)
            lines[:] = lines[edge + 1 :] if top else lines[:edge]
    return kept


def _edge(lines: Sequence[str], *, top: bool) -> int | None:
    """Where the first, or the last, line with words stands."""
    numbers = range(len(lines)) if top else reversed(range(len(lines)))
    return next((number for number in numbers if lines[number].strip()), None)


def _is_number(key: _Key) -> bool:
    return bool(_PAGE_NUMBER.fullmatch(key[0]))


def _are_years(key: _Key, pages: Sequence[int]) -> bool:
    """Whether the bare numbers that are that far ahead of these pages' places are years."""
    return key[0] == "#" and all(key[1] + page in _YEARS for page in (pages[0], pages[-1]))


def _key(line: str, page: int) -> _Key | None:
    """What is alike in lines that differ but in numbers, and how far a bare number is ahead of the page's place; None
    for what is too long to be a header."""
    said = " ".join(line.split())
    if len(said) > _LONGEST:
        return None
    if bare := _BARE.fullmatch(said):
        return "#" if said == bare[1] else "-#", int(bare[1]) - page
    has_day = may_hold_a_date(said) and any(date.is_day for date in find_dates(said))
    return said if has_day or not any(map(str.isalpha, said)) else _NUMBER.sub("#", said), 0
