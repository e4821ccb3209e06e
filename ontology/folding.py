"""Folding: the form under which two spellings of the same words are equal. Stemming and matching are not for here."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

__all__ = ["fold", "fold_words", "slug"]

_LIGATURES = str.maketrans(
    {"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae", "ø": "o", "Ø": "o", "ł": "l", "Ł": "l", "đ": "d", "Đ": "d"}
)
_NOT_WORD = re.compile(r"[^\w&+@]+|_+")


@lru_cache(maxsize=65_536)
def fold(text: str) -> str:
    """The text without case, accents, ligatures, apostrophes, hyphens and punctuation; words parted by single spaces.

    >>> fold("L’Éco‑conception des ŒUVRES d'art")
    'l eco conception des oeuvres d art'
    >>> fold("Col‘Inn") == fold("Col'Inn")
    True
    """
    if text.isascii() and text.isalnum():
        return text.lower()
    plain = text.translate(_PLAIN)
    if not plain.isascii():
        return _folded(text)
    return plain if plain.isalnum() else _words(plain)


def fold_words(words: Sequence[str]) -> list[str]:
    """Each word folded; many are quicker together. No word holds a line's end.

    >>> fold_words(["Œuvres", "l’Été"])
    ['oeuvres', 'l ete']
    """
    # Most words are of plain letters, whose small ones are found much sooner than in a table.
    folded = [word.lower() if word.isascii() and word.isalnum() else "" for word in words]
    others = [place for place, one in enumerate(folded) if not one]
    plain = "\n".join([words[place] for place in others]).translate(_PLAIN).split("\n") if others else []
    for place, one in zip(others, plain, strict=True):
        folded[place] = one if one.isascii() and one.isalnum() else _folded(words[place])
    return folded


def _folded(text: str) -> str:
    if text.isascii():
        return _words(text.lower())
    decomposed = unicodedata.normalize("NFKD", text.translate(_LIGATURES))
    plain = "".join(character for character in decomposed if not unicodedata.combining(character))
    return _words(plain.casefold())


def _words(plain: str) -> str:
    return " ".join(_NOT_WORD.sub(" ", plain).split())


# A word of Latin letters, with or without accents, is folded letter by letter.
_AMONG = {number: _folded(f"a{chr(number)}a") for number in range(0x250)}
_PLAIN = {number: text[1:-1] for number, text in _AMONG.items() if len(text) > 2 and text.isascii() and text.isalnum()}


def slug(text: str, length: int = 72) -> str:
    """An ASCII name for an IRI: folded words joined by hyphens, cut between words at ``length`` characters.

    >>> slug("Les Tiers-Lieux d'Activités : une chance")
    'les-tiers-lieux-d-activites-une-chance'
    >>> slug("三")
    ''
    """
    words = re.sub(r"[^a-z0-9]+", "-", fold(text).replace("&", " et ")).strip("-")
    if len(words) <= length:
        return words
    return words[: length + 1].rpartition("-")[0] or words[:length]
