"""What stands between two words, as a sum of marks. Words are not for here."""

from __future__ import annotations

__all__ = ["ENDS", "OPENS", "PARTS", "PARTS_MORE", "SIGNS", "STOPS"]

PARTS, PARTS_MORE, STOPS, ENDS, OPENS = 1, 2, 4, 8, 16
"""Marks: it parts the words of a label; even where commas do not; it parts a word from one that tells of it; it ends a
sentence; it opens a parenthesis. Spaces, hyphens and apostrophes have none."""

SIGNS = {
    PARTS: ".,;:!?()[]{}|•…",
    PARTS_MORE: ".;:!?()[]{}|•…",
    STOPS: '.,;:!?()[]«»"“”•',
    ENDS: ".:?!•",
    OPENS: "(",
}
"""By mark, the characters that have it."""
