"""Two spellings of the same words fold to one form, and slugs are fit for IRIs."""

from __future__ import annotations

import pytest

from ontology.folding import fold, slug


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("TÉLÉTRAVAIL", "télétravail"),
        ("éco-conception", "éco‑conception"),
        ("tiers lieux", "tiers\u00a0lieux"),
        ("l'œuvre", "L’ŒUVRE"),
        ("e\u0301cole", "école"),
        ("straße", "STRASSE"),
    ],
)
def test_spellings_of_the_same_words_are_one(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("text", "folded"), [("", ""), ("…", ""), ("R&D", "r&d"), ("C++", "c++"), ("a_b", "a b")])
def test_signs_that_make_a_word_stay(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_folding_twice_changes_nothing() -> None:
    text = "Santé & environnement : l’Été — ﬁn ²"
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", "../../etc/passwd", "a" * 10_000, "é" * 500, "三", "\x00"]
)
def test_a_slug_is_short_plain_ascii(text: str) -> None:
    made = slug(text)
    assert made.isascii()
    assert len(made) <= 72
    assert made.replace("-", "").isalnum() or made == ""


def test_a_long_slug_is_cut_between_words() -> None:
    assert slug("une chance pour le développement", 20) == "une-chance-pour-le"


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("Νίκος Παπαδόπουλος", "nikos-papadopoylos"),
        ("Николай Иванов", "nikolai-ivanov"),
        ("محمد علي", "mhmd-ly"),
        ("김민수", "gimminsu"),
        ("2020 年", "2020-nian"),
        ("王 Wang", "wang"),
        ("La µ-finance et l'α-synucléine", "la-finance-et-l-synucleine"),
        ("100 €", "100"),
        ("\ud800 🙂", ""),
    ],
)
def test_a_slug_of_another_script_is_in_latin_letters_and_those_of_latin_words_are_theirs(text: str, made: str) -> None:
    assert slug(text) == made
