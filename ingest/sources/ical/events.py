"""From a VEVENT to the events that it tells of. Cutting and parsing the file is not for here."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta, tzinfo
from typing import Any

from icalendar import Event as Component
from icalendar.prop import vBroken, vGeo

from graph.workspace import Source
from ingest.identifiers import identifier
from ingest.prose.markup import html_page
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
)
from ingest.sources.coordinates import coordinates
from ingest.sources.ical.components import RawComponent
from ingest.sources.ical.people import read_name
from ingest.sources.ical.recurrence import MAX_OCCURRENCES, MAX_YEARS, Moment, occurrences
from ingest.sources.keys import Keys
from ingest.sources.markup_free import markup_free
from ingest.sources.status import status_word
from ontology.errors import DataError, Place
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
_ESCAPED = re.compile(r"\\([\\;,nN])")
"""A sign as texts of calendars write it (RFC 5545, section 3.3.11)."""
_HTML = re.compile(r"<(?:a|b|br|div|em|html|i|li|ol|p|span|strong|u|ul)\b[^<>]{0,2000}>", re.IGNORECASE)
_NO_PARTS = re.compile(r"Content line could not be parsed into parts: '(.*)': ")


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
                reason = _unread(name, " ".join(str(error).split()), raw.values_of(name))
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

    def read(self, keys: Keys, told_elsewhere: frozenset[date]) -> Iterator[Event]:
        """The event, once for each time it takes place; ``told_elsewhere`` are days that other components tell of."""
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
        length = self._length(start)
        moments = self._moments(start, told_elsewhere)
        shared = self._shared()
        for moment in moments:
            local = self._local(moment)
            key = keys.key(local.isoformat()[:10] if local else "", self._text("SUMMARY") or "event")
            yield self._event(key, shared, moment, length, self._uid(moment, recurs=len(moments) > 1))

    def _moments(self, start: Moment | None, told_elsewhere: frozenset[date]) -> list[Moment | None]:
        recurs = any(self._component.get(name) is not None for name in ("RRULE", "RDATE"))
        if start is None or not recurs or self.moved:
            return [start]
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
        return [*moments]

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
        whole_days = not isinstance(start, datetime) and length > timedelta()
        return length - timedelta(days=1) if whole_days else length

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

    def _uid(self, start: Moment | None, *, recurs: bool) -> str:
        """The identifier of one time of the event: all times of a recurring event share what the calendar gives."""
        uid = "" if self.shares_its_name else self.series
        moment = self.moved or (start if recurs else None)
        return f"{uid}#{moment.isoformat()[:10]}" if uid and moment else uid

    def _shared(self) -> dict[str, Any]:
        """What all times of the event have."""
        language = self._language("SUMMARY")
        title, (description, spoken) = self._text("SUMMARY"), self._description()
        categories = self._categories()
        kind = next((category for category in categories if kind_of(category, "event")), "")
        keywords = [category for category in categories if category != kind]
        passages = {"title": title, "description": description, "keywords": "; ".join(keywords)}
        url = identifier("url", self._text("URL"))
        found_at = url.value if url else self._source.found_at
        return {
            "place": self.place,
            "passages": tuple(Passage(field, text) for field, text in passages.items() if text),
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
        said = _readable(self._text("DESCRIPTION"))
        pages = (
            each
            for each in self._listed(_PAGE)
            if str(getattr(each, "params", {}).get("FMTTYPE", "")).strip().lower() == "text/html"
        )
        page = next(pages, None) if not said else None
        return (_words(str(page)), self._language(_PAGE)) if page is not None else (said, self._language("DESCRIPTION"))

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


def _readable(description: str) -> str:
    """A description without its tags, where it is HTML, as Google Calendar writes them."""
    return markup_free(description) if _HTML.search(description) else description


def _words(page: str) -> str:
    """The words of a page of HTML on one line; nothing where it shows none."""
    try:
        return " ".join(html_page(_ESCAPED.sub(_unescaped, page), Place("")).text.split())
    except DataError:
        return ""


def _unescaped(found: re.Match[str]) -> str:
    return found[1] if found[1] not in "nN" else "\n"


def _when(moment: Moment | None) -> When | None:
    """The moment as precise as it is: a day, or a time with its zone's offset where the zone is known.

    >>> _when(date(2015, 4, 2)).value
    '2015-04-02'
    """
    return When(moment.isoformat().replace("+00:00", "Z")) if moment else None


def _unread(name: str | None, said: str, values: Iterable[str]) -> str:
    """Why a property was left out, by what the parser says; the file's words in it, its ``values``, are in “ ”.

    >>> _unread(None, "Content line could not be parsed into parts: ':15': :15", ())
    '“:15” is no line of a calendar'
    >>> _unread("DTSTART", "Expected date, got: soon.", ["soon"])
    'DTSTART cannot be read: Expected date, got: “soon”'
    """
    if not name:
        line = _NO_PARTS.match(said)
        return f"“{(line[1] if line else said)[:60]}” is no line of a calendar"
    for value in values:
        said = said.replace(f"'{value}'", value).replace(value, f"“{value[:60]}”")
    return f"{name} cannot be read: {said[:200].rstrip('.')}"
