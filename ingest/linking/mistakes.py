"""Where answers are most wrong: what was said with confidence and not chosen, what was chosen and missed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.linking.measures import Judged

__all__ = ["Mistake", "worst_mistakes"]


@dataclass(frozen=True, slots=True)
class Mistake:
    """One concept of one text: ``said`` and not chosen, or chosen and not said.

    ``place`` is its rank from 1, None where it was not found at all; ``confidence`` is what it was given.
    """

    key: str
    concept: str
    said: bool
    confidence: float
    place: int | None

    @property
    def gravity(self) -> float:
        """How far the confidence is from the truth, from 0 to 1."""
        return self.confidence if self.said else 1 - self.confidence


def worst_mistakes(answers: Sequence[Judged], limit: int) -> list[Mistake]:
    """The gravest, half of them said and not chosen, half chosen and found with little confidence or not at all.

    >>> worst_mistakes([Judged("a", ["x"], [0.9], {"y"})], 2)
    [Mistake(key='a', concept='x', said=True, confidence=0.9, place=1), Mistake(key='a', concept='y', said=False, \
confidence=0.0, place=None)]
    """
    mistakes = sorted((one for answer in answers for one in _mistakes(answer)), key=lambda one: -one.gravity)
    said, missed = ([one for one in mistakes if one.said is kind] for kind in (True, False))
    return said[: (limit + 1) // 2] + missed[: limit // 2]


def _mistakes(answer: Judged) -> Iterator[Mistake]:
    for place, (concept, confidence) in enumerate(zip(answer.ranked, answer.confidences, strict=True), 1):
        right = concept in answer.chosen
        yield Mistake(answer.key, concept, not right, confidence, place)
    for concept in sorted(answer.chosen - set(answer.ranked)):
        yield Mistake(answer.key, concept, said=False, confidence=0.0, place=None)
