"""The words of one language as numbers: two forms of a word share one. Which labels they make is not for here."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

import Stemmer

from ingest.linking.inflection import singular
from ingest.linking.language import FUNCTION_WORDS
from ingest.linking.word_form import HEAD, TOLD, WordForm, word_marks
from ingest.linking.word_forms import WordForms
from ontology.folding import fold

__all__ = ["JOIN", "SKIP", "UNKNOWN", "Lexicon"]

UNKNOWN: Final = -1
"""A word that no label holds."""
SKIP: Final = 0
"""An article or a « de »: it may stand or be missing inside a label."""
JOIN: Final = 1
"""A coordinating conjunction."""

_SKIPPED = {"fr": "de des du d l la le les un une", "en": "of the a an"}
_JOINS = {"fr": "et ou & and", "en": "and or &"}
_MERGED = {"fr": {"au": "a", "aux": "a"}}
_STEMMERS = {
    "da": "danish",
    "de": "german",
    "en": "english",
    "es": "spanish",
    "fi": "finnish",
    "fr": "french",
    "it": "italian",
    "nl": "dutch",
    "pt": "portuguese",
    "ro": "romanian",
    "ru": "russian",
    "sv": "swedish",
}
_SILENT = frozenset(fold(word) for words in FUNCTION_WORDS.values() for word in words)
"""Function words, folded: they tell nothing of what a text is about."""
_REMEMBERED = 300_000


class Lexicon:
    """The numbered stems of the words that a vocabulary's labels use in one language.

    >>> lexicon = Lexicon("fr")
    >>> lexicon.add("écologiques") == lexicon.add("ECOLOGIQUE")
    True
    >>> lexicon.numbers(["La", "transition", "Écologique"])
    [0, -1, 2]
    """

    def __init__(self, language: str) -> None:
        self.language = language
        self._by_stem: dict[str, int] = {}
        self._merged = _MERGED.get(language, {})
        self._reserved = dict.fromkeys(_SKIPPED.get(language, "").split(), SKIP)
        self._reserved |= dict.fromkeys(_JOINS.get(language, "&").split(), JOIN)
        self._forms = WordForms(self._look_up)
        self._stem = _stemmer(language)

    def __len__(self) -> int:
        """One more than the greatest number."""
        return len(self._by_stem) + 2

    def stem(self, word: str) -> str:
        """The stem of a word as written."""
        return self._stem_of(fold(word))

    def _stem_of(self, folded: str) -> str:
        if " " in folded:
            folded = folded.replace(" ", "")
        one = singular(self._merged.get(folded, folded), self.language)
        # The stemmer parts « créatrice » from « créateur », too short for its rule.
        return self._stem(f"{one[:-5]}teur" if self.language == "fr" and one.endswith("trice") else one)

    def add(self, word: str) -> int:
        """The number of a label's word, given now if it had none."""
        folded = fold(word)
        reserved = self._reserved.get(folded or word)
        if reserved is not None:
            return reserved
        return self._by_stem.setdefault(self._stem_of(folded), len(self._by_stem) + 2)

    @property
    def forms(self) -> WordForms:
        """Where the words of texts are looked up; another one from time to time, so that it does not grow for ever."""
        if len(self._forms) > _REMEMBERED:
            self._forms = WordForms(self._look_up)
        return self._forms

    def numbers(self, surfaces: Iterable[str]) -> list[int]:
        """The number of each word of a text."""
        forms = self.forms
        return list(map(int, forms.numbers(list(map(forms.__getitem__, surfaces)))))

    def stems(self, surfaces: Iterable[str]) -> list[str]:
        """The stem of each word of a text."""
        forms = self.forms
        return [forms.stems[form] for form in map(forms.__getitem__, surfaces)]

    def _look_up(self, surface: str) -> WordForm:
        folded = fold(surface)
        stem = self._stem_of(folded)
        number = self._reserved.get(folded or surface)
        if number is None:
            number = self._by_stem.get(stem, UNKNOWN)
        tells = len(folded) > 2 and folded.isalpha() and folded not in _SILENT
        told = folded[:TOLD] if tells else ""
        return number, stem, told, surface.lower()[:HEAD], word_marks(surface)

    def __getstate__(self) -> tuple[str, dict[str, int]]:
        return self.language, self._by_stem

    def __setstate__(self, state: tuple[str, dict[str, int]]) -> None:
        self.__init__(state[0])  # type: ignore[misc]
        self._by_stem = state[1]


def _stemmer(language: str) -> Callable[[str], str]:
    if language not in _STEMMERS:
        return str
    # No memory of its own: it is slower than stemming, and each word is remembered here already.
    stem: Callable[[str], str] = Stemmer.Stemmer(_STEMMERS[language], 0).stemWord
    return stem
