"""What a corpus with keywords taught of a vocabulary, and what that says of the concepts of a text."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ingest.linking.association import Association
from ingest.linking.candidate import Candidate, candidates
from ingest.linking.experience import EXPERIENCE_FEATURES, Experience
from ingest.linking.features import FEATURES, Describer
from ingest.linking.reading import Reading

__all__ = ["LEARNED_FEATURES", "Learned"]

_ASSOCIATION_FEATURES = ("association", "lift", "unnamed")
LEARNED_FEATURES = (*FEATURES, *EXPERIENCE_FEATURES, *_ASSOCIATION_FEATURES)
"""The columns that a trained model sees; an untrained one sees :data:`ingest.linking.features.FEATURES` alone."""

_LIKELY, _MOST_UNNAMED = 0.08, 10


@dataclass(frozen=True, slots=True)
class Learned:
    """The experience and the associations of one vocabulary."""

    experience: Experience
    association: Association

    def candidates(
        self,
        reading: Reading,
        describer: Describer,
        scores: NDArray[np.float64],
        counted: Collection[str] | None = None,
    ) -> tuple[list[Candidate], NDArray[np.float64]]:
        """The concepts of a text, those it names and the likeliest it does not, and a row of numbers for each.

        ``scores`` are the association's for the text; the columns are :data:`LEARNED_FEATURES`; for ``counted`` see
        :meth:`Experience.describe`.
        """
        found = candidates(reading)
        found += self._unnamed(scores, {one.concept for one in found})
        experience = self.experience.describe([one.concept for one in found], counted)
        columns = describer.describe(found, reading), experience, self._associations(found, scores)
        return found, np.hstack(columns)

    def _unnamed(self, scores: NDArray[np.float64], named: Collection[str]) -> list[Candidate]:
        likely = np.argsort(-scores, kind="stable")[:_MOST_UNNAMED]
        concepts = [self.association.concepts[number] for number in likely if scores[number] > _LIKELY]
        return [Candidate(concept, ()) for concept in concepts if concept not in named]

    def _associations(self, found: Sequence[Candidate], scores: NDArray[np.float64]) -> NDArray[np.float64]:
        rows = []
        for one in found:
            number = self.association.numbers.get(one.concept)
            score, rate = (0.0, 0.0) if number is None else (scores[number], self.association.rates[number])
            rows.append((score, score - rate, not one.sightings))
        return np.array(rows, dtype=np.float64).reshape(len(found), len(_ASSOCIATION_FEATURES))
