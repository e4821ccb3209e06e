"""Which language a text is written in, from its function words. It tells apart the languages listed here, no others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

__all__ = ["FUNCTION_WORDS", "clear_language", "detect_language", "known_language"]

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

_LANGUAGES: dict[str, tuple[str, ...]] = {}
for _language, _words in FUNCTION_WORDS.items():
    for _word in _words:
        _LANGUAGES[_word] = (*_LANGUAGES.get(_word, ()), _language)


def detect_language(words: Sequence[str], default: str = "") -> str:
    """The language most of whose function words stand among these words, in any case; ``default`` when none is ahead.

    >>> detect_language("La transition énergétique des territoires".split())
    'fr'
    >>> detect_language("The energy transition of territories".split())
    'en'
    >>> detect_language(["coworking"])
    ''
    """
    found = Counter([_LANGUAGES[word] for word in words if word in _LANGUAGES])
    found = found or Counter([_LANGUAGES[word] for word in map(str.lower, words) if word in _LANGUAGES])
    counts: Counter[str] = Counter()
    for languages, times in found.items():
        counts.update(dict.fromkeys(languages, times))
    ranked = counts.most_common(2)
    if not ranked or (len(ranked) == 2 and ranked[0][1] == ranked[1][1]):
        return default
    return ranked[0][0]


_TELLING, _CLEARLY = 8, 3
"""Function words that it takes to contradict what was declared, and how many times those of the declared language."""


def clear_language(words: Sequence[str], declared: str) -> str:
    """The declared language, unless the words are many and clearly of another that is told apart here.

    >>> clear_language("What telework does to the cities and to those who live there, and for whom".split(), "fr")
    'en'
    >>> clear_language("The Shift Project".split(), "fr")
    'fr'
    """
    if declared not in FUNCTION_WORDS:
        return declared
    found = detect_language(words, declared)
    lowered = [word.lower() for word in words] if found != declared else []
    said, expected = (sum(word in FUNCTION_WORDS[one] for word in lowered) for one in (found, declared))
    return found if said >= _TELLING and said >= _CLEARLY * expected else declared


_CODES = {"fra": "fr", "fre": "fr", "eng": "en", "deu": "de", "ger": "de", "spa": "es", "ita": "it", "por": "pt"}


def known_language(tag: str) -> str:
    """The primary subtag of a language tag, in two letters where ISO 639 gives some; empty for « undetermined ».

    >>> [known_language(tag) for tag in ("fr-CA", "fra", "EN", "und", "")]
    ['fr', 'fr', 'en', '', '']
    """
    primary = tag.lower().replace("_", "-").partition("-")[0]
    return "" if primary in ("und", "mul", "zxx") else _CODES.get(primary, primary)
