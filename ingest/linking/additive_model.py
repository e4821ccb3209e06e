"""A sum of one curve a feature: quick to apply, plain to read, and every score can be explained by its terms."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from ingest.linking.described import Described

__all__ = ["AdditiveModel"]

_Floats = NDArray[np.float64]


@dataclass(frozen=True)
class AdditiveModel:
    """A generalised additive model with piecewise linear curves (Hastie and Tibshirani, 1990).

    ``curves`` gives each feature its knots, each after the last, and the values there; outside its knots a curve is
    flat. Raises :class:`ValueError` where knots and values do not fit each other.

    >>> model = AdditiveModel(-1.0, {"title": ([0.0, 1.0], [0.0, 2.0])})
    >>> model.scores(Described([], np.array([[0.5], [3.0]]), ("title",))).tolist()
    [0.0, 1.0]
    """

    intercept: float
    curves: Mapping[str, tuple[Sequence[float], Sequence[float]]]

    def __post_init__(self) -> None:
        for feature, (knots, values) in self.curves.items():
            if not knots or len(knots) != len(values):
                raise ValueError(f"the curve of “{feature}” has {len(knots)} knots and {len(values)} values")
            if any(one >= other for one, other in pairwise(knots)):
                raise ValueError(f"the knots of the curve of “{feature}” do not rise")

    def scores(self, described: Described) -> _Floats:
        """A score a row; a feature without a curve counts for nothing.

        Every piece of every curve is added at once: its slope times how far into it the feature reaches.
        """
        columns, starts, lengths, slopes, base = self._pieces
        if described.features != tuple(self.curves):
            order = [described.features.index(feature) for feature in self.curves]
            columns = np.array(order, dtype=np.intp)[columns]
        reached = described.rows.T.take(columns, axis=0)
        reached -= starts
        np.maximum(reached, 0, out=reached)
        np.minimum(reached, lengths, out=reached)
        reached *= slopes
        # Summed feature by feature, so that equal rows have equal scores to the last digit.
        return np.asarray(base + reached.sum(axis=0), dtype=np.float64)

    @cached_property
    def _pieces(self) -> tuple[NDArray[np.intp], _Floats, _Floats, _Floats, float]:
        """The linear pieces of all curves: feature number, start, length, slope; and the sum where all curves start."""
        pieces, base = [], self.intercept
        for number, (knots, values) in enumerate(self.curves.values()):
            base += values[0]
            for place in range(len(knots) - 1):
                length = knots[place + 1] - knots[place]
                pieces.append((number, knots[place], length, (values[place + 1] - values[place]) / length))
        table = np.array(pieces, dtype=np.float64).reshape(len(pieces), 4)
        return table[:, 0].astype(np.intp), table[:, 1:2], table[:, 2:3], table[:, 3:4], base
