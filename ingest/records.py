"""The typed records that every reader yields: what a source says, before anything is linked or resolved.

A record keeps the source's own words and where they stand; what the source does not give is left empty, never invented.
IRIs and RDF are not for here.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from ontology.errors import Place

__all__ = [
    "BLANK",
    "EDITOR",
    "KEYWORDS",
    "OF_PERSONS",
    "OF_WORKS",
    "Actor",
    "ActorReference",
    "ActorType",
    "Coordinates",
    "Document",
    "Event",
    "Identifier",
    "Passage",
    "Publication",
    "Record",
    "Rejection",
    "Relation",
    "Resource",
    "Statement",
    "Text",
    "When",
    "keywords_passage",
]

BLANK = "./node/"
"""How the name that is made for a blank node begins."""
EDITOR = "editor"
"""The field of contributors whom their source calls editors."""
KEYWORDS = "keywords"
"""The field of the passage that holds a record's keywords, parted by semicolons, bars, lines or commas."""


@dataclass(frozen=True, slots=True)
class Text:
    """A text and its language tag (empty when unknown)."""

    value: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of the source's own text, exactly as it stands there, in which concepts are looked for.

    ``field`` names the part of the record it is (``title``, ``text``); ``start`` is its offset, in characters, in
    the text of the whole source document, or 0 where the field is a text of its own (a table's cell).
    """

    field: str
    text: str
    start: int = 0


def keywords_passage(keywords: Iterable[str]) -> tuple[Passage, ...]:
    """Keywords as the passage of a record in which concepts are looked for; none without keywords.

    >>> keywords_passage(["tiers-lieu", "RSE"])
    (Passage(field='keywords', text='tiers-lieu; RSE', start=0),)
    """
    text = "; ".join(keywords)
    return (Passage(KEYWORDS, text),) if text else ()


@dataclass(frozen=True, slots=True)
class When:
    """A date with the precision the source gives: ``2013``, ``2013-05`` or ``2013-05-13``, time and zone where known.

    ``value`` is an XSD lexical form: gYear, gYearMonth, date or dateTime. ``quote`` and ``start`` say where it stood.
    """

    value: str
    quote: str = ""
    start: int = 0

    @property
    def day(self) -> str:
        """The date without its time.

        >>> When("2013-05-13T18:00:00+02:00").day
        '2013-05-13'
        """
        return self.value.partition("T")[0]


@dataclass(frozen=True, slots=True)
class Coordinates:
    """A point of the Earth in decimal degrees (WGS 84): latitude from -90 to 90, longitude from -180 to 180."""

    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class Identifier:
    """An external identifier: a scheme in lower case (see :data:`ingest.identifiers.SCHEMES`) and a bare value."""

    scheme: str
    value: str


@dataclass(frozen=True, slots=True)
class Rejection:
    """What a reader could not understand, kept aside with the reason: where, why, and what to do.

    ``breaks`` says that the file's own structure is broken there, so that more may be lost than what is kept aside.
    ``excerpt`` is the beginning of what was not understood, where its line alone does not show it.
    """

    place: Place
    reason: str
    remedy: str = ""
    breaks: bool = False
    excerpt: str = ""


class ActorType(StrEnum):
    """What an actor is. A ``CATEGORY`` names a kind of actors (« architectes »), not one organisation."""

    PERSON = "person"
    ORGANISATION = "organisation"
    GROUP = "group"
    CATEGORY = "category"


class Relation(StrEnum):
    """How a record is related to an actor or to another record; the values are terms of the model in compact form."""

    CREATOR = "dcterms:creator"
    CONTRIBUTOR = "dcterms:contributor"
    PUBLISHER = "dcterms:publisher"
    ORGANIZER = "schema:organizer"
    PERFORMER = "schema:performer"
    ATTENDEE = "schema:attendee"
    PARTNER = "ml:partner"
    MEMBER_OF = "org:memberOf"
    PART_OF = "dcterms:isPartOf"
    REPLACES = "dcterms:replaces"
    REPLACED_BY = "dcterms:isReplacedBy"
    MENTIONS = "schema:mentions"


OF_PERSONS = frozenset({Relation.CREATOR, Relation.CONTRIBUTOR, Relation.PERFORMER, Relation.ATTENDEE})
"""The relations whose actors are persons where nothing says otherwise."""
OF_WORKS = frozenset({*OF_PERSONS, Relation.PUBLISHER, Relation.ORGANIZER})
"""The relations that events and publications have to actors."""


@dataclass(frozen=True, slots=True)
class ActorReference:
    """An actor as a record names it, with the words that say so; ``start`` is their offset in ``field``.

    ``member`` is the name of another of the record's actors where the relation is that one's and not the record's: the
    author whose affiliation this is. ``beside`` are the words in brackets behind the name of a person, as far as a
    reader keeps them: they may say an affiliation, a role or a town.
    """

    name: str
    relation: Relation
    type: ActorType | None = None
    identifiers: tuple[Identifier, ...] = ()
    quote: str = ""
    start: int = 0
    field: str = "text"
    confidence: float = 1.0
    method: str = "field"
    member: str = ""
    beside: str = ""


@dataclass(frozen=True, slots=True)
class Statement:
    """What a source says in RDF, kept as it says it: a ``property`` by its IRI, and its value.

    The value is a node where there is no ``datatype``, else a literal. A node is an IRI, or begins with « ./ » where it
    is below the workspace's base. ``subject`` is the node of which it is said, where that is not the record's thing.
    """

    property: str
    value: str
    datatype: str = ""
    language: str = ""
    subject: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What all records have: a ``key``, stable and unique in its source, and the addresses where it was ``found_at``.

    ``passages`` are where concepts are looked for; ``evidence`` are the words of a document that the whole record was
    read from, one passage for each time the document tells it. ``page`` is the key of that document's record, where a
    source holds several. ``iri`` is the name that a source in RDF gives its thing, ``statements`` what such a source
    says of it beyond the fields.
    """

    key: str
    place: Place
    identifiers: tuple[Identifier, ...] = ()
    passages: tuple[Passage, ...] = ()
    evidence: tuple[Passage, ...] = ()
    actors: tuple[ActorReference, ...] = ()
    keywords: tuple[Text, ...] = ()
    found_at: tuple[str, ...] = ()
    language: str = ""
    method: str = "field"
    confidence: float = 1.0
    page: str = ""
    iri: str = ""
    statements: tuple[Statement, ...] = ()

    @property
    def is_anonymous(self) -> bool:
        """Whether a source in RDF gives its thing no name: a blank node."""
        return self.iri.startswith(BLANK)


@dataclass(frozen=True, slots=True, kw_only=True)
class Document(Record):
    """The source document itself, where people read it: a web page, a report. ``text`` is the whole of it."""

    title: Text | None = None
    text: str = ""
    url: str = ""
    issued: When | None = None
    modified: When | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Event(Record):
    """An event; ``kind`` is the source's own word for it (« Table-Ronde »), matched against ``kinds.ttl`` later.

    ``other_kinds`` are its words for what else it is: a réunion that is a restitution too.
    """

    title: Text | None = None
    subtitle: Text | None = None
    description: Text | None = None
    kind: str = ""
    other_kinds: tuple[str, ...] = ()
    start: When | None = None
    end: When | None = None
    location: str = ""
    coordinates: Coordinates | None = None
    status: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication(Record):
    """A publication; ``kind`` is the source's own word or type (« dossier », ``article``), ``licence`` an address.

    ``other_abstracts`` are in other languages than ``abstract``, one a language. ``ordered`` says whether
    the source gives the authors in an order.
    """

    title: Text | None = None
    alternative_titles: tuple[Text, ...] = ()
    abstract: Text | None = None
    other_abstracts: tuple[Text, ...] = ()
    kind: str = ""
    issued: When | None = None
    status: str = ""
    container: str = ""
    url: str = ""
    licence: str = ""
    ordered: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor(Record):
    """A person, organisation or group described by a source (a register, a table of partners).

    ``since`` and ``until`` are the dates of its partnerships with those whom the record calls partners.
    """

    type: ActorType
    name: str
    variants: tuple[str, ...] = ()
    acronym: str = ""
    kind: str = ""
    description: Text | None = None
    homepage: str = ""
    location: str = ""
    coordinates: Coordinates | None = None
    since: When | None = None
    until: When | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource(Record):
    """A thing that a source describes in RDF and that is none of the others: it keeps ``iri`` and ``statements``."""

    label: Text | None = None
