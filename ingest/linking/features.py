"""What the ranking looks at: each concept found in a text, described by numbers that need no training to know."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log1p

import numpy as np

from ingest.linking.candidate import candidates
from ingest.linking.described import Described
from ingest.linking.methods import LABEL, STEM, VARIANT
from ingest.linking.reading import Reading
from ingest.linking.sighting import Sighting
from ingest.linking.surroundings import SURROUNDINGS, Surroundings
from ontology.thesaurus import LabelKind, Thesaurus

__all__ = ["ABSENT", "FEATURES", "Describer"]

FEATURES = (
    *("title_position", "first", "last", "spread"),
    *("sightings", "exact", "inflected", "derived", "exact_share", "certainty"),
    *("characters", "preferred", "specificity", "capitalised", "proper"),
    *SURROUNDINGS,
    *("relative", "share", "neighbours", "theme"),
    *("document_words", "document_concepts"),
)
"""The columns of a description.

Places are shares of the title's or the text's length in words; ``title_position`` and ``first`` are 1.5 and ``last``
is -0.5 where the concept is not there. ``sightings`` sums certainties; ``relative`` divides it by that of the text's
most sighted concept, ``share`` by the sum of all; ``neighbours`` sums it over the concepts next to this one in the
hierarchy, ``theme`` is the share of the others of its schemes. ``specificity`` tells how rare the label's words are in
the vocabulary; ``proper`` is the share of capitals inside sentences.
"""

_NOWHERE, _NEVER, _UNKNOWN = 1.5, -0.5, 0.5
ABSENT = np.array((_NOWHERE, _NOWHERE, _NEVER, *(0.0,) * 11, _UNKNOWN, *(0.0,) * (len(SURROUNDINGS) + 6)))
"""The row of a concept that a text does not name."""

_SENTENCE_ENDS = frozenset(".:?!•")


class Describer:
    """Describes the concepts of a text; remembers what it needs to know of each concept."""

    def __init__(self, thesaurus: Thesaurus) -> None:
        self._thesaurus = thesaurus
        self._neighbours: dict[str, frozenset[str]] = {}

    def describe(self, reading: Reading) -> Described:
        """The concepts that a text names, described by :data:`FEATURES`."""
        found = candidates(reading)
        layout, surroundings = _Layout.of(reading), Surroundings.of(reading)
        weights = {one.concept: sum(sighting.certainty for sighting in one.sightings) for one in found}
        themes: defaultdict[str, float] = defaultdict(float)
        for concept, weight in weights.items():
            for scheme in self._thesaurus[concept].schemes:
                themes[scheme] += weight
        most, total = max(weights.values(), default=0) or 1.0, sum(weights.values()) or 1.0
        document = log1p(layout.words), float(len(found))
        rows = [
            (
                *layout.places(one.sightings),
                weights[one.concept],
                *_recognition(one.sightings),
                *_words(one.sightings, reading),
                *surroundings.describe(one.sightings),
                weights[one.concept] / most,
                weights[one.concept] / total,
                *self._company(one.concept, weights, themes, total),
                *document,
            )
            for one in found
        ]
        return Described(found, np.array(rows, dtype=np.float64).reshape(len(found), len(FEATURES)), FEATURES)

    def _company(
        self, concept: str, weights: Mapping[str, float], themes: Mapping[str, float], total: float
    ) -> tuple[float, float]:
        known = self._thesaurus[concept]
        if concept not in self._neighbours:
            self._neighbours[concept] = frozenset((*known.broader, *known.narrower, *known.related))
        near = sum(weights[one] for one in weights.keys() & self._neighbours[concept])
        return near, sum(themes[scheme] - weights[concept] for scheme in known.schemes) / total


@dataclass(frozen=True, slots=True)
class _Layout:
    """Where each passage stands: ``offsets`` in words from the start of the title, or of the text."""

    titles: Sequence[bool]
    offsets: Sequence[int]
    title_words: int
    words: int

    @classmethod
    def of(cls, reading: Reading) -> _Layout:
        titles, offsets, lengths = [], [], {True: 0, False: 0}
        for passage, words in zip(reading.passages, reading.words, strict=True):
            title = passage.field == "title"
            titles.append(title)
            offsets.append(lengths[title])
            lengths[title] += len(words.surfaces)
        return cls(titles, offsets, max(lengths[True], 1), max(lengths[False], 1))

    def places(self, sightings: Sequence[Sighting]) -> tuple[float, float, float, float]:
        """First place in the title; first, last and the distance between them in the text."""
        title, first, last = _NOWHERE, _NOWHERE, _NEVER
        for sighting in sightings:
            place = self.offsets[sighting.passage] + sighting.first
            if self.titles[sighting.passage]:
                title = min(title, place / self.title_words)
            else:
                first, last = min(first, place / self.words), max(last, place / self.words)
        return title, first, last, max(last - first, 0.0)


def _recognition(sightings: Sequence[Sighting]) -> tuple[float, ...]:
    """Counts of the ways of saying, the share of the plainest, the best certainty."""
    ways = Counter(sighting.how for sighting in sightings)
    best = max(sighting.certainty for sighting in sightings)
    return ways[LABEL], ways[VARIANT], ways[STEM], ways[LABEL] / len(sightings), best


def _words(sightings: Sequence[Sighting], reading: Reading) -> tuple[float, ...]:
    """Of the best sighting's label: characters, whether it is preferred, specificity; then capitals of all."""
    best = max(sightings, key=lambda one: (one.certainty, len(one.entry.words)))
    capitals, inside = 0, []
    for sighting in sightings:
        words = reading.words[sighting.passage]
        capital = words.surfaces[sighting.first][0].isupper()
        capitals += capital
        if sighting.first and _SENTENCE_ENDS.isdisjoint(words.gaps[sighting.first]):
            inside.append(capital)
    return (
        best.entry.characters,
        best.entry.kind == LabelKind.PREF,
        reading.indexes[best.passage].specificity(best.entry),
        capitals / len(sightings),
        sum(inside) / len(inside) if inside else _UNKNOWN,
    )
