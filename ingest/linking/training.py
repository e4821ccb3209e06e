"""Trains the ranking on texts that carry keywords, and measures it on texts that it did not see."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from hashlib import blake2b
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from ingest.linking.additive_model import AdditiveModel
from ingest.linking.calibration import Calibration, calibrate
from ingest.linking.described import Described
from ingest.linking.example import Example
from ingest.linking.fitting import fit
from ingest.linking.learned import Learned
from ingest.linking.measures import Judged, reliability, summary
from ingest.linking.model import Model
from ingest.linking.themes import Themes
from ontology.errors import DataError

__all__ = ["FOLDS", "fold_of", "train"]

FOLDS = 5
_FEWEST, _FEWEST_NAMING = 20, 5
"""Texts, and those among them that name a concept."""
_Floats = NDArray[np.float64]


def fold_of(key: str) -> int:
    """The fold of a text, from a hash of its key: it never depends on the other texts."""
    return int.from_bytes(blake2b(key.encode(errors="replace"), digest_size=8).digest(), "big") % FOLDS


def train(
    examples: Sequence[Example],
    vocabulary: str = "",
    progress: Callable[[], object] = lambda: None,
    *,
    themes: Themes = MappingProxyType({}),
) -> Model:
    """A model for the vocabulary with that hash; without one, a model that learns nothing of its concepts.

    The confidence is calibrated, and the figures measured, on texts that the models in question did not see: the folds
    are drawn by a hash of the texts' keys. ``themes`` are those of the vocabulary's concepts. ``progress`` is called
    after each of :data:`FOLDS` + 1 rounds. Raises :class:`DataError` for fewer than 20 texts with keywords, or fewer
    than 20 keys, and where fewer than 5 texts, or those of one fold alone, name a concept.
    """
    _check(examples)
    teaching = _Teaching(examples, themes, learns=bool(vocabulary))
    unseen: list[_Scored] = []
    for fold in range(FOLDS):
        fitted = teaching.without(fold)
        unseen += [fitted.score(one) for one in examples if fold_of(one.key) == fold]
        progress()
    fitted = teaching.without()
    progress()
    answers = _judged(unseen)
    return Model(
        ranking=fitted.ranking,
        calibration=_calibration(unseen),
        vocabulary=vocabulary,
        experience=fitted.learned.experience if fitted.learned else None,
        association=fitted.learned.association if fitted.learned else None,
        figures={"texts": len(examples), "folds": FOLDS, **summary(answers)},
        reliability=reliability(answers),
    )


def _check(examples: Sequence[Example]) -> None:
    """Raise :class:`DataError` where they are too few to learn from, and to measure what was learned."""
    if len(examples) < _FEWEST:
        raise DataError(
            f"the texts that carry keywords of the vocabulary are too few: {len(examples)}",
            remedy=f"Give {_FEWEST} or more; 300 are better.",
        )
    if (keys := len({one.key for one in examples})) < _FEWEST:
        raise DataError(
            f"of the {len(examples)} texts but {keys} differ in id and words, by which they are parted to measure what "
            "was learned",
            remedy="Give each text an id of its own, and none twice.",
        )
    naming = [fold_of(one.key) for one in examples if one.described.candidates]
    if len(naming) < _FEWEST_NAMING or len(set(naming)) < 2:
        raise DataError(
            f"of the {len(examples)} texts that carry keywords, {len(naming)} say a concept in their words: too few",
            remedy="See that the vocabulary has labels in the texts' language, and that they are more than titles.",
        )


@dataclass(frozen=True, slots=True)
class _Scored:
    """An example that a model did not see, with the scores it gave."""

    example: Example
    concepts: Sequence[str]
    scores: _Floats

    @property
    def wanted(self) -> _Floats:
        return np.array([one in self.example.chosen for one in self.concepts], dtype=np.float64)

    def judged(self, calibration: Calibration) -> Judged:
        order = np.argsort(-self.scores, kind="stable")
        confidences = calibration.probabilities(self.scores)
        ranked = [self.concepts[place] for place in order]
        return Judged(self.example.key, ranked, [float(confidences[place]) for place in order], self.example.chosen)


def _judged(unseen: Sequence[_Scored]) -> list[Judged]:
    """The answers, each with confidences from a calibration that saw nothing of its fold either."""
    answers = []
    for fold in range(FOLDS):
        others = [one for one in unseen if fold_of(one.example.key) != fold]
        calibration = _calibration(others)
        answers += [one.judged(calibration) for one in unseen if fold_of(one.example.key) == fold]
    return answers


def _calibration(scored: Sequence[_Scored]) -> Calibration:
    return calibrate(np.concatenate([one.scores for one in scored]), np.concatenate([one.wanted for one in scored]))


@dataclass(frozen=True, slots=True)
class _Fitted:
    """A ranking, and what was learned of the vocabulary's concepts, if anything."""

    ranking: AdditiveModel
    learned: Learned | None

    def score(self, example: Example) -> _Scored:
        described = _described(example, self.learned)
        return _Scored(example, described.concepts, self.ranking.scores(described))


class _Teaching:
    """Examples in folds, and what is taught where some of the folds are left out.

    What is learned of concepts is too sure of the examples that it was learned from, and even where each is left out of
    its own counts: then a concept was chosen once less wherever it is right, which tells the answer. So the ranking is
    fitted to examples described by what the other folds teach (cross-fitting: Chernozhukov and others, 2018).
    """

    def __init__(self, examples: Sequence[Example], themes: Themes, *, learns: bool) -> None:
        self._examples = [(fold_of(one.key), one) for one in examples]
        self._themes = themes
        self._learns = learns
        self._known: dict[frozenset[int], Learned] = {}

    def without(self, *folds: int) -> _Fitted:
        """A ranking, and what was learned, from all examples but those of these folds."""
        seen = [(fold, one) for fold, one in self._examples if fold not in folds]
        described = [_described(one, self._learned({fold, *folds})) for fold, one in seen]
        wanted = [
            [concept in example.chosen for concept in one.concepts]
            for (_, example), one in zip(seen, described, strict=True)
        ]
        # A text weighs with the square root of its number of concepts: long texts teach more, but do not rule.
        weights = np.concatenate([np.full(len(one.rows), 1 / np.sqrt(max(len(one.rows), 1))) for one in described])
        rows = np.vstack([one.rows for one in described])
        answers = np.concatenate([np.array(one, dtype=np.float64) for one in wanted])
        ranking = fit(rows, answers, weights / weights.mean(), described[0].features)
        return _Fitted(ranking, self._learned(set(folds)))

    def _learned(self, folds: AbstractSet[int]) -> Learned | None:
        """What the examples of the other folds teach, worked out once."""
        if not self._learns:
            return None
        left_out = frozenset(folds)
        if left_out not in self._known:
            seen = [one for fold, one in self._examples if fold not in left_out]
            self._known[left_out] = Learned.of(seen, self._themes)
        return self._known[left_out]


def _described(example: Example, learned: Learned | None) -> Described:
    if learned is None:
        return example.described
    return learned.describe(example.described, learned.association.hints(example.stems).scores())
