"""Trains the ranking on texts that carry keywords, and measures it on texts that it did not see."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from ingest.linking.additive_model import AdditiveModel
from ingest.linking.association import associate
from ingest.linking.calibration import Calibration, calibrate
from ingest.linking.described import Described
from ingest.linking.example import Example
from ingest.linking.experience import Experience
from ingest.linking.fitting import fit
from ingest.linking.learned import Learned
from ingest.linking.measures import Judged, reliability, summary
from ingest.linking.model import Model
from ontology.errors import DataError

__all__ = ["FOLDS", "fold_of", "train"]

FOLDS = 5
_FEWEST = 20
_Floats = NDArray[np.float64]


def fold_of(key: str, folds: int = FOLDS) -> int:
    """The fold of a text, from a hash of its key: it never depends on the other texts."""
    return int.from_bytes(blake2b(key.encode(errors="replace"), digest_size=8).digest(), "big") % folds


def train(
    examples: Sequence[Example],
    vocabulary: str = "",
    progress: Callable[[], object] = lambda: None,
) -> Model:
    """A model for the vocabulary with that hash; without one, a model that learns nothing of its concepts.

    The confidence is calibrated, and the figures measured, on texts that the models in question did not see: the folds
    are drawn by a hash of the texts' keys. ``progress`` is called after each of :data:`FOLDS` + 1 rounds. Raises
    :class:`DataError` for fewer than 20 texts with keywords.
    """
    if len(examples) < _FEWEST:
        raise DataError(
            f"the texts that carry keywords of the vocabulary are too few: {len(examples)}",
            remedy=f"Give {_FEWEST} or more; 300 are better.",
        )
    unseen: list[_Scored] = []
    for fold in range(FOLDS):
        fitted = _Fitted.on([one for one in examples if fold_of(one.key) != fold], learns=bool(vocabulary))
        unseen += [fitted.score(one) for one in examples if fold_of(one.key) == fold]
        progress()
    fitted = _Fitted.on(examples, learns=bool(vocabulary))
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

    @classmethod
    def on(cls, examples: Sequence[Example], *, learns: bool) -> _Fitted:
        learned, described = _learn(examples) if learns else (None, [one.described for one in examples])
        wanted = [
            [concept in example.chosen for concept in one.concepts]
            for example, one in zip(examples, described, strict=True)
        ]
        # A text weighs with the square root of its number of concepts: long texts teach more, but do not rule.
        weights = np.concatenate([np.full(len(one.rows), 1 / np.sqrt(max(len(one.rows), 1))) for one in described])
        rows = np.vstack([one.rows for one in described])
        answers = np.concatenate([np.array(one, dtype=np.float64) for one in wanted])
        return cls(fit(rows, answers, weights / weights.mean(), described[0].features), learned)

    def score(self, example: Example) -> _Scored:
        described = example.described
        if self.learned is not None:
            described = self.learned.describe(described, self.learned.association.hints(example.stems).scores())
        return _Scored(example, described.concepts, self.ranking.scores(described))


def _learn(examples: Sequence[Example]) -> tuple[Learned, list[Described]]:
    """What the examples teach, and each described as if it had not been among them."""
    experience = Experience.of((one.described.candidates, one.chosen) for one in examples)
    association, scores = associate([one.stems for one in examples], [one.chosen for one in examples])
    learned = Learned(experience, association)
    left_out = zip(examples, scores, strict=True)
    return learned, [learned.describe(one.described, own, one.chosen) for one, own in left_out]
