"""What short forms mean in a text that explains them, in its own way."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.linking import ConceptLinker
from ingest.records import Passage
from ontology.thesaurus import Thesaurus

SCHEME = """
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix : <http://e.org/> .
:tpe a skos:Concept ; skos:prefLabel "très petite entreprise"@fr ; skos:altLabel "TPE"@fr .
:pme a skos:Concept ; skos:prefLabel "petites et moyennes entreprises"@fr ; skos:altLabel "PME"@fr, "PMI"@fr .
:ppp a skos:Concept ; skos:prefLabel "partenariat public-privé"@fr ; skos:altLabel "PPP"@fr .
:pde a skos:Concept ; skos:prefLabel "plan de déplacements d'entreprise"@fr ; skos:altLabel "PDE"@fr .
:ess a skos:Concept ; skos:prefLabel "économie sociale et solidaire"@fr .
:ia a skos:Concept ; skos:prefLabel "intelligence artificielle"@fr ; skos:altLabel "IA"@fr .
:is a skos:Concept ; skos:prefLabel "innovation sociale"@fr .
:rse a skos:Concept ; skos:prefLabel "responsabilité sociale des entreprises"@fr ;
  skos:altLabel "responsabilité sociale et environnementale des entreprises"@fr,
  "responsabilité sociétale"@fr, "RSE"@fr .
