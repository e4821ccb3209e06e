"""What words say, by number, so that much of it is kept in arrays. What words say is judged elsewhere."""

from __future__ import annotations

from array import array

import numpy as np
from numpy.typing import NDArray

from ingest.linking.meaning import NOTHING, Said

__all__ = ["Sayings"]


class Sayings:
    """All that was said so far, in the order in which it was; the first is nothing.

    >>> sayings = Sayings()
    >>> sayings.add(NOTHING), sayings.said(np.array([0])) == [NOTHING], sayings.marks(np.array([0])).tolist()
    (0, True, [0])
    """

    def __init__(self) -> None:
        self._all = [NOTHING]
        self._marks = array("B", [NOTHING.marks])

    def add(self, said: Said) -> int:
        """The number of what is said, given now."""
        if said is NOTHING:
            return 0
        self._all.append(said)
        self._marks.append(said.marks)
        return len(self._all) - 1

    def said(self, numbers: NDArray[np.integer]) -> list[Said]:
        """What has these numbers."""
        return list(map(self._all.__getitem__, numbers.tolist()))

    def marks(self, numbers: NDArray[np.integer]) -> NDArray[np.uint8]:
        """The marks (:attr:`ingest.linking.meaning.Said.marks`) of what has these numbers."""
        return np.frombuffer(self._marks, np.uint8).take(numbers)
