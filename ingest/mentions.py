"""Which records tell of a thing, name an actor, or name one who may be that actor: asked by the end of an IRI.

Twelve bytes a mention, in arrays. Two names that have one hash by chance only have a record looked at in vain.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from ingest.actors.appearances import may_be_person
from ingest.actors.identity import Identity
from ingest.digests import hashed
from ingest.records import Identifier
from ingest.triples import LinkedRecord
from ontology.folding import fold

__all__ = ["ManyMentions", "Mentions", "actor_mentions", "candidate", "maybe", "mentions_of", "named", "told"]

_RECORDS, _HASHES = np.int32, np.uint64


@lru_cache(maxsize=65_536)
def named(path: str) -> int:
    """The mention of a record that names the actor at that path, or describes it."""
    return hashed(f"named {path}")


@lru_cache(maxsize=65_536)
def candidate(path: str) -> int:
    """The mention of a record that names an actor who may turn out to be the one at that path."""
    return hashed(f"candidate {path}")


@lru_cache(maxsize=65_536)
def maybe(called: str | Identifier) -> int:
    """The mention of a record that does not say whether it names a person or an organisation by that folded name, or
    by that identifier."""
    return hashed(f"maybe {called}")


def told(path: str) -> int:
    """The mention of a record that tells of the thing at that path, or was read from that page."""
    return hashed(f"told {path}")


def actor_mentions(actor: Identity) -> set[int]:
    """The mentions of a record that names the actor."""
    return {named(actor.path), *map(candidate, actor.candidates)}


def mentions_of(item: LinkedRecord) -> set[int]:
    """All that a record mentions. The network's own organisation, which belongs to each of them, is left out."""
    mentions = {told(path) for path in (item.path, item.document) if path}
    for identity in (item.identity, *(found.identity for _, found in item.actors)):
        if identity:
            mentions |= actor_mentions(identity)
    for reference, _ in item.actors:
        if reference.type is None and may_be_person(reference):
            mentions.update(map(maybe, (fold(reference.name), *reference.identifiers)))
    return mentions


@dataclass(frozen=True, slots=True)
class Mentions:
    """Mentions as hashes, in order, each with the number of its record."""

    hashes: NDArray[np.uint64]
    records: NDArray[np.int32]

    def of(self, mentions: Iterable[int]) -> NDArray[np.int32]:
        """The numbers of the records that have one of these mentions, in order."""
        wanted = np.array(sorted(set(mentions)), dtype=_HASHES)
        starts, ends = np.searchsorted(self.hashes, wanted, "left"), np.searchsorted(self.hashes, wanted, "right")
        found = [self.records[start:end] for start, end in zip(starts.tolist(), ends.tolist(), strict=True)]
        return np.unique(np.concatenate(found)) if found else np.zeros(0, _RECORDS)

    def have(self, mentions: Sequence[int]) -> NDArray[np.bool_]:
        """Which of these mentions a record has."""
        wanted = np.array(mentions, dtype=_HASHES)
        return np.searchsorted(self.hashes, wanted, "left") < np.searchsorted(self.hashes, wanted, "right")

    def by(self, records: Sequence[int]) -> set[int]:
        """What the records of these numbers mention."""
        return set(self.hashes[np.isin(self.records, np.array(records, dtype=_RECORDS))].tolist())

    def renewed(self, now: NDArray[np.int32], made: Mentions) -> Mentions:
        """Those of the records that stay, by the number that each has ``now`` (-1: none of them stays), and of those
        that were made anew."""
        stays = now[self.records] >= 0
        hashes, records = self.hashes[stays], now[self.records[stays]]
        places = np.searchsorted(hashes, made.hashes)
        return Mentions(np.insert(hashes, places, made.hashes), np.insert(records, places, made.records))


class ManyMentions:
    """Mentions that come record by record."""

    def __init__(self) -> None:
        self._hashes, self._records = array("Q"), array("i")

    def add(self, record: int, item: LinkedRecord) -> None:
        """Note what the record of that number mentions."""
        mentions = mentions_of(item)
        self._hashes.extend(mentions)
        self._records.extend([record] * len(mentions))

    def mentions(self) -> Mentions:
        """All of them, in order."""
        hashes = np.array(self._hashes, dtype=_HASHES)
        order = np.argsort(hashes, kind="stable")
        return Mentions(hashes[order], np.array(self._records, dtype=_RECORDS)[order])
