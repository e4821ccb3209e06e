"""The pieces between the marks of a text that names several organisations, and what each looks like.

What they name together is for :mod:`ingest.actors.affiliations` and :mod:`ingest.actors.lists`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from ingest.actors.entry import Match, Strength
from ingest.actors.forms import LONGEST
from ingest.actors.index import OrganisationIndex
from ingest.actors.names import organisation_key
from ingest.actors.statuses import is_status
from ingest.actors.words import UNIT_WORDS, stem
from ontology.folding import fold
from ontology.kinds import kind_of

__all__ = ["JOINED", "Span", "is_town", "longest", "says_its_kind", "spans"]

JOINED = 4
"""Pieces between commas that one name may span."""


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of a text, by its offsets."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The words of the piece."""
        return text[self.start : self.end]


def spans(text: str, mark: re.Pattern[str], start: int = 0, end: int | None = None) -> Iterator[Span]:
    """The parts between the marks that part them, without the space around.

    >>> [each.of("LIG, UGA") for each in spans("LIG, UGA", re.compile(","))]
    ['LIG', 'UGA']
    """
    last = len(text) if end is None else end
    for found in (*mark.finditer(text, start, last), None):
        stop = found.start() if found else last
        piece = text[start:stop]
        if fold(piece):
            lead = len(piece) - len(piece.lstrip())
            yield Span(start + lead, start + len(piece.rstrip()))
        start = found.end() if found else stop


def longest(text: str, pieces: Sequence[Span], matches: Callable[[str], list[Match]]) -> int:
    """How many pieces, of two or more, make up the longest known name; 0 where none does."""
    for count in range(min(JOINED, len(pieces)), 1, -1):
        name = text[pieces[0].start : pieces[count - 1].end]
        if is_status(pieces[count - 1].of(text)):
            continue
        found = matches(name) if len(name) <= LONGEST else []
        if found and found[0].strength >= Strength.WORDS and found[0].reading.name == name:
            # « Université Grenoble Alpes, Grenoble » has but the same words as its beginning.
            begun = matches(pieces[0].of(text)) if found[0].strength is Strength.WORDS else []
            return 0 if begun and begun[0].strength is Strength.NAME else count
    return 0


def is_town(name: str, index: OrganisationIndex) -> bool:
    """Whether the words, but for numbers, are those of a town in which an organisation is known."""
    words = fold(name).split()
    letters = [word for word in words if not any(character.isdigit() for character in word)]
    return all(index.is_town(word) for word in letters if word not in ("cedex", "f", "fr", "france"))


def says_its_kind(name: str) -> bool:
    """Whether the first word, of several, says that an organisation is named (« Laboratoire … », « Fondation … »)."""
    words = organisation_key(name).split()
    return len(words) > 1 and (stem(words[0]) in UNIT_WORDS or bool(kind_of(words[0], "organisation")))
