"""What the linker finds in French and English as people write them."""

from __future__ import annotations

import pickle
from pathlib import Path
from unittest.mock import Mock

import pytest

from ingest.linking import ConceptLinker, Mention, Subject
from ingest.linking.definition import abbreviates
from ingest.records import Passage
from ontology.thesaurus import Thesaurus, builtin

SCHEME = """
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix : <http://e.org/> .
:rse a skos:Concept ; skos:prefLabel "responsabilité sociale des entreprises"@fr, "corporate social responsibility"@en ;
  skos:altLabel "RSE"@fr, "CSR"@en .
:rso a skos:Concept ; skos:prefLabel "responsabilité sociale des organisations"@fr ; skos:altLabel "RSO"@fr .
:lieu a skos:Concept ; skos:prefLabel "tiers-lieu d'activités"@fr .
:oeuvre a skos:Concept ; skos:prefLabel "œuvre d'art"@fr .
:ecocentre a skos:Concept ; skos:prefLabel "écocentre"@fr .
:ecoconception a skos:Concept ; skos:prefLabel "écoconception"@fr .
:teletravail a skos:Concept ; skos:prefLabel "télétravail"@fr, "telework"@en .
:transition a skos:Concept ; skos:prefLabel "transition énergétique"@fr .
:durable a skos:Concept ; skos:prefLabel "développement durable"@fr .
:developpement a skos:Concept ; skos:prefLabel "développement"@fr .
:marche a skos:Concept ; skos:prefLabel "marché"@fr .
:avocat-fruit a skos:Concept ; skos:prefLabel "avocat (fruit)"@fr ; skos:related :marche .
:avocat-metier a skos:Concept ; skos:prefLabel "avocat (métier)"@fr ; skos:related :justice .
:createur a skos:Concept ; skos:prefLabel "créateur"@fr .
:initiative a skos:Concept ; skos:prefLabel "initiative locale"@fr, "local initiative"@en .
:local a skos:Concept ; skos:prefLabel "commerce local"@fr .
:these a skos:Concept ; skos:prefLabel "thèse"@fr .
:est a skos:Concept ; skos:prefLabel "Est"@fr .
:justice a skos:Concept ; skos:prefLabel "justice"@fr .
<http://other.org/t#J1> a skos:Concept ; skos:notation "J1" ; skos:prefLabel "J1 - Télétravail"@fr .
"""

BANKS = """
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
<http://e.org/money> a skos:Concept ; skos:prefLabel "bank (money)"@en .
<http://e.org/shore> a skos:Concept ; skos:prefLabel "bank (river)"@en .
"""


@pytest.fixture(scope="module")
def linker(tmp_path_factory: pytest.TempPathFactory) -> ConceptLinker:
    path: Path = tmp_path_factory.mktemp("scheme") / "scheme.ttl"
    path.write_text(SCHEME, encoding="utf-8")
    return ConceptLinker(Thesaurus.from_files([path]))


def found(linker: ConceptLinker, text: str, language: str = "fr") -> dict[str, list[Mention]]:
    subjects: list[Subject] = linker.link([Passage("text", text)], language)
    return {one.concept.rpartition("/")[2]: list(one.mentions) for one in subjects}


@pytest.mark.parametrize(
    ("text", "concept"),
    [
        ("l'écoconception", "ecoconception"),
        ("l’éco-conception", "ecoconception"),
        ("l‘Éco conception", "ecoconception"),
        ("l\u02bcécoconception", "ecoconception"),
        ("l\uff07écoconception", "ecoconception"),
        ("l\u00b4écoconception", "ecoconception"),
        ("l`écoconception", "ecoconception"),
        ("ECOCENTRES", "ecocentre"),
        ("le TÉLÉTRAVAIL", "teletravail"),
        ("le tele-travail", "teletravail"),
        ("des tiers‑lieux d’activité", "lieu"),
        ("un tiers\u00a0lieu\nd'activités", "lieu"),
        ("des tiers\u202flieux d\u2019activités", "lieu"),
        ("des tiers\u2010lieux d'activités", "lieu"),
        ("les tiers\u2013lieux d'activités", "lieu"),
        ("les créatrices", "createur"),
        ("les commerces locaux", "local"),
        ("LES INITIATIVES LOCALES", "initiative"),
        ("les oeuvres d'art", "oeuvre"),
        ("des ŒUVRES D'ART", "oeuvre"),
        ("la transition écologique et énergétique", "transition"),
        ("les transitions énergétiques", "transition"),
        ("la responsabilité sociale de l'entreprise", "rse"),
        ("un développement économique durable", "durable"),
        ("E\u0301cocentre", "ecocentre"),
        ("téle\u0301travail", "teletravail"),
    ],
)
def test_french_is_read_as_it_is_written(linker: ConceptLinker, text: str, concept: str) -> None:
    assert concept in found(linker, text)


