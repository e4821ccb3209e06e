"""Events as iCalendar (RFC 5545), for calendars. An event whose day is not known has no place in one."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from typing import IO, TYPE_CHECKING

from graph.exports.cells import writable
from graph.exports.edition import Edition
from graph.exports.said import Said, said
from graph.store import Store
from ontology.namespaces import DCTERMS, FOAF, ML, RDFS, SCHEMA

if TYPE_CHECKING:
    from icalendar import Event

__all__ = ["write_calendar"]

_POINT = re.compile(r"geo:(-?[\d.]+),(-?[\d.]+)")
_STATUS = {"cancelled": "CANCELLED", "postponed": "TENTATIVE"}


def write_calendar(store: Store, file: IO[bytes], edition: Edition) -> None:
    """One entry an event whose day is known, in the order of their IRIs; whole days where no hour is known."""
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", f"-//Maillage//{edition.iri.rstrip('/')}//{edition.language.upper()}")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", edition.title)
    for one in said(store, "events", "event"):
        if event := _event(one, edition):
            calendar.add_component(event)
    file.write(calendar.to_ical())


def _event(one: Said, edition: Edition) -> Event | None:
    from icalendar import Event, vGeo

    start = _when(one.first(SCHEMA.startDate))
    if start is None:
        return None
    language = edition.language
    event = Event()
    event.add("uid", one.iri)
    event.add("dtstamp", _when(edition.created) or datetime(1970, 1, 1, tzinfo=UTC))
    event.add("summary", writable(one.first(RDFS.label, language=language)))
    last = _when(one.first(SCHEMA.endDate))
    if isinstance(start, datetime) and last and not isinstance(last, datetime) and last > start.date():
        start = start.date()  # both are of one kind (RFC 5545, section 3.6.1): better the last day than the first hour
    event.add("dtstart", _written(start))
    if end := _end(start, last):
        event.add("dtend", _written(end))
    for name, value in (
        ("description", one.first(DCTERMS.description, language=language)),
        ("location", " ; ".join(dict.fromkeys(one.names(SCHEMA.location, language)))),
        ("url", one.first(FOAF.page)),
        ("status", _STATUS.get(one.first(ML.status).lower(), "")),
    ):
        if value:
            event.add(name, writable(value))
    if themes := [writable(name) for name in one.subjects(language)]:
        event.add("categories", themes)
    for name in one.names(SCHEMA.organizer, language):
        event.add("contact", writable(name))
    if point := _POINT.fullmatch(one.first(SCHEMA.geo)):
        event.add("geo", vGeo((float(point[1]), float(point[2]))))
    return event


def _when(text: str) -> date | datetime | None:
    """The day, or the moment, that a literal tells; nothing where it tells less than a day, or is no date."""
    try:
        return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text) if len(text) == 10 else None
    except ValueError:
        return None


def _written(moment: date | datetime) -> date | datetime:
    """The moment as a calendar holds it: a time whose zone is known but as an offset, in UTC (RFC 5545, section 3.3.5).

    >>> _written(datetime.fromisoformat("2024-06-12T09:30:00+02:00")).isoformat()
    '2024-06-12T07:30:00+00:00'
    """
    return moment.astimezone(UTC) if isinstance(moment, datetime) and moment.tzinfo else moment


def _end(start: date | datetime, last: date | datetime | None) -> date | datetime | None:
    """When it is over: after the last day (RFC 5545, section 3.6.1); nothing where that does not fit the start."""
    if last is None or isinstance(last, datetime) != isinstance(start, datetime):
        return None
    if isinstance(last, datetime) and isinstance(start, datetime):
        fits = (last.tzinfo is None) == (start.tzinfo is None) and last > start
        return last if fits else None
    return last + timedelta(days=1) if start <= last < date.max else None