:eit a skos:Concept ; skos:prefLabel "écologie industrielle et territoriale"@fr ; skos:altLabel "EIT"@fr .
:ges a skos:Concept ; skos:prefLabel "gaz à effet de serre"@fr ; skos:altLabel "GES"@fr .
:pac a skos:Concept ; skos:prefLabel "politique agricole commune"@fr ; skos:altLabel "PAC"@fr .
:pacs a skos:Concept ; skos:prefLabel "union civile"@fr ; skos:altLabel "PACS"@fr .
:fed a skos:Concept ; skos:prefLabel "FED"@fr .
:ceea a skos:Concept ; skos:prefLabel "CEEA"@fr .
:ong a skos:Concept ; skos:prefLabel "organisation non gouvernementale"@fr ; skos:altLabel "O.N.G."@fr .
:rd a skos:Concept ; skos:prefLabel "recherche et développement"@fr ; skos:altLabel "R&D"@fr, "R&D"@en .
"""


@pytest.fixture(scope="module")
def linker(tmp_path_factory: pytest.TempPathFactory) -> ConceptLinker:
    path: Path = tmp_path_factory.mktemp("scheme") / "scheme.ttl"
    path.write_text(SCHEME, encoding="utf-8")
    return ConceptLinker(Thesaurus.from_files([path]))


def quotes(linker: ConceptLinker, text: str, language: str = "fr") -> dict[str, list[str]]:
    subjects = linker.link([Passage("text", text)], language)
    return {one.concept.rpartition("/")[2]: [mention.quote for mention in one.mentions] for one in subjects}


@pytest.mark.parametrize(
    "text",
    [
        "Le travail personnel encadré (TPE) est noté. Un TPE se prépare.",
        "Le TPE (travail personnel encadré) est noté. Un TPE se prépare.",
        "Le TPE (travail personnel encadré, en classe de première) est noté.",
        "La parité de pouvoir d'achat (PPA ou PPP) se calcule. La PPP varie.",
        "La parité de pouvoir d'achat (PPA/PPP) se calcule.",
        "Les équations aux dérivées partielles (EDP ou PDE) se résolvent.",
        "Les équations aux dérivées partielles, ou PDE, se résolvent.",
        "Les équations aux dérivées partielles ou PDE",
        "Le service de Protection Maternelle et Infantile, PMI, est ouvert.",
        "TPE : travail personnel encadré. Un TPE se prépare.",
        "TPE = travail personnel encadré\nUn TPE se prépare.",
        "Une TPE (Tribune pour la Paix Européenne) se tient. La TPE a lieu.",
        "Le parlement européen et territorial (TPE). Le TPE se réunit.",
        "La phosphodiestérase (PDE). Les PDE se mesurent.",
    ],
)
def test_a_short_form_that_the_text_explains_as_something_else_is_not_believed(
    linker: ConceptLinker, text: str
) -> None:
    assert not quotes(linker, text)


@pytest.mark.parametrize(
    ("text", "concept", "said"),
    [
        ("La TPE (très petite entreprise) embauche", "tpe", ["TPE", "très petite entreprise"]),
        ("Une TPE (dix salariés ou moins) embauche", "tpe", ["TPE"]),
        ("Une TPE (travail, production, entretien) embauche", "tpe", ["TPE"]),
        ("Les contrats (PPP ou BEA) se signent", "ppp", ["PPP"]),
        ("Travail, production, entretien, TPE", "tpe", ["TPE"]),
        ("TPE : trouver, produire, échanger", "tpe", ["TPE"]),
        ("TPE : travailler pour exister", "tpe", ["TPE"]),
        ("TPE : l'emploi en débat", "tpe", ["TPE"]),
        ("TPE : très petite entreprise", "tpe", ["TPE", "très petite entreprise"]),
        ("Une entreprise très performante (TPE)", "tpe", ["TPE"]),
        ("La production, l'emploi, le travail (TPE)", "tpe", ["TPE"]),
        ("Le temps partiel ou l'emploi en TPE", "tpe", ["TPE"]),
        ("Plans des entreprises, puis PDE", "pde", ["PDE"]),
        ("L'innovation sociale, IA et emploi", "ia", ["IA"]),
        ("L'économie sociale et solidaire, ou ESS. L'ESS", "ess", ["économie sociale et solidaire", "ESS", "ESS"]),
        ("Les très petites entreprises (TPE ou PME)", "pme", ["PME"]),
    ],
)
def test_a_short_form_keeps_its_meaning_where_nothing_else_is_spelt_out(
    linker: ConceptLinker, text: str, concept: str, said: list[str]
) -> None:
    assert quotes(linker, text)[concept] == said


@pytest.mark.parametrize(
    ("text", "concept", "times"),
    [
        ("La responsabilité sociale et environnementale (RSE) des PME. La RSE", "rse", 2),
        ("La responsabilité sociétale et environnementale (RSE)", "rse", 1),
        ("La responsabilité environnementale et sociale (RSE)", "rse", 1),
        ("Les responsabilités sociales et environnementales (RSE)", "rse", 1),
        ("La responsabilité sociale et environnementale (RSE) de l'entreprise", "rse", 1),
        ("La RSE (responsabilité sociétale et environnementale)", "rse", 1),
        ("La responsabilité sociétale de l'établissement (RSE). La RSE", "rse", 0),
        ("L'écologie industrielle territoriale (EIT)", "eit", 1),
        ("Le groupe d'étude des sols (GES)", "ges", 0),
        ("Le GES (groupe d'étude des sols). Le GES", "ges", 0),
    ],
)
def test_a_short_form_stands_where_its_concept_is_spelt_out_in_words_of_its_own_labels(
    linker: ConceptLinker, text: str, concept: str, times: int
) -> None:
    short = concept.upper()
    assert quotes(linker, text).get(concept, []).count(short) == times


@pytest.mark.parametrize(
    ("text", "language", "quote"),
    [
        ("La R&D des entreprises", "fr", "R&D"),
        ("La R & D des entreprises", "fr", "R & D"),
        ("La R et D des entreprises", "fr", "R et D"),
        ("La R\u00a0&\u00a0D", "fr", "R\u00a0&\u00a0D"),
        ("R and D in firms", "en", "R and D"),
    ],
)
def test_an_acronym_may_have_spaces_around_its_and(linker: ConceptLinker, text: str, language: str, quote: str) -> None:
    assert quotes(linker, text, language) == {"rd": [quote]}


@pytest.mark.parametrize("text", ["le plan R, et D aussi", "le plan r et d", "R ou D", "R (et D)", "plans A et B"])
def test_other_letters_are_no_acronym(linker: ConceptLinker, text: str) -> None:
    assert not quotes(linker, text)


@pytest.mark.parametrize(
    ("text", "concepts"),
    [
        ("La PAC soutient le FEDER", {"pac"}),
        ("Le PACS et la PAC", {"pac", "pacs"}),
        ("Le FED, les FEDs", {"fed"}),
        ("Le CEA, les CES, la CE et la CEE", set()),
        ("Les ONGs et l'O.N.G.", {"ong"}),
        ("Les PMEs", {"pme"}),
    ],
)
def test_an_acronym_has_the_letters_of_its_label_and_no_other_but_a_plural(
    linker: ConceptLinker, text: str, concepts: set[str]
) -> None:
    assert quotes(linker, text).keys() == concepts
