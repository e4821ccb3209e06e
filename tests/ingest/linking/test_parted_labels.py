"""Labels whose words a sign parts are found where the text parts them in the same way."""

from __future__ import annotations

import pytest

from ingest.linking import ConceptLinker
from ingest.linking.label_index import LabelIndex
from ingest.records import KEYWORDS, Passage
from ontology.concept import Concept, Label, LabelKind
from ontology.thesaurus import Thesaurus

LABELS = (
    "politique, économie et société",
    "économie",
    "Travail : les conditions",
    "article L.121-1",
    "Banks; Mortgages: United States, Europe",
    "web 2.0",
)


@pytest.fixture(scope="module")
def thesaurus() -> Thesaurus:
    return Thesaurus({f"e:{each}": Concept(f"e:{each}", (Label(each, "", LabelKind.PREF),)) for each in LABELS})


@pytest.fixture(scope="module")
def linker(thesaurus: Thesaurus) -> ConceptLinker:
    return ConceptLinker(thesaurus)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Politique, économie et société.", ["politique, économie et société"]),
        ("La politique, l'économie et la société", ["politique, économie et société"]),
        ("La politique. L'économie et la société", ["économie"]),
        ("La politique ; l'économie et la société", ["économie"]),
        ("Travail: conditions", ["Travail : les conditions"]),
        ("Le travail. Conditions", []),
        ("l'article L.121-1 du code", ["article L.121-1"]),
        ("des banks; mortgages: united states, Europe", ["Banks; Mortgages: United States, Europe"]),
        ("des banks; mortgages: united states; Europe", []),
        ("le web 2.0, le web. 2", ["web 2.0"]),
        ("travail : les conditions, travail conditions", ["Travail : les conditions"] * 2),
    ],
)
def test_a_label_with_a_sign_inside_is_said_by_words_parted_alike(
    linker: ConceptLinker, text: str, found: list[str]
) -> None:
    mentions = [one for each in linker.link([Passage("text", text)], "fr") for one in each.mentions]
    assert [one.label for one in sorted(mentions, key=lambda one: one.start)] == found
    assert all(text[one.start : one.end] == one.quote for one in mentions)


def test_no_such_label_goes_from_one_passage_on_to_the_next(linker: ConceptLinker) -> None:
    passages = [Passage("title", "Travail :"), Passage("text", "conditions")]
    assert not linker.link(passages, "fr")


def test_a_keyword_that_is_such_a_label_makes_a_subject(linker: ConceptLinker) -> None:
    keywords = Passage(KEYWORDS, "travail : les conditions; banques")
    [subject] = linker.link([Passage("title", "Une étude"), keywords], "fr")
    assert (subject.concept, subject.confidence) == ("e:Travail : les conditions", 0.98)


def test_an_index_that_was_kept_finds_them_too(thesaurus: Thesaurus) -> None:
    linker = ConceptLinker(thesaurus)
    linker.recall({"fr": LabelIndex.of(thesaurus, "fr").packed()})
    assert [one.concept for one in linker.link([Passage("text", "article L.121-1")], "fr")] == ["e:article L.121-1"]
