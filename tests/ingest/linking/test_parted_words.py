"""Words that hyphens, ends of lines or dots part, or that hashtags run together; addresses, which hold none."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.linking import ConceptLinker, Mention
from ingest.linking.addresses import addresses
from ingest.linking.vocabulary_change import VocabularyChange
from ingest.linking.words import cut
from ingest.records import Passage
from ontology.thesaurus import Thesaurus

SCHEME = """
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix : <http://e.org/> .
:rse a skos:Concept ; skos:prefLabel "responsabilité sociale des entreprises"@fr ; skos:altLabel "RSE"@fr .
:durable a skos:Concept ; skos:prefLabel "développement durable"@fr .
:lieu-de-travail a skos:Concept ; skos:prefLabel "lieu de travail"@fr .
:tiers-lieu a skos:Concept ; skos:prefLabel "tiers-lieu"@fr ; skos:altLabel "tiers-lieu de travail"@fr .
:travail a skos:Concept ; skos:prefLabel "travail"@fr .
:coworking a skos:Concept ; skos:prefLabel "coworking"@fr, "coworking"@en .
:reemploi a skos:Concept ; skos:prefLabel "réemploi"@fr, "reuse"@en .
:biodiversite a skos:Concept ; skos:prefLabel "biodiversité"@fr .
:economique a skos:Concept ; skos:prefLabel "développement économique"@fr .
:transition a skos:Concept ; skos:prefLabel "transition écologique"@fr .
:etats-unis a skos:Concept ; skos:prefLabel "U.S. policy"@en .
"""
VERTE = """
:trame a skos:Concept ; skos:prefLabel "trame verte et bleue"@fr .
:renouvelable a skos:Concept ; skos:prefLabel "énergie renouvelable"@fr .
:ethique a skos:Concept ; skos:prefLabel "éthique de la recherche"@fr .
:societal a skos:Concept ; skos:prefLabel "responsabilité sociétale"@fr ; skos:altLabel "marché"@fr .
:crise a skos:Concept ; skos:prefLabel "economic crisis"@en . :gaz a skos:Concept ; skos:prefLabel "greenhouse gas"@en .
:norme a skos:Concept ; skos:prefLabel "ISO 26000"@fr .
"""
TELEWORK = ':teletravail a skos:Concept ; skos:prefLabel "télétravail"@fr .\n'


def thesaurus(folder: Path, text: str) -> Thesaurus:
    path = folder / "scheme.ttl"
    path.write_text(text, encoding="utf-8")
    return Thesaurus.from_files([path])


@pytest.fixture(scope="module")
def linker(tmp_path_factory: pytest.TempPathFactory) -> ConceptLinker:
    return ConceptLinker(thesaurus(tmp_path_factory.mktemp("with"), SCHEME + VERTE + TELEWORK))


@pytest.fixture(scope="module")
def without_telework(tmp_path_factory: pytest.TempPathFactory) -> ConceptLinker:
    return ConceptLinker(thesaurus(tmp_path_factory.mktemp("without"), SCHEME))


def found(linker: ConceptLinker, text: str, language: str = "fr") -> dict[str, list[Mention]]:
    subjects = linker.link([Passage("text", text)], language)
    for mention in (mention for one in subjects for mention in one.mentions):
        assert text[mention.start : mention.end] == mention.quote
    return {one.concept.rpartition("/")[2]: list(one.mentions) for one in subjects}


@pytest.mark.parametrize(
    ("text", "concept", "quote"),
    [
        ("le télé-travail", "teletravail", "télé-travail"),
        ("LE TÉLÉ-TRAVAIL", "teletravail", "TÉLÉ-TRAVAIL"),
        ("le télé\N{EN DASH}travail", "teletravail", "télé\N{EN DASH}travail"),
        ("le co-working", "coworking", "co-working"),
        ("la bio-diversité", "biodiversite", "bio-diversité"),
        ("le ré-emploi", "reemploi", "ré-emploi"),
        ("un développe-\nment durable", "durable", "développe-\nment durable"),
        ("un développe- ment durable", "durable", "développe- ment durable"),
        ("un développe\u00ad\nment durable", "durable", "développe\u00ad\nment durable"),
        ("la transi-\ntion éco-\nlogique", "transition", "transi-\ntion éco-\nlogique"),
        ("la bio\u00addiver\u00adsité", "biodiversite", "bio\u00addiver\u00adsité"),
        ("la biodiver\ufb01 𝗯𝗶𝗼𝗱𝗶𝘃𝗲𝗿𝘀𝗶𝘁é", "biodiversite", "𝗯𝗶𝗼𝗱𝗶𝘃𝗲𝗿𝘀𝗶𝘁é"),
        ("#TransitionÉcologique", "transition", "TransitionÉcologique"),
        ("#biodiversité", "biodiversite", "biodiversité"),
    ],
)
def test_what_parts_a_word_does_not_change_it(linker: ConceptLinker, text: str, concept: str, quote: str) -> None:
    [mention] = found(linker, text)[concept]
    assert (mention.quote, mention.method) == (quote, "label")


@pytest.mark.parametrize(
    ("text", "concept", "quote"),
    [
        ("la Trame Verte & Bleue", "trame", "Trame Verte & Bleue"),
        ("des énergie(s) renouvelable(s)", "renouvelable", "énergie(s) renouvelable"),
        ("les énergie·s renouvelable·s", "renouvelable", "énergie·s renouvelable"),
        ("éthique(s) de la recherche", "ethique", "éthique(s) de la recherche"),
        ("la responsabilite societale", "societal", "responsabilite societale"),
    ],
)
def test_what_may_be_written_otherwise_is_the_label_all_the_same(
    linker: ConceptLinker, text: str, concept: str, quote: str
) -> None:
    [mention] = found(linker, text)[concept]
    assert (mention.quote, mention.method) == (quote, "label")


@pytest.mark.parametrize("text", ["ISO 26000", "ISO 26 000", "ISO 26\u202f000", "ISO-26000"])
def test_a_norm_is_said_by_its_number(linker: ConceptLinker, text: str) -> None:
    [mention] = found(linker, f"la norme {text} aide")["norme"]
    assert (mention.quote, mention.method) == (text, "acronym")


def test_a_norm_counts_in_capitals_and_one_word_without_its_accent_is_another(linker: ConceptLinker) -> None:
    assert not found(linker, "l'iso 26000")
    [mention] = found(linker, "la marche")["societal"]
    assert mention.method == "stem"


def test_a_label_of_several_words_may_lose_its_accents_in_the_plural_too(linker: ConceptLinker) -> None:
    [mention] = found(linker, "les responsabilites societales")["societal"]
    assert mention.method == "variant"


def test_english_plurals_that_change_more_than_an_s_are_known(linker: ConceptLinker) -> None:
    concepts = found(linker, "economic crises and greenhouse gases", "en")
    assert [concepts[one][0].method for one in ("crise", "gaz")] == ["variant", "variant"]


def test_a_parenthesis_of_words_is_no_ending(linker: ConceptLinker) -> None:
    assert "renouvelable" not in found(linker, "une énergie (s) renouvelable, une énergie(es-tu) renouvelable")


def test_english_compounds_are_read_whole_too(linker: ConceptLinker) -> None:
    assert set(found(linker, "re-use and co-working", "en")) == {"reemploi", "coworking"}


def test_the_second_half_of_a_word_says_nothing_alone_where_the_whole_is_known(linker: ConceptLinker) -> None:
    assert set(found(linker, "Les tiers lieux et le télé-travail")) == {"tiers-lieu", "teletravail"}


def test_half_a_word_is_not_shared_with_what_stands_outside_of_it(without_telework: ConceptLinker) -> None:
    for text in ("Les tiers lieux et le télé-travail", "Un lieu de télé-travail", "Le télé-travail et lieu"):
        assert not {"tiers-lieu de travail", "lieu de travail"} & {
            mention.label for mentions in found(without_telework, text).values() for mention in mentions
        }


def test_an_adjective_beside_another_keeps_its_own_noun(linker: ConceptLinker) -> None:
    assert "economique" in found(linker, "le développement socio-économique")


@pytest.mark.parametrize("text", ["La R.S.E. est là", "La R.S.E est là", "(R.S.E.)", "la démarche R.S.E., dit-on"])
def test_an_acronym_may_have_its_dots(linker: ConceptLinker, text: str) -> None:
    [mention] = found(linker, text)["rse"]
    assert mention.method == "acronym"
    assert mention.quote in ("R.S.E.", "R.S.E")


def test_dotted_acronyms_are_read_as_others_in_capitals_and_as_the_text_explains_them(linker: ConceptLinker) -> None:
    assert not found(linker, "la r.s.e. est là")
    assert not found(linker, "R. S. E.")
    explained = found(linker, "Le développement durable (D.D.) avance. Le D.D. et le DD.")["durable"]
    assert [mention.quote for mention in explained] == ["développement durable", "D.D.", "D.D.", "DD"]
    assert not found(linker, "Le réseau scientifique européen (R.S.E.) publie.")


def test_a_label_with_dots_inside_is_said_with_them_or_without(linker: ConceptLinker) -> None:
    for text in ("the U.S. policy", "the US policy"):
        assert "etats-unis" in found(linker, text, "en")


def test_the_end_of_a_sentence_after_a_dotted_acronym_still_parts_words(linker: ConceptLinker) -> None:
    for between in (". P", "., p", ".) p"):
        assert "etats-unis" not in found(linker, f"the U.S{between}olicy", "en")


def test_addresses_say_nothing(linker: ConceptLinker) -> None:
    text = "Écrire à rse@co-working.biodiversite.fr ou voir https://biodiversite.org/teletravail?q=RSE#RSE, www.RSE.fr"
    assert not found(linker, text)
    assert set(found(linker, "[coworking](https://e.org/biodiversite) et (HTTP://RSE.org) télétravail")) == {
        "coworking",
        "teletravail",
    }


def test_long_runs_that_are_no_addresses_are_read_in_proportion() -> None:
    for text in ("a" * 200_000 + "@", "a@" * 100_000, "a." * 100_000 + "@b", "#" * 200_000, "#" + "aB" * 100_000):
        assert list(addresses(text)) == []
        cut([text])


def test_a_text_is_linked_again_where_a_word_that_it_parts_becomes_a_label_s(tmp_path: Path) -> None:
    before = thesaurus(tmp_path, SCHEME)
    after = thesaurus(tmp_path, SCHEME + ':x a skos:Concept ; skos:prefLabel "le grand télétravail"@fr .')
    change = VocabularyChange(before, after)
    assert change.touches([Passage("text", "le télé-travail")], "fr")
    assert change.touches([Passage("text", "le téléra\u00ad\nvail, le télétra-\nvail")], "fr")
    assert not change.touches([Passage("text", "le travail")], "fr")
    other = VocabularyChange(before, thesaurus(tmp_path, SCHEME + ':x a skos:Concept ; skos:prefLabel "DD"@fr .'))
    assert other.touches([Passage("text", "tout est-\nD.D. enfin")], "fr")
