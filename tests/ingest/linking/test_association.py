"""Tests of the association: what it keeps in a byte says what ridge regression says."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import msgspec
import numpy as np
import pytest

from ingest.linking.association import Association, associate
from ingest.linking.model import FORMAT, Model
from ontology.errors import DataError

WORDS = [
    "forêt arbre sol",
    "forêt arbre oiseau",
    "sol eau rivière",
    "eau rivière poisson",
    "banque crédit argent",
    "banque argent épargne",
    "crédit épargne banque",
    "oiseau poisson eau",
]
TEXTS = [Counter(words.split()) for words in WORDS]
CHOSEN = [{"nature"}, {"nature"}, {"eau"}, {"eau", "nature"}, {"finance"}, {"finance"}, {"finance"}, {"eau"}]


@pytest.fixture(scope="module")
def association() -> Association:
    return associate(TEXTS, CHOSEN)


def test_themes_are_scored_after_the_concepts_and_change_nothing_of_what_is_said_of_these(
    association: Association,
) -> None:
    themes = [{"vivant"} if wanted != {"finance"} else set[str]() for wanted in CHOSEN]
    both = associate(TEXTS, CHOSEN, themes)
    assert (both.concepts, both.themes) == (["eau", "finance", "nature"], ["vivant"])
    living, dead = (both.hints(Counter(words.split())).scores() for words in ("forêt oiseau", "banque crédit"))
    assert living[3] > 0.5 > dead[3]
    assert living[:3] == pytest.approx(association.hints(Counter("forêt oiseau".split())).scores())


def test_a_text_scores_highest_the_concept_that_went_with_its_words(association: Association) -> None:
    scores = association.hints(Counter("banque crédit forêt".split())).scores()
    assert association.concepts[int(scores.argmax())] == "finance"


def test_the_weights_in_bytes_score_as_the_exact_ones(association: Association) -> None:
    everything = set().union(*TEXTS)
    rare = {stem: count for stem in everything if (count := sum(stem in text for text in TEXTS)) >= 2}
    columns = sorted(rare)
    rarities = np.log(len(TEXTS) / np.array([rare[stem] for stem in columns]))
    rows = np.array([[float(stem in text) for stem in columns] for text in TEXTS]) * rarities
    rows /= np.linalg.norm(rows, axis=1)[:, None]
    answers = np.array([[concept in chosen for concept in association.concepts] for chosen in CHOSEN], dtype=float)
    rates = answers.mean(axis=0)
    weights = np.linalg.solve(rows.T @ rows + 0.5 * np.eye(len(columns)), rows.T @ (answers - rates))
    told = np.array([association.hints(text).scores() for text in TEXTS])
    assert np.abs(told - (rates + rows @ weights)).max() < 0.01


def test_the_words_that_tell_most_come_first_and_none_that_speaks_against(association: Association) -> None:
    told = association.hints(Counter("banque crédit eau".split())).telling(["finance", "eau"], 2)
    assert set(told["finance"]) == {"banque", "crédit"}
    assert told["eau"] == ["eau"]


def test_a_word_that_tells_less_than_half_as_much_as_the_first_is_no_evidence() -> None:
    stems = {"islam": 3.0, "religieux": 3.0, "expérience": 1.0}
    known = Association(("islam",), (), (0.1,), stems, (1.0,), bytes([100, 60, 90]))
    assert known.hints(dict.fromkeys(stems, 1)).telling(["islam"], 3) == {"islam": ["islam", "religieux"]}


@pytest.mark.parametrize("text", [{}, {"inconnu": 3}])
def test_a_text_without_known_words_scores_the_rates_alone(association: Association, text: dict[str, int]) -> None:
    hints = association.hints(text)
    assert hints.scores().tolist() == list(association.rates)
    assert hints.telling(["eau"], 3) == {"eau": []}


def test_nothing_to_learn_from_gives_an_association_that_says_nothing() -> None:
    association = associate([{"un": 1}, {"deux": 1}], [set(), set()])
    assert association.hints({"un": 1}).scores().tolist() == []


@pytest.mark.parametrize("change", [{"table": b"\0"}, {"rates": [0.5]}, {"scales": []}, {"themes": ["une"]}])
def test_parts_that_do_not_fit_each_other_are_refused(association: Association, change: dict[str, object]) -> None:
    altered = {**msgspec.to_builtins(association), "table": association.table, **change}
    with pytest.raises(ValueError, match=r"table of weights|rate and a scale"):
        Association(**altered)


def test_a_model_of_an_earlier_format_is_refused_for_its_format_and_not_for_what_it_lacks(tmp_path: Path) -> None:
    path = tmp_path / "model.json"
    path.write_bytes(b'{"checksum": "x", "model": {"format": "maillage-linking-model/3", "ranking": 1}}')
    with pytest.raises(DataError, match=rf"format is “maillage-linking-model/3”, not “{FORMAT}”.*Train it again"):
        Model.load(path)
