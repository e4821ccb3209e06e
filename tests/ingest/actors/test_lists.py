"""A cell of partners or organisers names each of its organisations; what stays doubtful comes before a person."""

from __future__ import annotations

import pytest

from graph.store import text
from graph.workspace import Workspace
from ingest.actors.resolver import Resolver
from ingest.build import build
from ingest.decisions import Rulings
from ingest.decisions.review import review_queue
from ingest.records import Actor, ActorReference, ActorType, Event, Identifier, Relation
from ontology.errors import Place
from tests.workspaces import EVENTS_SETTINGS, MakeWorkspace


def registered(name: str, acronym: str = "", town: str = "") -> Actor:
    identifiers = (Identifier("ror", name),)
    kind = ActorType.ORGANISATION
    return Actor(
        key=name, place=Place("r"), type=kind, name=name, acronym=acronym, location=town, identifiers=identifiers
    )


REGISTER = [
    registered("Centre national de la recherche scientifique", "CNRS", "Paris"),
    registered("Université Grenoble Alpes", "UGA", "Grenoble"),
    registered("Grenoble INP", "", "Grenoble"),
    registered("Littoral, Environnement et Sociétés", "", "La Rochelle"),
    registered("Arts et Métiers", "", "Paris"),
    registered("Théâtre antique", "", "Orange"),
]


def named(cell: str, relation: Relation = Relation.PARTNER) -> list[str]:
    """The names that are taken from a cell, those that are doubtful with a question mark."""
    record = Event(key="1", place=Place("a.csv"), actors=(ActorReference(cell, relation, start=3, field="partners"),))
    found = Resolver.among([record], REGISTER).resolved(record)
    assert all(cell[each.start - 3 :].startswith(each.name) for each, _ in found)
    return [each.name + "?" * (each.confidence < 1) for each, _ in found]


def test_of_many_partners_none_is_lost() -> None:
    many = [f"Entreprise {number}" for number in range(300)]
    assert named(", ".join(["CNRS", *many])) == ["CNRS", *many]


def test_a_cell_that_is_too_long_to_be_looked_at_is_one_doubtful_name() -> None:
    cell = "Entreprise A, " * 2_000 + "CNRS"
    assert named(cell) == [f"{cell}?"]


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("CNRS, Orange, Danone", ["CNRS", "Orange?", "Danone"]),
        ("Schneider Electric, CNRS, Danone", ["Schneider Electric", "CNRS", "Danone"]),
        ("CNRS, UGA et Grenoble INP", ["CNRS", "UGA", "Grenoble INP"]),
        ("CNRS, Schneider Electric, et Danone, etc.", ["CNRS", "Schneider Electric", "Danone"]),
        ("CNRS, Danone et Michelin", ["CNRS", "Danone et Michelin?"]),
        ("UGA et Grenoble INP", ["UGA", "Grenoble INP"]),
        ("UGA / CNRS", ["UGA", "CNRS"]),
        ("Danone, Air Liquide (AL), La Poste", ["Danone", "Air Liquide (AL)", "La Poste"]),
        ("Danone, Orange, La Poste", ["Danone", "Orange?", "La Poste"]),
        ("CCI de Grenoble, MEDEF Isère", ["CCI de Grenoble", "MEDEF Isère"]),
        ("Fondation de France, Région Bretagne, Danone", ["Fondation de France", "Région Bretagne", "Danone"]),
        ("Littoral, Environnement et Sociétés, Danone", ["Littoral, Environnement et Sociétés", "Danone"]),
        ("Institut du bois, recherche et innovation, CNRS", ["Institut du bois, recherche et innovation?", "CNRS"]),
    ],
)
def test_each_organisation_of_a_list_is_named(cell: str, names: list[str]) -> None:
    assert named(cell) == named(cell, Relation.ORGANIZER) == names


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("UGA, 38000 Grenoble, Isère, France", ["UGA"]),
        ("UGA, Danone, Grenoble", ["UGA", "Danone"]),
        ("CNRS, Danone, 12 rue Neuve, Orange", ["CNRS", "Danone"]),
        ("Université Grenoble Alpes, Grenoble", ["Université Grenoble Alpes"]),
        ("CNRS, Danone, SA", ["CNRS", "Danone"]),
        ("CNRS, N/A, Danone, à confirmer", ["CNRS", "Danone"]),
        ("Grenoble INP, association loi 1901", ["Grenoble INP"]),
        ("Alpes Solidaires, association loi 1901", ["Alpes Solidaires"]),
        ("Cabestan, société coopérative", ["Cabestan"]),
        ("Enercoop, SCIC SA à capital variable", ["Enercoop"]),
        ("CNRS, Danone, Asso. loi de 1901", ["CNRS", "Danone"]),
    ],
)
def test_places_addresses_and_statuses_in_a_list_are_no_organisations(cell: str, names: list[str]) -> None:
    assert named(cell) == names


@pytest.mark.parametrize(
    "cell",
    [
        "Durand, Martin et fils",
        "Association Culture, Sports et Loisirs",
        "Musée des Beaux-Arts et d'Archéologie",
        "Arts et Métiers",
        "Danone, SA",
        "Ville de Vif, service culturel",
        "Recherche, formation, innovation",
    ],
)
def test_a_name_with_commas_or_conjunctions_in_it_stays_one(cell: str) -> None:
    assert named(cell) == [cell]


@pytest.mark.parametrize("cell", ["Danone, Air Liquide", "UGA & Danone", "12 rue Neuve, Danone, Air Liquide"])
def test_what_may_be_several_names_stays_one_and_doubtful(cell: str) -> None:
    assert named(cell) == [f"{cell}?"]


def test_the_affiliation_of_a_person_names_but_what_is_known_or_says_what_it_is() -> None:
    assert named("CNRS, Danone, Laboratoire des neiges", Relation.MEMBER_OF) == ["CNRS", "Laboratoire des neiges"]
    assert named("CNRS, association loi 1901", Relation.MEMBER_OF) == ["CNRS"]


def test_a_hostile_cell_is_one_name() -> None:
    for cell in (", " * 50_000 + "x", "a, (" * 5_000, "UGA et " * 2_000 + "UGA"):
        assert len(named(cell)) == 1


def test_doubtful_names_are_put_to_people_and_the_others_are_partners(make_workspace: MakeWorkspace) -> None:
    cells = '"CNRS, Schneider Electric, Danone"', '"Michelin, Air Liquide"'
    settings = f'{EVENTS_SETTINGS}[[registers]]\npath = "r.csv"\nrecord = "organisation"\n'
    rows = "".join(f"Forum {number},2013-05-1{number},{cell}\n" for number, cell in enumerate(cells))
    register = "name,acronym,ror\nCentre national de la recherche scientifique,CNRS,02feahw73\n"
    store = build(
        Workspace.open(make_workspace(settings, {"events.csv": f"title,date,partners\n{rows}", "r.csv": register}))
    ).snapshot.store()
    names = {text(row, "name") for row in store.select("SELECT ?name { ?one a org:Organization ; rdfs:label ?name }")}
    assert {"Schneider Electric", "Danone", "Michelin, Air Liquide"} <= names
    asked = {item.object.label for item in review_queue(store, Rulings()) if item.confidence and item.confidence < 0.6}
    assert asked == {"Michelin, Air Liquide"}
