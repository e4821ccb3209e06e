"""All records of a build put together: which tell of one thing, who is who, and which record states what."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass

from ingest.actors.resolver import Resolver
from ingest.actors.unknown import Unknown
from ingest.identity import full_title, same_things, thing_paths
from ingest.records import Actor, ActorReference, ActorType, Document, Event, Publication, Record, Relation, Text
from ingest.triples import LinkedRecord

__all__ = ["Assembly", "ReadRecord"]


@dataclass(frozen=True, slots=True)
class ReadRecord:
    """A record and the IRI path of the source it was read from; ``registered`` when that is a register."""

    record: Record
    source: str
    registered: bool = False


class Assembly:
    """Records put together, then asked one by one; ``used`` are names of organisations that other records use.

    ``owner`` is the name of the network's own organisation, to which the partners that pages name are related.
    """

    def __init__(self, read: Sequence[ReadRecord], owner: str, used: Iterable[Unknown] = ()) -> None:
        registers = [each for each in read if each.registered]
        read = [each for each in read if not each.registered]
        records = [each.record for each in read]
        registered = [each.record for each in registers if isinstance(each.record, Actor)]
        itself = ActorReference(owner, Relation.ORGANIZER, ActorType.ORGANISATION) if owner else None
        self.read = read
        self.registers = registers
        self.resolver = Resolver(records, [itself] if itself else [], registered, used)
        self.owner = self.resolver.organisation(itself) if itself else None
        self.by_iri = {record.iri: record for record in reversed(records) if record.iri}
        groups = same_things(records)
        self.paths = thing_paths(groups)
        self.states: dict[int, frozenset[str]] = {}
        self.titles: dict[int, str] = {}
        for group in groups:
            self._share(group)
        self.documents = {
            (each.source, each.record.key): self.paths[id(each.record)]
            for each in read
            if isinstance(each.record, Document)
        }

    def every(self, chosen: Set[str] = frozenset()) -> list[LinkedRecord]:
        """Every record with its thing, its actors and what it states; concepts come later.

        A register's record is among them only where another record names its actor, or may name it, or where a person
        has chosen it: its path is among the ``chosen``. Each states what the
        register says in a graph of its own, so that naming an actor once more changes nothing there.
        """
        linked = [self.linked(each) for each in self.read]
        return [*linked, *self._registered(linked, chosen)]

    def _named(self, record: Record) -> tuple[tuple[str, str], ...]:
        """The names that the record's statements use for things that other records are about, with those things."""
        used = sorted({each.value for each in record.statements if not each.datatype and each.value in self.by_iri})
        found = ((name, self.by_iri[name]) for name in used)
        return tuple((name, self._path(other)) for name, other in found)

    def _path(self, record: Record) -> str:
        return self.resolver.identity(record).path if isinstance(record, Actor) else self.paths[id(record)]

    def _share(self, group: Sequence[Record]) -> None:
        """Settle which record of a group states what, so that nothing single-valued is said twice."""
        stating = _stating(group)
        titled = next((title.value for record in group if (title := _title(record))), "")
        for record in group:
            self.states[id(record)] = frozenset(name for name, by in stating.items() if by is record)
            self.titles[id(record)] = titled

    def linked(self, read: ReadRecord) -> LinkedRecord:
        """One of the records, with all that follows from the others."""
        record = read.record
        identity = self.resolver.identity(record) if isinstance(record, Actor) else None
        return LinkedRecord(
            record=record,
            source=read.source,
            path=identity.path if identity else self.paths[id(record)],
            states=self.states[id(record)],
            titled=self.titles[id(record)],
            identity=identity,
            actors=self.resolver.resolved(record),
            document=self.documents.get((read.source, record.page or "page"), ""),
            owner=self.owner,
            renamed=self._named(record) if record.statements else (),
        )

    def _registered(self, linked: Iterable[LinkedRecord], chosen: Set[str]) -> Iterator[LinkedRecord]:
        """The registers' records of the actors that are named, or may be; related to those of them that are, too."""
        identities = [item.identity for item in linked] + [self.owner]
        identities += [resolution.identity for item in linked for _, resolution in item.actors]
        named = {path for each in identities if each for path in (each.path, *each.candidates)}
        named |= chosen
        sources = {id(each.record): each.source for each in self.registers}
        for actor, identity in self.resolver.registered(named):
            related = ((each, self.resolver.resolve(actor, each)) for each in actor.actors)
            actors = tuple((each, found) for each, found in related if found.identity.path in named)
            yield LinkedRecord(actor, sources[id(actor)], identity.path, identity=identity, actors=actors)


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
        if getattr(record, "coordinates", None):
            by.setdefault("coordinates", record)
        for name in ("start", "end", "issued"):
            when = getattr(record, name, None)
            if when and len(when.value) > length.get(name, 0):
                by[name], length[name] = record, len(when.value)
    return by
