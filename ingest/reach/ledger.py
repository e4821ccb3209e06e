"""What a build keeps of every record for the next one: its digest, its graph, its claims, the names that it uses.

Some hundred bytes a record, as arrays in one file of the workspace's state. Where it is missing, damaged or of another
snapshot, the next build puts all records together. What a change can reach is not for here.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import msgspec
import numpy as np
from numpy.typing import NDArray

from graph.whole_file import kept_file
from ingest.decisions.applied import Outcome
from ingest.mentions import Mentions
from ingest.reach.claims import Claim
from ingest.reach.pieced import Pieced
from ingest.reach.uses import Uses

__all__ = ["DIGEST", "Claims", "Ledger", "ManyClaims", "digest_at", "joined", "selected", "shared"]

DIGEST = 16
"""Bytes of a record's digest."""
_FILE = "records.npz"
_NUMBERS, _HASHES = np.int32, np.uint64
_CLAIMS = ("records", "contents", "keys", "key_claims", "unnumbered", "unnumbered_claims")
_MENTIONS = ("mentions", "mention_records")


@dataclass(slots=True)
class Claims:
    """Claims by number, with the numbers of their records; each key with the number of its claim, in order of keys."""

    records: NDArray[np.int32]
    contents: NDArray[np.uint64]
    keys: NDArray[np.uint64]
    key_claims: NDArray[np.int32]
    unnumbered: NDArray[np.uint64]
    unnumbered_claims: NDArray[np.int32]

    @classmethod
    def of(cls, claims: Iterable[tuple[int, Claim]]) -> Claims:
        """The claims as arrays, given with the numbers of their records; keys are in order once they are linked."""
        many = ManyClaims()
        for record, claim in claims:
            many.add(record, claim)
        return many.claims()

    def linked(self, others: NDArray[np.uint64] | None = None) -> Claims:
        """The same, where a name is another claim's with a number behind: that one is among its keys then.

        ``others`` are keys, in order, of claims that are not among these.
        """
        hit = np.isin(self.unnumbered, self.keys)
        if others is not None and len(others):
            places = np.searchsorted(others, self.unnumbered)
            hit |= others[np.minimum(places, len(others) - 1)] == self.unnumbered
        keys = np.concatenate([self.keys, self.unnumbered[hit]])
        claims = np.concatenate([self.key_claims, self.unnumbered_claims[hit]])
        order = np.argsort(keys)
        far, far_claims = self.unnumbered[~hit], self.unnumbered_claims[~hit]
        return Claims(self.records, self.contents, keys[order], claims[order], far, far_claims)


class ManyClaims:
    """Claims that come one after the other, with the numbers of their records."""

    def __init__(self) -> None:
        self._records, self._contents = array("i"), array("Q")
        self._keys, self._key_claims = array("Q"), array("i")
        self._unnumbered, self._unnumbered_claims = array("Q"), array("i")

    def add(self, record: int, claim: Claim) -> None:
        """Take one more."""
        number = len(self._records)
        self._records.append(record)
        self._contents.append(claim.content)
        self._keys.extend(claim.keys)
        self._key_claims.extend([number] * len(claim.keys))
        self._unnumbered.extend(claim.unnumbered)
        self._unnumbered_claims.extend([number] * len(claim.unnumbered))

    def claims(self) -> Claims:
        """All of them as arrays; keys are in order once they are linked."""
        return Claims(
            np.array(self._records, dtype=_NUMBERS),
            np.array(self._contents, dtype=_HASHES),
            np.array(self._keys, dtype=_HASHES),
            np.array(self._key_claims, dtype=_NUMBERS),
            np.array(self._unnumbered, dtype=_HASHES),
            np.array(self._unnumbered_claims, dtype=_NUMBERS),
        )


