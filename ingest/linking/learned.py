"""What a corpus with keywords taught of a vocabulary, and what that says of the concepts of a text."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ingest.linking.association import Association, associate
from ingest.linking.candidate import Candidate
from ingest.linking.described import Described
from ingest.linking.example import Example
from ingest.linking.experience import EXPERIENCE_FEATURES, Experience
from ingest.linking.features import ABSENT, FEATURES

__all__ = ["LEARNED_FEATURES", "Learned"]

_ASSOCIATION_FEATURES = ("association", "unnamed", "unnamed_association")
LEARNED_FEATURES = (*FEATURES, *EXPERIENCE_FEATURES, *_ASSOCIATION_FEATURES)
"""The columns that a trained model sees; an untrained one sees :data:`ingest.linking.features.FEATURES` alone.

The experience judges the concepts that a text names; the association judges all, and counts otherwise for those that
the text does not name.
"""

_LIKELY, _MOST_UNNAMED = 0.1, 10


@dataclass(frozen=True, slots=True)
class Learned:
    """The experience and the associations of one vocabulary."""

    experience: Experience
    association: Association

    @classmethod
    def of(cls, examples: Sequence[Example]) -> Learned:
        """What examples teach; those to be described by it must not be among them."""
        return cls(
            Experience.of((one.described.candidates, one.chosen) for one in examples),
            associate([one.stems for one in examples], [one.chosen for one in examples]),
        )

    def describe(self, named: Described, scores: NDArray[np.float64]) -> Described:
        """The concepts that a text names, and the likeliest it does not, described by :data:`LEARNED_FEATURES`.

        ``scores`` are the association's for the text.
        """
        unnamed = self._unnamed(scores, set(named.concepts))
        found = [*named.candidates, *(Candidate(self.association.concepts[number], ()) for number in unnamed)]
        experience, count = self.experience.describe(named.candidates), len(named.rows)
        numbers = self.association.numbers
        rows = np.zeros((len(found), len(LEARNED_FEATURES)))
        rows[:count, : len(FEATURES)] = named.rows
        rows[:count, len(FEATURES) : -len(_ASSOCIATION_FEATURES)] = experience
        rows[:count, -3] = [scores[numbers[one]] if one in numbers else 0.0 for one in named.concepts]
        rows[count:, : len(FEATURES)] = ABSENT
        rows[count:, -3] = rows[count:, -1] = scores[unnamed]
        rows[count:, -2] = 1.0
        return Described(found, rows, LEARNED_FEATURES)

    def _unnamed(self, scores: NDArray[np.float64], named: Collection[str]) -> list[int]:
        """The numbers of the likeliest concepts that are not named."""
        likely = np.flatnonzero(scores > _LIKELY)
        likeliest = likely[np.argsort(-scores[likely], kind="stable")[:_MOST_UNNAMED]].tolist()
        concepts = self.association.concepts
        return [number for number in likeliest if concepts[number] not in named]
