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
from ingest.decisions.applied import Applied, Outcome
from ingest.decisions.rulings import Rulings
from ingest.mentions import ManyMentions, actor_mentions
from ingest.reach.among import Among
from ingest.reach.changes import EverythingError, Reached, reached
from ingest.reach.claims import claims_of
from ingest.reach.gathered import Gathered, ReadRecord
from ingest.reach.ledger import DIGEST, Ledger, ManyClaims, numbered
from ingest.told import Noted, Told
from ingest.triples import LinkedRecord

__all__ = ["Changed", "Notes", "changed"]


@dataclass(frozen=True, slots=True)
class Changed:
    """The records that a change reaches, each with the end of its graph's IRI; the graphs that are no more; the ledger
    of all records now; the decisions on things by the names that they have now."""

    tasks: list[tuple[str, LinkedRecord]]
    gone: list[str]
    ledger: Ledger
    rulings: Rulings


class Notes:
    """What to keep of records for the next build, noted while they pass by to be put together."""

    def __init__(self, read: Gathered, made_of: str) -> None:
        self._read = read
        self._made_of = made_of
        self._followed = _is_followed(read)
        self._digests = bytearray()
        self._claims = ManyClaims()
        self.noted = Noted(read.folder)

    def take(self, number: int, read: ReadRecord, named: Sequence[Appearance | None]) -> None:
        """Note what the next record claims, whose appearances are ``named``."""
        if self._followed:
            digest = _digest(read, self._read.paged)
            self._digests += digest
            for claim in claims_of(read, digest, named, paged=self._read.paged):
                self._claims.add(number, claim)

    def ledger(self, assembly: Assembly, graphs: Sequence[str], outcome: Outcome) -> Ledger | None:
        """What to keep of them all, and of the outcome of decisions; None where a change of one may reach any other."""
        if not self._followed:
            return None
        read, claims = self._read, self._claims.claims().linked()
        names, named = numbered(assembly.used)
        return Ledger(
            made_of=self._made_of,
            digests=bytes(self._digests),
            graphs=list(graphs),
            claims=claims,
            mentions=self.noted.mentions(),
            paths=self.noted.paths,
            described=read.described,
            names=names,
            named=named,
            pieced=read.pieced,
            outcome=outcome,
        )


def changed(read: Gathered, ledger: Ledger, owner: str, rulings: Rulings, base: str) -> Changed | None:
    """What changed since the records of that ledger, or by what people decided since; None where all must be put
    together.

    ``owner`` is the name of the network's own organisation, ``base`` what things are below.
    """
    if not _is_followed(read):
        return None
    digests = _digests(read, ledger)
    found = reached(ledger, read, digests)
    if found is None or set(found.now[ledger.described].tolist()) != set(read.described):
        return None  # an organisation's description may change what any name of one means
    try:
        among = Among(read, found, owner, ledger.names)
        named = _named(ledger, found, among.used())
        if named is None:
            return None
        today = _today(ledger, found, among)
        applied = Applied(rulings, today, base, ledger.outcome)
        outcome = applied.outcome
        decided = outcome.since(ledger.outcome)
        if among.owner and not decided.isdisjoint(actor_mentions(among.owner)):
            return None  # each record has it
        numbers = sorted({*found.affected.tolist(), *today.mentions.of(decided).tolist()})
        items = [applied(item) for item in among.items(numbers)]
    except EverythingError:
        return None
    graphs = [ledger.graphs[before] for before in found.before.tolist()]  # of a new one, another's till the next lines
    made = among.graphs()
    for number, graph in made.items():
        graphs[number] = graph
    kept = Ledger(
        made_of=ledger.made_of,
        digests=digests,
        graphs=graphs,
        claims=found.claims,
        mentions=today.mentions,
        paths=today.paths,
        described=read.described,
        names=ledger.names,
        named=named,
        pieced=read.pieced,
        outcome=outcome,
    )
    tasks = [(graphs[number], item) for number, item in zip(numbers, items, strict=True)]
    gone = {ledger.graphs[number] for number in np.flatnonzero(found.touched).tolist()} - set(made.values())
    return Changed(tasks, sorted(gone), kept, applied.rulings)


def _today(ledger: Ledger, found: Reached, among: Among) -> Told:
    """What is told of now: what was, brought up to date."""
    affected = found.affected.tolist()
    made = ManyMentions()
    paths = [ledger.paths[before] for before in found.before.tolist()]  # as with graphs
    for number, item in zip(affected, among.items(affected), strict=True):
        made.add(number, item)
        paths[number] = item.path
    fresh, touched = made.mentions(), found.touched
    mentions = ledger.mentions.renewed(np.where(touched, np.int32(-1), found.now), fresh)
    renewed = {*ledger.mentions.by(touched).tolist(), *fresh.hashes.tolist()}
    return Told(mentions, paths, among.items, among.owner, renewed)


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
