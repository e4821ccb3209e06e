"""All records of a build put together: which tell of one thing, who is who, and which record states what."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ingest.actors.identity import Identity
from ingest.actors.resolver import Resolver
from ingest.identity import full_title, same_things, thing_paths
from ingest.records import Actor, ActorReference, ActorType, Document, Event, Publication, Record, Relation, Text
from ingest.triples import LinkedRecord

__all__ = ["ReadRecord", "assemble"]


@dataclass(frozen=True, slots=True)
class ReadRecord:
    """A record and the IRI path of the source it was read from."""

    record: Record
    source: str


def assemble(read: Sequence[ReadRecord], owner: str) -> list[LinkedRecord]:
    """Every record with its thing, its actors and what it states; concepts come later.

    ``owner`` is the name of the network's own organisation, to which the partners that pages name are related.
    """
    records = [each.record for each in read]
    itself = ActorReference(owner, Relation.ORGANIZER, ActorType.ORGANISATION) if owner else None
    resolver = Resolver(records, [itself] if itself else [])
    groups = same_things(records)
    paths = thing_paths(groups)
    states: dict[int, frozenset[str]] = {}
    titles: dict[int, str] = {}
    for group in groups:
        shared = _stated(group)
        titled = next((title.value for record in group if (title := _title(record))), "")
        for record in group:
            states[id(record)] = frozenset(name for name, by in shared.items() if by is record)
            titles[id(record)] = titled
    documents = {each.source: paths[id(each.record)] for each in read if isinstance(each.record, Document)}
    network = resolver.organisation(itself) if itself else None
    return [
        _linked(each, resolver, paths, states[id(each.record)], titles[id(each.record)], documents, network)
        for each in read
    ]


def _linked(
    read: ReadRecord,
    resolver: Resolver,
    paths: dict[int, str],
    states: frozenset[str],
    titled: str,
    documents: dict[str, str],
    owner: Identity | None,
) -> LinkedRecord:
    record = read.record
    identity = resolver.identity(record) if isinstance(record, Actor) else None
    return LinkedRecord(
        record=record,
        source=read.source,
        path=identity.path if identity else paths[id(record)],
        states=states,
        titled=titled,
        identity=identity,
        actors=tuple((reference, resolver.resolve(record, reference)) for reference in record.actors),
        document=documents.get(read.source, ""),
        owner=owner,
    )


def _title(record: Record) -> Text | None:
    return full_title(record) if isinstance(record, Event | Publication) else None


def _stated(group: Iterable[Record]) -> dict[str, Record]:
    """For each single-valued property, the record that states it: the first that gives it, the most precise for dates."""
    by: dict[str, Record] = {}
    length: dict[str, int] = {}
    for record in group:
        by.setdefault("label", record)
        if _title(record):
            by.setdefault("title", record)
        for name in ("start", "end", "issued"):
            when = getattr(record, name, None)
            if when and len(when.value) > length.get(name, 0):
                by[name], length[name] = record, len(when.value)
    return by
