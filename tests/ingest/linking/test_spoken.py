"""Texts too short to tell their language, and texts whose sentences are in several."""

from __future__ import annotations

import pytest

from ingest.linking import ConceptLinker, Mention
from ingest.records import Passage
from ontology.thesaurus import Thesaurus

SCHEME = """
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix : <http://e.org/> .
:rse a skos:Concept ; skos:prefLabel "corporate social responsibility"@en ; skos:altLabel "CSR"@en .
:biodiversite a skos:Concept ; skos:prefLabel "biodiversité"@fr, "biodiversity"@en .
:climat a skos:Concept ; skos:prefLabel "changement climatique"@fr, "climate change"@en .
:mobilite a skos:Concept ; skos:prefLabel "mobilité"@fr, "mobility"@en .
:teletravail a skos:Concept ; skos:prefLabel "télétravail"@fr, "telework"@en .
:location a skos:Concept ; skos:prefLabel "location"@fr .
"""
FRENCH = "Les ateliers de la ville portent sur le télétravail."
ENGLISH = "The workshop is about climate change for all of us."


@pytest.fixture(scope="module")
def linker(tmp_path_factory: pytest.TempPathFactory) -> ConceptLinker:
    path = tmp_path_factory.mktemp("scheme") / "scheme.ttl"
    path.write_text(SCHEME, encoding="utf-8")
    return ConceptLinker(Thesaurus.from_files([path]))


def found(linker: ConceptLinker, text: str, language: str = "") -> dict[str, list[Mention]]:
    subjects = linker.link([Passage("text", text, start=7)], language)
    for mention in (mention for one in subjects for mention in one.mentions):
        assert text[mention.start - 7 : mention.end - 7] == mention.quote
    return {one.concept.rpartition("/")[2]: list(one.mentions) for one in subjects}


@pytest.mark.parametrize(
    ("text", "concept"),
    [
        ("mobility", "mobilite"),
        ("Biodiversity", "biodiversite"),
        ("climate change", "climat"),
        ("biodiversité", "biodiversite"),
        ("Mobilité, biodiversité", "mobilite"),
        ("CSR", "rse"),
        ("Europe's climate change", "climat"),
        ("Women's mobility, children’s telework", "mobilite"),
    ],
)
def test_a_text_too_short_to_tell_is_read_in_the_language_that_says_most(
    linker: ConceptLinker, text: str, concept: str
) -> None:
    [mention] = found(linker, text)[concept]
    assert mention.method in ("label", "acronym")


def test_a_text_too_short_to_tell_is_french_where_no_language_says_more(linker: ConceptLinker) -> None:
    assert found(linker, "location")
    assert not found(linker, "xyz")
    assert not found(linker, "")


def test_a_record_of_short_passages_is_read_in_the_language_that_they_say_most_in(linker: ConceptLinker) -> None:
    passages = [Passage("title", "mobility"), Passage("text", "biodiversity"), Passage("keywords", "")]
    assert len(linker.link(passages)) == 2
    assert linker.link_all([(passages, ""), ([], ""), (passages, "")])[2] == linker.link(passages)


def test_a_declared_language_is_believed_of_a_short_text(linker: ConceptLinker) -> None:
    assert not found(linker, "mobility", "fr")


@pytest.mark.parametrize("language", ["", "fr"])
def test_an_english_sentence_amidst_french_ones_is_read(linker: ConceptLinker, language: str) -> None:
    text = f"{FRENCH} {ENGLISH} Venez parler de mobilité, de la ville et du reste avec nous, pour voir."
    assert set(found(linker, text, language)) == {"teletravail", "climat", "mobilite"}


@pytest.mark.parametrize("language", ["", "en"])
def test_a_french_sentence_amidst_english_ones_is_read(linker: ConceptLinker, language: str) -> None:
    text = f"{ENGLISH} {FRENCH} It is what mobility does to the cities and to those who live there."
    assert set(found(linker, text, language)) == {"teletravail", "climat", "mobilite"}


@pytest.mark.parametrize("language", ["", "fr", "en"])
@pytest.mark.parametrize(
    "text",
    [
        "Les ateliers favorisent le télétravail. Coworking spaces help mobility and tackle climate change.",
        "Les ateliers en milieu rural favorisent le télétravail. Spaces help mobility and tackle climate change.",
        "Résumé : Les ateliers favorisent le télétravail.\n\nAbstract: Spaces help mobility and tackle climate change.",
        "Écologie et télétravail : journée d'étude. Join us for a workshop on mobility and climate change, in English.",
        "Journée « Télétravail à l'étude ». Join us for a workshop on mobility and climate change, in English.",
    ],
)
def test_short_sentences_of_two_languages_are_each_read_in_their_own(
    linker: ConceptLinker, text: str, language: str
) -> None:
    assert set(found(linker, text, language)) == {"teletravail", "mobilite", "climat"}


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("La mobilité de la ville. Paul a pris location hier soir or jamais", "fr"),
        ("La mobilité de la ville. Le projet The Shift and Location se poursuit ici", "fr"),
        ("La mobilité de la ville. Location of cities", "fr"),
    ],
)
def test_a_sentence_of_few_words_stays_in_the_language_of_its_passage(
    linker: ConceptLinker, text: str, language: str
) -> None:
    assert "location" in found(linker, text, language)


def test_a_few_words_in_another_language_do_not_part_a_text(linker: ConceptLinker) -> None:
    text = "La biodiversité de la ville : the mobility. Et la mobilité de tous, dans les villes."
    assert [mention.quote for mention in found(linker, text)["mobilite"]] == ["mobilité"]


def test_a_dotted_acronym_does_not_end_what_is_said_in_a_language(linker: ConceptLinker) -> None:
    text = f"{FRENCH} {FRENCH} The C.S.R. of the firms is for all those who live there."
    assert [mention.quote for mention in found(linker, text, "fr")["rse"]] == ["C.S.R."]


def test_no_answer_depends_on_mixed_texts_linked_beside_it(linker: ConceptLinker) -> None:
    texts = ["mobility", f"{FRENCH} {ENGLISH}", "", f"{ENGLISH} {ENGLISH} {FRENCH}", FRENCH, "CSR", ENGLISH]
    records = [
        ([Passage("title", "CSR"), Passage("text", text)], language) for text in texts for language in ("", "fr")
    ]
    assert linker.link_all(records) == [linker.link(*record) for record in records]
