"""The alliance's real page alone, from text to published graph: exactly what it says, each with its words."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from graph.embedded import EmbeddedStore
from graph.store import text
from graph.workspace import Workspace
from ingest.build import build

SETTINGS = '[network]\ntitle = "Alliance Université-Entreprise de Grenoble"\n[[sources]]\npath = "page.txt"\n'
EVENTS = {
    ("2012-06-26", "table-ronde"): "LES TIERS-LIEUX D’ACTIVITÉS : MAISONS D’ENTREPRISES, TÉLÉCENTRES, ECOCENTRES… "
    "Des solutions pour fluidifier les déplacements et développer l’activité",
    ("2012-10-11", "table-ronde"): "TIERS-LIEUX D’ACTIVITÉS : "
    "Nouvel outil du déploiement de la Responsabilité Sociale des Entreprises (RSE) ?",
    ("2013-05-13", "table-ronde"): "TIERS-LIEUX D’ACTIVITÉS : Une chance pour le développement de nos territoires",
    ("2013-06-18", "table-ronde"): "RESPONSABILITÉ SOCIALE DES ENTREPRISES (RSE) : "
    "« De la stratégie aux bonnes pratiques » Des entreprises témoignent",
    ("2015-01-22", "restitution"): "",
    ("2015-04-02", "reunion"): "TIERS-LIEUX D’ACTIVITÉS : "
    "Restitution des Travaux du Groupe de Pilotage « Tiers-Lieux d’activités »",
    ("2015-04-02", "restitution"): "TIERS-LIEUX D’ACTIVITÉS : "
    "Restitution des Travaux du Groupe de Pilotage « Tiers-Lieux d’activités »",
    ("2016-02-03", "table-ronde"): "TIERS-LIEUX D’ACTIVITÉS ET TÉLÉTRAVAIL : "
    "Territoires et Entreprises : Quelles actions possibles ?",
}
CONCEPTS = {
    "responsabilite-societale-des-entreprises",
    "responsabilite-societale-des-organisations",
    "biodiversite",
    "ecoconception",
    "developpement-durable",
    "tiers-lieu-d-activites",
    "teletravail",
    "telecentre",
    "ecocentre",
    "maison-d-entreprises",
}


@pytest.fixture(scope="module")
def page(shared_data: Path) -> Path:
    return shared_data / "alliance" / "page.txt"


@pytest.fixture(scope="module")
def store(page: Path, tmp_path_factory: pytest.TempPathFactory) -> EmbeddedStore:
    folder = tmp_path_factory.mktemp("alliance")
    (folder / "maillage.toml").write_text(SETTINGS, encoding="utf-8")
    shutil.copy(page, folder / "page.txt")
    return build(Workspace.open(folder)).snapshot.store()


def column(store: EmbeddedStore, query: str) -> set[str]:
    return {text(row, "x") for row in store.select(query)}


def test_the_events_are_exactly_the_pages_with_full_titles_kinds_and_dates(store: EmbeddedStore) -> None:
    """One is a meeting, as the programme says, and the presentation of results that a sentence tells of its day."""
    query = """SELECT ?event ?date ?kind ?title { ?event a schema:Event
      OPTIONAL { ?event schema:startDate ?date } OPTIONAL { ?event dcterms:type ?kind }
      OPTIONAL { ?event dcterms:title ?title } }"""
    rows = list(store.select(query))
    found = {
        (text(row, "date"), text(row, "kind").rpartition("/")[2]): " ".join(text(row, "title").split()) for row in rows
    }
    assert found == EVENTS
    assert len(rows) == len(EVENTS)
    assert len({text(row, "event") for row in rows}) == len({date for date, _ in EVENTS})


def test_the_publications_are_the_pages_and_the_untitled_stay_untitled(store: EmbeddedStore) -> None:
    query = """SELECT ?year ?title { ?work a bibo:Document FILTER NOT EXISTS { ?work a bibo:Webpage }
      OPTIONAL { ?work dcterms:issued ?year } OPTIONAL { ?work dcterms:title ?title } }"""
    found = sorted((text(row, "year"), text(row, "title")) for row in store.select(query))
    assert found == [("2007", "Pré-Diagnostic de Développement Durable pour une PME"), ("2013", ""), ("2014", "")]


def test_the_partners_are_organisations_and_their_categories_are_categories(store: EmbeddedStore) -> None:
    partner = "SELECT ?x { ?p a ml:Partnership ; ml:partner ?a . ?a a %s ; rdfs:label ?x }"
    assert column(store, partner % "org:Organization") - {"Alliance Université-Entreprise de Grenoble"} == {
        "Banque Populaire des Alpes",
        "Groupe La Poste",
        "CCI",
        "Col'Inn",
        "Cowork",
        "UGA",
        "Schneider Electric",
        "CEA",
    }
    assert {"architectes", "syndicats de personnels"} <= column(store, partner % "ml:ActorCategory")


def test_the_chamber_of_commerce_is_flagged_as_ambiguous(store: EmbeddedStore) -> None:
    assert column(store, "SELECT ?x { ?a ml:ambiguous true ; rdfs:label ?x }") == {"CCI"}


def test_each_concept_is_found_with_words_that_stand_in_the_page(store: EmbeddedStore, page: Path) -> None:
    words = page.read_text(encoding="utf-8")
    query = """SELECT ?concept ?quote ?start { ?a a oa:Annotation ; oa:hasBody ?concept ;
      oa:hasTarget/oa:hasSelector ?s . ?s oa:exact ?quote ; oa:start ?start . ?concept a skos:Concept }"""
    rows = list(store.select(query))
    assert {text(row, "concept").rpartition("/")[2] for row in rows} >= CONCEPTS
    for row in rows:
        start, quote = int(text(row, "start")), text(row, "quote")
        assert words[start : start + len(quote)] == quote


def test_the_restitution_told_twice_is_one_event_with_both_mentions(store: EmbeddedStore) -> None:
    query = """SELECT ?x { ?a oa:motivatedBy oa:describing ; oa:hasBody ?event ;
        oa:hasTarget/oa:hasSelector/oa:start ?x . ?event schema:startDate "2015-04-02"^^xsd:date }"""
    assert len(column(store, query)) == 2


def test_no_date_or_title_is_there_that_the_page_does_not_give(store: EmbeddedStore, page: Path) -> None:
    words = page.read_text(encoding="utf-8")
    for date in column(store, "SELECT ?x { ?thing schema:startDate|dcterms:issued|schema:endDate ?x }"):
        year, *rest = date.split("-")
        assert "/".join([*reversed(rest), year]) in words
    flat = " ".join(words.split())
    for title in column(store, "SELECT ?x { ?e a schema:Event ; dcterms:title ?x }"):
        assert all(part.strip() in flat for part in title.replace("… ", "…|").replace(" : ", "|").split("|"))
