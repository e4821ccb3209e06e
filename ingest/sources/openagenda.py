"""OpenAgenda: an event for each time that one of an agenda takes place, as its API or a portal of open data gives it.

Three forms are read, in JSON: the API's own, and the two in which portals publish its events. Which times are one event
is for :mod:`ingest.sources.timings`; asking OpenAgenda is not for here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import msgspec

from graph.workspace import Source
from ingest.identifiers import identifier
from ingest.prose.lexicon import find_kinds
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
    keywords_passage,
)
from ingest.sources.bibliography.values import Item, objects, text, texts
from ingest.sources.coordinates import coordinates
from ingest.sources.dates import read_period
from ingest.sources.json_objects import REMEDY, json_objects
from ingest.sources.json_pieces import excerpt
from ingest.sources.keys import Keys
from ingest.sources.markup_free import markup_free
from ingest.sources.timings import MOST_TIMES, Timing, past_midnight, taking_place
from ontology.decoding import UNDECODABLE
from ontology.errors import Place
from ontology.kinds import kind_of

__all__ = ["read"]

_STATUSES = {"4": "postponed", "6": "cancelled"}
"""Of the API's numbers, those that say that an event does not take place. The others: 1 scheduled, 2 at another date,
3 moved online, 5 full."""
_UNPUBLISHED = {
    "0": "it waits to be moderated",
    "1": "it is moderated, and waits to be published",
    "-1": "its agenda refused it",
}
"""Of the API's states, those of events that are not for the public; 2 is published."""
_BETWEEN = re.compile(r"\s*[,;]\s*")
_EXHIBITION = kind_of("exposition", "event")
_BEGINS = re.compile(r"(?:(?:grande|nouvelle|the) )?(?:expo(?:sition)?|exhibition)\b", re.IGNORECASE)
_FORMS = {
    "title": ("title",),
    "summary": ("description",),
    "description": ("longDescription", "longdescription", "free_text"),
    "keywords": ("keywords", "tags"),
    "start": ("firstTiming", "firstdate_begin", "date_start"),
    "end": ("lastTiming", "lastdate_end", "date_end"),
    "range": ("dateRange", "daterange"),
    "address": ("canonicalUrl", "canonicalurl", "link"),
    "agenda": ("originAgenda", "originagenda_title"),
}
"""For each thing that is read, the members that hold it in the three forms."""


def read(path: Path, source: Source) -> Iterator[Event | Rejection]:
    """An event for each time that one listed takes place, and a rejection, with its number or line, for what is none.

    Raises :class:`DataError` when the file cannot be read or holds no list.
    """
    keys = Keys()
    for each in json_objects(path, "event"):
        if isinstance(each, Rejection):
            yield each
            continue
        place, content, item = each
        fields = next(iter(objects(item.get("fields"))), item)
        if why := _UNPUBLISHED.get(text(fields.get("state"))):
            yield Rejection(
                place, f"the event is not published: {why}", "Publish it in OpenAgenda.", excerpt=excerpt(content)
            )
            continue
        reading = _Reading(fields, place, source)
        if events := list(reading.events(keys)):
            yield from events
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

    def events(self, keys: Keys) -> Iterator[Event]:
        """The event, once for each time it takes place; nothing where it has neither title nor date."""
        title, uid, times = self._words("title"), text(self.fields.get("uid")), self._times()
        if not title and not times:
            return
        shared = self._shared(title, uid)
        for time in times or (None,):
            start, end = time or (None, None)
            day = start.day if start else ""
            own = [uid, day] if len(times) > 1 else [uid]
            yield replace(
                shared,
                key=keys.key(*own) if uid else keys.key(day, title),
                identifiers=(Identifier("openagenda", "#".join(own)),) if uid else (),
                start=start,
                end=end if end and start and end.value != start.value else None,
            )

    def _shared(self, title: str, uid: str) -> Event:
        """What all times of the event have."""
        summary, url = self._words("summary"), self._address()
        described = " ".join(dict.fromkeys(filter(None, (summary, self._words("description")))))
        named = [word for written in self._said("keywords") for word in _BETWEEN.split(markup_free(written)) if word]
        told = (Passage(field, words) for field, words in (("title", title), ("description", described)) if words)
        return Event(
            key=uid,
            place=self.place,
            title=Text(title, self.language) if title else None,
            description=Text(described, self.language) if described else None,
            location=self._location(),
            coordinates=self._point(),
            status=_STATUSES.get(text(self._status()), ""),
            url=url,
            passages=(*told, *keywords_passage(named)),
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

    def _status(self) -> object:
        """Its number; portals write it in an object, in a text."""
        written = _decoded(self.fields.get("status"))
        return written.get("id") if isinstance(written, dict) else written

    def _times(self) -> list[Timing]:
        """When it takes place: at the times that are listed, else from its first date to its last."""
        told = taking_place(filter(None, map(self._timing, self._listed())), stays=self._is_exhibition())
        if len(told) > MOST_TIMES:
            reason = f"it takes place {len(told)} times: the first {MOST_TIMES} are told"
            self.rejections.append(Rejection(self.place, reason, "Nothing, if they are enough."))
        if told:
            return told[:MOST_TIMES]
        start, end = self._date("start"), self._date("end")
        start, end = (start, end) if start else self._range()
        return [(start, end)] if start else []

    def _range(self) -> tuple[When | None, When | None]:
        """The dates in words, « 1er - 3 juin 2024 »: all that an event without listed times has."""
        written = self._words("range")
        try:
            return read_period(written, self.language) if written else (None, None)
        except ValueError as problem:
            self._reject_date(written, problem)
            return None, None

    def _is_exhibition(self) -> bool:
        """Whether the title or a keyword says an exhibition, and the title nothing else that may take place in one."""
        title = self._words("title")
        kinds = [kind_of(each.word, "event") for each in find_kinds(title, "event")]
        named = [word for written in self._said("keywords") for word in _BETWEEN.split(markup_free(written))]
        said = bool(_BEGINS.match(title)) or any(kind_of(word, "event") == _EXHIBITION for word in named)
        return said and set(kinds) <= {_EXHIBITION}

    def _listed(self) -> Iterator[tuple[object, object]]:
        """Each beginning and end as they are written; portals list them in a text."""
        for each in objects(_decoded(self.fields.get("timings"))):
            yield _limit(each, "start"), _limit(each, "end")
        for written in text(self.fields.get("timetable")).split(";"):
            begin, _, end = written.strip().partition(" ")
            yield begin, end

    def _timing(self, listed: tuple[object, object]) -> Timing | None:
        start = self._moment(listed[0])
        return (start, past_midnight(start, self._moment(listed[1]))) if start else None

    def _date(self, name: str) -> When | None:
        for value in (self.fields.get(member) for member in _FORMS[name]):
            if when := self._moment(_limit(value, name) if isinstance(value, dict) else value):
                return when
        return None

    def _moment(self, value: object) -> When | None:
        if not (written := text(value)):
            return None
        try:
            return read_period(written, "fr")[0]
        except ValueError as problem:
            self._reject_date(written, problem)
            return None

    def _reject_date(self, written: str, problem: ValueError) -> None:
        reason = f"“{written[:60]}” cannot be taken as a date: {problem}"
        self.rejections.append(Rejection(self.place, reason, "Mend it in OpenAgenda."))

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


def _decoded(value: object) -> object:
    """What a portal wrote as a text of JSON; anything else as it is."""
    if not isinstance(value, str) or value[:1] not in ("[", "{"):
        return value
    try:
        return msgspec.json.decode(value)
    except UNDECODABLE:
        return None
