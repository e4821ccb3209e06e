"""Tests of association give what SciPy gives one pair at a time, however large or lopsided the counts."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.stats import false_discovery_control, fisher_exact, hypergeom

from graph.networks.association import WIDE, associate, corrected, fisher


def drawn(size: int, total: int, seed: int) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Counts of pairs that can be: how often both, one and the other occur among ``total``."""
    random = np.random.default_rng(seed)
    one, other = random.integers(1, total + 1, (2, size))
    least, most = np.maximum(one + other - total, 0), np.minimum(one, other)
    both = random.integers(least, most + 1)
    return both.astype(float), one.astype(float), other.astype(float)


@pytest.mark.parametrize("total", [1, 2, 7, 60, 1_000, 100_000])
def test_the_p_value_is_that_of_the_hypergeometric_law(total: int) -> None:
    both, one, other = drawn(3_000, total, total)
    expected = np.asarray(hypergeom.sf(both - 1, total, one, other))
    exact = one * other * (total - one) * (total - other) <= WIDE**2 * total**2 * max(total - 1, 1)
    found = fisher(both, one, other, total)
    assert found[exact] == pytest.approx(expected[exact], abs=1e-8)
    assert found[~exact] == pytest.approx(expected[~exact], abs=3e-3)


def test_common_pairs_near_chance_are_told_closely() -> None:
    one, other = np.full(400, 20_000.0), np.full(400, 10_000.0)
    both = np.arange(1_800.0, 2_200.0)  # chance gives 2,000 of 100,000
    assert fisher(both, one, other, 100_000) == pytest.approx(hypergeom.sf(both - 1, 100_000, one, other), abs=3e-3)


def test_it_is_fishers_exact_test_of_the_table() -> None:
    for both, one, other in zip(*drawn(40, 30, 1), strict=True):
        cells = np.array([[both, one - both], [other - both, 30 - one - other + both]])
        expected = fisher_exact(cells, alternative="greater").pvalue
        found = fisher(np.array([both]), np.array([one]), np.array([other]), 30)
        assert found[0] == pytest.approx(expected, abs=1e-9)


def test_a_tiny_chance_keeps_its_digits() -> None:
    found = fisher(np.array([50.0]), np.array([50.0]), np.array([50.0]), 1_000_000)
    assert found[0] == pytest.approx(hypergeom.sf(49, 1_000_000, 50, 50), rel=1e-6)


def test_the_correction_is_that_of_benjamini_and_hochberg() -> None:
    values = np.random.default_rng(2).random(200) ** 3
    assert corrected(values, 200) == pytest.approx(false_discovery_control(values))
    with_others = np.concatenate([values, np.ones(300)])
    assert corrected(values, 500) == pytest.approx(false_discovery_control(with_others)[:200])


def test_pairs_that_always_meet_are_as_close_as_can_be() -> None:
    found = associate(np.array([4.0, 8.0]), np.array([4.0, 8.0]), np.array([4.0, 8.0]), 8)
    assert found.npmi == pytest.approx([1.0, 1.0])
