"""What stands between two words, as a sum of marks. Words are not for here."""

from __future__ import annotations

__all__ = ["ENDS", "HYPHEN", "OPENS", "PARTS", "PARTS_MORE", "SIGNS", "STOPS", "TIES", "parting"]

PARTS, PARTS_MORE, STOPS, ENDS, OPENS, HYPHEN, TIES = 1, 2, 4, 8, 16, 32, 64
"""Marks: it parts the words of a label; even where commas do not; it parts a word from one that tells of it; it ends a
sentence; it opens a parenthesis; it holds a hyphen; it ties the two halves of one word. Spaces and apostrophes have
none."""

SIGNS = {
    PARTS: ".,;:!?()[]{}|•…",
    PARTS_MORE: ".;:!?()[]{}|•…",
    STOPS: '.,;:!?()[]«»"“”•',
    ENDS: ".:?!•",
    OPENS: "(",
    HYPHEN: "-\u2010\u2011\u2012\u2013",
}
"""By mark, the characters that have it."""


def parting(between: str) -> str:
    """The signs in what stands between two words that part those of a label.

    >>> parting(" : "), parting("-")
    (':', '')
    """
    return "".join(sign for sign in between if sign in SIGNS[PARTS])
