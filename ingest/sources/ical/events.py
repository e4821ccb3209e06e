"""From a VEVENT to the events that it tells of. Cutting and parsing the file is not for here."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta, tzinfo
from typing import Any

from icalendar import Event as Component
from icalendar.prop import vBroken, vGeo

from graph.workspace import Source
from ingest.identifiers import identifier
from ingest.records import (
    ActorReference,
    ActorType,
    Coordinates,
    Event,
    Identifier,
    Passage,
    Rejection,
    Relation,
    Text,
    When,
    keywords_passage,
)
from ingest.sources.coordinates import coordinates
from ingest.sources.ical.components import RawComponent, unread
from ingest.sources.ical.descriptions import without_tags, words_of_page
from ingest.sources.ical.people import read_name
from ingest.sources.ical.recurrence import MAX_OCCURRENCES, MAX_YEARS, Moment, day_of, lengths, occurrences
from ingest.sources.ical.series import Series, at_new_time
from ingest.sources.keys import Keys
from ingest.sources.status import status_word
from ontology.errors import Place
from ontology.kinds import kind_of

__all__ = ["EventReading"]

_READ = frozenset(
    "SUMMARY DESCRIPTION DTSTART DTEND DURATION LOCATION ORGANIZER ATTENDEE CATEGORIES URL UID STATUS"
    " RRULE RDATE EXDATE RECURRENCE-ID GEO SEQUENCE".split()
)
_HIDDEN = frozenset({"PRIVATE", "CONFIDENTIAL"})
_TYPES = {"INDIVIDUAL": ActorType.PERSON, "GROUP": ActorType.GROUP}
_THINGS = frozenset({"ROOM", "RESOURCE"})
_PAGE = "X-ALT-DESC"
"""The description in another form."""


class EventReading:
    """One VEVENT on its way to records, in a calendar of that time zone, where it says one.

    What is left out is gathered in ``rejections``, with the line. Where ``shares_its_name``, its ``UID`` is that of
    another event of the calendar, too, and identifies neither.
    """

    def __init__(
        self, raw: RawComponent, component: Component, source_name: str, source: Source, zone: tzinfo | None
    ) -> None:
        self.rejections: list[Rejection] = []
        self.shares_its_name = False
        self.line = raw.line
        self.place = Place(source_name, f"line {raw.line}")
        self._raw = raw
        self._component = component
        self._name = source_name
        self._source = source
        self._zone = zone
        for name, error in component.errors:
            if name is None or name.upper() in _READ:
                reason = unread(name, " ".join(str(error).split()), raw.values_of(name))
                self._reject(name, reason, "Mend the line, or take it out.")

    @property
    def series(self) -> str:
        """What the calendar calls the event and all its times."""
        return self._text("UID")

    @property
    def moved(self) -> Moment | None:
        """For one time of a recurring event that is told apart: when it would have been."""
        return self._moment("RECURRENCE-ID")

    @property
    def changes_what_follows(self) -> bool:
        """Whether what one time of a recurring event is told to be goes for all that follow."""
        values = self._listed("RECURRENCE-ID")
        return bool(values) and str(getattr(values[0], "params", {}).get("RANGE", "")).upper() == "THISANDFUTURE"

    @property
    def revision(self) -> tuple[int, str, int]:
        """How new this state of the event is: by its sequence, else when it was written, else where it stands."""
        stamp = self._moment("DTSTAMP") or self._moment("LAST-MODIFIED")
        written = stamp.isoformat() if isinstance(stamp, datetime) else ""
        return self._sequence, written, self._raw.line

    @property
    def content(self) -> list[str]:
        """Its lines, but for that which says when a copy was made."""
        return [line for line in self._raw.text.splitlines() if not line.upper().startswith("DTSTAMP")]

    @property
    def name(self) -> str:
        """What it is called; empty for one that is not for publication."""
        return "" if self._is_hidden else self._text("SUMMARY")

    def is_state_of(self, other: EventReading) -> bool:
        """Whether this tells of the other's event, whose identifier it has: by the sequence, the time or the title, to
        which words may have been added (« Sortie reportée »)."""
        (words, start), (others, another) = self._told, other._told
        return start == another or words <= others or others <= words or self._sequence != other._sequence

    @property
    def _is_hidden(self) -> bool:
        return str(self._component.get("CLASS", "")).strip().upper() in _HIDDEN

    @property
    def _told(self) -> tuple[frozenset[str], Moment | None]:
        return frozenset(self._text("SUMMARY").casefold().split()), self._moment("DTSTART")

    @property
    def _sequence(self) -> int:
        sequence = self._text("SEQUENCE")
        return int(sequence) if sequence.isascii() and sequence.isdigit() and len(sequence) < 10 else 0

    def read(self, keys: Keys, series: Series) -> Iterator[Event]:
        """The event, once for each time it takes place; of its ``series``, the whole is to be read before the changes.

        The times of which other components tell are theirs.
        """
        if self._is_hidden:
            self._reject("CLASS", "the event is marked as not for publication", "Make it PUBLIC if it may be told.")
            return
        start = self._moment("DTSTART")
        if start is None and not self._text("SUMMARY"):
            self._reject(
                None, "the event has neither a name nor a date that can be read", "Give it SUMMARY and DTSTART."
            )
            return
        self._check_zone(start)
        length, own = self._length(start), lengths(self._component)
        shared = self._shared()
        for moment, time in self._times(start, series):
            local = self._local(moment)
            key = keys.key(local.isoformat()[:10] if local else "", self._text("SUMMARY") or "event")
            lasting = own.get(moment, length) if moment else length
            yield self._event(key, shared, moment, lasting, self._uid(time))

    def _times(self, start: Moment | None, series: Series) -> list[tuple[Moment | None, Moment | None]]:
        """When it takes place, each time with what names it among those of a recurring event."""
        moved = self.moved
        if start is None or (moved and not self.changes_what_follows):
            return [(start, moved)]
        if self._component.get("RRULE") is None and self._component.get("RDATE") is None:
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
            self._reject("RECURRENCE-ID", reason, "Export the whole calendar.")
        try:
            yield from ((at_new_time(each, moved, start), each) for each in series.following(moved))
        except (TypeError, OverflowError):
            reason = "it changes all times that follow, of which is not known when they are"
            self._reject("RECURRENCE-ID", reason, "Give both its times a day, or both an hour.")

    def _moments(self, start: Moment, told_elsewhere: frozenset[date]) -> list[Moment]:
        try:
            moments, goes_on = occurrences(self._component, start, told_elsewhere)
        except (ValueError, TypeError, OverflowError, KeyError, IndexError) as error:
            said = str(error).rstrip(".")
            reason = f"its first time alone is told, its recurrence cannot be followed: {said}"
            self._reject("RRULE", reason, "Mend the rule.")
            return [start]
        if goes_on:
            reason = f"it goes on: {len(moments)} times are told, at most {MAX_OCCURRENCES} and {MAX_YEARS} years"
            self._reject("RRULE", reason, "Give the rule an end (UNTIL or COUNT).")
        return moments

    def _check_zone(self, start: Moment | None) -> None:
        for value in self._listed("DTSTART"):
            zone = getattr(value, "params", {}).get("TZID")
            if zone and isinstance(start, datetime) and start.tzinfo is None:
                reason = f"no time zone is called “{str(zone)[:60]}”; the time is told without its zone"
                self._reject("DTSTART", reason, "Use a name of the IANA time zones, such as Europe/Paris.")

    def _length(self, start: Moment | None) -> timedelta:
        """How long after its beginning it ends: whole days for days, whose written end is the day after the last."""
        end = self._moment("DTEND")
        duration = next((value.dt for value in self._listed("DURATION") if hasattr(value, "dt")), None)
        if start is None or (end is None and not isinstance(duration, timedelta)):
            return timedelta()
        try:
            length = end - start if end is not None else duration
        except TypeError:
            self._reject("DTEND", "its end and its beginning are not of one kind", "Give both a day, or both a time.")
            return timedelta()
        if not isinstance(length, timedelta) or length < timedelta():
            self._reject("DTEND", "it ends before it begins", "Mend its dates.")
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

    def _shared(self) -> dict[str, Any]:
        """What all times of the event have."""
        language = self._language("SUMMARY")
        title, (description, spoken) = self._text("SUMMARY"), self._description()
        categories = self._categories()
        kind = next((category for category in categories if kind_of(category, "event")), "")
        keywords = [category for category in categories if category != kind]
        told = (Passage(field, text) for field, text in (("title", title), ("description", description)) if text)
        url = identifier("url", self._text("URL"))
        found_at = url.value if url else self._source.found_at
        return {
            "place": self.place,
            "passages": (*told, *keywords_passage(keywords)),
            "actors": tuple(dict.fromkeys(self._actors())),
            "keywords": tuple(Text(keyword, language) for keyword in keywords),
            "found_at": (found_at,) if found_at else (),
            "language": language,
            "title": Text(" ".join(title.split()), language) if title else None,
            "description": Text(description, spoken) if description else None,
            "kind": kind,
            "coordinates": self._point(),
            "location": " ".join(self._text("LOCATION").split()),
            "status": status_word(self._text("STATUS")),
            "url": url.value if url else "",
        }

    def _description(self) -> tuple[str, str]:
        """What is said of the event, and in which language: what Outlook writes in HTML where nothing else says it."""
        said = without_tags(self._text("DESCRIPTION"))
        pages = (
            each
            for each in self._listed(_PAGE)
            if str(getattr(each, "params", {}).get("FMTTYPE", "")).strip().lower() == "text/html"
        )
        page = next(pages, None) if not said else None
        return (
            (words_of_page(str(page)), self._language(_PAGE))
            if page is not None
            else (said, self._language("DESCRIPTION"))
        )

    def _point(self) -> Coordinates | None:
        value = next(iter(self._listed("GEO")), None)
        return coordinates(value.latitude, value.longitude) if isinstance(value, vGeo) else None

    def _actors(self) -> Iterator[ActorReference]:
        """Organizer and attendees by name. Whoever declined was not there; e-mail addresses are nobody's to publish."""
        nameless = 0
        for field, relation in (("ORGANIZER", Relation.ORGANIZER), ("ATTENDEE", Relation.ATTENDEE)):
            for person in self._listed(field):
                said = {name: str(value).strip().upper() for name, value in getattr(person, "params", {}).items()}
                if said.get("CUTYPE") in _THINGS or said.get("PARTSTAT") == "DECLINED":
                    continue
                name = " ".join(str(getattr(person, "params", {}).get("CN", "")).strip(" \"'").split())
                if not name or "@" in name:
                    nameless += 1
                else:
                    known = _TYPES.get(said.get("CUTYPE", ""))
                    called, kind = (name, known) if known is ActorType.GROUP else read_name(name, str(person))
                    yield ActorReference(called, relation, known or kind, quote=name, field=field.lower())
        if nameless:
            remedy = "Give them a name (CN) if it may be published."
            self._reject("ATTENDEE", f"{nameless} of its people are addresses without a name", remedy)

    def _categories(self) -> list[str]:
        found = [str(text).strip() for value in self._listed("CATEGORIES") for text in getattr(value, "cats", ())]
        return [text for text in dict.fromkeys(found) if text]

    def _moment(self, name: str) -> Moment | None:
        values = self._listed(name)
        moment = getattr(values[0], "dt", None) if values else None
        return moment if isinstance(moment, date) else None

    def _text(self, name: str) -> str:
        values = self._listed(name)
        return str(values[0]).strip() if values else ""

    def _language(self, name: str) -> str:
        values = self._listed(name)
        said = getattr(values[0], "params", {}).get("LANGUAGE", "") if values else ""
        return str(said).lower() or self._source.language

    def _listed(self, name: str) -> list[Any]:
        """The values of a property; a broken one counts as none, since its error is told already."""
        value = self._component.get(name)
        values = value if isinstance(value, list) else [] if value is None else [value]
        return [each for each in values if not isinstance(each, vBroken)]

    def _reject(self, name: str | None, reason: str, remedy: str) -> None:
        self.rejections.append(Rejection(Place(self._name, f"line {self._raw.line_of(name)}"), reason, remedy))


def _when(moment: Moment | None) -> When | None:
    """The moment as precise as it is: a day, or a time with its zone's offset where the zone is known.

    >>> _when(date(2015, 4, 2)).value
    '2015-04-02'
    """
    return When(moment.isoformat().replace("+00:00", "Z")) if moment else None
