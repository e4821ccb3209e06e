"""What words say, by number, so that much of it is kept in arrays. What words say is judged elsewhere."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ingest.linking.meaning import NOTHING, Said

__all__ = ["Sayings"]


class Sayings:
    """All that was said so far, in the order in which it was; the first is nothing.

    >>> sayings = Sayings()
    >>> sayings.add(NOTHING), sayings.said(np.array([0])).tolist() == [NOTHING], sayings.marks(np.array([0])).tolist()
    (0, True, [0])
    """

    def __init__(self) -> None:
        self._all = np.full(1024, NOTHING, np.object_)
        self._marks = np.zeros(1024, np.uint8)
        self._count = 1

    def add(self, said: Said) -> int:
        """The number of what is said, given now."""
        if said is NOTHING:
            return 0
        if self._count == len(self._all):
            self._all = np.concatenate((self._all, self._all))
            self._marks = np.concatenate((self._marks, self._marks))
        number = self._count
        self._all[number], self._marks[number] = said, said.marks
        self._count += 1
        return number

    def said(self, numbers: NDArray[np.integer]) -> NDArray[np.object_]:
        """What has these numbers."""
        return self._all.take(numbers)

    def marks(self, numbers: NDArray[np.integer]) -> NDArray[np.uint8]:
        """The marks (:attr:`ingest.linking.meaning.Said.marks`) of what has these numbers."""
        return self._marks.take(numbers)
