"""The words of texts as one language's lexicon knows them. What is known of them in any language is elsewhere."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from ingest.linking.meaning import Meaning
from ingest.linking.remembered import Bounded
from ingest.linking.sayings import Sayings
from ingest.linking.word_forms import WordForms

__all__ = ["LanguageForms"]

_UNMET: Final = -2
_UNTOLD: Final = -1
_REMEMBERED = 100_000

LookUp = Callable[[Sequence[str]], tuple[Sequence[int], Sequence[str]]]
"""The numbers and the stems of folded words."""


class LanguageForms:
    """By the numbers of ``words``: the number and the stem that the lexicon gives each.

    The recogniser remembers here what words say, as numbers of ``sayings``: a word alone, and a short form where all
    the words around are in capitals too (:meth:`alone`, :meth:`shouted`); in ``together`` several words side by side,
    by their numbers as bytes. In ``apart`` is what words with others between say, by node and method. In ``said`` is
    the number of what there is to say, by node, by the method by which each of its labels is said, and by what is left
    of an acronym's certainty.
    """

    def __init__(self, words: WordForms, look_up: LookUp) -> None:
        self.words = words
        self.sayings = Sayings()
        self.said: dict[tuple[int, tuple[str, ...], float], int] = {}
        self.together: Bounded[bytes, int] = Bounded(_REMEMBERED)
        self.apart: Bounded[tuple[bytes, int, str], Sequence[Meaning]] = Bounded(_REMEMBERED)
        self._alone = array("i")
        self._shouted = array("i")
        self._look_up = look_up
        self._numbers = array("q")
        self._stems = array("q")
        self._unnumbered: list[tuple[NDArray[np.intp], Sequence[str]]] = []
        self._by_stem: dict[str, int] = {}
        self._numbered: dict[frozenset[str], frozenset[int]] = {}

    def numbers(self, places: NDArray[np.intp]) -> NDArray[np.int64]:
        """The numbers that words have in the lexicon."""
        if not len(places):
            return np.empty(0, np.int64)
        if (more := len(self.words.surfaces) - len(self._numbers)) > 0:
            self._numbers += array("q", [_UNMET]) * more
            self._stems += array("q", [_UNMET]) * more
            self._alone += array("i", [_UNTOLD]) * more
            self._shouted += array("i", [_UNTOLD]) * more
        found = np.frombuffer(self._numbers, np.int64).take(places)
        unmet = np.flatnonzero(found == _UNMET)
        if len(unmet):
            self._meet(np.unique(places[unmet]))
            found[unmet] = np.frombuffer(self._numbers, np.int64).take(places[unmet])
        return found

    def stems(self, places: NDArray[np.intp]) -> set[int]:
        """The stems of words, as numbers: given now to those met since, for who finds labels alone asks for none."""
        if len(self._stems) < len(self.words):
            self.numbers(places)
        found = self._stems_of(places)
        if (found == _UNMET).any():  # a word of a page in another language
            self.numbers(places)
            found = self._stems_of(places)
        return set(found.tolist())

    def _stems_of(self, places: NDArray[np.intp]) -> NDArray[np.int64]:
        for met, stems in self._unnumbered:
            np.frombuffer(self._stems, np.int64)[met] = list(map(self._number, stems))
        self._unnumbered.clear()
        return np.frombuffer(self._stems, np.int64).take(places) if len(places) else np.empty(0, np.int64)

    def numbered(self, stems: frozenset[str]) -> frozenset[int]:
        """The numbers of stems, which are asked for again."""
        known = self._numbered.get(stems)
        if known is None:
            known = self._numbered[stems] = frozenset(map(self._number, stems))
        return known

    def _number(self, stem: str) -> int:
        return self._by_stem.setdefault(stem, len(self._by_stem))

    def alone(self, places: NDArray[np.intp]) -> NDArray[np.int32]:
        """The number of what each word says alone; -1 where that is not known."""
        return np.frombuffer(self._alone, np.int32).take(places) if len(places) else np.empty(0, np.int32)

    def shouted(self, places: NDArray[np.intp]) -> NDArray[np.int32]:
        """The number of what each short form says where all the words around are in capitals too; -1 for other words,
        and where that is not known."""
        return np.frombuffer(self._shouted, np.int32).take(places) if len(places) else np.empty(0, np.int32)

    def keep(self, place: int, said: int, shouted: int = _UNTOLD) -> None:
        """Remember what a word says alone and, for a short form, ``shouted``."""
        self._alone[place], self._shouted[place] = said, shouted

    def _meet(self, places: NDArray[np.intp]) -> None:
        numbers, stems = self._look_up(self.words.folded(places))
        np.frombuffer(self._numbers, np.int64)[places] = numbers
        self._unnumbered.append((places, stems))