def shared(few: NDArray[np.uint64], many: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Which of few hashes are among many too, each once: the many are not put in order for it."""
    sorted_few = np.unique(few)
    if not len(sorted_few):
        return sorted_few
    places = np.searchsorted(sorted_few, many)
    places[places == len(sorted_few)] = 0
    found: NDArray[np.uint64] = sorted_few[np.unique(places[sorted_few[places] == many])]
    return found


def joined(one: Claims, other: Claims) -> Claims:
    """The linked claims of both, those of the second numbered after those of the first."""
    ahead = np.int32(len(one.records))
    places = np.searchsorted(one.keys, other.keys)
    return Claims(
        np.concatenate([one.records, other.records]),
        np.concatenate([one.contents, other.contents]),
        np.insert(one.keys, places, other.keys),
        np.insert(one.key_claims, places, other.key_claims + ahead),
        np.concatenate([one.unnumbered, other.unnumbered]),
        np.concatenate([one.unnumbered_claims, other.unnumbered_claims + ahead]),
    )


def selected(claims: Claims, chosen: NDArray[np.bool_], records: NDArray[np.int32]) -> Claims:
    """The chosen claims, numbered anew, with these numbers of records (one for each claim there was)."""
    numbers = np.cumsum(chosen, dtype=_NUMBERS) - np.int32(1)
    kept, kept_far = chosen[claims.key_claims], chosen[claims.unnumbered_claims]
    return Claims(
        records[chosen],
        claims.contents[chosen],
        claims.keys[kept],
        numbers[claims.key_claims[kept]],
        claims.unnumbered[kept_far],
        numbers[claims.unnumbered_claims[kept_far]],
    )


@dataclass(slots=True, kw_only=True)
class _Listed:
    """What is kept otherwise than in arrays."""

    made_of: str
    registers: bytes
    graphs: list[str]
    registered: dict[str, bytes]
    paths: list[str]
    described: list[int] = field(default_factory=list)
    names: Uses = field(default_factory=Uses)
    affiliations: Uses = field(default_factory=Uses)
    pieced: dict[str, Pieced] = field(default_factory=dict)
    outcome: Outcome = field(default_factory=Outcome)

    def listed(self) -> dict[str, Any]:
        """All of it, by name."""
        return {each.name: getattr(self, each.name) for each in fields(_Listed)}


@dataclass(slots=True, kw_only=True)
class Ledger(_Listed):
    """The records of a build by number, in their order.

    ``made_of`` is the hash of all else that a graph is made of, ``registers`` that of what registers say; ``graphs``
    are the end of each record's graph's IRI, ``registered`` those of the registers' records that are named, which are
    numbered after all others, with the digests of these;
    ``described`` the records that describe organisations; ``names`` are the names of organisations that records use,
    ``affiliations`` those that are taken apart into some of them; ``pieced`` what is kept of the files read piece by
    piece, by the IRI of their source. ``paths`` are the ends of the IRIs of the records' things and ``mentions`` all
    that they mention before anything was decided, ``outcome`` is what decisions did to them.
    """

    digests: bytes
    claims: Claims
    mentions: Mentions

    def __len__(self) -> int:
        return len(self.graphs)

    @classmethod
    def load(cls, state: Path, snapshot: str) -> Ledger | None:
        """What the build of that snapshot kept; None where that is not there."""
        try:
            with (state / _FILE).open("rb") as opened, np.load(opened, allow_pickle=False) as file:
                of, told = msgspec.msgpack.decode(file["told"].tobytes(), type=tuple[str, _Listed])
                if of != snapshot:
                    return None
                claims = Claims(*(file[name] for name in _CLAIMS))
                mentions = Mentions(*(file[name] for name in _MENTIONS))
                digests = file["digests"].tobytes()
        except (OSError, ValueError, KeyError, EOFError, BadZipFile, msgspec.MsgspecError, RecursionError):
            return None
        return cls(digests=digests, claims=claims, mentions=mentions, **told.listed())

    def save(self, state: Path, snapshot: str) -> None:
        """Keep it for the build after that of the snapshot."""
        told = (snapshot, self.listed())
        arrays = {name: getattr(self.claims, name) for name in _CLAIMS}
        arrays |= {"mentions": self.mentions.hashes, "mention_records": self.mentions.records}
        with kept_file(state / _FILE) as file:
            np.savez(file, told=_bytes(msgspec.msgpack.encode(told)), digests=_bytes(self.digests), **arrays)


def digest_at(digests: bytes, record: int) -> bytes:
    """The digest of a record, from those of all in their order."""
    return digests[record * DIGEST : (record + 1) * DIGEST]


def _bytes(content: bytes) -> NDArray[np.uint8]:
    return np.frombuffer(content, dtype=np.uint8)
