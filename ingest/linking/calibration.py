"""Turns scores into probabilities that mean something: of those said to be 0.8, about 80 % are right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["Calibration", "calibrate"]

_KNOTS = 24
_DOUBT = 2.0
"""Imagined examples, half of them right, added to each end: no confidence reaches 0 or 1."""


@dataclass(frozen=True, slots=True)
class Calibration:
    """A rising piecewise linear curve from score to probability.

    Raises :class:`ValueError` where scores and values do not fit each other.

    >>> Calibration([-1.0, 1.0], [0.1, 0.9]).probabilities(np.array([-5.0, 0.0])).round(2).tolist()
    [0.1, 0.5]
    """

    scores: Sequence[float]
    values: Sequence[float]

    def __post_init__(self) -> None:
        if not self.scores or len(self.scores) != len(self.values):
            problem = f"the calibration has {len(self.scores)} scores and {len(self.values)} values"
            raise ValueError(problem)

    def probabilities(self, scores: NDArray[np.float64]) -> NDArray[np.float64]:
        """The probability of each score."""
        return np.interp(scores, self.scores, self.values)


def calibrate(scores: NDArray[np.float64], wanted: NDArray[np.float64]) -> Calibration:
    """The calibration that examples teach: isotonic regression over groups of like scores (Zadrozny and Elkan, 2002).

    The scores must come from models that did not see their examples.
    """
    order = np.argsort(scores, kind="stable")
    rate = float(wanted.mean()) if len(wanted) else 0.0
    groups: list[tuple[float, float, float]] = []
    for part in _groups(order, wanted):
        weight = float(len(part))
        groups.append(
            (float(scores[part].mean()), (float(wanted[part].sum()) + _DOUBT * rate) / (weight + _DOUBT), weight)
        )
        while len(groups) > 1 and groups[-2][1] >= groups[-1][1]:
            (x1, y1, n1), (x2, y2, n2) = groups[-2:]
            share = n1 / (n1 + n2)
            groups[-2:] = [(share * x1 + (1 - share) * x2, share * y1 + (1 - share) * y2, n1 + n2)]
    return Calibration([round(x, 5) for x, _, _ in groups] or [0.0], [round(y, 5) for _, y, _ in groups] or [rate])


def _groups(order: NDArray[np.intp], wanted: NDArray[np.float64]) -> list[NDArray[np.intp]]:
    """Runs of like scores, each with about as many right ones, so that the sure end is as finely told as the rest."""
    right = np.cumsum(wanted[order])
    if not len(order) or right[-1] < 2:
        return [order] if len(order) else []
    bounds = np.searchsorted(right, np.linspace(0, right[-1], _KNOTS + 1)[1:-1])
    return [part for part in np.split(order, np.unique(bounds)) if len(part)]
