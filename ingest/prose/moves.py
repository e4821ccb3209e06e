"""Days to which what was to take place on another was moved: « reporté au 12 juin », « reporté du 5 au 12 juin ».

Whether something is cancelled or postponed is for :mod:`ingest.prose.wording`.
"""

from __future__ import annotations

import re
from dataclasses import replace

from ingest.prose.dates import DateMention

__all__ = ["anew", "moved_to"]

_MOVED = re.compile(r"\b(?:reportée?s?|postponed|rescheduled|moved)\b", re.IGNORECASE)
_ANEW = re.compile(
    r"\s(?:au|à|to)\s(?:the\s)?$"
    r"|[^.;!?]*\b(?:se (?:tiendr|déroulera)\w*|aur(?:a|ont)\s(?:\w+\s)?lieu|will(?:\snow)?\s(?:be held|take place))"
    r"\b[^.;!?]{0,60}$",
    re.IGNORECASE,
)
_MOVED_FROM = re.compile(r"\b(?:reportée?s?|postponed|rescheduled|moved)\s(?:(?:du|from)\s)?$", re.IGNORECASE)


def anew(text: str, start: int) -> re.Match[str] | None:
    """The words before a date that begins there which say that it is the new day of what was to take place on another.

    >>> [bool(anew(text, len(text))) for text in ("Reporté au ", "Reporté, il se tiendra le ", "Forum du ")]
    [True, True, False]
    """
    found = (each for each in _MOVED.finditer(text, 0, start) if _ANEW.match(text[:start], each.end()))
    return next(found, None)


def moved_to(text: str, date: DateMention) -> DateMention:
    """The day on which what was moved from one day to another takes place; any other date as it is."""
    is_moved = date.is_day and date.until and _MOVED_FROM.search(text[: date.start])
    return replace(date, value=date.until, until="") if is_moved else date
