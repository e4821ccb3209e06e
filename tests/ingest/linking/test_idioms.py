"""Where words of French speak of no concept, though a label is written so."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.linking import ConceptLinker
from ingest.records import Passage
from ontology.thesaurus import Thesaurus

SCHEME = """
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix : <http://e.org/> .
:gold a skos:Concept ; skos:prefLabel "or"@fr .
:island a skos:Concept ; skos:prefLabel "la Réunion"@fr .
:line a skos:Concept ; skos:prefLabel "ligne"@fr .
:base a skos:Concept ; skos:prefLabel "base (chimie)"@fr .
:manager a skos:Concept ; skos:prefLabel "cadre"@fr .
:account a skos:Concept ; skos:prefLabel "compte"@fr .
:help a skos:Concept ; skos:prefLabel "aide"@fr .
:money a skos:Concept ; skos:prefLabel "monnaie"@fr .
:door a skos:Concept ; skos:prefLabel "porte"@fr .
:watch a skos:Concept ; skos:prefLabel "montre"@fr .
:violence a skos:Concept ; skos:prefLabel "violence"@fr .
:minutes a skos:Concept ; skos:prefLabel "comptes rendus de séance"@fr .
"""


def linked(folder: Path, scheme: str) -> ConceptLinker:
    path = folder / "scheme.ttl"
    path.write_text(scheme, encoding="utf-8")
    return ConceptLinker(Thesaurus.from_files([path]))


@pytest.fixture(scope="module")
def linker(tmp_path_factory: pytest.TempPathFactory) -> ConceptLinker:
    return linked(tmp_path_factory.mktemp("scheme"), SCHEME)


def quotes(linker: ConceptLinker, text: str) -> list[str]:
    subjects = linker.link([Passage("text", text)], "fr")
    return [mention.quote for one in subjects for mention in one.mentions]


@pytest.mark.parametrize(
    "text",
    [
        "Il est venu, or il ne savait pas",
        "Or, la question est posée",
        "Or la question est posée",
        "C'est vrai. Or, malgré tout, on avance",
        "Réunion du bureau le 4 mai",
        "Ordre du jour\nRéunion publique à la mairie",
        "Le compte rendu de la réunion du conseil",
        "Il faut tenir compte de tout, compte tenu du reste",
        "La mise en ligne du site",
        "Dans le cadre du projet",
        "La base du projet, sur la base du volontariat",
        "L'étude montre que l'on peut",
        "Ce travail porte sur tout",
        "Un porte-monnaie et un aide-mémoire",
        "La non-violence, la non violence",
    ],
)
def test_a_set_phrase_speaks_of_no_concept(linker: ConceptLinker, text: str) -> None:
    assert not quotes(linker, text)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("L'or monte", ["or"]),
        ("Une mine d'or, or il en reste", ["or"]),
        ("Or, argent et cuivre", ["Or"]),
        ("Or et argent", ["Or"]),
        ("Pour l'or il y a un cours", ["or"]),
        ("L'île de la Réunion", ["Réunion"]),
        ("Réunion, Mayotte", ["Réunion"]),
        ("La ligne est longue", ["ligne"]),
        ("Un acide et une base", ["base"]),
        ("Les cadres, dans le cadre du plan", ["cadres"]),
        ("Les comptes rendus de séance", ["comptes rendus de séance"]),
    ],
)
def test_the_same_words_elsewhere_do(linker: ConceptLinker, text: str, said: list[str]) -> None:
    assert quotes(linker, text) == said


def test_a_meeting_that_a_vocabulary_knows_is_one_at_the_head_of_a_sentence_too(tmp_path: Path) -> None:
    linker = linked(tmp_path, f'{SCHEME}:meeting a skos:Concept ; skos:prefLabel "réunion"@fr .')
    assert quotes(linker, "Réunion publique à la mairie") == ["Réunion"]


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("L'aide à tous", "aide"),
        ("Une montre et une porte", "montre"),
        ("Porte ouverte au public", "Porte"),
        ("Dire non, la violence", "violence"),
    ],
)
def test_the_same_words_are_said_elsewhere(linker: ConceptLinker, text: str, quote: str) -> None:
    assert quote in quotes(linker, text)
