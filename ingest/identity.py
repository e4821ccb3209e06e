"""What identifies a thing and what names it: the identifiers of its records, its title, date and kind.

An external identifier does first, unless it is that of a whole of which the thing is a part. Finding which records tell
of one thing is for :mod:`ingest.same_things`; actors are not for here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import PurePosixPath

from ingest.records import Document, Event, Identifier, Publication, Record, Resource, Text, When
from ontology.folding import fold, slug
from ontology.kinds import kind_of
from ontology.namespaces import KIND

__all__ = [
    "DECIDING",
    "NAMING",
    "deciding",
    "full_title",
    "identifier_path",
    "instant",
    "is_part",
    "meetings",
    "naming",
    "own_identifiers",
    "page_path",
    "thing_path",
    "titled",
]

DECIDING = ("doi", "hal", "handle", "isbn", "uid", "url", "openagenda")
"""The identifier schemes that decide whether two records tell of one thing."""
NAMING = ("doi", "hal", "handle", "isbn")
"""The identifier schemes from which a thing has its name, surest first."""
_PARTS = frozenset(
    KIND[name].value for name in ("article", "article-de-presse", "chapitre", "communication", "poster", "presentation")
)
_OF_ANY_SOURCE = re.compile(r"urn:.+|.+(?:@|://).+|(?=.*\d)(?=.*[a-z]).{20,}", re.IGNORECASE | re.DOTALL)
"""A uid as calendars make them for the whole world: with a host's name, or long and of letters and digits."""
_MARKS = re.compile(r"[^\w\s'’‐‑-]+|\s-+\s")
"""What may stand before a subtitle; neither an apostrophe nor the hyphen of a word."""
_ENDS = (".", "…", "?", "!", ":", "-", "–", "—")


def full_title(record: Event | Publication) -> Text | None:
    """Title and subtitle as one text, or None when the source gives no title.

    >>> from ontology.errors import Place
    >>> event = Event(key="1", place=Place("a"), title=Text("Forum", "fr"), subtitle=Text("Une chance ?", "fr"))
    >>> full_title(event).value
    'Forum : Une chance ?'
    """
    if record.title is None or not isinstance(record, Event) or record.subtitle is None:
        return record.title
    return Text(titled(record.title.value, record.subtitle.value), record.title.language)


def titled(title: str, subtitle: str) -> str:
    """« Title : subtitle », unless the title says the subtitle already; what there is, where one is empty.

    >>> titled("Smart cities", "Art"), titled("Quel avenir ?", "Le cas de l'Isère"), titled("Villes : état", "État")
    ('Smart cities : Art', "Quel avenir ? Le cas de l'Isère", 'Villes : état')
    """
    title, subtitle = title.strip(), subtitle.lstrip(" :\u00a0\u202f").rstrip()
    if not title or not subtitle or _says(title, subtitle):
        return title or subtitle
    return f"{title}{' ' if title.endswith(_ENDS) else ' : '}{subtitle}"


def _says(title: str, subtitle: str) -> bool:
    """Whether a title has the words of a subtitle; a single word may be there by chance, except behind a mark."""
    words = fold(subtitle)
    if " " in words or not words:
        return bool(words) and f" {words} " in f" {fold(title)} "
    return any(fold(part) == words for part in _MARKS.split(title))


def is_part(kind: str) -> bool:
    """Whether a publication of that kind is part of another, whose ISBN it bears.

    >>> is_part("incollection"), is_part("book"), is_part("")
    (True, False, False)
    """
    return kind_of(kind, "publication") in _PARTS


def naming(identifiers: Iterable[Identifier], kind: str = "") -> list[Identifier]:
    """The identifiers that can name a thing, surest first; ``kind`` is that of a publication.

    >>> isbn, doi = Identifier("isbn", "9782070368228"), Identifier("doi", "10.1000/a")
    >>> naming([isbn, doi]) == [doi, isbn], naming([isbn, doi], "chapter") == [doi]
    (True, True)
    """
    own = (each for each in identifiers if each.scheme in NAMING and _is_own(each, kind))
    return sorted(own, key=lambda each: NAMING.index(each.scheme))


