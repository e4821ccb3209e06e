"""Where the family name begins in a person's name written given name first. Reading other orders is not for here."""

from __future__ import annotations

from collections.abc import Sequence

from ontology.folding import fold

__all__ = ["PARTICLES", "family_start"]

PARTICLES = frozenset("de du des d la le van von der den da di del della dos ten ter el al bin ben".split())
"""The small words of family names, folded."""


def family_start(words: Sequence[str]) -> int:
    """The place of the first word of the family name: that of the last word, or of the particles that stand before it.

    The first word is part of a given name; of one word or none, the place is 0 at most.

    >>> [family_start(name.split()) for name in ("Anne-Marie Le Goff", "Jan van der Meer", "Ben Amor", "Anne")]
    [1, 1, 1, 0]
    """
    first = len(words) - 1
    while first > 1 and fold(words[first - 1]) in PARTICLES:
        first -= 1
    return first
