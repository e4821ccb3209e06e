"""Fits an additive model to examples by penalised logistic regression. Choosing the examples is not for here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

from ingest.linking.additive_model import AdditiveModel

__all__ = ["fit"]

_QUANTILES: Final = (0.0, 0.1, 0.25, 0.5, 0.75, 0.9, 0.97, 1.0)
_RIDGE, _SMOOTHNESS = 10.0, 50.0
_STEPS, _HALVINGS, _SMALL = 30, 8, 1e-4
_DECIMALS: Final = 6

_Floats = NDArray[np.float64]


def fit(described: _Floats, wanted: _Floats, weights: _Floats, features: Sequence[str]) -> AdditiveModel:
    """The model that best tells the rows whose ``wanted`` is 1 from those where it is 0, each row with its weight.

    Knots stand at quantiles of each feature; a ridge and a smoothness penalty keep curves of few examples flat.
    Iteratively reweighted least squares (McCullagh and Nelder, 1989, section 2.5), each step halved until it helps.
    """
    knots = [np.unique(np.quantile(column, _QUANTILES).round(_DECIMALS)) for column in described.T]
    basis = np.hstack([np.ones((len(described), 1)), *_hats(described, knots)])
    problem = _Problem(basis, wanted, weights, _penalty(knots))
    return _assembled(problem.solution(), knots, features)


def _hats(described: _Floats, knots: Sequence[_Floats]) -> Iterator[_Floats]:
    """The columns of each feature's basis: one hat function a knot."""
    for column, places in zip(described.T, knots, strict=True):
        yield np.stack([np.interp(column, places, hat) for hat in np.eye(len(places))], axis=1)


def _penalty(knots: Sequence[_Floats]) -> _Floats:
    size = 1 + sum(map(len, knots))
    penalty = np.zeros((size, size))
    start = 1
    for places in knots:
        count = len(places)
        slopes = np.diff(np.eye(count), axis=0)
        block = slice(start, start + count)
        penalty[block, block] = _RIDGE * np.eye(count) + _SMOOTHNESS * slopes.T @ slopes
        start += count
    return penalty


@dataclass(frozen=True, slots=True)
class _Problem:
    """A penalised logistic regression: ``basis`` to ``wanted``, each row with its weight."""

    basis: _Floats
    wanted: _Floats
    weights: _Floats
    penalty: _Floats

    def solution(self) -> _Floats:
        """The weights that fit best, by Newton's method, from those that say how often the answer is yes."""
        values = np.zeros(self.basis.shape[1])
        rate = np.clip(np.average(self.wanted, weights=self.weights), 1e-4, 1 - 1e-4)
        values[0] = np.log(rate / (1 - rate))
        for _ in range(_STEPS):
            step = self._newton_step(values)
            share = self._helpful_share(values, step)
            values += share * step
            if share * np.abs(step).max() < _SMALL:
                break
        return values

    def _newton_step(self, values: _Floats) -> _Floats:
        rates = expit(self.basis @ values)
        gradient = self.basis.T @ (self.weights * (self.wanted - rates)) - self.penalty @ values
        spread = self.weights * rates * (1 - rates)
        curvature = (self.basis * spread[:, None]).T @ self.basis + self.penalty
        return np.asarray(np.linalg.solve(curvature + 1e-6 * np.eye(len(curvature)), gradient), dtype=np.float64)

    def _helpful_share(self, values: _Floats, step: _Floats) -> float:
        """How much of the step lowers the penalised deviance: all, a half, a quarter… or nothing."""
        before = self._loss(values)
        shares = (1 / 2**halving for halving in range(_HALVINGS))
        return next((share for share in shares if self._loss(values + share * step) <= before), 0.0)

    def _loss(self, values: _Floats) -> float:
        scores = self.basis @ values
        deviance = self.weights @ (np.logaddexp(0, scores) - self.wanted * scores)
        return float(deviance + values @ self.penalty @ values / 2)


def _assembled(values: _Floats, knots: Sequence[_Floats], features: Sequence[str]) -> AdditiveModel:
    curves: dict[str, tuple[list[float], list[float]]] = {}
    start = 1
    for feature, places in zip(features, knots, strict=True):
        heights = values[start : start + len(places)]
        curves[feature] = ([round(float(x), _DECIMALS) for x in places], [round(float(y), 5) for y in heights])
        start += len(places)
    return AdditiveModel(round(float(values[0]), 6), curves)
