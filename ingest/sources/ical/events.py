"""From a VEVENT to the events that it tells of, once for each time that it takes place.

Cutting and parsing the file is not for here, nor what all its times have (:mod:`ingest.sources.ical.content`).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta, tzinfo
from typing import Any

from icalendar import Event as Component

from graph.workspace import Source
from ingest.records import (
    Event,
    Identifier,
    Rejection,
    When,
)
from ingest.sources.ical.components import RawComponent
from ingest.sources.ical.content import fields_of
from ingest.sources.ical.properties import Properties
from ingest.sources.ical.recurrence import MAX_OCCURRENCES, MAX_YEARS, Moment, day_of, lengths, occurrences
from ingest.sources.ical.series import Series, at_new_time
from ingest.sources.keys import Keys
from ontology.errors import Place

__all__ = ["EventReading"]

_HIDDEN = frozenset({"PRIVATE", "CONFIDENTIAL"})


class EventReading:
    """One VEVENT on its way to records, in a calendar of that time zone, where it says one.

    What is left out is gathered in ``rejections``, with the line. Where ``shares_its_name``, its ``UID`` is that of
    another event of the calendar, too, and identifies neither.
    """

    def __init__(
        self, raw: RawComponent, component: Component, source_name: str, source: Source, zone: tzinfo | None
    ) -> None:
        self._said = Properties(raw, component, source_name, source.language)
        self.shares_its_name = False
        self.line = raw.line
        self._source = source
        self._zone = zone

    @property
    def place(self) -> Place:
        """The file, and the line where the event begins."""
        return self._said.place

    @property
    def rejections(self) -> list[Rejection]:
        """What of it is left out."""
        return self._said.rejections

    @property
    def series(self) -> str:
        """What the calendar calls the event and all its times."""
        return self._said.text("UID")

    @property
    def moved(self) -> Moment | None:
        """For one time of a recurring event that is told apart: when it would have been."""
        return self._said.moment("RECURRENCE-ID")

    @property
    def changes_what_follows(self) -> bool:
        """Whether what one time of a recurring event is told to be goes for all that follow."""
        values = self._said.listed("RECURRENCE-ID")
        return bool(values) and str(getattr(values[0], "params", {}).get("RANGE", "")).upper() == "THISANDFUTURE"

    @property
    def revision(self) -> tuple[int, str, int]:
        """How new this state of the event is: by its sequence, else when it was written, else where it stands."""
        stamp = self._said.moment("DTSTAMP") or self._said.moment("LAST-MODIFIED")
        written = stamp.isoformat() if isinstance(stamp, datetime) else ""
        return self._sequence, written, self._said.raw.line

    @property
    def content(self) -> list[str]:
        """Its lines, but for that which says when a copy was made."""
        return [line for line in self._said.raw.text.splitlines() if not line.upper().startswith("DTSTAMP")]

    @property
    def name(self) -> str:
        """What it is called; empty for one that is not for publication."""
        return "" if self._is_hidden else self._said.text("SUMMARY")

    def is_state_of(self, other: EventReading) -> bool:
        """Whether this tells of the other's event, whose identifier it has: by the sequence, the time or the title, to
        which words may have been added (« Sortie reportée »)."""
        (words, start), (others, another) = self._told, other._told
        return start == another or words <= others or others <= words or self._sequence != other._sequence

    @property
    def _is_hidden(self) -> bool:
        return str(self._said.component.get("CLASS", "")).strip().upper() in _HIDDEN

    @property
    def _told(self) -> tuple[frozenset[str], Moment | None]:
        return frozenset(self._said.text("SUMMARY").casefold().split()), self._said.moment("DTSTART")

    @property
    def _sequence(self) -> int:
        sequence = self._said.text("SEQUENCE")
        return int(sequence) if sequence.isascii() and sequence.isdigit() and len(sequence) < 10 else 0

    def read(self, keys: Keys, series: Series) -> Iterator[Event]:
        """The event, once for each time it takes place; of its ``series``, the whole is to be read before the changes.

        The times of which other components tell are theirs.
        """
        if self._is_hidden:
            self._said.reject(
                "the event is marked as not for publication", "Make it PUBLIC if it may be told.", "CLASS"
            )
            return
        start = self._said.moment("DTSTART")
        if start is None and not self._said.text("SUMMARY"):
            self._said.reject(
                "the event has neither a name nor a date that can be read", "Give it SUMMARY and DTSTART."
            )
            return
        self._check_zone(start)
        length, own = self._length(start), lengths(self._said.component)
        shared = fields_of(self._said, self._source)
        for moment, time in self._times(start, series):
            local = self._local(moment)
            key = keys.key(local.isoformat()[:10] if local else "", self._said.text("SUMMARY") or "event")
            lasting = own.get(moment, length) if moment else length
            yield self._event(key, shared, moment, lasting, self._uid(time))

    def _times(self, start: Moment | None, series: Series) -> list[tuple[Moment | None, Moment | None]]:
        """When it takes place, each time with what names it among those of a recurring event."""
        moved = self.moved
        if start is None or (moved and not self.changes_what_follows):
            return [(start, moved)]
        if self._said.component.get("RRULE") is None and self._said.component.get("RDATE") is None:
            return [(start, moved), *(self._changed(start, moved, series) if moved else ())]
        moments = self._moments(start, frozenset(series.days - {day_of(start)} if moved else series.days))
        if moved:
            return [(each, moved if each == start else each) for each in moments]
        recurs = len(moments) > 1 or series.days
        return [(each, each if recurs else None) for each in series.kept(moments)]

    def _changed(self, start: Moment, moved: Moment, series: Series) -> Iterator[tuple[Moment, Moment]]:
        """The times that follow one which was moved, moved by as much."""
        if not series.is_told:
            reason = "it changes all times that follow, which the calendar does not tell"
            self._said.reject(reason, "Export the whole calendar.", "RECURRENCE-ID")
        try:
            yield from ((at_new_time(each, moved, start), each) for each in series.following(moved))
        except (TypeError, OverflowError):
            reason = "it changes all times that follow, of which is not known when they are"
            self._said.reject(reason, "Give both its times a day, or both an hour.", "RECURRENCE-ID")

    def _moments(self, start: Moment, told_elsewhere: frozenset[date]) -> list[Moment]:
        try:
            moments, goes_on = occurrences(self._said.component, start, told_elsewhere)
        except (ValueError, TypeError, OverflowError, KeyError, IndexError) as error:
            said = str(error).rstrip(".")
            reason = f"its first time alone is told, its recurrence cannot be followed: {said}"
            self._said.reject(reason, "Mend the rule.", "RRULE")
            return [start]
        if goes_on:
            reason = f"it goes on: {len(moments)} times are told, at most {MAX_OCCURRENCES} and {MAX_YEARS} years"
            self._said.reject(reason, "Give the rule an end (UNTIL or COUNT).", "RRULE")
        return moments

    def _check_zone(self, start: Moment | None) -> None:
        for value in self._said.listed("DTSTART"):
            zone = getattr(value, "params", {}).get("TZID")
            if zone and isinstance(start, datetime) and start.tzinfo is None:
                reason = f"no time zone is called “{str(zone)[:60]}”; the time is told without its zone"
                self._said.reject(reason, "Use a name of the IANA time zones, such as Europe/Paris.", "DTSTART")

    def _length(self, start: Moment | None) -> timedelta:
        """How long after its beginning it ends: whole days for days, whose written end is the day after the last."""
        end = self._said.moment("DTEND")
        duration = next((value.dt for value in self._said.listed("DURATION") if hasattr(value, "dt")), None)
        if start is None or (end is None and not isinstance(duration, timedelta)):
            return timedelta()
        try:
            length = end - start if end is not None else duration
        except TypeError:
            self._said.reject(
                "its end and its beginning are not of one kind", "Give both a day, or both a time.", "DTEND"
            )
            return timedelta()
        if not isinstance(length, timedelta) or length < timedelta():
            self._said.reject("it ends before it begins", "Mend its dates.", "DTEND")
            return timedelta()
        return length if isinstance(start, datetime) else timedelta(days=max(length.days - 1, 0))

    def _event(self, key: str, shared: dict[str, Any], start: Moment | None, length: timedelta, uid: str) -> Event:
        end = start + length if start is not None and length else None
        return Event(
            key=key,
            identifiers=(Identifier("uid", uid),) if uid else (),
            start=_when(self._local(start)),
            end=_when(self._local(end)),
            **shared,
        )

    def _local(self, moment: Moment | None) -> Moment | None:
        """A time in UTC by the clock of the calendar's own zone, where the file names one: its day is that one's."""
        if self._zone is None or not isinstance(moment, datetime) or str(moment.tzinfo) != "UTC":
            return moment
        return moment.astimezone(self._zone)

    def _uid(self, time: Moment | None) -> str:
        """The identifier of one time of the event: all times of a recurring event share what the calendar gives."""
        uid = "" if self.shares_its_name else self.series
        return f"{uid}#{time.isoformat()[:10]}" if uid and time else uid


def _when(moment: Moment | None) -> When | None:
    """The moment as precise as it is: a day, or a time with its zone's offset where the zone is known.

    >>> _when(date(2015, 4, 2)).value
    '2015-04-02'
    """
    return When(moment.isoformat().replace("+00:00", "Z")) if moment else None
