"""Which things a chain of common keys joins, found in arrays: some tens of bytes a thing, however many there are.

What the keys say is not for here.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

__all__ = ["Chains"]

_Pairs = tuple[NDArray[np.int32], NDArray[np.int32]]
_SHARES = 16
"""Parts in which keys are put in order one after the other, which takes as much less memory."""


class Chains:
    """The keys of things that are numbered as they come. Two keys that are one by chance only make longer chains.

    >>> chains = Chains()
    >>> for keys, unnumbered in [([1], []), ([2], []), ([3, 4], [1]), ([5], [6])]:
    ...     chains.add(keys, unnumbered)
    >>> chains.heads().tolist()
    [0, 1, 0, 3]
    """

    def __init__(self) -> None:
        self._keys, self._counts = array("q"), array("I")
        self._far, self._far_owners = array("q"), array("i")

    def add(self, keys: Sequence[int], unnumbered: Sequence[int]) -> None:
        """The next thing's keys, and those that join it to another only where that has them itself."""
        if unnumbered:
            self._far.extend(unnumbered)
            self._far_owners.extend([len(self._counts)] * len(unnumbered))
        self._keys.extend(keys)
        self._counts.append(len(keys))

    def heads(self) -> NDArray[np.int32]:
        """For each thing the first one to which a chain joins it."""
        pairs = list(self._pairs())
        ones, others = (np.concatenate([pair[side] for pair in pairs]) for side in (0, 1))
        return _joined(len(self._counts), ones, others)

    def _pairs(self) -> Iterator[_Pairs]:
        """Things that have a key in common: for each key, enough of them to join all."""
        keys, far = np.array(self._keys, dtype=np.int64), np.array(self._far, dtype=np.int64)
        owners = np.repeat(np.arange(len(self._counts), dtype=np.int32), np.array(self._counts, dtype=np.int64))
        far_owners = np.array(self._far_owners, dtype=np.int32)
        for share in range(_SHARES):
            mine, theirs = (np.flatnonzero(each % _SHARES == share) for each in (keys, far))
            mine = mine[np.argsort(keys[mine])]
            ordered, owning = keys[mine], owners[mine]
            same = ordered[1:] == ordered[:-1]
            yield owning[:-1][same], owning[1:][same]
            places = np.searchsorted(ordered, far[theirs])
            hit = ordered[np.minimum(places, len(ordered) - 1)] == far[theirs] if len(ordered) else places < 0
            yield owning[places[hit]], far_owners[theirs[hit]]


def _joined(size: int, ones: NDArray[np.int32], others: NDArray[np.int32]) -> NDArray[np.int32]:
    """The head of each of so many things, of which ones are joined to the others, pair by pair.

    Each takes the lowest that it is joined to, and then that one's, until nothing is left to join.
    """
    heads = np.arange(size, dtype=np.int32)
    while len(ones):
        np.minimum.at(heads, np.maximum(ones, others), np.minimum(ones, others))
        while len(far := np.flatnonzero(heads[heads] != heads)):
            heads[far] = heads[heads[far]]
        ones, others = heads[ones], heads[others]
        apart = ones != others
        ones, others = ones[apart], others[apart]
    return heads
