"""The measures on answers small enough to reckon by hand."""

from __future__ import annotations

import numpy as np
import pytest

from ingest.linking.calibration import calibrate
from ingest.linking.measures import Judged, f1, ndcg, precision, recall, reliability, summary
from ingest.linking.mistakes import worst_mistakes

ANSWER = Judged("t", ["a", "b", "c", "d", "e", "f"], [0.9, 0.8, 0.5, 0.3, 0.2, 0.1], {"a", "c", "f", "g"})


def test_precision_recall_and_f1_look_at_the_first_few() -> None:
    assert precision(ANSWER, 5) == pytest.approx(2 / 5)
    assert recall(ANSWER, 5) == pytest.approx(2 / 4)
    assert f1(ANSWER, 5) == pytest.approx(4 / 9)


def test_ndcg_is_one_when_the_chosen_come_first() -> None:
    assert ndcg(Judged("t", ["a", "b", "c"], [0.9, 0.5, 0.1], {"a", "b"}), 10) == pytest.approx(1)


def test_ndcg_discounts_by_place() -> None:
    gain = 1 + 1 / 2 + 1 / np.log2(7)
    ideal = 1 + 1 / np.log2(3) + 1 / 2 + 1 / np.log2(5)
    assert ndcg(ANSWER, 10) == pytest.approx(gain / ideal)


def test_an_empty_answer_scores_nothing() -> None:
    assert set(summary([Judged("t", [], [], {"a"})]).values()) == {0.0}
    assert summary([])["ndcg@10"] == 0


def test_reliability_counts_what_was_right_in_each_range() -> None:
    rows = {row.low: row for row in reliability([ANSWER])}
    assert (rows[0.9].links, rows[0.9].right) == (1, 1)
    assert (rows[0.2].links, rows[0.2].right) == (1, 0)


def test_calibrated_confidence_is_the_share_that_is_right() -> None:
    draw = np.random.default_rng(1)
    scores = draw.normal(size=20_000)
    wanted = (draw.random(20_000) < 1 / (1 + np.exp(-2 * scores))).astype(np.float64)
    said = calibrate(scores, wanted).probabilities(np.array([-1.0, 0.0, 1.0]))
    assert said == pytest.approx(1 / (1 + np.exp(np.array([2.0, 0.0, -2.0]))), abs=0.05)


def test_calibration_of_nothing_does_no_harm() -> None:
    assert calibrate(np.zeros(0), np.zeros(0)).probabilities(np.array([0.3])).tolist() == [0.0]


def test_the_worst_mistakes_are_the_sure_ones() -> None:
    said, missed = worst_mistakes([ANSWER], 2)
    assert (said.concept, said.said) == ("b", True)
    assert (missed.concept, missed.place) == ("g", None)
