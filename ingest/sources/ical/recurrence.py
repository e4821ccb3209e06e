"""The days on which a recurring event takes place, bounded in number and in time. Single events are not for here."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import Any

from dateutil.rrule import rrulestr
from icalendar import Event, vRecur
from icalendar.prop import vBroken

__all__ = ["MAX_OCCURRENCES", "MAX_YEARS", "Moment", "day_of", "lengths", "occurrences"]

Moment = date | datetime
MAX_OCCURRENCES = 100
"""The most occurrences that are told of one recurring event."""
MAX_YEARS = 10
"""How many years after its first an occurrence may be."""
_LAST_YEAR = date.max.year - MAX_YEARS - 1
_FREQUENCIES = frozenset({"DAILY", "WEEKLY", "MONTHLY", "YEARLY"})


def occurrences(event: Event, start: Moment, skipped: frozenset[date]) -> tuple[list[Moment], bool]:
    """When the event takes place, its first time included, and whether there is more than is told.

    ``skipped`` are the days that other components of the calendar tell of. Raises :class:`ValueError`, in words, for a
    rule that cannot be followed.
    """
    excluded = skipped | {day_of(moment) for moment in _moments(event, "EXDATE")}
    found = {day_of(moment): moment for moment in _moments(event, "RDATE")}
    goes_on = False
    for rule in _listed(event, "RRULE"):
        if isinstance(rule, vRecur):
            moments, more = _by_rule(rule, start)
            found |= {day_of(moment): moment for moment in reversed(moments)}
            goes_on |= more
    found[day_of(start)] = start
    told = [moment for day, moment in sorted(found.items()) if day not in excluded]
    return told[:MAX_OCCURRENCES], goes_on or len(told) > MAX_OCCURRENCES


def lengths(event: Event) -> dict[Moment, timedelta]:
    """How long each of the times lasts that RDATE gives with an end or a duration of their own."""
    periods = [each.dt for dates in _listed(event, "RDATE") for each in getattr(dates, "dts", ())]
    lasting = (
        (each[0], each[1] if isinstance(each[1], timedelta) else each[1] - each[0])
        for each in periods
        if isinstance(each, tuple)
    )
    return {start: length for start, length in lasting if length > timedelta()}


def day_of(moment: Moment) -> date:
    """The day of a date or of a date with its time."""
    return moment.date() if isinstance(moment, datetime) else moment


def _listed(event: Event, name: str) -> list[object]:
    value = event.get(name)
    values = value if isinstance(value, list) else [] if value is None else [value]
    return [each for each in values if not isinstance(each, vBroken)]


def _moments(event: Event, name: str) -> Iterator[Moment]:
    """The dates that EXDATE or RDATE list; of a period, its beginning."""
    for dates in _listed(event, name):
        for each in getattr(dates, "dts", ()):
            moment = each.dt[0] if isinstance(each.dt, tuple) else each.dt
            if isinstance(moment, date):
                yield moment


def _by_rule(rule: vRecur, start: Moment) -> tuple[list[Moment], bool]:
    """The moments that a rule gives, by the clock of the event's own place, and whether there are more."""
    frequency = str(_first(rule, "FREQ", "")).upper()
    if frequency not in _FREQUENCIES:
        raise ValueError(f"it recurs by “{frequency[:20]}”; days, weeks, months and years are told")
    if int(_first(rule, "INTERVAL", 1)) < 1:
        raise ValueError("its interval is less than one")
    zone = start.tzinfo if isinstance(start, datetime) else None
    first = start.replace(tzinfo=None) if isinstance(start, datetime) else datetime.combine(start, time())
    until, is_cut = _until(rule, first, start)
    count = int(_first(rule, "COUNT", MAX_OCCURRENCES + 1))
    parts = vRecur({name: value for name, value in rule.items() if name.upper() not in ("UNTIL", "COUNT")})
    text = parts.to_ical().decode()  # type: ignore[no-untyped-call]
    # A rule that never comes true is followed to the year 9999. The calendar repeats itself every 400 years, so the
    # search is moved as near to that end as it can be.
    moved = (_LAST_YEAR - first.year) // 400 * 400
    late = rrulestr(text, dtstart=_in_year(first, moved)).replace(until=_in_year(until, moved))
    told = [_in_year(each, -moved) for each in islice(late, min(count, MAX_OCCURRENCES + 1))]
    moments = [each.replace(tzinfo=zone) if isinstance(start, datetime) else each.date() for each in told]
    return moments, (is_cut and len(told) < count) or len(told) > MAX_OCCURRENCES


def _in_year(moment: datetime, years: int) -> datetime:
    """The same day of the week and clock, a multiple of 400 years later."""
    return moment.replace(year=moment.year + years)


def _until(rule: vRecur, first: datetime, start: Moment) -> tuple[datetime, bool]:
    """When to stop, by the clock of the event's place, and whether that is before the rule's own end."""
    latest = first + timedelta(days=366 * MAX_YEARS)
    said = _first(rule, "UNTIL", None)
    if not isinstance(said, date):
        return latest, True
    if isinstance(said, datetime):
        zone = start.tzinfo if isinstance(start, datetime) else None
        end = (said.astimezone(zone) if said.tzinfo and zone else said).replace(tzinfo=None)
    else:
        end = datetime.combine(said, time.max)
    return min(latest, end), end > latest


def _first(rule: vRecur, name: str, default: Any) -> Any:
    value = rule.get(name, default)
    return value[0] if isinstance(value, list) and value else value
