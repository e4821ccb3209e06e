"""What the ranking looks at: each concept found in a text, described by numbers that need no training to know."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from math import fsum, log1p

import numpy as np
from numpy.typing import NDArray

from ingest.linking.candidate import Candidate, candidates
from ingest.linking.described import Described
from ingest.linking.label_entry import LabelEntry
from ingest.linking.reading import Reading
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
        self._near: dict[str, tuple[frozenset[str], Sequence[str]]] = {}
        self._labels: dict[tuple[str, LabelEntry], tuple[float, float, float]] = {}

    def describe(self, reading: Reading) -> Described:
        """The concepts that a text names, described by :data:`FEATURES`."""
        found, view = candidates(reading), View.of(reading)
        counted = tallies(found, view)
        sums = counted[:, _SIGHTINGS]
        weights = dict(zip([one.concept for one in found], sums.tolist(), strict=True))
        total = float(sums.sum()) or 1.0
        columns = np.hstack((self._best_said(found, reading), self._company(weights, total)))
        shares = np.column_stack((sums / sums.max(initial=0.01), sums / total))
        document = np.tile((log1p(view.text_words), float(len(found))), (len(found), 1))
        return Described(found, np.hstack((counted, columns[:, :3], shares, columns[:, 3:], document)), FEATURES)

    def _best_said(self, found: Sequence[Candidate], reading: Reading) -> NDArray[np.float64]:
        """Of each concept's label best said: the length, whether it is preferred, the specificity."""
        rows, known = [], self._labels
        for _, sightings in found:
            best = sightings[0]
            for one in sightings[1:]:
                if (one.certainty, len(one.entry.words)) > (best.certainty, len(best.entry.words)):
                    best = one
            # A short form explained in a passage of one language may stand in one of another.
            entry, index = best.entry, reading.indexes[best.passage]
            key = index.language, entry
            if key not in known:
                preferred = float(entry.kind == LabelKind.PREF)
                known[key] = float(entry.characters), preferred, index.specificity(entry)
            rows.append(known[key])
        return np.array(rows, dtype=np.float64).reshape(len(found), 3)

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
        return np.array(rows, dtype=np.float64).reshape(len(rows), 2)

    def _look_up(self, concept: str) -> tuple[frozenset[str], Sequence[str]]:
        known = self._thesaurus.concepts[concept]
        near = self._near[concept] = frozenset({*known.broader, *known.narrower, *known.related}), known.schemes
        return near
