"""What capitals tell of labels: acronyms are said in capitals alone, unless all labels are written so."""

from __future__ import annotations

import pytest

from ingest.linking import ConceptLinker
from ingest.linking.vocabulary_change import VocabularyChange
from ingest.records import Passage
from ontology.concept import Concept, Label, LabelKind
from ontology.thesaurus import Thesaurus

SHOUTED = (
    "EAU",
    "FORET",
    "LOUP",
    "SANTE",
    "PAS",
    "CNRS",
    "ENERGIE",
    "ENERGIE EOLIENNE",
    "CHANGEMENT CLIMATIQUE",
    "VÉLO",
)


def thesaurus(*concepts: tuple[str, ...]) -> Thesaurus:
    """Concepts, each by its preferred label and the others."""
    kinds = (LabelKind.PREF, *[LabelKind.ALT] * 9)
    return Thesaurus(
        {
            f"e:{labels[0]}": Concept(
                f"e:{labels[0]}", tuple(Label(one, "fr", kind) for one, kind in zip(labels, kinds, strict=False))
            )
            for labels in concepts
        }
    )


def said(vocabulary: Thesaurus, text: str) -> list[tuple[str, str]]:
    subjects = ConceptLinker(vocabulary).link([Passage("text", text)], "fr")
    return sorted((one.label, one.method) for subject in subjects for one in subject.mentions)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("L'eau de la forêt n'est pas au loup", {"EAU", "FORET", "LOUP"}),
        ("L'EAU DE LA FORÊT ET LE LOUP", {"EAU", "FORET", "LOUP"}),
        ("La santé, l'énergie éolienne et le vélo au CNRS", {"SANTE", "ENERGIE EOLIENNE", "VÉLO", "CNRS"}),
        ("Le changement climatique", {"CHANGEMENT CLIMATIQUE"}),
    ],
)
def test_labels_all_in_capitals_are_found_in_ordinary_words(text: str, found: set[str]) -> None:
    assert {label for label, _ in said(thesaurus(*[(one,) for one in SHOUTED]), text)} == found


def test_capitals_tell_nothing_of_a_concept_whose_preferred_label_has_them_too() -> None:
    vocabulary = thesaurus(("TRANSPORT FERROVIAIRE", "TRAIN"), ("forêt",), ("énergie",), ("Agence", "SOL"))
    assert said(vocabulary, "Le train sur le sol") == [("TRAIN", "label")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Le logiciel R.", ["R"]),
        ("Le coefficient r de Pearson", []),
        ("Il s'agit des S", ["S"]),
        ("La rse et la RSE", ["RSE"]),
    ],
)
def test_an_acronym_and_a_letter_alone_are_said_in_capitals(text: str, found: list[str]) -> None:
    vocabulary = thesaurus(("R",), ("S",), ("RSE",), ("forêt",))
    assert [label for label, _ in said(vocabulary, text)] == found


def test_a_label_in_small_letters_that_makes_capitals_tell_again_touches_the_texts_that_they_are_read_in() -> None:
    shouted = [(one,) for one in SHOUTED[:9]]
    before, after = thesaurus(*shouted), thesaurus(*shouted, ("mer",), ("lac",))
    text = [Passage("text", "L'eau")]
    assert ConceptLinker(before).link(text, "fr")
    assert not ConceptLinker(after).link(text, "fr")
    assert VocabularyChange(before, after).touches(text, "fr")
