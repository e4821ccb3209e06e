"""What people write where they have no name to write makes no actor."""

from __future__ import annotations

import pytest

from graph.store import text
from graph.workspace import Workspace
from ingest.build import build
from ingest.records import ActorReference, Document, Identifier, Publication, Record, Relation
from ingest.sources.nobody import named
from ontology.errors import Place
from tests.workspaces import EVENTS_SETTINGS, MakeWorkspace

NOBODY = ["-", "–", "?", "...", "N/A", "n.a.", "TBD", "néant", "À confirmer", "(à définir)", "Inconnu", "anonyme"]
NOBODY += ["N.C.", "et al.", "& al.", "et collab."]
SOMEBODY = ["Al", "Orange (à confirmer)", "王小明", "C4", "Na Li", "Anonymous", "Neant & fils"]
SETTINGS = f"""{EVENTS_SETTINGS}[[sources]]
path = "people.csv"
record = "person"
[[sources]]
path = "partners.csv"
record = "organisation"
"""
PEOPLE = "nom,affiliation\nAnne Coste,–\nN/A,La Fabrique\n"
PARTNERS = "nom,sigle\nLa Fabrique,N/A\n?,\n"


@pytest.mark.parametrize(("names", "organisers"), [(NOBODY, []), (SOMEBODY, SOMEBODY)])
def test_a_name_that_names_nobody_is_no_actor_and_its_row_is_set_aside(
    make_workspace: MakeWorkspace, names: list[str], organisers: list[str]
) -> None:
    rows = "".join(f"Forum {number},2013,{name}\n" for number, name in enumerate(names))
    files = {"events.csv": f"title,date,organizer\n{rows}", "people.csv": PEOPLE, "partners.csv": PARTNERS}
    report = build(Workspace.open(make_workspace(SETTINGS, files)))
    store = report.snapshot.store()
    actors = store.select("SELECT ?n { ?a a ?k ; rdfs:label ?n VALUES ?k { foaf:Person org:Organization } }")
    assert sorted(text(row, "n") for row in actors) == sorted(["Anne Coste", "La Fabrique", *organisers])
    assert not store.ask('ASK { ?a skos:altLabel "N/A" }')
    assert [(each.place.locator, each.reason) for each in report.reading.rejections] == [
        ("line 3", "“N/A” names nobody"),
        ("line 3", "“?” names nobody"),
    ]


def work(name: str, *identifiers: Identifier, relation: Relation = Relation.CREATOR) -> Publication:
    return Publication(key="1", place=Place("a.csv"), actors=(ActorReference(name, relation, None, identifiers),))


@pytest.mark.parametrize(
    "name", ["25", "1 200", "30+", "Environ 25 personnes", "~ 40", "12 participants", "18 présents"]
)
def test_a_number_in_the_place_of_the_names_of_persons_is_nobody(name: str) -> None:
    found = named(work(name, relation=Relation.ATTENDEE))
    assert isinstance(found, Record)
    assert not found.actors


@pytest.mark.parametrize("name", ["42", "3M", "1001 Pactes"])
def test_an_organisation_may_be_called_by_a_number(name: str) -> None:
    relation = Relation.PARTNER if name == "42" else Relation.ATTENDEE
    assert isinstance(found := named(work(name, relation=relation)), Record)
    assert [each.name for each in found.actors] == [name]


def test_a_column_of_how_many_came_makes_no_organisations(make_workspace: MakeWorkspace) -> None:
    files = {"events.csv": "title,date,participants\nForum,2013,25\nAtelier,2014,La Fabrique\n"}
    store = build(Workspace.open(make_workspace(EVENTS_SETTINGS, files))).snapshot.store()
    actors = store.select("SELECT ?n { ?e schema:attendee ?a . ?a rdfs:label ?n }")
    assert [text(row, "n") for row in actors] == ["La Fabrique"]


@pytest.mark.parametrize("name", ["Anonymous", "anon.", "N/A", "Directeur de thèse inconnu", "[s.n.]"])
def test_an_anonymous_author_is_nobody(name: str) -> None:
    found = named(work(name))
    assert isinstance(found, Record)
    assert not found.actors


@pytest.mark.parametrize(
    "record",
    [
        work("", Identifier("url", "https://e.org/anne")),
        work("N/A", Identifier("orcid", "0000-0002-1825-0097")),
        work("Anonymous", relation=Relation.PARTNER),
        Document(key="1", place=Place("a.html")),
    ],
)
def test_whom_an_identifier_names_and_a_partner_of_that_name_are_somebody(record: Record) -> None:
    assert named(record) is record
