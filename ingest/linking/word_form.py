"""A word as it is written, with all that is known of it whatever stands around. The words of a text are elsewhere."""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["AND", "ARTICLE", "CAPITAL", "HEAD", "OF", "WordForm", "word_marks"]

HEAD = 6
"""Letters that the words of a family share."""

ARTICLE, OF, AND, CAPITAL = 1, 2, 4, 8
"""Marks of a word: an article, a « de », a conjunction, a capital in it."""

_MARKED = {
    ARTICLE: frozenset("le la les l un une the a an".split()),
    OF: frozenset("de des du d of".split()),
    AND: frozenset("et ou and or".split()),
}


class WordForm(NamedTuple):
    """A word's number in the lexicon, its stem, the same where it has three letters and more (else empty), its first
    letters in lower case, and the sum of its marks."""

    number: int
    stem: str
    told: str
    head: str
    marks: int


def word_marks(surface: str) -> int:
    """The sum of a word's marks.

    >>> word_marks("La") == ARTICLE + CAPITAL, word_marks("énergie")
    (True, 0)
    """
    lowered = surface.lower()
    capital = CAPITAL if lowered != surface else 0
    return capital + sum(mark for mark, words in _MARKED.items() if lowered in words)
