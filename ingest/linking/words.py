"""A text cut into words that know their place. Folding, stemming and matching are not for here."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import accumulate

__all__ = ["Words"]

# Combining accents, soft hyphens and zero-width joiners stand inside words; “R&D” is one word.
_UNUSUAL = re.compile(r"[\u0300-\u036f\u00ad\u200b-\u200d&]")
_UNUSUAL_WORD = re.compile(r"([\w\u0300-\u036f\u00ad\u200b-\u200d]+(?:&\w+)*|&)")
_WORD = re.compile(r"(\w+)")
_NOT_LETTERS = str.maketrans("_ʼʻʹˈ", " ''''")


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text as they stand there, and what stands between them.

    ``gaps[i]`` stands before ``surfaces[i]``; one more gap ends the text. ``starts`` and ``ends`` are offsets in
    characters.
    """

    surfaces: list[str]
    gaps: list[str]
    starts: list[int]
    ends: list[int]

    @classmethod
    def of(cls, text: str) -> Words:
        """Cut a text.

        >>> words = Words.of("L’éco-conception d'un lieu")
        >>> words.surfaces
        ['L', 'éco', 'conception', 'd', 'un', 'lieu']
        >>> words.gaps[:3], words.starts[2]
        (['', '’', '-'], 6)
        """
        if any(mark in text for mark in "_ʼʻʹˈ"):
            text = text.translate(_NOT_LETTERS)
        parts = (_UNUSUAL_WORD if _UNUSUAL.search(text) else _WORD).split(text)
        places = list(accumulate(map(len, parts)))
        return cls(parts[1::2], parts[::2], places[:-1:2], places[1::2])
