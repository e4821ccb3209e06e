"""Which language a text is written in, from its function words. It tells apart the languages listed here, no others."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

__all__ = [
    "FUNCTION_WORDS",
    "clear_language",
    "detect_language",
    "known_language",
    "languages_of",
    "own_words",
    "telling_words",
]

_FRENCH = """
au aux avec ce ces cette comme dans de des dont du elle elles en entre est et être eu il ils je la le les leur
leurs lors mais même ne nos notre nous on ont ou où par pas plus pour qu que quel quelle qui sa sans se ses si son
sont sous sur tout tous toute très un une vers vos votre vous été était afin ainsi alors aussi autre autres c d l n
s y à
"""
_ENGLISH = """
a about all also an and any are as at be been between both but by can could do does each for from had has have he
her his how if in into is it its may more most no not of on one or other our out over she should so some such than
that the their them then there these they this those through to under was we were what when where which while who
why will with within would you your
"""

FUNCTION_WORDS: dict[str, frozenset[str]] = {"fr": frozenset(_FRENCH.split()), "en": frozenset(_ENGLISH.split())}
"""The most frequent function words by language, in lower case."""

_ORDER = tuple(FUNCTION_WORDS)
_LANGUAGES = {
    word: sum(1 << place for place, known in enumerate(FUNCTION_WORDS.values()) if word in known)
    for word in frozenset[str]().union(*FUNCTION_WORDS.values()) - {"s"}  # « s'adapter », “Europe's”
}
_ENGLISH_ALONE = 1 << _ORDER.index("en")
_LONGEST = max(map(len, _LANGUAGES))
_MOST = 1 << 2 * len(_ORDER)
_BITS = np.arange(_MOST)[:, None] >> np.arange(2 * len(_ORDER)) & 1
_ACCENTED, _PLAIN = _MOST, 2 * _MOST
_ACCENTS = re.compile("[àâçéèêëîïôùûœ]")
_FOUND_IN_FRENCH = frozenset("a an as but could do for had if in me on or over some".split())
"""English function words that are French words, too, or stand in French sentences."""


def languages_of(words: Iterable[str]) -> list[int]:
    """The languages of which each word is a function word, a bit each; above these the same of the word in lower case;
    then whether it has an accent of French, and whether it is an English function word and no French word.

    >>> languages_of(["La", "energy", "on", "énergie", "The"])
    [4, 0, 15, 16, 40]
    """
    return [_told(word, word.lower()) for word in words]


def _told(word: str, lowered: str) -> int:
    accented = 0 if word.isascii() or not _ACCENTS.search(lowered) else _ACCENTED
    if len(word) > _LONGEST:
        return accented
    known = _LANGUAGES.get(lowered, 0)
    plain = _PLAIN if known == _ENGLISH_ALONE and lowered not in _FOUND_IN_FRENCH else 0
    return _LANGUAGES.get(word, 0) | known << len(_ORDER) | (accented if not known else 0) | plain


def own_words(told: NDArray[np.uint8]) -> dict[str, NDArray[np.bool_]]:
    """By language, which words are function words of it alone, in any case; ``told`` is what :func:`languages_of` does.

    >>> {one: said.tolist() for one, said in own_words(np.array(languages_of(["La", "the", "on"]), np.uint8)).items()}
    {'fr': [True, False, False], 'en': [False, True, False]}
    """
    lowered = told >> len(_ORDER) & (1 << len(_ORDER)) - 1
    return {language: lowered == 1 << place for place, language in enumerate(_ORDER)}


def telling_words(told: NDArray[np.uint8]) -> dict[str, NDArray[np.bool_]]:
    """By language, which words are of it and hardly of another: in French its own function words and words with an
    accent, in English function words that are no French words; ``told`` is what :func:`languages_of` does.

    >>> told = np.array(languages_of(["Les", "café", "a", "of"]), np.uint8)
    >>> {one: said.tolist() for one, said in telling_words(told).items()}
    {'fr': [True, True, False, False], 'en': [False, False, False, True]}
    """
    return {"fr": own_words(told)["fr"] | (told & _ACCENTED != 0), "en": told & _PLAIN != 0}


def detect_language(words: Sequence[str] | NDArray[np.uint8], default: str = "") -> str:
    """The language most of whose function words stand among these words, in any case; ``default`` when none is ahead.

    For words, what :func:`languages_of` tells of them may be given.

    >>> detect_language("La transition énergétique des territoires".split())
    'fr'
    >>> detect_language("The energy transition of territories".split())
    'en'
    >>> detect_language(["coworking"])
    ''
    """
    return _ahead(*_counts(words), default)


_TELLING, _CLEARLY = 8, 3
"""Function words that it takes to contradict what was declared, and how many times those of the declared language."""


def clear_language(words: Sequence[str] | NDArray[np.uint8], declared: str) -> str:
    """The declared language, unless the words are many and clearly of another that is told apart here.

    >>> clear_language("What telework does to the cities and to those who live there, and for whom".split(), "fr")
    'en'
    >>> clear_language("The Shift Project".split(), "fr")
    'fr'
    """
    if declared not in FUNCTION_WORDS:
        return declared
    exact, lowered = _counts(words)
    found = _ahead(exact, lowered, declared)
    said, expected = (lowered[_ORDER.index(one)] for one in (found, declared))
    return found if said >= _TELLING and said >= _CLEARLY * expected else declared


def _counts(words: Sequence[str] | NDArray[np.uint8]) -> tuple[list[int], list[int]]:
    """How many function words of each language there are, as written and in lower case."""
    told = words if isinstance(words, np.ndarray) else np.array(languages_of(words), np.uint8)
    counts = (np.bincount(told & _MOST - 1, minlength=_MOST) @ _BITS).tolist()
    return counts[: len(_ORDER)], counts[len(_ORDER) :]


def _ahead(exact: Sequence[int], lowered: Sequence[int], default: str) -> str:
    counts = exact if any(exact) else lowered
    most = max(counts)
    return _ORDER[counts.index(most)] if counts.count(most) == 1 else default


_CODES = {"fra": "fr", "fre": "fr", "eng": "en", "deu": "de", "ger": "de", "spa": "es", "ita": "it", "por": "pt"}


def known_language(tag: str) -> str:
    """The primary subtag of a language tag, in two letters where ISO 639 gives some; empty for « undetermined ».

    >>> [known_language(tag) for tag in ("fr-CA", "fra", "EN", "und", "")]
    ['fr', 'fr', 'en', '', '']
    """
    primary = tag.lower().replace("_", "-").partition("-")[0]
    return "" if primary in ("und", "mul", "zxx") else _CODES.get(primary, primary)
