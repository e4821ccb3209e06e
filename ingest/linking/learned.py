"""What a corpus with keywords taught of a vocabulary, and what that says of the concepts of a text."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from ingest.linking.association import Association, associate
from ingest.linking.candidate import Candidate
from ingest.linking.described import Described
from ingest.linking.example import Example
from ingest.linking.experience import EXPERIENCE_FEATURES, Experience
from ingest.linking.features import ABSENT, FEATURES
from ingest.linking.products import PRODUCTS, products
from ingest.linking.themes import Themes

__all__ = ["LEARNED_FEATURES", "Learned"]

_ASSOCIATION_FEATURES = ("association", "unnamed", "unnamed_association", "theme_association")
_ALONE = (*FEATURES, *EXPERIENCE_FEATURES, *_ASSOCIATION_FEATURES)
LEARNED_FEATURES = (*_ALONE, *PRODUCTS)
"""The columns that a trained model sees; an untrained one sees :data:`ingest.linking.features.FEATURES` alone.

The experience judges the concepts that a text names; the association judges all, and counts otherwise for those that
the text does not name. ``theme_association``, the best score of the concept's themes, tells of concepts that were never
chosen, too.
"""

_LIKELY, _MOST_UNNAMED = 0.1, 10


@dataclass(frozen=True)
class Learned:
    """The experience and the associations of one vocabulary, and the themes of its concepts."""

    experience: Experience
    association: Association
    themes: Themes

    @classmethod
    def of(cls, examples: Sequence[Example], themes: Themes) -> Learned:
        """What examples teach; those to be described by it must not be among them."""
        chosen = [one.chosen for one in examples]
        theirs = [{theme for concept in wanted for theme in themes.get(concept, ())} for wanted in chosen]
        return cls(
            Experience.of((one.described.candidates, one.chosen) for one in examples),
            associate([one.stems for one in examples], chosen, theirs),
            themes,
        )

    def describe(self, named: Described, scores: NDArray[np.float64]) -> Described:
        """The concepts that a text names, and the likeliest it does not, described by :data:`LEARNED_FEATURES`.

        ``scores`` are the association's for the text.
        """
        unnamed = self._unnamed(scores, set(named.concepts))
        found = [*named.candidates, *(Candidate(self.association.concepts[number], ()) for number in unnamed)]
        experience, count = self.experience.describe(named.candidates), len(named.rows)
        numbers = self.association.numbers
        rows = np.zeros((len(found), len(_ALONE)))
        rows[:count, : len(FEATURES)] = named.rows
        rows[:count, len(FEATURES) : -len(_ASSOCIATION_FEATURES)] = experience
        rows[:count, -4] = [scores[numbers[one]] if one in numbers else 0.0 for one in named.concepts]
        rows[count:, : len(FEATURES)] = ABSENT
        rows[count:, -4] = rows[count:, -2] = scores[unnamed]
        rows[count:, -3] = 1.0
        rows[:, -1] = self._of_themes([one.concept for one in found], scores)
        return Described(found, np.hstack([rows, products(rows, _ALONE)]), LEARNED_FEATURES)

    def _unnamed(self, scores: NDArray[np.float64], named: Collection[str]) -> list[int]:
        """The numbers of the likeliest concepts that are not named."""
        likely = np.flatnonzero(scores[: len(self.association.concepts)] > _LIKELY)
        likeliest = likely[np.argsort(-scores[likely], kind="stable")[:_MOST_UNNAMED]].tolist()
        concepts = self.association.concepts
        return [number for number in likeliest if concepts[number] not in named]

    def _of_themes(self, concepts: Sequence[str], scores: NDArray[np.float64]) -> NDArray[np.float64]:
        """The best score of each concept's themes, 0 at the least."""
        rows, columns = self._columns
        places = np.array([rows.get(one, 0) for one in concepts], dtype=np.intp)
        told = np.append(scores, 0.0)[columns[places]]
        return np.asarray(told.max(axis=1, initial=0.0), dtype=np.float64)

    @cached_property
    def _columns(self) -> tuple[dict[str, int], NDArray[np.intp]]:
        """The row of each concept that has themes; in the rows, the columns of these themes among the scores.

        The column after the last stands for no theme; the first row has none.
        """
        nothing = len(self.association.rates)
        first = len(self.association.concepts)
        numbers = {theme: number for number, theme in enumerate(self.association.themes, first)}
        known = {concept: [numbers[one] for one in themes if one in numbers] for concept, themes in self.themes.items()}
        known = {concept: columns for concept, columns in known.items() if columns}
        table = np.full((1 + len(known), max(map(len, known.values()), default=1)), nothing, dtype=np.intp)
        for row, columns in enumerate(known.values(), 1):
            table[row, : len(columns)] = columns
        return {concept: row for row, concept in enumerate(known, 1)}, table
