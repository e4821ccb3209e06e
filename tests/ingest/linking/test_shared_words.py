"""Labels whose words others stand between: what a conjunction or a comma shares out, what stands inside, what bars."""

from __future__ import annotations

import pytest

from ingest.linking import ConceptLinker
from ingest.records import Passage
from ontology.thesaurus import Thesaurus

LABELS = {
    "fr": [
        *("pollution de l'air", "pollution de l'eau", "pollution du sol", "liberté de la presse", "liberté d'opinion"),
        *("transport de marchandises", "transport de voyageurs", "transport aérien", "droit du travail"),
        *("système de santé", "travail des jeunes", "liberté de religion", "politique sociale", "politique économique"),
        *("éducation politique", "maladie transmissible", "énergie renouvelable", "droit d'auteur", "Afrique du Sud"),
        "10000000",
        *("droit maritime", "achat durable", "politique de santé", "politique économique de santé"),
        *("enseignement primaire public", "enseignement secondaire public", "enseignement public"),
        *("accueil des entreprises", "transition écologique", "transition sociale", "gestion des déchets"),
    ],
    "en": ["energy policy", "air pollution", "water pollution", "water treatment", "communicable disease"],
}


@pytest.fixture(scope="module")
def linker(tmp_path_factory: pytest.TempPathFactory) -> ConceptLinker:
    path = tmp_path_factory.mktemp("scheme") / "scheme.ttl"
    lines = ["@prefix skos: <http://www.w3.org/2004/02/skos/core#> .", "@prefix : <http://e.org/> ."]
    labels = [(label, language) for language, each in LABELS.items() for label in each]
    lines += [
        f':c{place} a skos:Concept ; skos:prefLabel "{label}"@{language} .'
        for place, (label, language) in enumerate(labels)
    ]
    path.write_text("\n".join(lines), encoding="utf-8")
    return ConceptLinker(Thesaurus.from_files([path]))


def said(linker: ConceptLinker, text: str, language: str) -> set[str]:
    """The labels of the concepts that a text is about."""
    known = [label for each in LABELS.values() for label in each]
    subjects = linker.link([Passage("text", text)], language)
    return {known[int(one.concept.removeprefix("http://e.org/c"))] for one in subjects}


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("La pollution de l'air, de l'eau et du sol", {"pollution de l'air", "pollution de l'eau", "pollution du sol"}),
        ("Liberté d'opinion, de la presse et de réunion", {"liberté d'opinion", "liberté de la presse"}),
        ("La transition écologique, numérique et sociale", {"transition écologique", "transition sociale"}),
        ("Une politique économique et sociale", {"politique économique", "politique sociale"}),
        ("L'accueil et le suivi des entreprises", {"accueil des entreprises"}),
        ("Le transport aérien de voyageurs", {"transport aérien", "transport de voyageurs"}),
        ("Le transport aérien et maritime de marchandises", {"transport aérien", "transport de marchandises"}),
        ("Les transports routier, fluvial et ferroviaire de voyageurs", {"transport de voyageurs"}),
        ("Droit privé et maritime du travail", {"droit maritime", "droit du travail"}),
        ("Les politiques sociales et économiques de santé", {"politique sociale", "politique économique de santé"}),
        (
            "Les politiques culturelle, économique et sportive de santé",
            {"politique économique", "politique de santé"},
        ),
        ("Le transport aérien et achat de marchandises", {"transport aérien"}),
        ("Transport aérien et livraison de marchandises", {"transport aérien"}),
        ("Le transport, aérien et maritime de marchandises", set()),
        ("Le transport aérien et maritime, de marchandises", {"transport aérien"}),
        (
            "L'enseignement primaire et secondaire public",
            {"enseignement primaire public", "enseignement secondaire public"},
        ),
        ("La gestion intégrée des déchets", {"gestion des déchets"}),
    ],
)
def test_words_that_are_shared_or_stand_inside_make_the_label(
    linker: ConceptLinker, text: str, labels: set[str]
) -> None:
    assert said(linker, text, "fr") == labels


@pytest.mark.parametrize(
    "text",
    [
        "Transport, énergie et marchandises",
        "Le droit, la ville et le travail",
        "Éducation, santé et politique",
        "Systèmes d'intelligence artificielle et santé",
        "Le marché du travail et le chômage des jeunes",
        "Sa liberté et d'honorer la religion",
        "Plus politique que sociale",
        "Le droit que l'auteur invoque",
        "En Afrique au sud du Sahara",
        "Les maladies non transmissibles",
        "Une énergie peu renouvelable",
        "Il y a 10 000 tonnes et 000 francs",
    ],
)
def test_words_of_a_list_and_those_that_deny_or_compare_make_no_label(linker: ConceptLinker, text: str) -> None:
    assert not said(linker, text, "fr")


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("Energy, transport and policy", set()),
        ("Non-communicable diseases", set()),
        ("Communicable diseases", {"communicable disease"}),
        ("Water supply and treatment", {"water treatment"}),
        ("Air and water pollution", {"air pollution", "water pollution"}),
    ],
)
def test_english_shares_words_too_and_no_list_s(linker: ConceptLinker, text: str, labels: set[str]) -> None:
    assert said(linker, text, "en") == labels
