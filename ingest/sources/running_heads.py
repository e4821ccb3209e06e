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
_MOST_LINES, _FEW = 3, 2
"""The lines of a header or footer, and the pages up to which it is taken to have but one."""
_LONGEST = 200


def without_running_heads(pages: Sequence[str]) -> list[str]:
    """The pages without their headers and footers, but for the first of each: a footer that stays is set apart by a
    blank line; numbers of pages never stay. A line with a day is one only where the day is the same.

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
    seen: set[str] = set()
    most = _MOST_LINES if len(pages) > _FEW else 1
    while most:
        edges = [_edge(lines, top=top) for lines in pages]
        keys = [_key(lines[edge]) if edge is not None else "" for lines, edge in zip(pages, edges, strict=True)]
        counts = Counter(filter(None, keys))
        running = {key for key, count in counts.items() if count > 1 and 2 * count > counts.total()}
        if not running:
            break
        most -= not all(map(_PAGE_NUMBER.fullmatch, running))
        for lines, edge, key, stay in zip(pages, edges, keys, kept, strict=True):
            if edge is None or key not in running:
                continue
            if key not in seen and not _PAGE_NUMBER.fullmatch(key):
                stay.append(lines[edge].strip())
            seen.add(key)
            lines[:] = lines[edge + 1 :] if top else lines[:edge]
    return kept


def _edge(lines: Sequence[str], *, top: bool) -> int | None:
    """Where the first, or the last, line with words stands."""
    numbers = range(len(lines)) if top else reversed(range(len(lines)))
    return next((number for number in numbers if lines[number].strip()), None)


def _key(line: str) -> str:
    """What is alike in lines that differ but in numbers; empty for what is too long to be a header."""
    said = " ".join(line.split())
    if len(said) > _LONGEST:
        return ""
    if may_hold_a_date(said) and any(date.is_day for date in find_dates(said)):
        return said
    return _NUMBER.sub("#", said)
