"""Events of The Events Calendar in a WordPress export, with the venues and organisers that stand in items of their own.

Pages and posts are for :mod:`ingest.sources.wordpress`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from lxml import etree

from graph.workspace import Source
from ingest.records import ActorReference, Event, Passage, Rejection, Relation, Text, When, keywords_passage
from ingest.sources.dates import read_period
from ingest.sources.markup_free import markup_free
from ingest.sources.xml_elements import words
from ontology.kinds import kind_of

__all__ = ["EVENT", "OF_EVENTS", "CalendarEvents", "terms"]

EVENT = "tribe_events"
_VENUE, _ORGANIZER = "tribe_venue", "tribe_organizer"
OF_EVENTS = frozenset((_VENUE, _ORGANIZER))
"""The types of the items of which events are told by number."""
_OF_VENUES = ("_VenueAddress", "_VenueZip", "_VenueCity")

_Meta = defaultdict[str, list[str]]


def terms(item: etree._Element, taxonomy: str) -> tuple[str, ...]:
    """The tags or categories of an item, whose signs are written as in HTML."""
    return tuple(markup_free(words(each)) for each in item.findall("category") if each.get("domain") == taxonomy)


@dataclass(slots=True)
class _Waiting:
    event: Event
    venue: str
    organizers: Sequence[str]


@dataclass(slots=True)
class CalendarEvents:
    """The events of one export. They wait for its end, since their venues and organisers may stand behind them."""

    source: Source
    rejections: list[Rejection] = field(default_factory=list)
    _venues: dict[str, str] = field(default_factory=dict)
    _organizers: dict[str, str] = field(default_factory=dict)
    _waiting: list[_Waiting] = field(default_factory=list)

    def learn(self, kind: str, item: etree._Element) -> None:
        """Take note of a venue or an organiser."""
        number, name, meta = words(item.find("{*}post_id")), markup_free(words(item.find("title"))), _meta(item)
        if kind == _VENUE:
            street, code, town = (next(iter(meta[each]), "") for each in _OF_VENUES)
            parts = dict.fromkeys((name, street, f"{code} {town}".strip()))
            self._venues[number] = ", ".join(part for part in parts if part)
        else:
            self._organizers[number] = name

    def take(self, item: etree._Element, page: Event, markup: str) -> None:
        """An event that has its key, its place, its title and its address, with what its item says."""
        meta, text = _meta(item), markup_free(markup)
        categories = terms(item, "tribe_events_cat")
        kind = next((each for each in categories if kind_of(each, "event")), "")
        keywords = [each for each in (*categories, *terms(item, "post_tag")) if each and each != kind]
        title = page.title.value if page.title else ""
        passages = {"title": title, "description": text}
        start, end = (self._moment(page, meta, name) for name in ("_EventStartDate", "_EventEndDate"))
        if not start and not title:
            self.rejections.append(Rejection(page.place, "the event has neither title nor date", "Give it a title."))
            return
        event = replace(
            page,
            start=start,
            end=end if start and end and end.value > start.value else None,
            description=Text(text, self.source.language) if text else None,
            kind=kind,
            keywords=tuple(Text(each, self.source.language) for each in keywords),
            passages=(
                *(Passage(name, said) for name, said in passages.items() if said),
                *keywords_passage(keywords),
            ),
        )
        self._waiting.append(_Waiting(event, "".join(meta["_EventVenueID"][:1]), meta["_EventOrganizerID"]))

    def _moment(self, page: Event, meta: _Meta, name: str) -> When | None:
        """When it begins or ends by the clock of its place; of whole days, the day."""
        written = "".join(meta[name][:1])
        is_day = meta["_EventAllDay"][:1] in (["yes"], ["1"])
        try:
            return read_period(written[:10] if is_day else written, "en")[0] if written else None
        except ValueError as problem:
            reason = f"“{written[:60]}” cannot be taken as a date: {problem}"
            self.rejections.append(Rejection(page.place, reason, "Write it as 2013-05-13 18:00:00."))
            return None

    def records(self) -> Iterator[Event | Rejection]:
        """The events, whole, and what of them cannot be understood."""
        for each in self._waiting:
            names = dict.fromkeys(name for number in each.organizers if (name := self._organizers.get(number)))
            actors = tuple(ActorReference(name, Relation.ORGANIZER, quote=name, field="organizer") for name in names)
            yield replace(each.event, location=self._venues.get(each.venue, ""), actors=actors)
        yield from self.rejections


def _meta(item: etree._Element) -> _Meta:
    found: _Meta = defaultdict(list)
    for each in item.findall("{*}postmeta"):
        if value := words(each.find("{*}meta_value")):
            found[words(each.find("{*}meta_key"))].append(value)
    return found
