"""The words of texts as one language's lexicon knows them. What is known of them in any language is elsewhere."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from ingest.linking.meaning import NOTHING, Meaning, Said
from ingest.linking.remembered import Bounded
from ingest.linking.word_forms import WordForms

__all__ = ["LanguageForms"]

_UNMET: Final = -2
_JUDGED, _SHORT = 1, 2
_REMEMBERED = 100_000

LookUp = Callable[[Sequence[str]], tuple[Sequence[int], Sequence[str]]]
"""The numbers and the stems of folded words."""


class LanguageForms:
    """By the numbers of ``words``: the number and the stem that the lexicon gives each.

    The recogniser remembers here what words say: in ``alone`` a word alone, in ``shouted`` a short form where all the
    words around are in capitals too, in ``together`` several words side by side, and in ``apart`` words with others
    between, by node and method; several words are asked for by their numbers as bytes. In ``said`` is what there is to
    say, by node, by the method by which each of its labels is said, and by what is left of an acronym's certainty.
    """

    def __init__(self, words: WordForms, look_up: LookUp) -> None:
        self.words = words
        self.alone: list[Said] = []
        self.shouted: dict[int, Said] = {}
        self.said: dict[tuple[int, tuple[str, ...], float], Said] = {}
        self.together: Bounded[bytes, Said] = Bounded(_REMEMBERED)
        self.apart: Bounded[tuple[bytes, int, str], Sequence[Meaning]] = Bounded(_REMEMBERED)
        self._known = bytearray()
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
            self.alone += [NOTHING] * more
            self._known += bytes(more)
        found = np.frombuffer(self._numbers, np.int64).take(places)
        unmet = np.flatnonzero(found == _UNMET)
        if len(unmet):
            self._meet(np.unique(places[unmet]))
            found[unmet] = np.frombuffer(self._numbers, np.int64).take(places[unmet])
        return found

    def stems(self, places: NDArray[np.intp]) -> set[int]:
        """The stems of words, as numbers: given now to those met since, for who finds labels alone asks for none."""
        self.numbers(places)
        for met, stems in self._unnumbered:
            np.frombuffer(self._stems, np.int64)[met] = list(map(self._number, stems))
        self._unnumbered.clear()
        return set(np.frombuffer(self._stems, np.int64).take(places).tolist()) if len(places) else set()

    def numbered(self, stems: frozenset[str]) -> frozenset[int]:
        """The numbers of stems, which are asked for again."""
        known = self._numbered.get(stems)
        if known is None:
            known = self._numbered[stems] = frozenset(map(self._number, stems))
        return known

    def _number(self, stem: str) -> int:
        return self._by_stem.setdefault(stem, len(self._by_stem))

    def judged(self, places: NDArray[np.intp]) -> NDArray[np.bool_]:
        """Whether it is known what each word says alone."""
        return np.not_equal(self._judgements(places), 0)

    def short(self, places: NDArray[np.intp]) -> NDArray[np.bool_]:
        """Whether a word is a short form, as far as it is known what it says."""
        return np.equal(self._judgements(places), _SHORT)

    def keep(self, place: int, said: Said, shouted: Said | None) -> None:
        """Remember what a word says alone and, for a short form, ``shouted``."""
        self.alone[place], self._known[place] = said, _JUDGED
        if shouted is not None:
            self.shouted[place], self._known[place] = shouted, _SHORT

    def _judgements(self, places: NDArray[np.intp]) -> NDArray[np.uint8]:
        return np.frombuffer(self._known, np.uint8).take(places) if len(places) else np.empty(0, np.uint8)

    def _meet(self, places: NDArray[np.intp]) -> None:
        numbers, stems = self._look_up(self.words.folded(places))
        np.frombuffer(self._numbers, np.int64)[places] = numbers
        self._unnumbered.append((places, stems))
