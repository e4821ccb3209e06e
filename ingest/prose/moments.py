"""Dates as a page's words give them, completed by what its markup says: ``<time datetime="2013-05-13">13 mai</time>``.

What people read comes first: markup that says another day than its words is not believed. Markup is not read here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ingest.prose.dates import DateMention, find_dates
from ingest.prose.hours import find_hours
from ingest.prose.page import Moment

__all__ = ["with_days", "with_hours_of"]


def with_days(dates: list[DateMention], moments: Sequence[Moment], offset: int) -> list[DateMention]:
    """The dates of a text that starts at ``offset``, with the years that moments in it have, and those that only a
    moment gives (« lundi prochain »); without that of the page itself.
    """
    found = list(dates)
    for moment in moments:
        start, end = moment.start - offset, moment.end - offset
        beside = [date for date in found if date.start < end and start < date.end]
        day = moment.value.partition("T")[0]
        if not day:
            found = [date for date in found if date not in beside]
        elif beside:
            found = [_completed(date, day) if date in beside else date for date in found]
        elif not _is_hour(moment.text):
            found.append(DateMention(start, end, moment.text, day))
    return sorted(found, key=lambda date: (date.start, date.value))


def with_hours_of(dates: list[DateMention], moments: Sequence[Moment], offset: int) -> list[DateMention]:
    """The dates at the hours that moments among their words have, where the words themselves say none."""
    found = []
    for date in dates:
        inside = [one for one in moments if one.start - offset < date.end and date.start < one.end - offset]
        hours = {day: hour for day, _, hour in (one.value.partition("T") for one in reversed(inside)) if hour}
        told = replace(date, hour=date.hour or hours.get(date.value, ""))
        found.append(replace(told, until_hour=told.until_hour or hours.get(date.until or "-", "")))
    return found


def _completed(date: DateMention, day: str) -> DateMention:
    """The date with the year of the day of which its words tell."""
    if date.value or date.is_vague:
        return date
    told = find_dates(date.quote, year=day[:4])[0]
    return replace(date, value=told.value, until=told.until, problem="") if told.value == day else date


def _is_hour(words: str) -> bool:
    """Whether the words are but hours: those of a date that stands elsewhere."""
    return any((found.start, found.end) == (0, len(words)) for found in find_hours(words))