def test_words_shared_by_two_labels_say_both(linker: ConceptLinker) -> None:
    concepts = found(linker, "la Responsabilité Sociale des Organisations et des Entreprises")
    assert concepts["rse"][0].quote == "Responsabilité Sociale des Organisations et des Entreprises"
    assert concepts["rso"][0].quote == "Responsabilité Sociale des Organisations"


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("Les initiatives nationales, locales et sociales", "initiatives nationales, locales"),
        ("Les initiatives nationales, sociales, locales", "initiatives nationales, sociales, locales"),
        (
            "Les initiatives nationales, sociales, privées, locales",
            "initiatives nationales, sociales, privées, locales",
        ),
    ],
)
def test_words_between_commas_share_the_first_word_of_a_label(linker: ConceptLinker, text: str, quote: str) -> None:
    assert [mention.quote for mention in found(linker, text)["initiative"]] == [quote]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Les initiatives nationales, locales", "fr"),
        ("Les initiatives nationales. Locales et sociales", "fr"),
        ("Les initiatives nationales, aussi locales et sociales", "fr"),
        ("Les initiatives de la nation, locales et sociales", "fr"),
        ("Des œuvres peintes, art et musique", "fr"),
        ("Local authorities, initiatives and firms", "en"),
    ],
)
def test_other_words_between_commas_share_nothing(linker: ConceptLinker, text: str, language: str) -> None:
    assert not {"initiative", "oeuvre"} & found(linker, text, language).keys()


def test_an_acronym_counts_in_capitals_only(linker: ConceptLinker) -> None:
    assert found(linker, "la RSE à Grenoble")["rse"][0].method == "acronym"
    assert not found(linker, "la rse à Grenoble")


def test_a_text_gives_meaning_to_its_own_acronyms(linker: ConceptLinker) -> None:
    mentions = found(linker, "Les Tiers-Lieux d'Activités (TLA) se créent. Un TLA ouvre.")["lieu"]
    assert [mention.quote for mention in mentions] == ["Tiers-Lieux d'Activités", "TLA", "TLA"]


def test_a_text_that_explains_an_acronym_again_and_again_is_read_in_proportion(
    linker: ConceptLinker, monkeypatch: pytest.MonkeyPatch
) -> None:
    compared = Mock(wraps=abbreviates)
    monkeypatch.setattr("ingest.linking.acronyms.abbreviates", compared)
    mentions = found(linker, "Les Tiers-Lieux d'Activités (TLA) se créent. " * 300)["lieu"]
    assert len(mentions) == 600
    assert compared.call_count == 300


def test_an_acronym_that_the_text_explains_otherwise_is_not_believed(linker: ConceptLinker) -> None:
    assert not found(linker, "Le réseau scientifique européen (RSE) se réunit. Le RSE publie.")


def test_the_longest_label_hides_those_inside(linker: ConceptLinker) -> None:
    assert set(found(linker, "le développement durable")) == {"durable"}


def test_punctuation_parts_words(linker: ConceptLinker) -> None:
    assert "durable" not in found(linker, "le développement. Durable")


def test_an_accent_tells_words_apart(linker: ConceptLinker) -> None:
    assert found(linker, "le marché")["marche"][0].confidence > 0.9
    assert found(linker, "la marche")["marche"][0].confidence < 0.5


def test_a_small_word_of_another_language_is_not_a_label_without_its_accent(linker: ConceptLinker) -> None:
    assert not found(linker, "These territories and these firms")
    assert "these" in found(linker, "Une thèse sur les territoires, soutenue à l'Est")
    assert "these" in found(linker, "Deux theses sur les territoires")
    assert "est" in found(linker, "Les territoires de l'Est")


def test_the_language_is_detected(linker: ConceptLinker) -> None:
    assert "teletravail" in found(linker, "What telework does to the cities", language="")
    assert "teletravail" in found(linker, "Ce que le télétravail fait aux villes", language="")


