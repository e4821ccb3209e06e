"""What the ranking looks at: each concept found in a text, described by numbers that need no training to know."""

from __future__ import annotations

from collections.abc import Sequence
from math import log1p

import numpy as np
from numpy.typing import NDArray

from ingest.linking.company import Company
from ingest.linking.described import Described
from ingest.linking.label_table import LabelTable
from ingest.linking.reading import Reading
from ingest.linking.sighted import Sighted
from ingest.linking.surroundings import NEVER, NOWHERE
from ingest.linking.tally import TALLIES, UNKNOWN, tally
from ontology.thesaurus import Thesaurus

__all__ = ["ABSENT", "FEATURES", "Describer"]

FEATURES = (
    *TALLIES,
    *("characters", "preferred", "specificity"),
    *("relative", "share", "neighbours", "theme"),
    *("document_words", "document_concepts"),
)
"""The columns of a description, after those of :data:`ingest.linking.tally.TALLIES`.

Of the label best said: its length, whether it is preferred, and how rare its words are in the vocabulary. Of the
sightings: their sum divided by that of the text's most sighted concept (``relative``), and by the sum of all
(``share``); the sum over the concepts next to this one in the hierarchy (``neighbours``), and the share of the others
of its schemes (``theme``).
"""

_ELSEWHERE = {"title_position": NOWHERE, "first": NOWHERE, "last": NEVER, "proper": UNKNOWN}
ABSENT = np.array([_ELSEWHERE.get(feature, 0.0) for feature in FEATURES])
"""The row of a concept that a text does not name."""

_TALLIES, _SIGHTINGS = len(TALLIES), TALLIES.index("sightings")


class Describer:
    """Describes the concepts of texts; remembers what it needs to know of each concept and label."""

    def __init__(self, thesaurus: Thesaurus) -> None:
        self._company = Company(thesaurus)
        self._labels = LabelTable()

    def describe(self, readings: Sequence[Reading]) -> list[Described]:
        """The concepts that each text names, described by :data:`FEATURES`: those of all texts worked out at once."""
        sighted = Sighted.of(readings)
        columns, bounds = np.empty((len(FEATURES), len(sighted.candidates))), sighted.bounds
        if sighted.candidates:
            labels = self._labels.rows(sighted)
            tally(sighted, labels, columns[:_TALLIES])
            columns[_TALLIES : _TALLIES + 3] = labels[_best_said(sighted, labels[:, 1])][:, (0, 2, 3)].T
            self._beside_others(sighted, columns)
        texts = zip(readings, bounds, bounds[1:], strict=False)
        return [Described(one.candidates, columns[:, first:last].T, FEATURES) for one, first, last in texts]

    def _beside_others(self, sighted: Sighted, columns: NDArray[np.float64]) -> None:
        """Fill in what is told of each concept beside the others of its text."""
        sums, texts = columns[_SIGHTINGS], sighted.texts
        said = [sums[first:last] for first, last in zip(sighted.bounds, sighted.bounds[1:], strict=False)]
        totals = np.array([one.sum() or 1.0 for one in said])
        concepts = [one.concept for one in sighted.candidates]
        columns[_TALLIES + 3] = sums / np.array([one.max(initial=0.01) for one in said])[texts]
        columns[_TALLIES + 4] = sums / totals[texts]
        columns[_TALLIES + 5 : _TALLIES + 7] = self._company.of(concepts, sums, texts, totals)
        columns[_TALLIES + 7] = np.array([log1p(one.text_words) for one in sighted.readings])[texts]
        columns[_TALLIES + 8] = np.diff(sighted.bounds)[texts]


def _best_said(sighted: Sighted, words: NDArray[np.float64]) -> NDArray[np.intp]:
    """Of each concept, its sighting best said: the surest, of these that of most words, of these the first."""
    begins, sizes = sighted.begins, sighted.sizes
    surest = sighted.certainties == np.maximum.reduceat(sighted.certainties, begins).repeat(sizes)
    of_the_surest = np.where(surest, words, -1)
    longest = of_the_surest == np.maximum.reduceat(of_the_surest, begins).repeat(sizes)
    return np.minimum.reduceat(np.where(longest, np.arange(len(words)), len(words)), begins)
