"""The named questions on the embedded corpus: every example has an answer there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import ingest
from graph.embedded import EmbeddedStore
from graph.fulltext import expand_search
from graph.questions import get_question, questions
from graph.workspace import Workspace
from ingest.build import build

SPARQL = Path(__file__).parents[2] / "docs" / "sparql.md"


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> EmbeddedStore:
    folder = Path(ingest.__file__).with_name("corpus")
    return build(Workspace.open(folder, tmp_path_factory.mktemp("state"))).snapshot.store()


@pytest.mark.parametrize("name", sorted(questions()))
def test_every_example_has_an_answer_in_the_embedded_corpus(corpus: EmbeddedStore, name: str) -> None:
    question = get_question(name)
    examples = {each.name: each.example for each in question.parameters}
    assert len(list(question.run(corpus, **examples))) > 0


ALLIANCE = "Alliance Université-Entreprise de Grenoble"
TIERS_LIEU = "tiers-lieu d'activités"
COMPENSATION = "Biodiversité : la compensation écologique a-t-elle un sens"
COWORKING = "Mission Coworking : Faire ensemble pour mieux vivre ensemble"
CHANCE = "Tiers-Lieux d'Activités : Une chance pour le développement de nos territoires"
PAGE = "L'Alliance et les tiers-lieux d'activités"
TELEWORK = "Tiers-Lieux d'Activités et Télétravail : Territoires et Entreprises : Quelles actions possibles ?"
ANSWERS: dict[str, tuple[str, ...]] = {
    "actors-at-both": (ALLIANCE, "2"),
    "ambiguous-actors": ("CCI",),
    "asleep-since": ("sillon alpin", "2010", "2"),
    "blank-spots": ("Agenda 21",),
    "concepts-that-meet": ("écocentre", "télécentre", "2"),
    "concepts-with": ("télétravail", "1"),
    "coverage": ("https://schema.org/Event", "10", "9", "10"),
    "documents-on": (COMPENSATION,),
    "doubtful-links": (PAGE, "CCI"),
    "events-on": ("2013", "2013-05-13", CHANCE),
    "first-seen": (TIERS_LIEU, "2012-06-26", "2018", "11"),
    "kinds-of-events": ("table ronde", "5", "2012-06-26", "2016-02-03"),
    "life-of": ("2016-02-03", TELEWORK, "https://schema.org/organizer"),
    "linked-to-nothing": ("Mémento – Guide à l'usage des acteurs",),
    "links-of": (TIERS_LIEU, "Tiers-Lieux d'Activités"),
    "members-of": ("Groupe de pilotage « Tiers-Lieux d'activités »",),
    "only-mentioned": ("syndicalisme", "1"),
    "outside-names": ("biodiversité", "http://www.wikidata.org/entity/Q47041"),
    "pages-that-name": (PAGE,),
    "partners": (ALLIANCE, "Banque Populaire des Alpes"),
    "partners-by-theme": (ALLIANCE, TIERS_LIEU),
    "publications-by-year": ("2015", "1"),
    "published-after": (COWORKING, "2018", TELEWORK, "2016-02-03"),
    "rise-of": ("2012", "2", "0"),
    "silent-partners": ("Schneider Electric",),
    "themes-by-year": ("2012", TIERS_LIEU, "2"),
    "themes-of": (TIERS_LIEU, "6"),
    "undated": (COMPENSATION,),
    "what-followed": ("2016-02-03", TELEWORK, "1"),
    "what-is-said-of": (COMPENSATION, "Biodiversité", "publications.bib"),
    "what-it-covers": ("coworking", "2"),
    "what-preceded": ("2012-06-26", "1"),
    "what-sources-say": ("evenements.csv", "10", "10", "0"),
    "where-both-are-said": (PAGE,),
    "who-organises": (ALLIANCE, "8", "2012-06-26", "2016-02-03"),
    "who-works-on": (ALLIANCE, "1"),
    "works-with": ("Gérard Cognet", "1"),
    "written-not-debated": ("coworking", "2"),
}
"""For each question, cells that stand together in one row of the answer to its example."""


@pytest.mark.parametrize("name", sorted(questions()))
def test_every_example_has_its_expected_answer(corpus: EmbeddedStore, name: str) -> None:
    question = get_question(name)
    examples: dict[str, str | int] = {each.name: each.example for each in question.parameters}
    rows = [[cell.value if cell else "" for cell in row] for row in question.run(corpus, **examples, limit=1000)]
    assert any(set(ANSWERS[name]) <= set(row) for row in rows)


def test_there_are_thirty_questions_and_more() -> None:
    assert len(questions()) >= 30


def test_the_rise_of_tiers_lieux_begins_in_2012(corpus: EmbeddedStore) -> None:
    rows = get_question("rise-of").run(corpus, concept="concept:tiers-lieu-d-activites")
    years = {row["year"].value: int(row["events"].value) for row in rows}
    assert years["2012"] == 2
    assert years["2013"] >= 1


def test_the_name_cci_stays_ambiguous(corpus: EmbeddedStore) -> None:
    assert [row["actor_label"].value for row in get_question("ambiguous-actors").run(corpus)][:1] == ["CCI"]


@pytest.mark.parametrize(
    "example", re.findall(r"```sparql\n(SELECT[^`]+?ml:search[^`]+)```", SPARQL.read_text("utf-8"))
)
def test_the_searches_that_the_documentation_shows_have_an_answer(tmp_path: Path, example: str) -> None:
    folder = Path(ingest.__file__).with_name("corpus")
    snapshot = build(Workspace.open(folder, tmp_path)).snapshot
    assert len(list(snapshot.store().select(expand_search(example, snapshot.labels())))) > 0
