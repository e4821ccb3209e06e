"""Trains the ranking on texts that carry keywords, and measures it on texts that it did not see."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from ingest.linking.additive_model import AdditiveModel
from ingest.linking.association import associate
from ingest.linking.calibration import Calibration, calibrate
from ingest.linking.candidate import Candidate, candidates
from ingest.linking.example import Example
from ingest.linking.experience import Experience
from ingest.linking.features import FEATURES, Describer
from ingest.linking.fitting import fit
from ingest.linking.learned import LEARNED_FEATURES, Learned
from ingest.linking.measures import Judged, summary
from ingest.linking.model import Model
from ontology.errors import DataError

__all__ = ["FOLDS", "fold_of", "train"]

FOLDS = 5
_FEWEST = 20
_Floats = NDArray[np.float64]
_Described = tuple[list[Candidate], _Floats]


def fold_of(key: str, folds: int = FOLDS) -> int:
    """The fold of a text, from a hash of its key: it never depends on the other texts."""
    return int.from_bytes(blake2b(key.encode(errors="replace"), digest_size=8).digest(), "big") % folds


def train(
    examples: Sequence[Example],
    describer: Describer,
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
            f"{len(examples)} texts carry keywords of the vocabulary", remedy=f"Give {_FEWEST} or more; 300 are better."
        )
    unseen: list[_Scored] = []
    for fold in range(FOLDS):
        fitted = _Fitted.on([one for one in examples if fold_of(one.key) != fold], describer, learns=bool(vocabulary))
        unseen += [fitted.score(one, describer) for one in examples if fold_of(one.key) == fold]
        progress()
    fitted = _Fitted.on(examples, describer, learns=bool(vocabulary))
    progress()
    calibration = calibrate(
        np.concatenate([one.scores for one in unseen]), np.concatenate([one.wanted for one in unseen])
    )
    return Model(
        ranking=fitted.ranking,
        calibration=calibration,
        vocabulary=vocabulary,
        experience=fitted.learned.experience if fitted.learned else None,
        association=fitted.learned.association if fitted.learned else None,
        figures={"texts": len(examples), "folds": FOLDS, **summary([one.judged(calibration) for one in unseen])},
    )


@dataclass(frozen=True, slots=True)
class _Scored:
    """The concepts of an example with their scores."""

    example: Example
    found: Sequence[Candidate]
    scores: _Floats

    @property
    def wanted(self) -> _Floats:
        return np.array([one.concept in self.example.chosen for one in self.found], dtype=np.float64)

    def judged(self, calibration: Calibration) -> Judged:
        order = np.argsort(-self.scores, kind="stable")
        confidences = calibration.probabilities(self.scores)
        ranked = [self.found[place].concept for place in order]
        return Judged(self.example.key, ranked, [float(confidences[place]) for place in order], self.example.chosen)


@dataclass(frozen=True, slots=True)
class _Fitted:
    """A ranking, and what was learned of the vocabulary's concepts, if anything."""

    ranking: AdditiveModel
    learned: Learned | None

    @classmethod
    def on(cls, examples: Sequence[Example], describer: Describer, *, learns: bool) -> _Fitted:
        learned, described = _learn(examples, describer) if learns else (None, _plain(examples, describer))
        rows = np.vstack([columns for _, columns in described])
        wanted = np.array(
            [
                one.concept in example.chosen
                for example, (found, _) in zip(examples, described, strict=True)
                for one in found
            ],
            dtype=np.float64,
        )
        # A text weighs with the square root of its number of concepts: long texts teach more, but do not rule.
        weights = np.concatenate([np.full(len(found), 1 / np.sqrt(max(len(found), 1))) for found, _ in described])
        features = LEARNED_FEATURES if learns else FEATURES
        return cls(fit(rows, wanted, weights / weights.mean(), features), learned)

    def score(self, example: Example, describer: Describer) -> _Scored:
        if self.learned is None:
            found, rows = _plain([example], describer)[0]
            return _Scored(example, found, self.ranking.scores(rows, FEATURES))
        associations = self.learned.association.scores(example.stems)
        found, rows = self.learned.candidates(example.reading, describer, associations)
        return _Scored(example, found, self.ranking.scores(rows, LEARNED_FEATURES))


def _plain(examples: Sequence[Example], describer: Describer) -> list[_Described]:
    def described(example: Example) -> _Described:
        found = candidates(example.reading)
        return found, describer.describe(found, example.reading)

    return [described(example) for example in examples]


def _learn(examples: Sequence[Example], describer: Describer) -> tuple[Learned, list[_Described]]:
    """What the examples teach, and each described as if it had not been among them."""
    named = ([one.concept for one in candidates(example.reading)] for example in examples)
    experience = Experience.of(zip(named, (example.chosen for example in examples), strict=True))
    association, scores = associate([one.stems for one in examples], [one.chosen for one in examples])
    learned = Learned(experience, association)
    return learned, list(_left_out(examples, learned, describer, scores))


def _left_out(
    examples: Sequence[Example], learned: Learned, describer: Describer, scores: _Floats
) -> Iterator[_Described]:
    for example, own in zip(examples, scores, strict=True):
        yield learned.candidates(example.reading, describer, own, example.chosen)