def test_each_passage_is_read_in_its_own_language(linker: ConceptLinker) -> None:
    title = Passage("title", "Les initiatives locales et le télétravail dans les villes")
    abstract = Passage("abstract", "What the local initiatives and telework do to the cities of the region")
    said = {(mention.field, mention.label) for one in linker.link([title, abstract]) for mention in one.mentions}
    assert {("title", "télétravail"), ("abstract", "telework")} <= said


def test_a_long_passage_in_another_language_than_its_record_s_is_read_in_its_own(linker: ConceptLinker) -> None:
    title = Passage("title", "Les initiatives locales et le télétravail dans les villes")
    abstract = Passage(
        "abstract", "What the initiatives and telework do to the cities of the region, and for whom it is"
    )
    said = {(mention.field, mention.label) for one in linker.link([title, abstract], "fr") for mention in one.mentions}
    assert {("title", "télétravail"), ("abstract", "telework")} <= said


def test_a_few_foreign_words_do_not_make_a_passage_foreign(linker: ConceptLinker) -> None:
    assert "teletravail" in found(linker, "Télétravail : of the people, by the people", language="fr")


def test_a_noun_with_its_own_article_does_not_stand_inside_a_label(linker: ConceptLinker) -> None:
    assert "transition" in found(linker, "la transition écologique énergétique")
    assert "local" in found(linker, "le commerce équitable local")
    assert "local" not in found(linker, "le commerce de la ferme locale")


def test_homonyms_are_told_apart_by_the_context(linker: ConceptLinker) -> None:
    assert "avocat-fruit" in found(linker, "L'avocat se vend au marché.")
    assert "avocat-metier" in found(linker, "L'avocat plaide devant la justice.")
    assert set(found(linker, "L'avocat, la justice")) == {"avocat-metier", "justice"}


def test_a_homonym_that_the_context_does_not_settle_is_flagged(linker: ConceptLinker) -> None:
    [[mention]] = found(linker, "Un avocat.").values()
    assert mention.candidates
    assert mention.confidence < 0.6


@pytest.mark.parametrize(("above", "said"), [("", 1), ("skos:broader <http://e.org/v/theme/1> ;", 0)])
def test_a_theme_called_as_a_concept_is_flagged_or_gives_way_to_that_of_the_theme(
    tmp_path: Path, above: str, said: int
) -> None:
    path = tmp_path / "scheme.ttl"
    path.write_text(
        f"""@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
        <http://e.org/v/theme/1> a skos:Concept ; skos:prefLabel "énergie"@fr .
        <http://e.org/v/concept/7> a skos:Concept ; {above} skos:prefLabel "énergie"@fr .
        <http://e.org/w/concept/7> a skos:Concept ; skos:prefLabel "énergie"@fr .""",
        encoding="utf-8",
    )
    subjects = ConceptLinker(Thesaurus.from_files([path])).link([Passage("text", "L'énergie")], "fr")
    mentions = {one.concept: one.mentions[0] for one in subjects}
    assert len(mentions) == 2
    theirs = mentions.pop("http://e.org/w/concept/7")
    assert (theirs.confidence, theirs.candidates) == (0.98, ())
    [(concept, mention)] = mentions.items()
    assert len(mention.candidates) == said
    if above:
        assert (concept, mention.confidence) == ("http://e.org/v/concept/7", 0.98)
    else:
        assert mention.confidence < 0.6


def test_vocabularies_do_not_hide_each_other_and_notations_are_not_read(linker: ConceptLinker) -> None:
    assert set(found(linker, "le télétravail")) == {"teletravail", "t#J1"}


def test_a_longer_label_of_one_vocabulary_covers_a_shorter_one_of_another(tmp_path: Path) -> None:
    ours, theirs = tmp_path / "ours.ttl", tmp_path / "theirs.ttl"
    head = "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
    for path, label in ((ours, "responsabilité sociale des entreprises"), (theirs, "responsabilité")):
        statement = f'<https://{path.stem}.org/1> a skos:Concept ; skos:prefLabel "{label}"@fr .'
        path.write_text(head + statement, encoding="utf-8")
    linker = ConceptLinker(Thesaurus.from_files([ours, theirs]))
    text = "La responsabilité sociale des entreprises engage la responsabilité."
    mentions = {one.concept: [each.start for each in one.mentions] for one in linker.link([Passage("text", text)])}
    assert mentions == {"https://ours.org/1": [3], "https://theirs.org/1": [text.rindex("responsabilité")]}


