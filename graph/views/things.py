"""The plain typed data that pages, routes and commands show. How it is asked of a store is beside, not here."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from ontology.namespaces import XSD

__all__ = [
    "DATES",
    "Dated",
    "Description",
    "Edge",
    "Evidence",
    "Fact",
    "Link",
    "LinkGroup",
    "Overview",
    "Thing",
    "ThingKind",
]


DATES = frozenset(XSD[name].value for name in ("date", "dateTime", "gYearMonth", "gYear"))
"""The datatypes of dates, of any precision."""


class ThingKind(StrEnum):
    """The kinds of things a person meets; each has its colour and shape in the explorer."""

    EVENT = "event"
    PUBLICATION = "publication"
    PAGE = "page"
    PERSON = "person"
    ORGANISATION = "organisation"
    GROUP = "group"
    CATEGORY = "category"
    CONCEPT = "concept"
    PARTNERSHIP = "partnership"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Thing:
    """A node as a person meets it. ``note`` tells it from its namesakes (date, kind, place) in the asked language."""

    iri: str
    label: str
    kind: ThingKind
    note: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """A literal or outward value of a thing: the property, its label in the asked language, and the value as text."""

    property: str
    property_label: str
    value: str
    language: str = ""
    datatype: str = ""
    link: str = ""
    """The address when the value is one (a homepage, a DOI, an outside match)."""


@dataclass(frozen=True, slots=True)
class Link:
    """A relation of the thing to another: ``evidence`` counts the annotations that explain it."""

    relation: str
    incoming: bool
    other: Thing
    evidence: int = 0
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class LinkGroup:
    """The links of one relation, direction and kind of other end; ``total`` may exceed the links shown."""

    relation: str
    relation_label: str
    incoming: bool
    kind: ThingKind
    links: tuple[Link, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why a link is said: the words, their context and place, source, method, confidence, decision, date.

    ``start`` and ``end`` are in characters of the source's text; ``source_url`` is where it was read from. The
    decision comes with who took it, when, and the note left with it. ``confidence`` is that the link is right,
    ``mention_confidence`` that the words say its object, where that was told.
    """

    iri: str
    subject: Thing
    relation: str
    relation_label: str
    object: Thing
    quote: str
    prefix: str
    suffix: str
    start: int | None
    end: int | None
    source: Thing
    source_url: str
    found_at: tuple[str, ...]
    method: str
    method_label: str
    confidence: float | None
    decision: str
    date: str
    candidates: tuple[Thing, ...] = ()
    decided_by: str = ""
    decided_at: str = ""
    decision_note: str = ""
    mention_confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Description:
    """All that a page on a thing shows first: what it is, its facts, its grouped links."""

    thing: Thing
    types: tuple[Thing, ...]
    text: str
    facts: tuple[Fact, ...]
    groups: tuple[LinkGroup, ...]


@dataclass(frozen=True, slots=True)
class Edge:
    """A relation between two things that are shown, always in the direction in which it is stated."""

    source: str
    target: str
    relation: str
    relation_label: str
    evidence: int = 0
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Dated:
    """A thing along time: ``date`` as precise as it is known (``2013``, ``2013-05``, ``2013-05-13``)."""

    thing: Thing
    date: str


@dataclass(frozen=True, slots=True)
class Overview:
    """The graph in figures: things of each kind, links, annotations, quads; the years it spans; the top concepts.

    ``top_concepts`` come with the events and publications on each or on what is below it.
    """

    things: dict[ThingKind, int]
    links: int
    annotations: int
    quads: int
    first_year: str
    last_year: str
    top_concepts: tuple[tuple[Thing, int], ...]
    latest: tuple[Thing, ...]
