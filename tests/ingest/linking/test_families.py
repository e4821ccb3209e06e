"""Which words of a label's stem speak of its concept."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.linking import ConceptLinker
from ingest.records import Passage
from ontology.thesaurus import Thesaurus

LABELS = {
    "marsh": "marais",
    "maize": "maïs",
    "pay": "traitement (salaire)",
    "speakers": "présentateur",
    "yield": "rendement",
    "martinique": "Martinique",
    "normandy": "Normandie",
    "france": "France",
    "feminism": "féminisme",
    "socialism": "socialisme",
    "teaching": "pédagogie",
    "optimisation": "optimisation",
    "evaluation": "évaluation",
    "students": "étudiant",
    "opera": "opéra",
    "rules": "règlement",
    "specification": "spécification",
    "directives": "directive",
    "imports": "importation (UE)",
    "farm": "ferme",
    "pupils": "élève",
}


@pytest.fixture(scope="module")
def linker(tmp_path_factory: pytest.TempPathFactory) -> ConceptLinker:
    path: Path = tmp_path_factory.mktemp("scheme") / "scheme.ttl"
    lines = [f':{name} a skos:Concept ; skos:prefLabel "{label}"@fr .' for name, label in LABELS.items()]
    prefixes = "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n@prefix : <http://e.org/> .\n"
    path.write_text(prefixes + "\n".join(lines), encoding="utf-8")
    return ConceptLinker(Thesaurus.from_files([path]))


@pytest.mark.parametrize(
    "text",
    [
        "Le 3 mars 2026, en Mars",
        "Au mois de mai",
        "Le sujet à traiter",
        "Ce qui est réalisé et présenté",
        "Les élus présents",
        "Rendez-vous devant la mairie",
        "Jean Martin",
        "La vie sociale",
        "Il faut étudier",
        "Les opérations en cours",
        "Les règles du jeu",
        "Un point spécifique",
        "La ligne directe",
        "Une importance certaine",
        "Il est fermé, ils sont fermés",
        "Un niveau élevé",
    ],
)
def test_a_word_of_another_meaning_does_not_speak_of_the_concept(linker: ConceptLinker, text: str) -> None:
    assert not linker.link([Passage("text", text)], "fr")


@pytest.mark.parametrize(
    ("word", "concept"),
    [
        ("normande", "normandy"),
        ("français", "france"),
        ("féministes", "feminism"),
        ("pédagogique", "teaching"),
        ("optimisé", "optimisation"),
        ("évaluer", "evaluation"),
    ],
)
def test_a_word_of_the_same_meaning_does(linker: ConceptLinker, word: str, concept: str) -> None:
    [subject] = linker.link([Passage("text", f"Ce qui est {word}")], "fr")
    assert subject.concept == f"http://e.org/{concept}"
    assert [mention.method for mention in subject.mentions] == ["stem"]
