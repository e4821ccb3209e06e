"""The times of an event that an agenda lists one by one, gathered into those at which it takes place.

Rules by which an event recurs are for :mod:`ingest.sources.ical`.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from ingest.records import When

__all__ = ["MOST_TIMES", "Timing", "taking_place"]

Timing = tuple[When, When | None]
"""A beginning and an end."""
MOST_TIMES = 100
"""The most times that are told of one event, as many as of one that recurs in a calendar."""


def taking_place(timings: Iterable[Timing]) -> list[Timing]:
    """When the event takes place, in order: once for all times of a day, and once for days that follow each other with
    the same hours.

    >>> days = ("13", "14", "20")
    >>> listed = [(When(f"2024-05-{day}T09:00:00"), When(f"2024-05-{day}T17:00:00")) for day in days]
    >>> [f"{start.value} {end.value}" for start, end in taking_place(listed)]
    ['2024-05-13T09:00:00 2024-05-14T17:00:00', '2024-05-20T09:00:00 2024-05-20T17:00:00']
    """
    days: dict[str, Timing] = {}
    for start, end in sorted(timings, key=lambda each: each[0].value):
        first, last = days.get(start.day, (start, end))
        days[start.day] = first, max(filter(None, (last, end)), key=lambda when: when.value, default=None)
    runs: list[list[Timing]] = []
    for each in days.values():
        if runs and _goes_on(runs[-1][-1], each):
            runs[-1].append(each)
        else:
            runs.append([each])
    return [(run[0][0], run[-1][1]) for run in runs]


def _goes_on(one: Timing, other: Timing) -> bool:
    """Whether the other is the same hours on the next day."""
    (start, end), (next_start, next_end) = one, other
    if end is None or next_end is None or len(start.day) != 10 or len(next_start.day) != 10:
        return False
    days = [date.fromisoformat(when.day).toordinal() for when in (start, next_start)]
    hours = [[when.value.partition("T")[2][:5] for when in each] for each in ((start, end), (next_start, next_end))]
    return days[0] + 1 == days[1] and hours[0] == hours[1] and end.day < next_end.day