def deciding(record: Record, schemes: Sequence[str] = DECIDING) -> Iterator[str]:
    """What two records of one thing have in common by their identifiers in these schemes.

    A uid that others may well give to something else decides in its own source alone.
    """
    for each in own_identifiers(record):
        if each.scheme in schemes:
            local = each.scheme == "uid" and not _OF_ANY_SOURCE.fullmatch(each.value.partition("#")[0])
            within = f" in {record.place.source}" if local else ""
            yield f"{type(record).__name__} {each.scheme} {each.value}{within}"


def own_identifiers(record: Record) -> list[Identifier]:
    """The identifiers of the record's thing itself: the ISBN of a part is that of the whole."""
    return [each for each in record.identifiers if _is_own(each, _kind(record))]


def _is_own(identifier: Identifier, kind: str) -> bool:
    return identifier.scheme != "isbn" or not is_part(kind)


def _kind(record: Record) -> str:
    """The kind of a publication."""
    return record.kind if isinstance(record, Publication) else ""


def meetings(record: Record) -> Iterator[str]:
    """What two records' things have in common wherever they are one; those of two things may, too."""
    yield from deciding(record)
    if isinstance(record, Resource):
        yield f"iri {record.iri}"
    elif isinstance(record, Event) and record.start:
        yield f"day {record.start.day}"
        if moment := instant(record.start):
            yield f"instant {moment}"
    elif isinstance(record, Publication) and record.title:
        yield f"title {fold(record.title.value)}"


def instant(when: When) -> str:
    """The moment in UTC, whatever the time zone in which it is told; empty where that is not known.

    >>> instant(When("2024-05-14T00:30:00+02:00")), instant(When("2024-05-14T00:30:00")), instant(When("2024"))
    ('2024-05-13T22:30:00+00:00', '', '')
    """
    try:
        moment = datetime.fromisoformat(when.value) if "T" in when.value else None
        return moment.astimezone(UTC).isoformat() if moment and moment.tzinfo else ""
    except (ValueError, OverflowError):
        return ""


def thing_path(group: Sequence[Record]) -> str:
    """The end of the IRI of the thing that these records tell of (``event/2012-06-26-forum``), after the base.

    Another thing may have it too. Stable across builds: it depends on the thing's identifiers, date, title and kind.
    """
    first = group[0]
    if isinstance(first, Resource):
        return first.iri
    if isinstance(first, Document):
        return page_path(first)
    folder = "event" if isinstance(first, Event) else "publication"
    known = {each.scheme: each for record in group for each in naming(record.identifiers, _kind(record))}
    for scheme in NAMING:
        if scheme in known:
            return f"{folder}/{identifier_path(known[scheme])}"
    titled = next(
        (title for record in group if isinstance(record, Event | Publication) and (title := full_title(record))), None
    )
    dated = next((when for record in group if (when := _when(record))), None)
    kind = next((record.kind for record in group if isinstance(record, Event | Publication) and record.kind), "")
    words = slug(titled.value, 60) if titled else slug(kind)
    return f"{folder}/" + ("-".join(part for part in (dated.day if dated else "", words) if part) or "x")


def page_path(document: Document) -> str:
    """The path of a page by its title; without one, by its name in a file of several pages, else by its file's name."""
    name = document.key if document.place.locator else PurePosixPath(document.place.source).stem
    return f"page/{slug(document.title.value if document.title else name) or 'x'}"


def identifier_path(identifier: Identifier) -> str:
    """The name that an identifier gives a thing.

    >>> identifier_path(Identifier("doi", "10.3917/lobs.036.0099"))
    'doi-10-3917-lobs-036-0099'
    """
    prefix = "" if identifier.scheme == "hal" else f"{identifier.scheme}-"  # a HAL identifier begins with its portal
    return f"{prefix}{slug(identifier.value)}"


def _when(record: Record) -> When | None:
    if isinstance(record, Event):
        return record.start
    return record.issued if isinstance(record, Publication) else None
