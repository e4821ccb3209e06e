"""The records of a build put together: all of them, or those that a change since the last build can reach.

Both give the same for each record. Writing them is not for here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b

import msgspec
import numpy as np

from ingest.actors.unknown import Unknown
from ingest.assembly import Assembly, ReadRecord
from ingest.fingerprints import graph_names
from ingest.reach.changes import Reached, reached
from ingest.reach.claims import claims_of
from ingest.reach.gathered import Gathered
from ingest.reach.ledger import DIGEST, Claims, Ledger, numbered
from ingest.records import Actor, ActorType, Document
from ingest.triples import LinkedRecord

__all__ = ["Changed", "changed", "ledger_of"]


@dataclass(frozen=True, slots=True)
class Changed:
    """The records that a change reaches, each with the end of its graph's IRI; the graphs that are no more; the ledger
    of all records now."""

    tasks: list[tuple[str, LinkedRecord]]
    gone: list[str]
    ledger: Ledger


def ledger_of(gathered: Gathered, assembly: Assembly, graphs: Sequence[str], made_of: str) -> Ledger | None:
    """What to keep of all these records; None where a change of one may reach any other."""
    if not _is_followed(gathered):
        return None
    paged = _paged(gathered)
    read = gathered.whole()
    digests = [_digest(each, paged) for each in read]
    claims = Claims.of(
        (number, claim)
        for number, (each, digest) in enumerate(zip(read, digests, strict=True))
        for claim in claims_of(each, digest, assembly.resolver.named[id(each.record)], paged=paged)
    )
    names, named = numbered([assembly.resolver.used.get(id(each.record), []) for each in read])
    described = [number for number, each in enumerate(read) if _describes(each)]
    kept = claims.linked()
    return Ledger(made_of, b"".join(digests), list(graphs), kept, described, names, named, gathered.pieced)


def changed(read: Gathered, ledger: Ledger, owner: str) -> Changed | None:
    """What changed since the records of that ledger; None where all must be put together."""
    if not _is_followed(read):
        return None
    paged = _paged(read)
    digests = _digests(read, ledger, paged)
    found = reached(ledger, read, digests, paged)
    if found is None or any(_describes(read[each]) for each in found.new) or set(found.gone) & set(ledger.described):
        return None  # an organisation's description may change what any name of one means
    described = [number for number, each in read.read() if _describes(each)]
    read.fetch(found.together)
    together = [read[each] for each in sorted({*found.together, *described})]
    assembly = Assembly(together, owner, ledger.names)
    used = {each: assembly.resolver.used.get(id(read[each].record), []) for each in found.new}
    named = _named(ledger, found, used)
    if named is None:
        return None
    affected = {id(read[each]) for each in found.affected}
    paths = graph_names((each.source, each.record.key) for each in together)
    tasks = [(path, assembly.linked(each)) for path, each in zip(paths, together, strict=True) if id(each) in affected]
    graphs = _graphs(ledger, found, [path for path, _ in tasks])
    kept = Ledger(ledger.made_of, digests, graphs, found.claims, described, ledger.names, named, read.pieced)
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
    return not any(each.registered or each.record.iri or each.record.statements for _, each in read.read())


def _paged(read: Gathered) -> set[str]:
    return {each.source for _, each in read.read() if isinstance(each.record, Document)}


def _digests(read: Gathered, ledger: Ledger, paged: set[str]) -> bytes:
    """The digest of each record; one that is as it was has that of the last build."""
    digests = np.zeros((len(read), DIGEST), dtype=np.uint8)
    numbers, before = read.unread()
    digests[numbers] = np.frombuffer(ledger.digests, dtype=np.uint8).reshape(-1, DIGEST)[before]
    for number, each in read.read():
        digests[number] = np.frombuffer(_digest(each, paged), dtype=np.uint8)
    return digests.tobytes()


def _describes(read: ReadRecord) -> bool:
    return isinstance(read.record, Actor) and read.record.type is not ActorType.PERSON


def _digest(read: ReadRecord, paged: set[str]) -> bytes:
    kind = type(read.record).__name__
    said = msgspec.msgpack.encode((kind, read.record, read.source, read.source in paged))
    return blake2b(said, digest_size=DIGEST).digest()
