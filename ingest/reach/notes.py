"""What a build keeps of its records for the next one, noted while they pass by to be put together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from hashlib import blake2b

import msgspec

from ingest.actors.persons import Appearance
from ingest.assembly import Assembly
from ingest.decisions.applied import Outcome
from ingest.reach.claims import claims_of
from ingest.reach.gathered import Gathered, ReadRecord
from ingest.reach.ledger import DIGEST, Ledger, ManyClaims
from ingest.reach.uses import Uses
from ingest.records import Actor, ActorType, Record
from ingest.told import Noted
from ingest.triples import LinkedRecord
from ingest.triples.packing import packed

__all__ = ["Notes", "digest_of", "is_followed", "linked_digest", "registers_digest"]


class Notes:
    """What to keep of records for the next build, noted while they pass by to be put together."""

    def __init__(self, read: Gathered, made_of: str) -> None:
        self._read = read
        self._made_of = made_of
        self._followed = is_followed(read)
        self._digests = bytearray()
        self._claims = ManyClaims()
        self._registered: list[bytes] = []
        self.noted = Noted(read.folder)

    def take(self, number: int, read: ReadRecord, named: Sequence[Appearance | None]) -> None:
        """Note what the next record claims, whose appearances are ``named``."""
        if self._followed:
            digest = digest_of(read, self._read.paged)
            self._digests += digest
            for claim in claims_of(read, digest, named, paged=self._read.paged):
                self._claims.add(number, claim)

    def passing(self, items: Iterable[LinkedRecord]) -> Iterator[LinkedRecord]:
        """The records put together, as they pass by; those of registers, which are noted, come last."""
        for number, item in enumerate(items):
            if number >= len(self._read):
                self._registered.append(linked_digest(item))
            yield item

    def ledger(self, assembly: Assembly, graphs: Sequence[str], outcome: Outcome) -> Ledger | None:
        """What to keep of them all, and of the outcome of decisions; None where a change of one may reach any other."""
        if not self._followed:
            return None
        read, claims = self._read, self._claims.claims().linked()
        return Ledger(
            made_of=self._made_of,
            registers=registers_digest(read),
            digests=bytes(self._digests),
            graphs=list(graphs[: len(read)]),
            registered=dict(zip(graphs[len(read) :], self._registered, strict=True)),
            claims=claims,
            mentions=self.noted.mentions(),
            paths=self.noted.paths[: len(read)],
            described=read.described,
            names=Uses.of(assembly.used),
            affiliations=Uses.of(assembly.affiliations),
            pieced=read.pieced,
            outcome=outcome,
        )


def is_followed(read: Gathered) -> bool:
    """Whether the claims of these records say all that they may do to one another: registers of persons, which have
    none, and what RDF says of things by their names, may concern any record."""
    return not read.stated and not any(_is_person(each.record) for each in read.registers)


def _is_person(record: Record) -> bool:
    return isinstance(record, Actor) and record.type is ActorType.PERSON


def linked_digest(item: LinkedRecord) -> bytes:
    """The hash of a record that was put together."""
    return blake2b(packed(item), digest_size=DIGEST).digest()


def registers_digest(read: Gathered) -> bytes:
    """The hash of all that registers say."""
    said = b"".join(digest_of(each, frozenset()) for each in read.registers)
    return blake2b(said, digest_size=DIGEST).digest()


def digest_of(read: ReadRecord, paged: Set[str]) -> bytes:
    """The hash of all that was read; ``paged`` are the sources that tell of a page."""
    kind = type(read.record).__name__
    said = msgspec.msgpack.encode((kind, read.record, read.source, read.source in paged))
    return blake2b(said, digest_size=DIGEST).digest()
