"""All records of a build put together: which tell of one thing, who is who, and which record states what."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence, Set
from dataclasses import dataclass

from ingest.actors.appearances import appearances
from ingest.actors.identity import Identity
from ingest.actors.persons import Appearance
from ingest.actors.resolver import Resolver
from ingest.actors.unknown import Unknown
from ingest.reach.gathered import Gathered, ReadRecord
from ingest.records import Actor, ActorReference, ActorType, Document, Record, Relation
from ingest.things import Things
from ingest.triples import LinkedRecord

__all__ = ["Assembly", "Noting", "Organisations", "owner_of", "resolver_of"]

Noting = Callable[[int, ReadRecord, Sequence[Appearance | None]], None]


@dataclass(frozen=True, slots=True)
class Organisations:
    """Who is who among organisations, by what is ``described`` of them alone, and ``known`` from all names in use."""

    described: Resolver
    known: Resolver


class Assembly:
    """Records put together, then asked one by one; ``among`` knows what these say of actors and what all others do.

    ``owner`` is the name of the network's own organisation, to which the partners that pages name are related. The
    records pass by and are not held, so that there may be more of them than memory has room for; ``noting`` is told of
    each, with its number and the appearances of those that it names.
    """

    def __init__(
        self, read: Gathered, owner: str, noting: Noting | None = None, among: Organisations | None = None
    ) -> None:
        self.read = read
        itself = owner_of(owner)
        self.resolver = among.described.apart() if among else resolver_of(read)
        self.used: dict[int, list[Unknown]] = {}
        """The names of organisations that each record uses, as far as it uses any."""
        self.affiliations: dict[int, list[Unknown]] = {}
        """Those that are taken apart into some of these names."""
        self._things = Things()
        self._by_iri: dict[str, int] = {}
        self._documents: dict[tuple[str, str], int] = {}
        for number, one in enumerate(read):
            named = appearances(one.record)
            self._learn(number, one, named)
            if noting:
                noting(number, one, named)
        self.resolver.settle(itself, like=among.known if among else None)
        self._things.settle(lambda number: read[number].record)
        self.owner = next(map(self.resolver.organisation, itself), None)

    def _learn(self, number: int, read: ReadRecord, named: Sequence[Appearance | None]) -> None:
        record = read.record
        used = self.resolver.learn(record, named)
        if used.names:
            self.used[number] = used.names
        if used.affiliations:
            self.affiliations[number] = used.affiliations
        self._things.learn(number, record)
        if record.iri:
            self._by_iri.setdefault(record.iri, number)
        if isinstance(record, Document):
            self._documents[read.source, record.key] = number

    def every(self, chosen: Set[str] = frozenset()) -> Iterator[LinkedRecord]:
        """Every record with its thing, its actors and what it states; concepts come later.

        Those of registers follow the others, see :meth:`registered`; ``chosen`` are the paths that a person has chosen.
        """
        registers, named = self.read.registers, set(chosen)
        for number in range(len(self.read)):
            item = self.linked(number)
            if registers:
                named |= _named(item)
            yield item
        yield from self.registered(named.__contains__)

    def linked(self, number: int) -> LinkedRecord:
        """One of the records, with all that follows from the others."""
        each = self.read[number]
        record, source = each.record, each.source
        identity = self.resolver.identity(record) if isinstance(record, Actor) else None
        told = self._things.told(number, record)
        page = self._documents.get((source, record.page or "page"))
        return LinkedRecord(
            record=record,
            source=source,
            path=identity.path if identity else self._things.path(number),
            states=told.states,
            titled=told.titled,
            identity=identity,
            actors=self.resolver.resolved(record),
            document="" if page is None else self._things.path(page),
            owner=self.owner,
            renamed=self._renamed(record) if record.statements else (),
        )

    def _renamed(self, record: Record) -> tuple[tuple[str, str], ...]:
        """The names that the record's statements use for things that other records are about, with those things."""
        used = sorted({each.value for each in record.statements if not each.datatype and each.value in self._by_iri})
        return tuple((name, self._path(self._by_iri[name])) for name in used)

    def _path(self, number: int) -> str:
        record = self.read[number].record
        return self.resolver.identity(record).path if isinstance(record, Actor) else self._things.path(number)

    def registered(self, named: Callable[[str], bool]) -> Iterator[LinkedRecord]:
        """The registers' records of actors that another record names, or may name, or that a person has chosen: all at
        whose paths one is ``named``, related to those of them that are, too.

        Each states what the register says in a graph of its own, so that naming an actor once more changes nothing
        there.
        """
        own = {self.owner.path, *self.owner.candidates} if self.owner else set()

        def is_there(identity: Identity) -> bool:
            return identity.path in own or named(identity.path)

        sources = {id(each.record): each.source for each in self.read.registers}
        there = (pair for pair in self.resolver.registered() if is_there(pair[1]))
        for actor, identity in there:
            related = ((each, self.resolver.resolve(actor, each)) for each in actor.actors)
            actors = tuple((each, found) for each, found in related if is_there(found.identity))
            yield LinkedRecord(actor, sources[id(actor)], identity.path, identity=identity, actors=actors)


def resolver_of(read: Gathered) -> Resolver:
    """Who is who by what registers and sources describe, before anything is learned."""
    described = [each for number in read.described if isinstance(each := read[number].record, Actor)]
    registered = [each.record for each in read.registers if isinstance(each.record, Actor)]
    return Resolver(described, registered, read.folder)


def owner_of(name: str) -> list[ActorReference]:
    """The network's own organisation, by its name; none where it has no name."""
    return [ActorReference(name, Relation.ORGANIZER, ActorType.ORGANISATION)] if name else []


def _named(item: LinkedRecord) -> set[str]:
    """The paths of all actors that the record names, or may name."""
    identities = (item.identity, *(resolution.identity for _, resolution in item.actors))
    return {path for each in identities if each for path in (each.path, *each.candidates)}
