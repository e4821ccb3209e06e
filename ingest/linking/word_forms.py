"""The words of texts as they are written, with what is known of each. The words of labels are elsewhere."""

from __future__ import annotations

from array import array
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from ingest.linking.meaning import Said
from ingest.linking.word_form import WordForm

__all__ = ["WordForms"]


class WordForms(dict[str, int]):
    """The number of each word, in the order in which they were met; and what is known of them, a column each.

    For the columns see :data:`ingest.linking.word_form.WordForm`; ``alone`` is where the recogniser remembers what a
    word says alone and, for a short form, what it says where all the words around are in capitals too.
    """

    def __init__(self, look_up: Callable[[str], WordForm]) -> None:
        super().__init__()
        self._look_up = look_up
        self._numbers = array("q")
        self._marks = bytearray()
        self.stems: list[str] = []
        self.told: list[str] = []
        self.heads: list[str] = []
        self.alone: list[tuple[Said, Said | None] | None] = []

    def __missing__(self, surface: str) -> int:
        number, stem, told, head, marks = self._look_up(surface)
        self._numbers.append(number)
        self._marks.append(marks)
        self.stems.append(stem)
        self.told.append(told)
        self.heads.append(head)
        self.alone.append(None)
        self[surface] = form = len(self)
        return form

    def numbers(self, forms: list[int]) -> NDArray[np.int64]:
        """The numbers that words have in the lexicon."""
        return np.frombuffer(self._numbers, np.int64).take(forms) if forms else np.empty(0, np.int64)

    def marks(self, forms: list[int]) -> NDArray[np.uint8]:
        """The sums of the marks of words."""
        return np.frombuffer(self._marks, np.uint8).take(forms) if forms else np.empty(0, np.uint8)
