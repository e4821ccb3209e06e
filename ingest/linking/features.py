"""What the ranking looks at: each concept found in a text, described by numbers that need no training to know."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from math import fsum, log1p

import numpy as np
from numpy.typing import NDArray

from ingest.linking.described import Described
from ingest.linking.meaning import Meaning
from ingest.linking.reading import Reading
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
    """Describes the concepts of a text; remembers what it needs to know of each concept."""

    def __init__(self, thesaurus: Thesaurus) -> None:
        self._thesaurus = thesaurus
        self._near: dict[str, tuple[frozenset[str], Sequence[str]]] = {}

    def describe(self, reading: Reading) -> Described:
        """The concepts that a text names, described by :data:`FEATURES`."""
        found = reading.candidates
        columns = np.empty((len(FEATURES), len(found)))
        tally(reading, columns[:_TALLIES])
        sums = columns[_SIGHTINGS]
        total = float(sums.sum()) or 1.0
        columns[_TALLIES : _TALLIES + 3] = self._best_said(reading).T
        columns[_TALLIES + 3] = sums / sums.max(initial=0.01)
        columns[_TALLIES + 4] = sums / total
        weights = dict(zip([one.concept for one in found], sums.tolist(), strict=True))
        columns[_TALLIES + 5 : _TALLIES + 7] = self._company(weights, total).T
        columns[_TALLIES + 7] = log1p(reading.text_words)
        columns[_TALLIES + 8] = len(found)
        return Described(found, columns.T, FEATURES)

    def _best_said(self, reading: Reading) -> NDArray[np.float64]:
        """Of each concept's label best said: the length, whether it is preferred, the specificity."""
        rows = []
        for _, sightings in reading.candidates:
            place, best = sightings[0]
            for another, one in sightings[1:]:
                if one.certainty >= best.certainty and _says_more(one, best):
                    place, best = another, one
            # A short form explained in a passage of one language may stand in one of another.
            index = reading.pages[reading.places[place][0]].index
            rows.append(index.described.get(best.entry) or index.describe(best.entry))
        return np.array(rows, dtype=np.float64).reshape(-1, 3)

    def _company(self, weights: Mapping[str, float], total: float) -> NDArray[np.float64]:
        """Of each concept: how much is said of its neighbours, and of the others of its schemes."""
        near = [self._near.get(concept) or self._look_up(concept) for concept in weights]
        themes: defaultdict[str, float] = defaultdict(float)
        for weight, (_, schemes) in zip(weights.values(), near, strict=True):
            for scheme in schemes:
                themes[scheme] += weight
        named, rows = set(weights), []
        for weight, (neighbours, schemes) in zip(weights.values(), near, strict=True):
            theme = sum([themes[scheme] for scheme in schemes]) - len(schemes) * weight
            said = 0.0 if named.isdisjoint(neighbours) else fsum([weights[one] for one in named & neighbours])
            rows.append((said, theme / total))
        return np.array(rows, dtype=np.float64).reshape(-1, 2)

    def _look_up(self, concept: str) -> tuple[frozenset[str], Sequence[str]]:
        known = self._thesaurus.concepts[concept]
        near = self._near[concept] = frozenset({*known.broader, *known.narrower, *known.related}), known.schemes
        return near


def _says_more(one: Meaning, other: Meaning) -> bool:
    """Whether it is surer, or as sure of a longer label."""
    return (one.certainty, len(one.entry.words)) > (other.certainty, len(other.entry.words))
