"""Calendars in iCalendar (RFC 5545): an event a VEVENT, and one for each time that it recurs, within bounds."""

from __future__ import annotations

import warnings
from collections import defaultdict
from collections.abc import Iterator
from datetime import tzinfo
from pathlib import Path
from typing import cast

from icalendar import Event
from icalendar.timezone import tzp

import ingest.records as model
from graph.workspace import Source
from ingest.records import Rejection
from ingest.sources.decoding import read_text
from ingest.sources.ical.components import Calendar, RawComponent, cut
from ingest.sources.ical.events import EventReading
from ingest.sources.ical.recurrence import Moment
from ingest.sources.ical.series import Series
from ingest.sources.keys import Keys
from ontology.errors import DataError, Place

__all__ = ["read"]

FAULTS = (ValueError, TypeError, KeyError, AttributeError, IndexError, OverflowError, ArithmeticError, RecursionError)
"""All that the parser lets through for a component that is not what it should be; found by damaging calendars."""
_TOLD = 20
"""Older states that are set aside one by one: a calendar of many is one that keeps them all."""


def read(path: Path, source: Source) -> Iterator[model.Event | Rejection]:
    """An event for each time that a VEVENT takes place, and a rejection, with its line, for what cannot be understood.

    Raises :class:`DataError` when the file cannot be read or is no calendar.
    """
    calendar = cut(read_text(path), str(path))
    if not calendar.is_calendar:
        remedy = "A calendar begins with BEGIN:VCALENDAR."
        raise DataError("this is not an iCalendar file", Place(str(path), "line 1"), remedy)
    rejections = list(calendar.rejections)
    tzp.use_default()  # forgets the time zones of calendars read before, whose names may mean something else
    for name, zone in calendar.timezones.items():
        _parsed(zone, path, f"the time zone “{name[:60]}”", rejections)
    own = _own_zone(calendar, path, rejections)
    readings: list[EventReading] = []
    for raw in calendar.events:
        if component := _parsed(raw, path, "the event", rejections):
            readings.append(EventReading(raw, component, str(path), source, own))
    kept, older = _newest(readings)
    yield from rejections
    yield from _set_aside(older, path)
    yield from _events(kept)


def _newest(readings: list[EventReading]) -> tuple[list[EventReading], list[tuple[EventReading, EventReading]]]:
    """Of several states of one event, or of one of its times, the newest; the others are no events of their own.

    Each of these comes second, with the newest. What differs in all but its identifier is another event, to which a
    program gave the same one: it identifies none of them then.
    """
    newest: dict[tuple[str, Moment | None], EventReading] = {}
    for reading in readings:
        state = reading.series, reading.moved
        newest[state] = max(newest.get(state, reading), reading, key=lambda each: each.revision)

    kept, older = [], []
    for reading in readings:
        last = newest[reading.series, reading.moved]
        if not reading.series or reading is last or not reading.is_state_of(last):
            kept.append(reading)
            reading.shares_its_name = last.shares_its_name = last.shares_its_name or reading is not last
        else:
            older.append((reading, last))
    return kept, older


def _set_aside(older: list[tuple[EventReading, EventReading]], path: Path) -> Iterator[Rejection]:
    """Say of older states where the newest stands, of many how many they are; a copy says nothing else than that."""
    differing = [(reading, last) for reading, last in older if reading.content != last.content]
    if len(differing) > _TOLD:
        reason = f"{len(differing)} older states of events are left out: the newest of each is kept"
        yield Rejection(Place(str(path)), reason, "Export the calendar again, if an older one is right.")
        return
    for reading, last in differing:
        reason = f"this is an older state of the event at line {last.line}"
        yield Rejection(reading.place, reason, "Take the newer out, if the older is right.", excerpt=reading.name)


def _own_zone(calendar: Calendar, path: Path, rejections: list[Rejection]) -> tzinfo | None:
    """The calendar's own time zone, as far as it says one that there is; none where a file of several has others."""
    zones = {name: tzp.timezone(name) for name in calendar.zones if name}
    for name in (name for name, zone in zones.items() if zone is None):
        reason = f"no time zone is called “{name[:60]}”; times in UTC are told in UTC"
        remedy = "Use a name of the IANA time zones, such as Europe/Paris."
        rejections.append(Rejection(Place(str(path), f"line {calendar.zones[name]}"), reason, remedy))
    return next(iter(zones.values())) if len(zones) == 1 else None


def _parsed(raw: RawComponent, path: Path, what: str, rejections: list[Rejection]) -> Event | None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # its guesses of time zones
            return cast(Event, Event.from_ical(raw.text))
    except FAULTS as error:
        reason = f"{what} is not iCalendar: {_said(error)}"
        rejections.append(
            Rejection(Place(str(path), f"line {raw.line}"), reason, "Export it again, or mend it there.", breaks=True)
        )
        return None


def _events(readings: list[EventReading]) -> Iterator[model.Event | Rejection]:
    series: defaultdict[str, Series] = defaultdict(Series)
    for reading in readings:
        if moved := reading.moved:
            series[reading.series].tell_apart(moved, onward=reading.changes_what_follows)
    keys, told = Keys(), dict[int, list[model.Event | Rejection]]()
    wholes_first = sorted(enumerate(readings), key=lambda each: each[1].moved is not None)
    for index, reading in wholes_first:
        try:
            found = list(reading.read(keys, series[reading.series]))
        except FAULTS as error:
            reason = f"the event cannot be understood: {_said(error)}"
            told[index] = [Rejection(reading.place, reason, "Mend it there.")]
        else:
            told[index] = [*reading.rejections, *found]
    for index in range(len(readings)):
        yield from told[index]


def _said(error: Exception) -> str:
    return " ".join(str(error).split())[:200].rstrip(".") or type(error).__name__
