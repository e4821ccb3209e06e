"""The words next to a concept's sightings: « l'éthique » by itself says more of a text than « le comité d'éthique »."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import log1p

from ingest.linking.reading import Reading
from ingest.linking.sighting import Sighting

__all__ = ["SURROUNDINGS", "Surroundings"]

SURROUNDINGS = ("after_article", "after_of", "before_of", "before_join", "before_break", "title_share", "family")
"""Shares of the sightings that follow an article or a « de », or stand before a « de », a conjunction or a stop; the
share of the title's letters that the concept's words take; the logarithm of how often words of its family are said."""

_OF = frozenset("de des du d of".split())
_ARTICLES = frozenset("le la les l un une the a an".split())
_JOINS = frozenset("et ou and or".split())
_STOPS = frozenset('.,;:!?()[]«»"“”•')
_HEAD = 6
"""Letters that words of a family share, in words of five letters and more."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """A text seen from its concepts' places."""

    reading: Reading
    families: Counter[str]
    title_letters: int

    @classmethod
    def of(cls, reading: Reading) -> Surroundings:
        """Count the text's families of words."""
        families: Counter[str] = Counter()
        letters = 0
        for passage, words in zip(reading.passages, reading.words, strict=True):
            families.update([word[:_HEAD].lower() for word in words.surfaces if len(word) > 4])
            if passage.field == "title":
                letters += sum(map(len, words.surfaces))
        return cls(reading, families, max(letters, 1))

    def describe(self, sightings: Sequence[Sighting]) -> tuple[float, ...]:
        """The numbers of :data:`SURROUNDINGS`."""
        counts = [0] * 5
        title, longest = 0, ""
        for sighting in sightings:
            self._count(sighting, counts)
            if self.reading.passages[sighting.passage].field == "title":
                title = max(title, sighting.entry.characters)
            longest = max(longest, *sighting.entry.words, key=len)
        shares = (count / len(sightings) for count in counts)
        return *shares, min(title / self.title_letters, 1.0), log1p(self.families[longest[:_HEAD]])

    def _count(self, sighting: Sighting, counts: list[int]) -> None:
        words = self.reading.words[sighting.passage]
        first, after = sighting.first, sighting.last + 1
        if first and _STOPS.isdisjoint(words.gaps[first]):
            before = words.surfaces[first - 1].lower()
            counts[0] += before in _ARTICLES
            counts[1] += before in _OF
        if after == len(words.surfaces) or not _STOPS.isdisjoint(words.gaps[after]):
            counts[4] += 1
        else:
            following = words.surfaces[after].lower()
            counts[2] += following in _OF
            counts[3] += following in _JOINS
