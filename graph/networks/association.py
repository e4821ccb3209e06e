"""How much more often two things meet than chance would have it: counts into measures of association and tests."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from graph.networks.index import Floats

__all__ = ["Association", "associate"]


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
    from scipy.stats import false_discovery_control, hypergeom

    expected = one * other / total
    pmi = np.log2(both / expected)
    surprise = -np.log2(both / total)
    npmi = np.divide(pmi, surprise, out=np.ones_like(pmi), where=surprise > 0)
    p = np.clip(hypergeom.sf(both - 1, total, one, other), 0.0, 1.0)
    q = np.minimum(false_discovery_control(p) * max(pairs or 0, len(p)) / len(p), 1.0)
    return Association(expected, pmi, npmi, _likelihood(both, one, other, total), p, q)


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
