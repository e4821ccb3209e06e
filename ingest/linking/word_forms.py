"""The words of texts as they are written, with what is known of each in whatever language. Labels are not for here."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ingest.linking.language import languages_of
from ingest.linking.word_form import HEAD, told_of, word_marks
from ontology.folding import fold_words

__all__ = ["WordForms"]

_Places = NDArray[np.intp]


class WordForms(dict[str, int]):
    """The number of each word, in the order in which they were met; and what is known of them, a column each.

    What is told of a word is worked out for many at once, when it is first asked for. Written out, it is empty.
    """

    def __init__(self) -> None:
        super().__init__()
        self.surfaces: list[str] = []
        self._families: dict[str, int] = {}
        self._told: list[str] = []
        self._marks = _Column("B", self.surfaces, lambda words: map(word_marks, words))
        self._languages = _Column("B", self.surfaces, languages_of)
        self._heads = _Column("q", self.surfaces, self._heads_of)

    def __missing__(self, surface: str) -> int:
        self[surface] = number = len(self.surfaces)
        self.surfaces.append(surface)
        return number

    def __reduce__(self) -> tuple[type[WordForms], tuple[()]]:
        return WordForms, ()

    def places(self, surfaces: Sequence[str]) -> _Places:
        """The numbers of words."""
        return np.fromiter(map(self.__getitem__, surfaces), np.intp, len(surfaces))

    def marks(self, places: _Places) -> NDArray[np.uint8]:
        """The sums of the marks of words (:func:`ingest.linking.word_form.word_marks`)."""
        return self._marks.take(places)

    def languages(self, places: _Places) -> NDArray[np.uint8]:
        """What :func:`ingest.linking.language.languages_of` tells of words."""
        return self._languages.take(places)

    def families(self, places: _Places) -> NDArray[np.int64]:
        """The numbers of the families of words: of their first letters."""
        return self._heads.take(places)

    def family(self, head: str) -> int:
        """The number of the family of words that begin like this."""
        return self._families.setdefault(head, len(self._families))

    def told(self, places: _Places) -> list[str]:
        """The letters by which words are told apart when they are asked what a text is about; empty where untold."""
        self._told += map(told_of, fold_words(self.surfaces[len(self._told) :]))
        return list(map(self._told.__getitem__, places.tolist()))

    def _heads_of(self, surfaces: Sequence[str]) -> Iterable[int]:
        known = self._families
        return [known.setdefault(surface.lower()[:HEAD], len(known)) for surface in surfaces]


class _Column:
    """A number for each word."""

    def __init__(self, code: str, surfaces: list[str], tell: Callable[[Sequence[str]], Iterable[int]]) -> None:
        self._surfaces = surfaces
        self._tell = tell
        self._numbers = array(code)

    def take(self, places: _Places) -> NDArray[Any]:
        if len(self._numbers) < len(self._surfaces):
            self._numbers.extend(self._tell(self._surfaces[len(self._numbers) :]))
        code = self._numbers.typecode
        return np.frombuffer(self._numbers, code).take(places) if len(places) else np.empty(0, code)
