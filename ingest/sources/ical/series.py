"""Which times of a recurring event other components of its calendar tell of (RFC 5545, section 3.8.4.4).

By what rule it recurs is for :mod:`ingest.sources.ical.recurrence`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from datetime import date, datetime

from ingest.sources.ical.recurrence import Moment, day_of

__all__ = ["Series", "at_new_time"]


class Series:
    """The times of one recurring event that are told apart, by the days on which they would have been.

    The series ``is_told`` where a component of the calendar tells the others.

    >>> series = Series()
    >>> series.tell_apart(date(2024, 5, 8), onward=False)
    >>> series.tell_apart(date(2024, 5, 15), onward=True)
    >>> series.kept([date(2024, 5, day) for day in (1, 22, 29)])
    [datetime.date(2024, 5, 1)]
    >>> series.following(date(2024, 5, 15))
    [datetime.date(2024, 5, 22), datetime.date(2024, 5, 29)]
    """

    def __init__(self) -> None:
        self.days: set[date] = set()
        self.is_told = False
        self._changes: dict[date, list[Moment]] = {}

    def tell_apart(self, moment: Moment, *, onward: bool) -> None:
        """Another component tells of the time at that moment, and of all that follow where it says so."""
        self.days.add(day_of(moment))
        if onward:
            self._changes[day_of(moment)] = []

    def kept(self, moments: Iterable[Moment]) -> list[Moment]:
        """Those that follow no change; each of the others is kept for the last change before it."""
        self.is_told = True
        kept: list[Moment] = []
        changes = sorted(self._changes)
        for moment in moments:
            before = bisect_left(changes, day_of(moment))
            (self._changes[changes[before - 1]] if before else kept).append(moment)
        return kept

    def following(self, moment: Moment) -> list[Moment]:
        """The times that the change at that moment changes too, by what the whole series says of them."""
        return self._changes.get(day_of(moment), [])


def at_new_time(moment: Moment, moved: Moment, start: Moment) -> Moment:
    """When a time of the series is, where the one at ``moved`` is at ``start``: as much earlier or later.

    Raises :class:`TypeError` where one of these is a day and another has its hour.

    >>> at_new_time(datetime(2024, 5, 22, 20), datetime(2024, 5, 15, 20), datetime(2024, 5, 16, 18))
    datetime.datetime(2024, 5, 23, 18, 0)
    """
    later = moment + (start - moved)  # type: ignore[operator]
    if isinstance(later, datetime) and isinstance(start, datetime) and later.tzinfo and start.tzinfo:
        return later.astimezone(start.tzinfo)
    return later
