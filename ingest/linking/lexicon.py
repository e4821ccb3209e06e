"""The words of one language as numbers: two forms of a word share one. Which labels they make is not for here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

import Stemmer

from ingest.linking.gaps import PARTS, SIGNS
from ingest.linking.inflection import singulars
from ingest.linking.language_forms import LanguageForms
from ingest.linking.remembered import Remembered
from ingest.linking.word_forms import WordForms
from ontology.folding import fold, fold_words

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
_SHORT = 3
"""Letters of the longest of all these words."""
_SIGNS = frozenset(SIGNS[PARTS])
_FEMININE = (
    ("iere", "ier", 6),
    ("ive", "if", 5),
    ("euve", "euf", 5),
    ("ee", "e", 4),
    ("euse", "eur", 5),
    ("anne", "an", 6),
)
"""Folded endings, the masculine ones, and the letters of the shortest word (« bière », « panne » are not feminine): the
stemmer knows these by accents, not where a word is short, or takes all of « -euse » off, as in « sérieuse »."""
_REMEMBERED = 50_000


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
        self._stemmer = _stemmer(language)
        self._numbers = Remembered(self._number, _REMEMBERED)
        self._forms: LanguageForms | None = None

    @classmethod
    def knowing(cls, language: str, stems: Sequence[str]) -> Lexicon:
        """A lexicon with these stems, numbered in their order."""
        lexicon = cls(language)
        lexicon._by_stem = {stem: number for number, stem in enumerate(stems, 2)}
        return lexicon

    def known(self) -> list[str]:
        """Every stem, in the order of the numbers."""
        return list(self._by_stem)

    def __len__(self) -> int:
        """One more than the greatest number."""
        return len(self._by_stem) + 2

    def stems(self, words: Sequence[str]) -> list[str]:
        """The stem of each word as written."""
        return self._stems(fold_words(words))

    def add(self, word: str) -> int:
        """The number of a label's word, given now if it had none."""
        folded = fold(word)
        reserved = self._reserved.get(folded or word)
        if reserved is not None:
            return reserved
        stem = self._stems([self._masculine(folded) or folded])[0]
        return self._by_stem.setdefault(stem, len(self._by_stem) + 2)

    def parting(self, signs: str) -> int:
        """The number of the signs that part two words of a label, given now if they had none."""
        return self._by_stem.setdefault(signs, len(self._by_stem) + 2)

    def signs(self) -> dict[str, int]:
        """The numbers of all such signs."""
        return {stem: number for stem, number in self._by_stem.items() if stem[:1] in _SIGNS}

    def skips(self, word: str) -> bool:
        """Whether a word may stand or be missing inside a label."""
        return self._reserved.get(fold(word) or word) == SKIP

    def numbers(self, surfaces: Iterable[str]) -> list[int]:
        """The number of each word of a text."""
        return list(map(self._numbers.__getitem__, surfaces))

    def forms(self, words: WordForms) -> LanguageForms:
        """What this lexicon knows of words of texts; kept until other words are asked for."""
        if self._forms is None or self._forms.words is not words:
            self._forms = LanguageForms(words, self._look_up)
        return self._forms

    def _number(self, surface: str) -> int:
        return self._look_up([fold(surface)])[0][0]

    def _look_up(self, folded: Sequence[str]) -> tuple[list[int], list[str]]:
        stems = self._stems(folded)
        reserved, by_stem = self._reserved, self._by_stem
        numbers = [
            reserved[one] if len(one) <= _SHORT and one in reserved else by_stem.get(stem, UNKNOWN)
            for one, stem in zip(folded, stems, strict=True)
        ]
        for place, one in enumerate(folded):
            if masculine := self._masculine(one):
                numbers[place] = by_stem.get(self._stems([masculine])[0], numbers[place])
        return numbers, stems

    def _masculine(self, folded: str) -> str:
        """A French word with its masculine ending where the stemmer does not know the feminine one; else empty.

        >>> [Lexicon("fr")._masculine(word) for word in ("infirmieres", "salariee", "veuve", "danseuse", "serieuse")]
        ['infirmier', 'salarie', 'veuf', 'danseur', '']
        """
        if self.language != "fr" or not folded.endswith(("e", "es")):
            return ""
        word = folded.removesuffix("s")
        for ending, masculine, shortest in _FEMININE:
            if word.endswith(ending):
                begun = word.removesuffix(ending)
                whole = len(word) < shortest or (ending == "euse" and begun.endswith(("i", "u")))
                return "" if whole else begun + masculine
        return ""

    def _stems(self, folded: Sequence[str]) -> list[str]:
        if merged := self._merged:
            folded = [merged.get(one, one) if len(one) <= _SHORT else one for one in folded]
        folded = singulars([one.replace(" ", "") if " " in one else one for one in folded], self.language)
        if self.language == "fr":
            # The stemmer parts « créatrice » from « créateur », too short for its rule.
            folded = [f"{one[:-5]}teur" if one.endswith("trice") else one for one in folded]
        return self._stemmer.stemWords(folded) if self._stemmer else folded

    def __getstate__(self) -> tuple[str, dict[str, int]]:
        return self.language, self._by_stem

    def __setstate__(self, state: tuple[str, dict[str, int]]) -> None:
        self.__init__(state[0])  # type: ignore[misc]
        self._by_stem = state[1]


def _stemmer(language: str) -> Stemmer.Stemmer | None:
    # No memory of its own: it is slower than stemming, and each word is remembered here already.
    return Stemmer.Stemmer(_STEMMERS[language], 0) if language in _STEMMERS else None
