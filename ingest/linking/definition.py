"""A short form and the words that may be its long form: whether they spell it out, and how far they go.

Finding them in texts is for :mod:`ingest.linking.definitions`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.linking.gaps import PARTS, STOPS
from ingest.linking.language import FUNCTION_WORDS
from ingest.linking.words import Words
from ontology.folding import fold

__all__ = ["Definition", "abbreviates", "initials", "initials_of", "long_words", "unparted"]

_FUNCTION_WORDS = frozenset[str]().union(*FUNCTION_WORDS.values())
_SHORT = 3
"""Letters of the longest word that a short form may leave out."""


@dataclass(frozen=True, slots=True)
class Definition:
    """The long form of ``shorts``, which mean the same, ends at word ``border`` of a page where it stands ``before``
    them, else it starts there. An ``apposed`` one is without parentheses, and must be spelt out, in ``any_order`` where
    so it is told."""

    shorts: Sequence[str]
    border: int
    before: bool
    apposed: bool = False
    any_order: bool = False

    def spells(self, words: Words, short: str) -> bool:
        """Whether the words of a long form spell a short one out by their initials.

        Those before a parenthesis may follow others. Between those inside one, or of an apposition, no sign stands.
        """
        letters, border, most = fold(short).replace(" ", ""), self.border, 2 * len(short)
        if not self.before:
            end = unparted(words, border, border + most)
            return letters in (initials(words, border, end), initials(words, border, end, few=True))
        first = max(0, border + 1 - most)
        if not self.apposed:
            return initials(words, first, border + 1).endswith(letters)
        said = initials(words, unparted(words, border, first), border + 1)[-len(letters) :]
        return said == letters or (self.any_order and sorted(said) == sorted(letters))

    def long_form(self, words: Words, short: str) -> list[str]:
        """The words that spell a short form out, those of three letters and less left out."""
        border, most = self.border, 2 * len(short)
        if not self.before:
            return long_words(words.surfaces[border : unparted(words, border, border + most)])
        return long_words(words.surfaces[max(0, border + 1 - most) : border + 1])[-len(fold(short).replace(" ", "")) :]


def abbreviates(short: str, surfaces: Sequence[str]) -> bool:
    """Whether the letters of a short form stand, in order, at the head of the words or inside them, the first at the
    head of the first word (after Schwartz and Hearst, 2003).

    >>> abbreviates("TLA", ["Tiers", "Lieux", "d", "Activités"]), abbreviates("SME", ["Tiers", "Lieux"])
    (True, False)
    """
    letters, text = fold(short).replace(" ", ""), "".join(map(fold, surfaces))
    if not letters or not text.startswith(letters[0]):
        return False
    remaining = iter(text)
    return all(letter in remaining for letter in letters)


def unparted(words: Words, place: int, most: int) -> int:
    """How far words reach from a place, at ``most``, without a sign between: the first, or the one after the last."""
    parted = words.gaps & (PARTS | STOPS) != 0
    if most < place:
        return max((one for one in range(most + 1, place + 1) if parted[one]), default=most)
    last = min(most, len(words.surfaces))
    return min((one for one in range(place + 1, last) if parted[one]), default=last)


def initials(words: Words, first: int, end: int, *, few: bool = False) -> str:
    """The initials of words from one up to another, those of three letters and less left out; with ``few``, « pour »
    and all that are like it, too."""
    long = long_words(words.surfaces[first:end])
    return initials_of([one for one in long if not (few and one.lower() in _FUNCTION_WORDS)])


def initials_of(surfaces: Sequence[str]) -> str:
    """The first letter of each word, folded."""
    return "".join([fold(surface)[:1] for surface in surfaces])


def long_words(surfaces: Sequence[str]) -> list[str]:
    """The words that a short form does not leave out."""
    return [surface for surface in surfaces if len(surface) > _SHORT]
