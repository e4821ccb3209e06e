"""How well ranked concepts answer gold keywords, in Annif's measures, and whether confidences mean what they say."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from math import log2

__all__ = ["Judged", "Reliability", "f1", "ndcg", "precision", "recall", "reliability", "summary"]


@dataclass(frozen=True, slots=True)
class Judged:
    """A text's answer, the surest first with its confidences, beside the concepts that were chosen for it."""

    key: str
    ranked: Sequence[str]
    confidences: Sequence[float]
    chosen: AbstractSet[str]


@dataclass(frozen=True, slots=True)
class Reliability:
    """The links said with a confidence from ``low`` to ``high``: how many, how sure on average, how many right."""

    low: float
    high: float
    links: int
    said: float
    right: float


def precision(judged: Judged, limit: int) -> float:
    """The share of the first ``limit`` that was chosen (precision@k); of those there are, where they are fewer."""
    first = judged.ranked[:limit]
    return len(judged.chosen & set(first)) / len(first) if first else 0.0


def recall(judged: Judged, limit: int) -> float:
    """The share of the chosen that is among the first ``limit`` (recall@k)."""
    return len(judged.chosen & set(judged.ranked[:limit])) / len(judged.chosen) if judged.chosen else 0.0


def f1(judged: Judged, limit: int) -> float:
    """The harmonic mean of precision and recall at ``limit`` for one text; averaged over texts it is Annif's
    "F1 score (doc avg)" with that limit.

    >>> f1(Judged("a", ["x", "y"], [0.9, 0.1], {"x"}), 5)
    0.6666666666666666
    """
    both = precision(judged, limit), recall(judged, limit)
    return 2 * both[0] * both[1] / sum(both) if any(both) else 0.0


def ndcg(judged: Judged, limit: int) -> float:
    """Normalised discounted cumulative gain at ``limit`` with binary gains (Järvelin and Kekäläinen, 2002).

    >>> round(ndcg(Judged("a", ["x", "y"], [0.9, 0.1], {"y"}), 10), 3)
    0.631
    """
    gain = sum(1 / log2(place + 2) for place, one in enumerate(judged.ranked[:limit]) if one in judged.chosen)
    ideal = sum(1 / log2(place + 2) for place in range(min(limit, len(judged.chosen))))
    return gain / ideal if ideal else 0.0


def summary(answers: Sequence[Judged]) -> dict[str, float]:
    """The averages over texts, under the names they go by, and the expected calibration error."""
    count = len(answers) or 1
    averages = {
        "precision@1": sum(precision(one, 1) for one in answers),
        "precision@5": sum(precision(one, 5) for one in answers),
        "recall@5": sum(recall(one, 5) for one in answers),
        "f1@5": sum(f1(one, 5) for one in answers),
        "ndcg@10": sum(ndcg(one, 10) for one in answers),
        "recall": sum(recall(one, len(one.ranked)) for one in answers),
    }
    table = reliability(answers)
    links = sum(row.links for row in table) or 1
    error = sum(row.links * abs(row.said - row.right) for row in table) / links
    return {name: round(total / count, 4) for name, total in averages.items()} | {"calibration error": round(error, 4)}


def reliability(answers: Sequence[Judged], bins: int = 10) -> list[Reliability]:
    """The links in ``bins`` equal ranges of confidence, those without any left out (a reliability diagram)."""
    inside: list[list[tuple[float, bool]]] = [[] for _ in range(bins)]
    for one in answers:
        for concept, confidence in zip(one.ranked, one.confidences, strict=True):
            inside[min(int(confidence * bins), bins - 1)].append((confidence, concept in one.chosen))
    return [
        Reliability(
            number / bins,
            (number + 1) / bins,
            len(links),
            round(sum(said for said, _ in links) / len(links), 4),
            round(sum(right for _, right in links) / len(links), 4),
        )
        for number, links in enumerate(inside)
        if links
    ]
