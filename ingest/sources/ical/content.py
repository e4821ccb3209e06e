"""What a VEVENT says beside its times, as the fields of a record. When it takes place is not for here."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from icalendar.prop import vGeo

from graph.workspace import Source
from ingest.identifiers import identifier
from ingest.records import (
    ActorReference,
    ActorType,
    Coordinates,
    Passage,
    Relation,
    Text,
    keywords_passage,
)
from ingest.sources.coordinates import coordinates
from ingest.sources.ical.descriptions import without_tags, words_of_page
from ingest.sources.ical.people import read_name
from ingest.sources.ical.properties import Properties
from ingest.sources.status import status_word
from ontology.kinds import kind_of

__all__ = ["fields_of"]

_TYPES = {"INDIVIDUAL": ActorType.PERSON, "GROUP": ActorType.GROUP}
_THINGS = frozenset({"ROOM", "RESOURCE"})
_PAGE = "X-ALT-DESC"
"""The description in another form."""


def fields_of(event: Properties, source: Source) -> dict[str, Any]:
    """What all times of the event have, by the names of a record's fields."""
    language = event.language("SUMMARY")
    title, (description, spoken) = event.text("SUMMARY"), _description(event)
    categories = _categories(event)
    kind = next((category for category in categories if kind_of(category, "event")), "")
    keywords = [category for category in categories if category != kind]
    told = (Passage(field, text) for field, text in (("title", title), ("description", description)) if text)
    url = identifier("url", event.text("URL"))
    found_at = url.value if url else source.found_at
    return {
        "place": event.place,
        "passages": (*told, *keywords_passage(keywords)),
        "actors": tuple(dict.fromkeys(_actors(event))),
        "keywords": tuple(Text(keyword, language) for keyword in keywords),
        "found_at": (found_at,) if found_at else (),
        "language": language,
        "title": Text(" ".join(title.split()), language) if title else None,
        "description": Text(description, spoken) if description else None,
        "kind": kind,
        "coordinates": _point(event),
        "location": " ".join(event.text("LOCATION").split()),
        "status": status_word(event.text("STATUS")),
        "url": url.value if url else "",
    }


def _description(event: Properties) -> tuple[str, str]:
    """What is said of the event, and in which language: what Outlook writes in HTML where nothing else says it."""
    said = without_tags(event.text("DESCRIPTION"))
    pages = (
        each
        for each in event.listed(_PAGE)
        if str(getattr(each, "params", {}).get("FMTTYPE", "")).strip().lower() == "text/html"
    )
    page = next(pages, None) if not said else None
    return (
        (words_of_page(str(page)), event.language(_PAGE)) if page is not None else (said, event.language("DESCRIPTION"))
    )


def _point(event: Properties) -> Coordinates | None:
    value = next(iter(event.listed("GEO")), None)
    return coordinates(value.latitude, value.longitude) if isinstance(value, vGeo) else None


def _actors(event: Properties) -> Iterator[ActorReference]:
    """Organizer and attendees by name. Whoever declined was not there; e-mail addresses are nobody's to publish."""
    nameless = 0
    for field, relation in (("ORGANIZER", Relation.ORGANIZER), ("ATTENDEE", Relation.ATTENDEE)):
        for person in event.listed(field):
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
        event.reject(f"{nameless} of its people are addresses without a name", remedy, "ATTENDEE")


def _categories(event: Properties) -> list[str]:
    found = [str(text).strip() for value in event.listed("CATEGORIES") for text in getattr(value, "cats", ())]
    return [text for text in dict.fromkeys(found) if text]
