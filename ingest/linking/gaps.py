"""What stands between two words, as a sum of marks. Words are not for here."""

from __future__ import annotations

from collections.abc import Iterable

from ingest.linking.remembered import Remembered

__all__ = ["ENDS", "OPENS", "PARTS", "PARTS_MORE", "STOPS", "gap_marks"]

PARTS, PARTS_MORE, STOPS, ENDS, OPENS = 1, 2, 4, 8, 16
"""Marks: it parts the words of a label; even where commas do not; it parts a word from one that tells of it; it ends a
sentence; it opens a parenthesis. Spaces, hyphens and apostrophes have none."""

_SIGNS = {
    PARTS: frozenset(".,;:!?()[]{}|•…"),
    PARTS_MORE: frozenset(".;:!?()[]{}|•…"),
    STOPS: frozenset('.,;:!?()[]«»"“”•'),
    ENDS: frozenset(".:?!•"),
    OPENS: frozenset("("),
}
_MOST = 20_000


def gap_marks(gaps: Iterable[str]) -> bytes:
    """The marks of each gap, a byte each.

    >>> list(gap_marks([" ", "’", ", ", " « "])) == [0, 0, PARTS + STOPS, STOPS]
    True
    """
    return bytes(map(_MARKS.__getitem__, gaps))


def _marks(gap: str) -> int:
    return sum(mark for mark, signs in _SIGNS.items() if not signs.isdisjoint(gap))


_MARKS = Remembered(_marks, _MOST)
