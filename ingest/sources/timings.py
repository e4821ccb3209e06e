"""The times of an event that an agenda lists one by one, gathered into those at which it takes place.

Rules by which an event recurs are for :mod:`ingest.sources.ical`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from ingest.records import When

__all__ = ["MOST_TIMES", "Timing", "past_midnight", "taking_place"]

Timing = tuple[When, When | None]
"""A beginning and an end."""
_WEEK = 7
MOST_TIMES = 100
"""The most times that are told of one event, as many as of one that recurs in a calendar."""


def taking_place(timings: Iterable[Timing], *, stays: bool = False) -> list[Timing]:
    """When the event takes place, in order: once for days that are less than a week apart; once a week or more rarely,
    each time is an event, but of what ``stays`` for weeks, as an exhibition does that is open on a day of each.

    >>> days = ("13", "14", "16", "23")
    >>> listed = [(When(f"2024-05-{day}T09:00:00"), When(f"2024-05-{day}T17:00:00")) for day in days]
    >>> [f"{start.value} {end.value}" for start, end in taking_place(listed)]
    ['2024-05-13T09:00:00 2024-05-16T17:00:00', '2024-05-23T09:00:00 2024-05-23T17:00:00']
    >>> [f"{start.value} {end.value}" for start, end in taking_place(listed, stays=True)]
    ['2024-05-13T09:00:00 2024-05-23T17:00:00']
    """
    longest = _WEEK if stays else _WEEK - 1
    runs: list[list[Timing]] = []
    for each in sorted(timings, key=lambda each: each[0].value):
        if runs and _goes_on(runs[-1][-1], each, longest):
            runs[-1].append(each)
        else:
            runs.append([each])
    return [(run[0][0], _end(run)) for run in runs]


def past_midnight(start: When, end: When | None) -> When | None:
    """The end of what lasts into the night, where it is written with the hour of the next day and the day of the first.

    >>> past_midnight(When("2018-02-02T22:00:00"), When("2018-02-02T05:30:00")).value
    '2018-02-03T05:30:00'
    """
    if end is None or end.day != start.day or end.value[16:] != start.value[16:] or end.value >= start.value:
        return end
    return replace(end, value=(date.fromisoformat(end.day) + timedelta(days=1)).isoformat() + end.value[10:])


def _goes_on(one: Timing, other: Timing, longest: int) -> bool:
    """Whether the other is of the same day, or no more than the ``longest`` number of days later."""
    days = [when.day for when, _ in (one, other)]
    if days[0] == days[1]:
        return True
    if any(len(day) != len("2024-05-13") for day in days):
        return False
    first, second = (date.fromisoformat(day) for day in days)
    return (second - first).days <= longest


def _end(run: Sequence[Timing]) -> When | None:
    """The end of the last; where it is not told, its beginning ends what lasts several days."""
    begun = run[-1][0] if run[-1][0].day != run[0][0].day else None
    told = [end for _, end in run if end] + ([begun] if begun else [])
    return max(told, key=lambda when: when.value, default=None)
