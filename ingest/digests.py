"""Packed things found again by a digest of each: 16 bytes of memory a thing, however large it is.

What is known of them is not for here.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from hashlib import blake2b
from struct import Struct

import numpy as np
from numpy.typing import NDArray

__all__ = ["Digests", "hashed"]

_HALVES = Struct("=QQ")


class Digests:
    """Packed things that are numbered as they come; once all have, those that differ are put in an order.

    >>> digests = Digests()
    >>> for packed in (b"one", b"two", b"one"):
    ...     digests.add(packed)
    >>> first = digests.settle()
    >>> sorted(first.tolist()), first[digests.place(b"two")].item()
    ([0, 1], 1)
    """

    def __init__(self) -> None:
        self._added = array("Q")
        self._high, self._low = array("Q"), array("Q")

    def add(self, packed: bytes) -> None:
        """Take the next."""
        self._added.frombytes(_digest(packed))

    def settle(self) -> NDArray[np.int64]:
        """End of adding: the numbers of the things that differ, each the first of its like, in their order."""
        digests = np.array(self._added, dtype=np.uint64).reshape(-1, 2)
        self._added = array("Q")
        order = np.lexsort((digests[:, 1], digests[:, 0]))
        digests = digests[order]
        fresh = np.ones(len(digests), dtype=np.bool_)
        fresh[1:] = (digests[1:] != digests[:-1]).any(axis=1)
        digests = digests[fresh]
        self._high, self._low = (array("Q", digests[:, side].tobytes()) for side in (0, 1))
        return order[fresh]  # of those that are the same, the order keeps the first in front

    def place(self, packed: bytes) -> int:
        """The place in that order; raises :class:`KeyError` for what was not added."""
        high, low = _HALVES.unpack(_digest(packed))
        place = bisect_left(self._high, high)
        while place < len(self._high) and self._high[place] == high:
            if self._low[place] == low:
                return place
            place += 1
        raise KeyError(packed)


def _digest(packed: bytes) -> bytes:
    """What no two things have in common."""
    return blake2b(packed, digest_size=16).digest()


def hashed(text: str) -> int:
    """A number of 64 bits that two texts have in common by chance alone, the same in every process."""
    return int.from_bytes(blake2b(text.encode(errors="surrogatepass"), digest_size=8).digest())
