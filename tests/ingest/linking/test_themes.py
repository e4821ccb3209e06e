"""Tests of themes: what a text says of a theme speaks for the concepts of that theme, even of those never chosen."""

from __future__ import annotations

import pytest

from ingest.linking.candidate import Candidate
from ingest.linking.described import Described
from ingest.linking.example import Example
from ingest.linking.features import ABSENT, FEATURES
from ingest.linking.learned import LEARNED_FEATURES, Learned
from ingest.linking.themes import themes_of
from ontology.concept import Concept, Label, LabelKind
from ontology.thesaurus import Thesaurus

IN_SCHEMES = {
    "forêt": ("tout", "nature"),
    "chêne": ("tout", "nature"),
    "banque": ("tout", "finance"),
    "crédit": ("tout", "finance", "droit"),
    "musique": ("tout",),
}
THESAURUS = Thesaurus(
    {name: Concept(name, (Label(name, "fr", LabelKind.PREF),), schemes=schemes) for name, schemes in IN_SCHEMES.items()}
)


def test_the_themes_of_a_concept_are_its_schemes_but_not_one_that_holds_most_of_the_vocabulary() -> None:
    themes = themes_of(THESAURUS)
    assert {concept: set(theirs) for concept, theirs in themes.items()} == {
        "forêt": {"nature"},
        "chêne": {"nature"},
        "banque": {"finance"},
        "crédit": {"finance", "droit"},
    }
    assert themes_of(Thesaurus({})) == {}


@pytest.fixture(scope="module")
def learned() -> Learned:
    said = [("arbre sol", "forêt"), ("arbre feuille", "forêt"), ("argent taux", "banque"), ("argent sol", "banque")]
    return Learned.of([example(str(number), *one) for number, one in enumerate(said * 3)], themes_of(THESAURUS))


def test_a_concept_that_was_never_chosen_is_told_by_its_theme(learned: Learned) -> None:
    told = theme_scores(learned, "arbre feuille")
    assert told["chêne"] == told["forêt"] > 0.8
    assert told["crédit"] == told["banque"] < 0.2


def test_a_concept_without_theme_or_of_no_known_theme_is_told_nothing(learned: Learned) -> None:
    assert theme_scores(learned, "arbre")["musique"] == 0
    assert set(theme_scores(Learned.of([example("a", "arbre", "forêt")], {}), "arbre").values()) == {0}


def test_a_theme_is_never_proposed_as_a_concept(learned: Learned) -> None:
    text = example("new", "arbre feuille", "forêt")
    nothing = Described([], text.described.rows[:0], FEATURES)
    found = learned.describe(nothing, learned.association.hints(text.stems).scores())
    assert found.concepts == ["forêt"]


def example(key: str, words: str, chosen: str) -> Example:
    """A text that names every concept of the thesaurus."""
    named = [Candidate(concept, ()) for concept in THESAURUS]
    rows = ABSENT[None, :].repeat(len(named), axis=0)
    return Example(key, Described(named, rows, FEATURES), dict.fromkeys(words.split(), 1), frozenset({chosen}))


def theme_scores(learned: Learned, words: str) -> dict[str, float]:
    """What the themes of each concept are told of a text."""
    text = example("new", words, "")
    described = learned.describe(text.described, learned.association.hints(text.stems).scores())
    column = described.rows[:, LEARNED_FEATURES.index("theme_association")]
    return dict(zip(described.concepts, column.tolist(), strict=True))
