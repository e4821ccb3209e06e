"""OpenAgenda: an event for each one of an agenda, as OpenAgenda's API or a portal of open data gives it, in JSON.

Three forms are read: the API's own, and the two in which portals publish its events. Asking OpenAgenda is not for here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from graph.workspace import Source
from ingest.identifiers import identifier
from ingest.records import (
    ActorReference,
    Coordinates,
    Event,
    Identifier,
    Passage,
    Rejection,
    Relation,
    Text,
    When,
)
from ingest.sources.bibliography.values import Item, objects, text, texts
from ingest.sources.coordinates import coordinates
from ingest.sources.dates import read_period
from ingest.sources.json_objects import REMEDY, json_objects
from ingest.sources.json_pieces import excerpt
from ingest.sources.keys import Keys
from ingest.sources.markup_free import markup_free
from ontology.errors import Place

__all__ = ["read"]

_STATUSES = {"4": "postponed", "6": "cancelled"}
"""Of the API's numbers, those that say that an event does not take place. The others: 1 scheduled, 2 at another date,
3 moved online, 5 full."""
_BETWEEN = re.compile(r"\s*[,;]\s*")
_FORMS = {
    "title": ("title",),
    "summary": ("description",),
    "description": ("longDescription", "longdescription", "free_text"),
    "keywords": ("keywords", "tags"),
    "start": ("firstTiming", "firstdate_begin", "date_start"),
    "end": ("lastTiming", "lastdate_end", "date_end"),
    "address": ("canonicalUrl", "canonicalurl", "link"),
    "agenda": ("originAgenda", "originagenda_title"),
}
"""For each thing that is read, the members that hold it in the three forms."""


def read(path: Path, source: Source) -> Iterator[Event | Rejection]:
    """An event for each one listed, and a rejection, with its number or line, for each that is none.

    Raises :class:`DataError` when the file cannot be read or holds no list.
    """
    keys = Keys()
    for each in json_objects(path, "event"):
        if isinstance(each, Rejection):
            yield each
            continue
        place, content, item = each
        fields = next(iter(objects(item.get("fields"))), item)
        reading = _Reading(fields, place, source)
        if event := reading.event(keys):
            yield event
        else:
            yield Rejection(place, "the event has neither title nor date", REMEDY, excerpt=excerpt(content))
        yield from reading.rejections


class _Reading:
    """One event, whichever of the forms it is in."""

    def __init__(self, fields: Item, place: Place, source: Source) -> None:
        self.fields = fields
        self.place = place
        self.source = source
        self.language = self._language()
        self.rejections: list[Rejection] = []

    def event(self, keys: Keys) -> Event | None:
        title, summary = self._words("title"), self._words("summary")
        described = " ".join(dict.fromkeys(filter(None, (summary, self._words("description")))))
        start, end = self._date("start"), self._date("end")
        if not title and not start:
            return None
        uid, url = text(self.fields.get("uid")), self._address()
        named = [word for written in self._said("keywords") for word in _BETWEEN.split(markup_free(written)) if word]
        passages = (("title", title), ("description", described), ("keywords", "; ".join(named)))
        return Event(
            key=keys.key(uid or (start.day if start else ""), "" if uid else title),
            place=self.place,
            identifiers=(Identifier("openagenda", uid),) if uid else (),
            title=Text(title, self.language) if title else None,
            description=Text(described, self.language) if described else None,
            start=start,
            end=end if end and start and end.value != start.value else None,
            location=self._location(),
            coordinates=self._point(),
            status=_STATUSES.get(text(self.fields.get("status")), ""),
            url=url,
            passages=tuple(Passage(field, words) for field, words in passages if words),
            actors=tuple(
                ActorReference(name, Relation.PUBLISHER, quote=name, field="agenda") for name in self._said("agenda")
            ),
            keywords=tuple(Text(word, self.language) for word in dict.fromkeys(named)),
            found_at=tuple(filter(None, (url or self.source.found_at,))),
            language=self.language,
        )

    def _language(self) -> str:
        title = self.fields.get("title")
        spoken = [name for name in title if len(name) == 2 and text(title[name])] if isinstance(title, dict) else []
        wanted = self.source.language or "fr"
        return text(self.fields.get("lang")) or (wanted if wanted in spoken or not spoken else spoken[0])

    def _said(self, name: str) -> list[str]:
        """The texts of a thing in the event's language, from the first member that has some."""
        for member in _FORMS[name]:
            value = self.fields.get(member) or self.fields.get(f"{member}_{self.language}")
            if isinstance(value, dict):
                value = value.get(self.language) or value.get("title") or next(iter(value.values()), None)
            if found := texts(value):
                return found
        return []

    def _words(self, name: str) -> str:
        return markup_free(next(iter(self._said(name)), ""))

    def _address(self) -> str:
        known = identifier("url", next(iter(self._said("address")), ""))
        slug = text(self.fields.get("slug"))
        return known.value if known else f"https://openagenda.com/event/{slug}" if slug else ""

    def _date(self, name: str) -> When | None:
        timings = objects(self.fields.get("timings"))
        of_timings = timings[:1] if name == "start" else timings[-1:]
        for value in (*(self.fields.get(member) for member in _FORMS[name]), *of_timings):
            if written := text(_limit(value, name) if isinstance(value, dict) else value):
                try:
                    return read_period(written, "fr")[0]
                except ValueError as problem:
                    reason = f"“{written[:60]}” cannot be taken as a date: {problem}"
                    self.rejections.append(Rejection(self.place, reason, "Mend it in OpenAgenda."))
        return None

    def _place(self) -> Item:
        """The members of the place without what stands before their names."""
        if found := objects(self.fields.get("location")):
            return found[0]
        parts = ("name", "address", "city", "coordinates")
        flat = {part: self.fields.get(f"location_{part}") for part in parts}
        older = {"name": "placename", "address": "address", "city": "city", "coordinates": "latlon"}
        return {part: flat[part] or self.fields.get(older[part]) for part in parts}

    def _location(self) -> str:
        """« name, address, town », nothing said twice."""
        said = ""
        for part in ("name", "address", "city"):
            words = markup_free(text(self._place().get(part)))
            if said.casefold() in words.casefold():
                said = words
            elif words.casefold() not in said.casefold():
                said = f"{said}, {words}"
        return said

    def _point(self) -> Coordinates | None:
        place = self._place()
        found = place.get("coordinates")
        both = found if isinstance(found, list) and len(found) == 2 else [place.get("latitude"), place.get("longitude")]
        if isinstance(found, dict):
            both = [found.get("lat"), found.get("lon")]
        numbers = [float(value) if isinstance(value, int | float) else None for value in both]
        return coordinates(numbers[0], numbers[1])


def _limit(timing: Item, name: str) -> object:
    """When a time of the event begins (« start ») or ends; what OpenAgenda calls begin was start once."""
    return timing.get("begin", timing.get("start")) if name == "start" else timing.get("end")
