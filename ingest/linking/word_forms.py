"""The words of texts as they are written, with what is known of each in whatever language. Labels are not for here."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import count, islice
from typing import Any, overload

import numpy as np
from numpy.typing import NDArray

from ingest.linking.compounds import BEGINNINGS
from ingest.linking.language import languages_of
from ingest.linking.word_form import HEAD, told_of, word_marks
from ingest.linking.word_keys import WordKeys, keys_of
from ingest.linking.words import Laid
from ontology.folding import fold_words

__all__ = ["Met", "WordForms"]

_Places = NDArray[np.intp]


class WordForms:
    """The number of each word, in the order in which they were met; and what is known of them, a column each.

    What is told of a word is worked out for many at once, when it is first asked for. Written out, it is empty.
    """

    def __init__(self) -> None:
        self.surfaces: list[str] = []
        self._numbers: defaultdict[str, int] = defaultdict(count().__next__)
        self._keys = WordKeys()
        self._families: dict[str, int] = {}
        self._folded: list[str] = []
        self._told: list[str] = []
        self._marks = _Column("H", self.surfaces, lambda words: map(word_marks, words))
        self._languages = _Column("B", self.surfaces, languages_of)
        self._begin = _Column("B", self.surfaces, self._begin_of)
        self._heads = _Column("q", self.surfaces, self._heads_of)

    def __len__(self) -> int:
        return len(self.surfaces)

    def __reduce__(self) -> tuple[type[WordForms], tuple[()]]:
        return WordForms, ()

    def places(self, laid: Laid) -> _Places:
        """The numbers of the words of texts."""
        keys = keys_of(laid)
        places = self._keys.numbers(keys)
        unmet = np.flatnonzero(places < 0)
        places[unmet] = self.numbers(laid.surfaces(unmet))
        self._keys.keep(keys[:, unmet], places[unmet])
        return places

    def numbers(self, surfaces: Sequence[str]) -> list[int]:
        """The numbers of words, given now to those that had none."""
        numbers = list(map(self._numbers.__getitem__, surfaces))
        unmet = len(self._numbers) - len(self.surfaces)
        self.surfaces += list(islice(reversed(self._numbers), unmet))[::-1]
        return numbers

    def folded(self, places: _Places) -> list[str]:
        """The words folded."""
        return list(map(self._folds().__getitem__, places.tolist()))

    def marks(self, places: _Places) -> NDArray[np.uint16]:
        """The sums of the marks of words (:func:`ingest.linking.word_form.word_marks`)."""
        return self._marks.take(places)

    def languages(self, places: _Places) -> NDArray[np.uint8]:
        """What :func:`ingest.linking.language.languages_of` tells of words."""
        return self._languages.take(places)

    def begin(self, places: _Places) -> NDArray[np.bool_]:
        """Whether words are among those that others may begin with (:data:`ingest.linking.compounds.BEGINNINGS`)."""
        return self._begin.take(places).astype(np.bool_)

    def families(self, places: _Places) -> NDArray[np.int64]:
        """The numbers of the families of words: of their first letters."""
        return self._heads.take(places)

    def family(self, head: str) -> int:
        """The number of the family of words that begin like this."""
        return self._families.setdefault(head, len(self._families))

    def told(self, places: _Places) -> list[str]:
        """The letters by which words are told apart when they are asked what a text is about; empty where untold."""
        self._told += map(told_of, self._folds()[len(self._told) :])
        return list(map(self._told.__getitem__, places.tolist()))

    def _folds(self) -> list[str]:
        if unmet := self.surfaces[len(self._folded) :]:
            # Most are folded as they are written: one string is enough for both.
            self._folded += [word if word == one else one for word, one in zip(unmet, fold_words(unmet), strict=True)]
        return self._folded

    def _begin_of(self, surfaces: Sequence[str]) -> Iterable[int]:
        return map(BEGINNINGS.__contains__, self._folds()[-len(surfaces) :])

    def _heads_of(self, surfaces: Sequence[str]) -> Iterable[int]:
        known = self._families
        return [known.setdefault(surface.lower()[:HEAD], len(known)) for surface in surfaces]


class Met(Sequence[str]):
    """The words of a text, taken from among those met when they are asked for: most never are."""

    def __init__(self, surfaces: Sequence[str], places: _Places) -> None:
        self._surfaces = surfaces
        self._places = places

    def __len__(self) -> int:
        return len(self._places)

    @overload
    def __getitem__(self, which: int) -> str: ...
    @overload
    def __getitem__(self, which: slice) -> list[str]: ...
    def __getitem__(self, which: int | slice) -> str | list[str]:
        places = self._places[which].tolist()
        return list(map(self._surfaces.__getitem__, places)) if isinstance(which, slice) else self._surfaces[places]

    def __iter__(self) -> Iterator[str]:
        return map(self._surfaces.__getitem__, self._places.tolist())


class _Column:
    """A number for each word."""

    def __init__(self, code: str, surfaces: list[str], tell: Callable[[Sequence[str]], Iterable[int]]) -> None:
        self._surfaces = surfaces
        self._tell = tell
        self._numbers = array(code)

    def take(self, places: _Places) -> NDArray[Any]:
        """What is known of the words at these places; of words that are new it is worked out first."""
        if len(self._numbers) < len(self._surfaces):
            self._numbers.extend(self._tell(self._surfaces[len(self._numbers) :]))
        code = self._numbers.typecode
        return np.frombuffer(self._numbers, code).take(places) if len(places) else np.empty(0, code)
