"""Days at the head of an entry that only their place shows to be days: « 13/05 : … », and « 13 : … » below a month.

Elsewhere such numbers say other things, and dates in words are for :mod:`ingest.prose.dates`.
"""

from __future__ import annotations

import re
from dataclasses import replace

from ingest.prose.dates import DateMention, find_dates

__all__ = ["day_at_head"]

_HEAD = re.compile(
    r"\s*(?:(?P<weekday>(?:lun|mar|mercre|jeu|vendre|same)di|dimanche|(?:mon|tues|wednes|thurs|fri|satur|sun)day),?\s)?"
    r"(?:le\s)?(?P<day>(?P<first>\d{1,2})(?:er)?(?:/(?P<second>\d{1,2}))?)"
    r"(?=\s?[:–—|](?:\s|$)|\s-\s|,?\s(?:à\s|de\s)?\d{1,2}\s?h)",
    re.IGNORECASE,
)
_MONTHS = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()
_MONTH = len("2014-05")
_LEAP = "2000"


def day_at_head(text: str, order: str, year: str) -> DateMention | None:
    """The day that numbers at the head of an entry give; None where they give none.

    ``order`` and ``year`` are those of :func:`~ingest.prose.dates.find_dates`: a number alone is a day where the
    context is a month.

    >>> given = (("13/05 : Forum", "2014"), ("Mardi 13 : Forum", "2014-05"), ("13 : Forum", "2014"))
    >>> [found and found.value for found in (day_at_head(text, "dmy", year) for text, year in given)]
    ['2014-05-13', '2014-05-13', None]
    """
    found = _HEAD.match(text)
    if not found or not (found["second"] or len(year) == _MONTH):
        return None
    day, month, meant = found["first"], int(year[5:] or 0), year[:4]
    if found["second"]:
        ordered = find_dates(f"{found['first']}/{found['second']}/{_LEAP}", order)
        if not ordered or ordered[0].problem:
            return _told(found, ordered)
        day, least, month = ordered[0].value[8:], month, int(ordered[0].value[5:7])
        meant = meant if month >= least else ""
    return _told(found, find_dates(f"{found['weekday'] or ''} {day} {_MONTHS[month - 1]} {meant}".strip()))


def _told(found: re.Match[str], dates: list[DateMention]) -> DateMention | None:
    """The first of these dates, with the words that give it."""
    start, end = found.start("weekday" if found["weekday"] else "day"), found.end("day")
    return replace(dates[0], start=start, end=end, quote=found.string[start:end]) if dates else None
