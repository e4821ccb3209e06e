"""The thematic scheme keeps the rules of SKOS, and those that linking asks of its labels."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

import pytest
import rdflib
import Stemmer
from rdflib.namespace import RDF, SKOS

from ontology import vocabulary_files
from ontology.concept import Concept, LabelKind
from ontology.folding import fold
from ontology.namespaces import CONCEPT
from ontology.thesaurus import Thesaurus, builtin

LANGUAGES = {"fr": "french", "en": "english"}


@pytest.fixture(scope="module")
def scheme() -> Thesaurus:
    return builtin()


def labels_of(concept: Concept, language: str, *kinds: LabelKind) -> list[str]:
    return [label.text for label in concept.labels if label.language == language and label.kind in kinds]


def stems(text: str, language: str) -> str:
    return " ".join(Stemmer.Stemmer(LANGUAGES[language]).stemWords(fold(text).split()))


def singular(text: str) -> str:
    return " ".join(word.rstrip("sx") for word in fold(text).split())


def name(iri: str) -> str:
    return iri.removeprefix(CONCEPT.iri)


def clashes(scheme: Thesaurus, language: str) -> Iterator[tuple[str, set[str]]]:
    owners: defaultdict[str, set[str]] = defaultdict(set)
    for concept in scheme.values():
        for text in labels_of(concept, language, *LabelKind):
            owners[stems(text, language)].add(name(concept.iri))
    return ((words, concepts) for words, concepts in owners.items() if len(concepts) > 1)


def test_the_scheme_covers_the_fields_of_a_network_of_universities_firms_and_territories(scheme: Thesaurus) -> None:
    known = {fold(label.text) for concept in scheme.values() for label in concept.labels}
    asked = """développement durable; responsabilité sociale des entreprises; RSE; CSR; RSO; biodiversité;
    écoconception; tiers-lieu d'activités; TLA; télétravail; télécentre; écocentre; maison d'entreprises; coworking;
    mobilité; territoire; économie circulaire; transition énergétique; rénovation énergétique; innovation sociale;
    Green IT; santé-environnement; compensation écologique; prospective; Internet; recherche scientifique; gouvernance;
    dialogue social; PME; collectivité territoriale"""
    assert len(scheme) >= 110
    assert [words for words in asked.split(";") if fold(words) not in known] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_concept_has_one_preferred_label_and_one_definition_in_each_language(
    scheme: Thesaurus, language: str
) -> None:
    for concept in scheme.values():
        assert len(labels_of(concept, language, LabelKind.PREF)) == 1, concept.iri
        sentences = [text for tag, text in concept.definitions if tag == language]
        assert len(sentences) == 1, concept.iri
        assert sentences[0].endswith("."), concept.iri


def test_every_label_says_its_language(scheme: Thesaurus) -> None:
    assert {label.language for concept in scheme.values() for label in concept.labels} == set(LANGUAGES)


def test_no_text_is_twice_a_label_of_one_concept(scheme: Thesaurus) -> None:
    for concept in scheme.values():
        texts = Counter((label.text, label.language) for label in concept.labels)
        assert [text for text, times in texts.items() if times > 1] == [], concept.iri


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_label_even_folded_and_stemmed_belongs_to_two_concepts(scheme: Thesaurus, language: str) -> None:
    assert list(clashes(scheme, language)) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_hidden_label_is_one_that_folding_does_not_reach(scheme: Thesaurus, language: str) -> None:
    for concept in scheme.values():
        shown = {singular(text) for text in labels_of(concept, language, LabelKind.PREF, LabelKind.ALT)}
        hidden = labels_of(concept, language, LabelKind.HIDDEN)
        assert [text for text in hidden if singular(text) in shown] == [], concept.iri


def test_notations_are_unique(scheme: Thesaurus) -> None:
    notations = Counter(notation for concept in scheme.values() for notation in concept.notations)
    assert notations.most_common(1)[0][1] == 1


def test_every_end_of_a_relation_is_a_concept_of_the_scheme(scheme: Thesaurus) -> None:
    for concept in scheme.values():
        assert {*concept.broader, *concept.narrower, *concept.related} <= set(scheme), concept.iri


@pytest.mark.parametrize(
    ("there", "back"),
    [(SKOS.broader, SKOS.narrower), (SKOS.related, SKOS.related), (SKOS.topConceptOf, SKOS.hasTopConcept)],
)
def test_the_file_states_each_relation_in_both_directions(there: rdflib.URIRef, back: rdflib.URIRef) -> None:
    graph = rdflib.Graph().parse(vocabulary_files()["concepts"])
    assert set(graph.subject_objects(there)) == {(one, other) for other, one in graph.subject_objects(back)}


def test_every_concept_is_in_the_scheme_and_the_top_ones_are_those_with_nothing_above() -> None:
    graph = rdflib.Graph().parse(vocabulary_files()["concepts"])
    concepts = set(graph.subjects(RDF.type, SKOS.Concept))
    assert set(graph.subjects(SKOS.inScheme, rdflib.URIRef(CONCEPT["scheme"].value))) == concepts
    assert set(graph.subjects(SKOS.topConceptOf)) == concepts - set(graph.subjects(SKOS.broader))


def above(scheme: Thesaurus, iri: str) -> set[str]:
    """Every concept that is broader, however far."""
    found: set[str] = set()
    waiting = [iri]
    while waiting:
        new = set(scheme[waiting.pop()].broader) - found
        found |= new
        waiting += new
    return found


def test_no_concept_is_broader_than_itself_along_any_path(scheme: Thesaurus) -> None:
    for concept in scheme.values():
        assert concept.iri not in above(scheme, concept.iri), concept.iri


def test_related_concepts_are_not_above_or_below_one_another(scheme: Thesaurus) -> None:
    for concept in scheme.values():
        assert set(concept.related).isdisjoint(above(scheme, concept.iri)), concept.iri


def test_no_concept_stands_beside_a_concept_that_has_no_place(scheme: Thesaurus) -> None:
    tops = [concept for concept in scheme.values() if not concept.broader]
    assert all(concept.narrower for concept in tops)
    assert len(tops) < 20


def test_slugs_are_plain_ascii(scheme: Thesaurus) -> None:
    assert all(name(iri).isascii() and name(iri).replace("-", "").isalnum() for iri in scheme)


@pytest.mark.parametrize("word", ["entreprise", "recherche", "numérique", "réseau", "projet", "lieu", "travail"])
def test_a_word_too_general_to_say_a_theme_is_no_label(scheme: Thesaurus, word: str) -> None:
    labels = {stems(text, "fr") for concept in scheme.values() for text in labels_of(concept, "fr", *LabelKind)}
    assert stems(word, "fr") not in labels


@pytest.mark.parametrize(
    ("slug", "text"),
    [
        ("alimentation-durable", "agriculture biologique"),
        ("artificialisation-des-sols", "urban sprawl"),
        ("creation-d-entreprise", "start-up"),
        ("gestion-des-dechets", "déchets"),
        ("hydrogene", "fuel cell"),
        ("impact-environnemental", "EIA"),
        ("lien-social", "territorial cohesion"),
        ("recherche-action", "citizen science"),
        ("relocalisation", "réindustrialisation"),
    ],
)
def test_what_means_something_else_names_a_concept_of_its_own(scheme: Thesaurus, slug: str, text: str) -> None:
    owners = {iri for iri, concept in scheme.items() if fold(text) in {fold(label.text) for label in concept.labels}}
    assert len(owners) == 1
    assert CONCEPT[slug].value not in owners


@pytest.mark.parametrize("text", ["brevet", "écologie", "conseil municipal", "personnes âgées", "local economy"])
def test_words_of_other_fields_are_no_labels(scheme: Thesaurus, text: str) -> None:
    assert fold(text) not in {fold(label.text) for concept in scheme.values() for label in concept.labels}


@pytest.mark.parametrize(
    ("concept", "broader"),
    [("principe-de-precaution", "politique-environnementale"), ("donnees-liees", "technologies-numeriques")],
)
def test_a_concept_is_below_what_its_definition_makes_it_a_part_of(
    scheme: Thesaurus, concept: str, broader: str
) -> None:
    assert [name(iri) for iri in scheme[CONCEPT[concept].value].broader] == [broader]
