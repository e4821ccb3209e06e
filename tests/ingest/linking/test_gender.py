"""Feminines of French words, names with a number in them, and acronyms that the words around explain."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.linking import ConceptLinker
from ingest.linking.vocabulary_change import VocabularyChange
from ingest.records import Passage
from ontology.thesaurus import Thesaurus

LABELS = (
    *("chercheur", "travailleur migrant", "infirmier", "salarié", "sportif", "religieux", "paysan", "veuf", "ouvrière"),
    *("arme", "pan", "bi", "pensée", "COVID-19", "ISO 26000", "port", "fonte", "don", "droite", "étudiant", "produit"),
)
MEANINGS = {"agricole": "politique agricole commune", "pompe": "pompe à chaleur"}


def thesaurus(tmp_path: Path, meanings: dict[str, str]) -> Thesaurus:
    lines = [f':c{number} a skos:Concept ; skos:prefLabel "{label}"@fr .' for number, label in enumerate(LABELS)]
    lines += [f':{one} a skos:Concept ; skos:altLabel "PAC"@fr .' for one in MEANINGS]
    lines += [f':{one} skos:prefLabel "{label}"@fr .' for one, label in meanings.items()]
    path = tmp_path / f"{len(meanings)}.ttl"
    prefixes = "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n@prefix : <http://e.org/> .\n"
    path.write_text(prefixes + "\n".join(lines), encoding="utf-8")
    return Thesaurus.from_files([path])


@pytest.fixture(scope="module")
def linker(tmp_path_factory: pytest.TempPathFactory) -> ConceptLinker:
    return ConceptLinker(thesaurus(tmp_path_factory.mktemp("scheme"), MEANINGS))


def said(linker: ConceptLinker, text: str) -> dict[str, tuple[str, str]]:
    """By label, the first quote and its method."""
    subjects = linker.link([Passage("text", text)], "fr")
    first = {one.concept.rpartition("/")[2]: one.mentions[0] for one in subjects}
    names = {f"c{number}": label for number, label in enumerate(LABELS)} | MEANINGS
    return {names[one]: (mention.quote, mention.method) for one, mention in first.items()}


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("chercheuses", "chercheur"),
        ("CHERCHEUSE", "chercheur"),
        ("travailleuses migrantes", "travailleur migrant"),
        ("infirmières", "infirmier"),
        ("salariée", "salarié"),
        ("SALARIEES", "salarié"),
        ("sportives", "sportif"),
        ("religieuses", "religieux"),
        ("paysanne", "paysan"),
        ("veuves", "veuf"),
        ("ouvriers", "ouvrière"),
        ("étudiantes", "étudiant"),
    ],
)
def test_the_feminine_says_what_the_masculine_says(linker: ConceptLinker, text: str, label: str) -> None:
    assert said(linker, f"Il y a des {text} ici.") == {label: (text, "variant")}


@pytest.mark.parametrize("text", ["armée", "ARMÉES", "panne", "bière", "penser", "porte", "font", "donné", "droits"])
def test_what_but_looks_like_a_feminine_is_another_word(linker: ConceptLinker, text: str) -> None:
    assert not said(linker, f"Il y a la {text} ici.")


def test_a_participle_is_of_the_family_of_the_noun_and_no_form_of_it(linker: ConceptLinker) -> None:
    assert said(linker, "Les richesses produites ici.") == {"produit": ("produites", "stem")}


@pytest.mark.parametrize("text", ["Covid-19", "covid 19", "COVID-19", "COVID19", "ISO26000", "ISO 26 000"])
def test_a_name_with_a_number_may_be_joined_and_a_long_one_in_small_letters(linker: ConceptLinker, text: str) -> None:
    assert [quote for quote, _ in said(linker, f"la {text}, dit-on").values()] == [text]


@pytest.mark.parametrize(("text", "meaning"), [("l'élevage agricole", "agricole"), ("une pompe neuve", "pompe")])
def test_an_acronym_of_two_concepts_is_the_one_whose_words_stand_around(
    linker: ConceptLinker, tmp_path: Path, text: str, meaning: str
) -> None:
    passage = Passage("text", f"La PAC aide {text}.")
    assert MEANINGS[meaning] in said(linker, passage.text)
    before = thesaurus(tmp_path, {one: label for one, label in MEANINGS.items() if one != meaning})
    change = VocabularyChange(before, linker.thesaurus)
    assert change.touches([passage], "fr")
    assert not change.touches([Passage("text", text)], "fr")
