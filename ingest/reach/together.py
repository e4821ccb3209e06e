"""The records of a build put together: all of them, or those that a change since the last build can reach.

Both give the same for each record. Writing them is not for here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence, Set
from dataclasses import dataclass
from hashlib import blake2b

import msgspec
import numpy as np

from ingest.actors.persons import Appearance
from ingest.actors.unknown import Unknown
from ingest.assembly import Assembly
from ingest.fingerprints import graph_names
from ingest.reach.changes import Reached, reached
from ingest.reach.claims import claims_of
from ingest.reach.gathered import Gathered, ReadRecord
from ingest.reach.ledger import DIGEST, Ledger, ManyClaims, numbered
from ingest.triples import LinkedRecord

__all__ = ["Changed", "Notes", "changed"]


@dataclass(frozen=True, slots=True)
class Changed:
    """The records that a change reaches, each with the end of its graph's IRI; the graphs that are no more; the ledger
    of all records now."""

    tasks: list[tuple[str, LinkedRecord]]
    gone: list[str]
    ledger: Ledger


class Notes:
    """What to keep of records for the next build, noted while they pass by to be put together."""

    def __init__(self, read: Gathered, made_of: str) -> None:
        self._read = read
        self._made_of = made_of
        self._followed = _is_followed(read)
        self._digests = bytearray()
        self._claims = ManyClaims()

    def take(self, number: int, read: ReadRecord, named: Sequence[Appearance | None]) -> None:
        """Note what the next record claims, whose appearances are ``named``."""
        if self._followed:
            digest = _digest(read, self._read.paged)
            self._digests += digest
            for claim in claims_of(read, digest, named, paged=self._read.paged):
                self._claims.add(number, claim)

    def ledger(self, assembly: Assembly, graphs: Sequence[str]) -> Ledger | None:
        """What to keep of them all; None where a change of one may reach any other."""
        if not self._followed:
            return None
        read, claims = self._read, self._claims.claims().linked()
        names, named = numbered(assembly.used)
        return Ledger(
            self._made_of, bytes(self._digests), list(graphs), claims, read.described, names, named, read.pieced
        )


def changed(read: Gathered, ledger: Ledger, owner: str) -> Changed | None:
    """What changed since the records of that ledger; None where all must be put together."""
    if not _is_followed(read):
        return None
    digests = _digests(read, ledger)
    found = reached(ledger, read, digests)
    if found is None or set(found.new) & set(read.described) or set(found.gone) & set(ledger.described):
        return None  # an organisation's description may change what any name of one means
    read.fetch(found.together)
    numbers = sorted({*found.together, *read.described})
    assembly = Assembly(read.chosen(numbers), owner, ledger.names)
    places = {number: place for place, number in enumerate(numbers)}
    named = _named(ledger, found, {each: assembly.used.get(places[each], []) for each in found.new})
    if named is None:
        return None
    names = dict(zip(numbers, graph_names((each.source, each.record.key) for each in assembly.read), strict=True))
    tasks = [(names[number], assembly.linked(places[number])) for number in found.affected]
    graphs = _graphs(ledger, found, [path for path, _ in tasks])
    kept = Ledger(ledger.made_of, digests, graphs, found.claims, read.described, ledger.names, named, read.pieced)
    before = [each for each in found.before[found.affected].tolist() if each >= 0]
    gone = {ledger.graphs[number] for number in (*found.gone, *before)} - {path for path, _ in tasks}
    return Changed(tasks, sorted(gone), kept)


def _graphs(ledger: Ledger, found: Reached, made: Sequence[str]) -> list[str]:
    """The graph of each record now."""
    graphs = [ledger.graphs[before] for before in found.before.tolist()]  # of a new one, another's till the next line
    for number, path in zip(found.affected, made, strict=True):
        graphs[number] = path
    return graphs


def _named(ledger: Ledger, found: Reached, used: dict[int, list[Unknown]]) -> list[tuple[int, int]] | None:
    """Which record uses which of the ledger's names now; None where a name is new or out of use: what any other name
    means may depend on it."""
    numbers = {name: number for number, name in enumerate(ledger.names)}
    now = {before: number for number, before in enumerate(found.before.tolist()) if before >= 0}
    named = [(now[record], name) for record, name in ledger.named if record in now]
    for record, names in used.items():
        if not all(name in numbers for name in names):
            return None
        named += [(record, numbers[name]) for name in names]
    return sorted(named) if len(Counter(name for _, name in named)) == len(ledger.names) else None


def _is_followed(read: Gathered) -> bool:
    """Whether the claims of these records say all that they may do to one another: registers, and what RDF says of
    things by their names, may concern any record."""
    return not (read.registered or read.stated)


def _digests(read: Gathered, ledger: Ledger) -> bytes:
    """The digest of each record; one that is as it was has that of the last build."""
    digests = np.zeros((len(read), DIGEST), dtype=np.uint8)
    numbers, before = read.unread()
    digests[numbers] = np.frombuffer(ledger.digests, dtype=np.uint8).reshape(-1, DIGEST)[before]
    for number, each in read.read():
        digests[number] = np.frombuffer(_digest(each, read.paged), dtype=np.uint8)
    return digests.tobytes()


def _digest(read: ReadRecord, paged: Set[str]) -> bytes:
    kind = type(read.record).__name__
    said = msgspec.msgpack.encode((kind, read.record, read.source, read.source in paged))
    return blake2b(said, digest_size=DIGEST).digest()
