"""The records of a build put together: all of them, or those that a change since the last build can reach.

Both give the same for each record. Writing them is not for here.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from ingest.decisions.applied import Applied
from ingest.decisions.rulings import Rulings
from ingest.mentions import ManyMentions, actor_mentions
from ingest.reach.among import Among
from ingest.reach.called import Called
from ingest.reach.changes import EverythingError, Reached, reached
from ingest.reach.gathered import Gathered
from ingest.reach.ledger import DIGEST, Ledger
from ingest.reach.notes import digest_of, is_followed
from ingest.told import Told
from ingest.triples import LinkedRecord

__all__ = ["Changed", "changed"]


@dataclass(frozen=True, slots=True)
class Changed:
    """The records that a change reaches, each with the end of its graph's IRI; the graphs that are no more; the ledger
    of all records now; the decisions on things by the names that they have now."""

    tasks: list[tuple[str, LinkedRecord]]
    gone: list[str]
    ledger: Ledger
    rulings: Rulings


def changed(read: Gathered, ledger: Ledger, owner: str, rulings: Rulings, base: str) -> Changed | None:
    """What changed since the records of that ledger, or by what people decided since; None where all must be put
    together.

    ``owner`` is the name of the network's own organisation, ``base`` what things are below.
    """
    try:
        return _followed(read, ledger, owner, rulings, base) if is_followed(read) else None
    except EverythingError:
        return None


def _followed(read: Gathered, ledger: Ledger, owner: str, rulings: Rulings, base: str) -> Changed:
    digests = _digests(read, ledger)
    found = reached(ledger, read, digests)
    called = Called(read, ledger, found, owner)
    found = called.reached()
    among = Among(read, found, owner, called.organisations)
    today = _today(ledger, found, among)
    applied = Applied(rulings, today, base, ledger.outcome)
    outcome = applied.outcome
    decided = outcome.since(ledger.outcome)
    if among.owner and not decided.isdisjoint(actor_mentions(among.owner)):
        raise EverythingError  # each record has it
    numbers = sorted({*found.affected.tolist(), *today.mentions.of(decided).tolist()})
    items = [applied(item) for item in among.items(numbers)]
    graphs = [ledger.graphs[before] for before in found.before.tolist()]  # of a new one, another's till the next lines
    made = among.graphs()
    for number, graph in made.items():
        graphs[number] = graph
    kept = replace(
        ledger,
        digests=digests,
        graphs=graphs,
        claims=found.claims,
        mentions=today.mentions,
        paths=today.paths,
        described=read.described,
        names=called.names,
        affiliations=called.affiliations,
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


def _digests(read: Gathered, ledger: Ledger) -> bytes:
    """The digest of each record; one that is as it was has that of the last build."""
    digests = np.zeros((len(read), DIGEST), dtype=np.uint8)
    numbers, before = read.unread()
    digests[numbers] = np.frombuffer(ledger.digests, dtype=np.uint8).reshape(-1, DIGEST)[before]
    for number, each in read.read():
        digests[number] = np.frombuffer(digest_of(each, read.paged), dtype=np.uint8)
    return digests.tobytes()
