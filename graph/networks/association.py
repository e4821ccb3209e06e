"""How much more often two things meet than chance would have it: counts into measures of association and tests."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from graph.networks.index import Floats

__all__ = ["Association", "associate", "corrected", "fisher"]

_PRECISION = 1e-15
"""What a term must add to a tail, as a part of it, to count."""
WIDE = 20.0
"""The standard deviation of meetings by chance above which the exact test gives way to its approximation."""


@dataclass(frozen=True, eq=False)
class Association:
    """One value a pair: what chance would give, pointwise mutual information in bits (normalised: -1 to 1), Dunning's
    log-likelihood ratio, the one-sided p-value of Fisher's exact test, and that value corrected for testing many pairs.
    """

    expected: Floats
    pmi: Floats
    npmi: Floats
    likelihood: Floats
    p: Floats
    q: Floats


def associate(both: Floats, one: Floats, other: Floats, total: int, pairs: int | None = None) -> Association:
    """Measure pairs that meet ``both`` times, when their ends occur ``one`` and ``other`` times among ``total``.

    ``pairs`` is how many could have met, for the correction: those that never met were looked at too.

    Church and Hanks (1990) for PMI, Bouma (2009) for its normal form, Dunning (1993) for the likelihood ratio,
    Benjamini and Hochberg (1995) for the correction.

    >>> found = associate(np.array([10.0]), np.array([10.0]), np.array([10.0]), 100)
    >>> print(found.pmi.round(2), found.npmi, found.p < 1e-12)
    [3.32] [1.] [ True]
    """
    if not len(both):
        return Association(*(np.zeros(0) for _ in range(6)))
    expected = one * other / total
    pmi = np.log2(both / expected)
    surprise = -np.log2(both / total)
    npmi = np.divide(pmi, surprise, out=np.ones_like(pmi), where=surprise > 0)
    p = fisher(both, one, other, total)
    q = corrected(p, max(pairs or 0, len(p)))
    return Association(expected, pmi, npmi, _likelihood(both, one, other, total), p, q)


def corrected(p: Floats, tests: int) -> Floats:
    """The p-values as rates of false discovery among ``tests`` (Benjamini and Hochberg, 1995); the others count as 1.

    >>> corrected(np.array([0.01, 0.04, 0.03]), 4).round(3).tolist()
    [0.04, 0.053, 0.053]
    """
    order = np.argsort(-p)
    rates = p[order] * tests / np.arange(len(p), 0, -1)
    found = np.empty_like(p)
    found[order] = np.minimum(np.minimum.accumulate(rates), 1.0)
    return found


def fisher(both: Floats, one: Floats, other: Floats, total: int) -> Floats:
    """The chance to meet at least ``both`` times, all pairs at once: the upper tail of the hypergeometric law.

    It is summed exactly where chance lets the meetings vary by at most :data:`WIDE`. Above, it is that of the signed
    root of the likelihood ratio, which is normal to a few thousandths there.

    >>> fisher(np.array([3.0, 0.0]), np.array([3.0, 1.0]), np.array([3.0, 1.0]), 6).round(3).tolist()
    [0.05, 1.0]
    """
    from scipy.special import ndtr

    expected = one * other / total
    spread = np.sqrt(expected * (total - one) / total * (total - other) / max(total - 1, 1))
    common = spread > WIDE
    p = np.empty_like(expected)
    p[~common] = _tail(both[~common], one[~common], other[~common], total)
    between = both[common] - 0.5  # half a meeting, as a count is compared with what is continuous
    root = np.sqrt(_likelihood(np.maximum(between, 0.0), one[common], other[common], total))
    p[common] = ndtr(np.where(between > expected[common], -root, root))
    return p


def _tail(both: Floats, one: Floats, other: Floats, total: int) -> Floats:
    """The exact upper tail; the shorter one is summed, term by term, until the terms no longer count."""
    upper = both > one * other / total
    place = np.where(upper, both, both - 1)
    step = np.where(upper, 1, -1)
    term = np.where(place < 0, 0.0, _chance(np.maximum(place, 0), one, other, total))
    tail = term.copy()
    going = np.flatnonzero(term > 0)
    while len(going):
        near = place[going] + np.minimum(step[going], 0)
        room = np.maximum((one[going] - near) * (other[going] - near), 0)
        rest = np.maximum((near + 1) * (total - one[going] - other[going] + near + 1), 0)
        up = step[going] > 0
        ratio = np.divide(np.where(up, room, rest), np.where(up, rest, room), out=np.zeros_like(room), where=(room > 0))
        term[going] *= np.where(near < 0, 0.0, ratio)
        place[going] += step[going]
        tail[going] += term[going]
        going = going[term[going] > tail[going] * _PRECISION]
    return np.clip(np.where(upper, tail, 1 - tail), 0.0, 1.0)


def _chance(both: Floats, one: Floats, other: Floats, total: int) -> Floats:
    """The chance to meet exactly so many times."""
    least = np.maximum(one + other - total, 0)
    chance = np.exp(_ways(one, both) + _ways(total - one, other - both) - _ways(np.full_like(one, total), other))
    return np.asarray(np.where((both >= least) & (both <= np.minimum(one, other)), chance, 0.0), dtype=float)


def _ways(every: Floats, chosen: Floats) -> Floats:
    """The logarithm of the number of ways to choose so many of so many."""
    from scipy.special import gammaln

    left = np.maximum(every - chosen, 0)
    return np.asarray(gammaln(every + 1) - gammaln(chosen + 1) - gammaln(left + 1), dtype=float)


def _likelihood(both: Floats, one: Floats, other: Floats, total: int) -> Floats:
    """Twice the log-likelihood ratio of dependence to independence, over the four cells of the table."""
    rest = np.maximum(total - one - other + both, 0.0)
    cells = (
        (both, one, other),
        (one - both, one, total - other),
        (other - both, total - one, other),
        (rest, total - one, total - other),
    )
    ratio = np.zeros_like(both)
    for seen, row, column in cells:
        expected = row * column / total
        some = (seen > 0) & (expected > 0)
        ratio[some] += seen[some] * np.log(seen[some] / expected[some])
    return np.maximum(2 * ratio, 0.0)
