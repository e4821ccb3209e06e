"""The records of a build that a change since the last one can reach, put together as they are among all the others.

All of them are put together in :mod:`ingest.reach.everything`. Writing them is not for here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, replace

import numpy as np

from ingest.decisions.applied import Applied
from ingest.decisions.rulings import Rulings
from ingest.decisions.standing import Background, EveryRecordError
from ingest.mentions import ManyMentions, actor_mentions
from ingest.reach.among import Among
from ingest.reach.called import Called
from ingest.reach.changes import EverythingError, Reached, reached
from ingest.reach.gathered import Gathered
from ingest.reach.ledger import DIGEST, Ledger
from ingest.reach.notes import digest_of, is_followed, registers_digest
from ingest.reach.registered import Registered
from ingest.told import Told
from ingest.triples import LinkedRecord

__all__ = ["Changed", "changed"]

_ALONE = Background()


@dataclass(frozen=True, slots=True)
class Changed:
    """The records that a change reaches, each with the end of its graph's IRI; the graphs that are no more; the ledger
    of all records now; the decisions as they apply."""

    tasks: list[tuple[str, LinkedRecord]]
    gone: list[str]
    ledger: Ledger
    applied: Applied


def changed(  # noqa: PLR0913, PLR0917
    read: Gathered, ledger: Ledger, owner: str, rulings: Rulings, base: str, beside: Background = _ALONE
) -> Changed | None:
    """What changed since the records of that ledger, or by what people decided since; None where all must be put
    together.

    ``owner`` is the name of the network's own organisation, ``base`` what things are below, ``beside`` what is known of
    them beside.
    """
    try:
        return _followed(read, ledger, owner, rulings, base, beside) if is_followed(read) else None
    except (EverythingError, EveryRecordError):
        return None


def _followed(  # noqa: PLR0913, PLR0917
    read: Gathered, ledger: Ledger, owner: str, rulings: Rulings, base: str, beside: Background
) -> Changed:
    if ledger.registers != registers_digest(read):
        raise EverythingError
    digests = _digests(read, ledger)
    found = reached(ledger, read, digests)
    called = Called(read, ledger, found, owner)
    found = called.reached()
    among = Among(read, found, owner, called.organisations)
    today, registered = _today(ledger, found, among, rulings.chosen(base))
    applied = Applied(rulings, today, base, ledger.outcome, beside)
    outcome = applied.outcome
    decided = outcome.since(ledger.outcome)
    if among.owner and not decided.isdisjoint(actor_mentions(among.owner)):
        raise EverythingError  # each record has it
    numbers = sorted({*found.affected.tolist(), *registered.new, *today.mentions.of(decided).tolist()})
    items = map(applied, today.items(numbers))
    graphs = [ledger.graphs[before] for before in found.before.tolist()]  # of a new one, another's till the next lines
    made = among.graphs()
    for number, graph in made.items():
        graphs[number] = graph
    kept = replace(
        ledger,
        digests=digests,
        graphs=graphs,
        registered=registered.digests,
        claims=found.claims,
        mentions=today.mentions,
        paths=today.paths,
        described=read.described,
        names=called.names,
        affiliations=called.affiliations,
        pieced=read.pieced,
        outcome=outcome,
    )
    every = [*graphs, *registered.digests]
    tasks = [(every[number], item) for number, item in zip(numbers, items, strict=True)]
    gone = {ledger.graphs[number] for number in np.flatnonzero(found.touched).tolist()} - set(made.values())
    gone |= ledger.registered.keys() - registered.digests.keys()
    return Changed(tasks, sorted(gone), kept, applied)


def _today(ledger: Ledger, found: Reached, among: Among, chosen: Set[str]) -> tuple[Told, Registered]:
    """What is told of now: what was, brought up to date; and the records of registers that are written."""
    affected = found.affected.tolist()
    made = ManyMentions()
    paths = [ledger.paths[before] for before in found.before.tolist()]  # as with graphs
    for number, item in zip(affected, among.items(affected), strict=True):
        made.add(number, item)
        paths[number] = item.path
    fresh, touched = made.mentions(), found.touched
    now = np.append(np.where(touched, np.int32(-1), found.now), np.full(len(ledger.registered), np.int32(-1)))
    registered = Registered(among, ledger, len(paths), ledger.mentions.renewed(now, fresh), chosen)
    went = ledger.mentions.by(np.flatnonzero(touched).tolist())
    renewed = {*went, *fresh.hashes.tolist(), *registered.renewed()}

    def items(numbers: Sequence[int]) -> Iterator[LinkedRecord]:
        few = [number for number in numbers if number < len(paths)]
        yield from among.items(few)
        yield from (registered.items[number - len(paths)] for number in numbers[len(few) :])

    return Told(registered.mentions, paths, items, among.owner, renewed), registered


def _digests(read: Gathered, ledger: Ledger) -> bytes:
    """The digest of each record; one that is as it was has that of the last build."""
    digests = np.zeros((len(read), DIGEST), dtype=np.uint8)
    numbers, before = read.unread()
    digests[numbers] = np.frombuffer(ledger.digests, dtype=np.uint8).reshape(-1, DIGEST)[before]
    for number, each in read.read():
        digests[number] = np.frombuffer(digest_of(each, read.paged), dtype=np.uint8)
    return digests.tobytes()
