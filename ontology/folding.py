"""Folding: the form under which two spellings of the same words are equal. Stemming and matching are not for here."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

__all__ = ["fold", "fold_words", "slug", "without_ligatures"]

_LIGATURES = str.maketrans(
    {"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae", "ø": "o", "Ø": "o", "ł": "l", "Ł": "l", "đ": "d", "Đ": "d"}
)
_OF_PRINT = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "ft", "ﬆ": "st"})
_LATIN = re.compile("[a-z]")
_NOT_WORD = re.compile(r"[^\w&+@]+|_+")


@lru_cache(maxsize=65_536)
def fold(text: str) -> str:
    """The text without case, accents, ligatures, apostrophes, hyphens and punctuation; words parted by single spaces.

    >>> fold("L’Éco‑conception des ŒUVRES d'art")
    'l eco conception des oeuvres d art'
    >>> fold("Col‘Inn") == fold("Col'Inn")
    True
    """
    plain = text if text.isascii() else text.translate(_PLAIN)
    if not plain.isascii():
        return _folded(text)
    return plain.lower() if plain.isalnum() else _ascii_words(plain)


def without_ligatures(text: str) -> str:
    """The text with the letters that printers join told apart; those of spelling (« œ ») stay.

    >>> without_ligatures("eﬃcacité ﬁnale d'une œuvre")
    "efficacité finale d'une œuvre"
    """
    return text if text.isascii() else text.translate(_OF_PRINT)


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


def _ascii_words(plain: str) -> str:
    """As :func:`_words`, in small letters: a table of bytes takes much less time than a pattern."""
    return b" ".join(plain.encode().translate(_SMALL).split()).decode()


# Latin letters, with or without accents, and marks that part words are folded one by one.
_AMONG = {number: _folded(f"a{chr(number)}a") for number in (*range(0x250), *range(0x2000, 0x2070))}
_ALONE = {number: text[1:-1] for number, text in _AMONG.items() if len(text) > 2 and text.isascii()}
_PLAIN = {number: folded for number, folded in _ALONE.items() if number != ord("\n")}
_SMALL = bytes(ord(_ALONE[number]) if number < 0x80 else ord(" ") for number in range(0x100))


def _romanised(folded: str) -> str:
    """The words in Latin letters; what is no letter stays."""
    from anyascii import anyascii  # seldom needed

    whole = unicodedata.normalize("NFC", folded)
    return fold("".join([anyascii(sign) if sign.isalpha() else sign for sign in whole]))


def slug(text: str, length: int = 72) -> str:
    """An ASCII name for an IRI: folded words joined by hyphens, cut between words at ``length`` characters.

    A text without any Latin letter is written in these first, as far as its signs say how.

    >>> slug("Les Tiers-Lieux d'Activités : une chance")
    'les-tiers-lieux-d-activites-une-chance'
    >>> slug("Николай Иванов"), slug("三井"), slug("…")
    ('nikolai-ivanov', 'sanjing', '')
    """
    folded = fold(text)
    if not folded.isascii() and not _LATIN.search(folded):
        folded = _romanised(folded)
    words = folded.replace(" ", "-")
    if not (words.isascii() and words.replace("-", "").isalnum()):
        words = re.sub(r"[^a-z0-9]+", "-", folded.replace("&", " et ")).strip("-")
    if len(words) <= length:
        return words
    return words[: length + 1].rpartition("-")[0] or words[:length]
