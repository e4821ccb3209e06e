"""What a record lays claim to: a thing, a graph's name, persons. Claims that may meet have a key in common.

Whatever one claim can do to another, through a name, an identifier, a date or an IRI that both would have, shows in
their keys: so claims that no chain of keys joins are settled apart as they are together. Two keys that are one by
chance only make more be settled at once. Settling is not for here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache

from ingest.actors.appearances import persons
from ingest.actors.keys import person_keys, person_names, unnumbered
from ingest.actors.persons import Appearance
from ingest.digests import hashed
from ingest.fingerprints import graph_path
from ingest.identity import full_title, identifier_path, meetings, naming, page_path
from ingest.reach.gathered import ReadRecord
from ingest.records import Actor, Document, Event, Identifier, Publication, Record
from ontology.folding import slug

__all__ = ["Claim", "claims_of"]

_Keys = tuple[tuple[int, ...], tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim: the hash of all it says, its keys, and those that join it to another only where that has them itself.

    The latter are the names of which its own may be one with a number behind.
    """

    content: int
    keys: tuple[int, ...]
    unnumbered: tuple[int, ...]


def claims_of(
    read: ReadRecord, digest: bytes, named: Sequence[Appearance | None], *, paged: Set[str]
) -> Iterator[Claim]:
    """The claims of a record with that digest, whose appearances are ``named``; ``paged`` are the sources that tell of
    a page."""
    record = read.record
    names = [f"graph {graph_path(read.source, record.key)}"]
    pages = [record.page or "page", *([record.key] if isinstance(record, Document) else [])]
    others = [f"page {read.source} {page}" for page in pages if read.source in paged]
    if not isinstance(record, Actor):
        names += [f"path {each}" for each in _things(record)]
        others += meetings(record)
    yield Claim(hashed(digest.hex()), *_keys(names, others))
    for person in persons(record, named):
        says = [person.name, *map(str, person.identifiers), *person.friends, person.source, person.described]
        says += [*person.things, "doubtful" if person.doubtful else "", *person.towns]
        says += [*person.variants, "beside", *person.beside]
        yield Claim(hashed("\x1f".join(says)), *_person(person.name, person.identifiers, person.variants))


@lru_cache(maxsize=65_536)
def _person(called: str, identifiers: tuple[Identifier, ...], variants: tuple[str, ...]) -> _Keys:
    return _keys(person_names(called, identifiers, variants), person_keys(called, identifiers, variants))


def _things(record: Record) -> Iterator[str]:
    """The ends of IRIs that the thing may have, dates left out."""
    if isinstance(record, Document):
        yield page_path(record)
    elif isinstance(record, Event | Publication):
        folder = "event" if isinstance(record, Event) else "publication"
        kind = record.kind if isinstance(record, Publication) else ""
        named = [identifier_path(each) for each in naming(record.identifiers, kind)]
        if not named:  # else a thing that it tells of has its name from an identifier, whoever else tells of it
            title = full_title(record)
            words = slug(title.value, 60) if title else slug(record.kind)
            named.append(words.lstrip("0123456789-") or "x")
        yield from (f"{folder}/{each}" for each in named)


def _keys(names: Sequence[str], others: Sequence[str]) -> _Keys:
    """All keys of a claim, and those of the names of which its own may be one with a number behind."""
    return tuple(map(hashed, (*names, *others))), tuple(map(hashed, unnumbered(names)))
