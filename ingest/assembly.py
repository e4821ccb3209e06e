"""All records of a build put together: which tell of one thing, who is who, and which record states what."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

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
    assembly = _Assembly(read, owner)
    return [assembly.linked(each) for each in read]


class _Assembly:
    def __init__(self, read: Sequence[ReadRecord], owner: str) -> None:
        records = [each.record for each in read]
        itself = ActorReference(owner, Relation.ORGANIZER, ActorType.ORGANISATION) if owner else None
        self.resolver = Resolver(records, [itself] if itself else [])
        self.owner = self.resolver.organisation(itself) if itself else None
        groups = same_things(records)
        self.paths = thing_paths(groups)
        self.states: dict[int, frozenset[str]] = {}
        self.titles: dict[int, str] = {}
        for group in groups:
            self._share(group)
        self.documents = {
            each.source: self.paths[id(each.record)] for each in read if isinstance(each.record, Document)
        }

    def _share(self, group: Sequence[Record]) -> None:
        """Settle which record of a group states what, so that nothing single-valued is said twice."""
        stating = _stating(group)
        titled = next((title.value for record in group if (title := _title(record))), "")
        for record in group:
            self.states[id(record)] = frozenset(name for name, by in stating.items() if by is record)
            self.titles[id(record)] = titled

    def linked(self, read: ReadRecord) -> LinkedRecord:
        record = read.record
        identity = self.resolver.identity(record) if isinstance(record, Actor) else None
        return LinkedRecord(
            record=record,
            source=read.source,
            path=identity.path if identity else self.paths[id(record)],
            states=self.states[id(record)],
            titled=self.titles[id(record)],
            identity=identity,
            actors=tuple((reference, self.resolver.resolve(record, reference)) for reference in record.actors),
            document=self.documents.get(read.source, ""),
            owner=self.owner,
        )


def _title(record: Record) -> Text | None:
    return full_title(record) if isinstance(record, Event | Publication) else None


def _stating(group: Iterable[Record]) -> dict[str, Record]:
    """For each single-valued property the record that states it: the first that has it; for dates, the most precise."""
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