def test_an_acronym_of_a_shouted_title_is_less_sure(linker: ConceptLinker) -> None:
    [shouted] = found(linker, "NOTRE DÉMARCHE RSE POUR DEMAIN")["rse"]
    [said] = found(linker, "Notre démarche RSE pour demain")["rse"]
    assert shouted.confidence < said.confidence


def test_what_a_page_of_the_alliance_is_about_is_found(shared_data: Path) -> None:
    text = (shared_data / "alliance" / "page.txt").read_text(encoding="utf-8")
    thesaurus = builtin()
    labels = {thesaurus[one.concept].label() for one in ConceptLinker(thesaurus).link([Passage("text", text)])}
    assert labels >= {
        "responsabilité sociale des entreprises",
        "responsabilité sociétale des organisations",
        "biodiversité",
        "écoconception",
        "développement durable",
        "tiers-lieu d'activités",
        "télétravail",
        "télécentre",
        "écocentre",
        "maison d'entreprises",
    }


def test_quotes_are_the_source_words_at_their_offsets(linker: ConceptLinker) -> None:
    text = "Un 𝒳 — l’éco‑conception, la RSE…"
    for subject in linker.link([Passage("text", text, start=40)], "fr"):
        for mention in subject.mentions:
            assert text[mention.start - 40 : mention.end - 40] == mention.quote


def test_a_linker_survives_pickling(linker: ConceptLinker) -> None:
    linker.link([Passage("text", "la RSE")], "fr")
    copy: ConceptLinker = pickle.loads(pickle.dumps(linker))
    passages = [Passage("title", "RSE et écocentres"), Passage("text", "Les écocentres.")]
    assert copy.link(passages) == linker.link(passages)
    assert copy.fingerprint == linker.fingerprint


@pytest.mark.parametrize(
    "text",
    ["", " ", "\0", "🙂", "((((", "et mobilité", "& co", "RSE" * 10_000, "et " * 5_000, "développement et " * 3_000],
)
def test_odd_texts_are_read_without_harm(linker: ConceptLinker, text: str) -> None:
    linker.link([Passage("text", text)])


def test_labels_are_found_where_they_stand_without_ranking(linker: ConceptLinker) -> None:
    passages = [Passage("title", "La RSE", 10), Passage("text", "le développement durable et les télétravails")]
    found = linker.recognised([(passages, "fr"), ([], "fr")]).longest()
    assert found.rows() == [0, 3, 3]
    places = zip(found.owners().tolist(), found.characters().tolist(), strict=True)
    words = [passages[number].text[start:end] for number, (start, end) in places]
    assert words == ["RSE", "développement durable", "télétravails"]
    concepts = [said.everything[0].entry.concept for said in found.spans.said]
    assert concepts[:2] == ["http://e.org/rse", "http://e.org/durable"]


def test_an_example_has_no_keyword_that_the_vocabulary_lacks(linker: ConceptLinker) -> None:
    chosen = frozenset({"http://e.org/rse", "http://elsewhere.org/rse"})
    assert linker.example("a", [Passage("text", "la RSE")], chosen, "fr").chosen == {"http://e.org/rse"}


def test_no_answer_depends_on_the_texts_linked_beside_it(linker: ConceptLinker) -> None:
    texts = [
        "",
        "la RSE",
        "le développement",
        "durable",
        "la transition écologique et",
        "énergétique",
        "The telework",
        "",
    ]
    records = [([Passage("title", text), Passage("text", text)], "") for text in texts]
    assert linker.link_all(records) == [linker.link(*record) for record in records]


def test_no_answer_depends_on_the_texts_linked_before_it(tmp_path: Path) -> None:
    path = tmp_path / "banks.ttl"
    path.write_text(BANKS, encoding="utf-8")
    english = "It is what they had to say of the bank and of the rivers that there are in this and in other countries."
    again, fresh = (ConceptLinker(Thesaurus.from_files([path])) for _ in range(2))
    again.link([Passage("text", english)], "en")
    record = [Passage("title", "Les rives de la ville et de la campagne"), Passage("text", english)]
    assert again.link(record, "fr") == fresh.link(record, "fr")
