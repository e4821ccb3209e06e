"""Which records have to be put together again after some changed, and which must be looked at for that.

Putting them together is not for here.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from ingest.actors.appearances import appearances
from ingest.reach.claims import claims_of
from ingest.reach.gathered import Gathered
from ingest.reach.ledger import Claims, Ledger, digest_at, joined, selected, shared

__all__ = ["EverythingError", "Reached", "reached"]

_MOST = 0.8
"""The share of the records from which on all are put together: nothing is gained then."""


class EverythingError(Exception):
    """A change reaches so much that nothing is gained by following it."""


@dataclass(frozen=True, slots=True)
class Reached:
    """Records by number: those that are ``new`` or have changed, and those ``affected`` by what did, these among them.

    ``before`` is the number that each record had, or -1; ``now`` the number of each that there was before, or -1.
    ``claims`` are those of all records now.
    """

    new: list[int]
    affected: NDArray[np.int32]
    before: NDArray[np.int32]
    now: NDArray[np.int32]
    claims: Claims

    @property
    def touched(self) -> NDArray[np.bool_]:
        """For each record that there was before, whether it is affected, or is no more."""
        return (self.now < 0) | np.isin(self.now, self.affected)

    def reaching(self, more: Iterable[int]) -> Reached:
        """The same, with more records that are affected, by the numbers that they had before."""
        now = self.now[sorted(more)]
        return replace(self, affected=np.union1d(self.affected, now[now >= 0]))

    def together(self, wanted: Collection[int]) -> list[int]:
        """The records to be put together for the wanted ones to be what they are among all, these among them.

        Raises :class:`EverythingError` where these are so many that all may as well be.
        """
        records = self.claims.records
        found = _records(records, _met(self.claims, np.isin(records, np.array(sorted(wanted), dtype=np.int32))))
        if len(found) > _MOST * len(self.before):
            raise EverythingError
        return list(map(int, found))


def reached(ledger: Ledger, read: Gathered, digests: bytes) -> Reached:
    """What the change from the ledger's records to these can reach; raises :class:`EverythingError` where it may reach
    anything."""
    now = _now(ledger, read, digests)
    before = np.full(len(read), -1, dtype=np.int32)
    stays = np.flatnonzero(now >= 0)
    before[now[stays]] = stays
    new = np.flatnonzero(before < 0).tolist()
    fresh = Claims.of(
        (number, claim)
        for number, each in ((number, read[number]) for number in new)
        for claim in claims_of(each, digest_at(digests, number), appearances(each.record), paged=read.paged)
    )
    if len(shared(fresh.keys, ledger.claims.unnumbered)):
        raise EverythingError  # others have the name with a number behind: claims were kept as if they could not meet
    every = joined(ledger.claims, fresh.linked(ledger.claims.keys))
    records = np.concatenate([now[ledger.claims.records], fresh.records])
    affected = _records(records, _met(every, _changed(ledger.claims, fresh, now)))
    affected = np.union1d(affected, np.array(new, dtype=np.int32))
    kept = selected(every, records >= 0, records)
    return Reached(new, affected, before, now, kept)


def _now(ledger: Ledger, read: Gathered, digests: bytes) -> NDArray[np.int32]:
    """For each of the ledger's records its number now, or -1; raises where those that stay are in another order."""
    now = np.full(len(ledger), -1, dtype=np.int32)
    numbers, before = read.unread()
    now[before] = numbers
    left = {digest_at(ledger.digests, number): number for number in np.flatnonzero(now < 0).tolist()}
    for number, _ in read.read():
        if (same := left.get(digest_at(digests, number))) is not None:
            now[same] = number
    if np.any(np.diff(now[now >= 0]) <= 0):
        raise EverythingError
    return now


def _changed(known: Claims, fresh: Claims, now: NDArray[np.int32]) -> NDArray[np.bool_]:
    """Which claims came or went; one that went here and came there, saying the same, did neither."""
    went = now[known.records] < 0
    stayed = shared(fresh.contents, known.contents[went])
    gone = np.flatnonzero(went)
    went[gone] = ~np.isin(known.contents[gone], stayed)
    return np.concatenate([went, ~np.isin(fresh.contents, stayed)])


def _met(claims: Claims, first: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """The claims that a chain of common keys joins to the first ones, these among them."""
    keys, owners = claims.keys, claims.key_claims
    found = first.copy()
    fresh = first
    while fresh.any():
        wanted = np.unique(keys[fresh[owners]])
        starts, ends = np.searchsorted(keys, wanted, "left"), np.searchsorted(keys, wanted, "right")
        met = np.zeros(len(found), dtype=np.bool_)
        met[owners[_ranges(starts, ends)]] = True
        fresh = met & ~found
        found |= fresh
    return found


def _ranges(starts: NDArray[np.int64], ends: NDArray[np.int64]) -> NDArray[np.int64]:
    """All numbers from each start up to its end."""
    sizes = ends - starts
    offsets = np.repeat(starts - np.concatenate([[0], np.cumsum(sizes)[:-1]]), sizes)
    return offsets + np.arange(sizes.sum())


def _records(records: NDArray[np.int32], claims: NDArray[np.bool_]) -> NDArray[np.int32]:
    """The numbers of the records of these claims, without those that are gone."""
    found = np.unique(records[claims])
    return found[found >= 0]
