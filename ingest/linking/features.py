"""What the ranking looks at: each concept found in a text, described by numbers that need no training to know."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from math import log1p

import numpy as np

from ingest.linking.candidate import candidates
from ingest.linking.described import Described
from ingest.linking.reading import Reading
from ingest.linking.sighting import Sighting
from ingest.linking.tally import NEVER, NOWHERE, TALLIES, UNKNOWN, View, tallies
from ontology.thesaurus import LabelKind, Thesaurus

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

_SIGHTINGS = TALLIES.index("sightings")


class Describer:
    """Describes the concepts of a text; remembers what it needs to know of each concept."""

    def __init__(self, thesaurus: Thesaurus) -> None:
        self._thesaurus = thesaurus
        self._neighbours: dict[str, tuple[str, ...]] = {}

    def describe(self, reading: Reading) -> Described:
        """The concepts that a text names, described by :data:`FEATURES`."""
        found, view = candidates(reading), View.of(reading)
        counted = tallies(found, view)
        sums = counted[:, _SIGHTINGS]
        weights = dict(zip([one.concept for one in found], sums.tolist(), strict=True))
        themes, total = self._themes(weights), float(sums.sum()) or 1.0
        rest = [(*_label(one.sightings, reading), *self._company(one.concept, weights, themes, total)) for one in found]
        columns = np.array(rest, dtype=np.float64).reshape(len(found), 5)
        shares = np.column_stack((sums / sums.max(initial=0.01), sums / total))
        document = np.tile((log1p(view.text_words), float(len(found))), (len(found), 1))
        return Described(found, np.hstack((counted, columns[:, :3], shares, columns[:, 3:], document)), FEATURES)

    def _themes(self, weights: Mapping[str, float]) -> Mapping[str, float]:
        """How much is said of each scheme."""
        themes: defaultdict[str, float] = defaultdict(float)
        for concept, weight in weights.items():
            for scheme in self._thesaurus.concepts[concept].schemes:
                themes[scheme] += weight
        return themes

    def _company(
        self, concept: str, weights: Mapping[str, float], themes: Mapping[str, float], total: float
    ) -> tuple[float, float]:
        known = self._thesaurus.concepts[concept]
        if concept not in self._neighbours:
            self._neighbours[concept] = tuple({*known.broader, *known.narrower, *known.related})
        near = [weights[one] for one in self._neighbours[concept] if one in weights]
        theme = sum([themes[scheme] for scheme in known.schemes]) - len(known.schemes) * weights[concept]
        return sum(near), theme / total


def _label(sightings: Sequence[Sighting], reading: Reading) -> tuple[float, float, float]:
    best = sightings[0]
    for one in sightings:
        if (one.certainty, len(one.entry.words)) > (best.certainty, len(best.entry.words)):
            best = one
    specificity = reading.indexes[best.passage].specificity(best.entry)
    return float(best.entry.characters), float(best.entry.kind == LabelKind.PREF), specificity
