"""What the names of a record's actors say, and its address, is no subject of it in the published graph."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import NamedNode

from graph.workspace import Workspace
from ingest.build import build
from ontology.namespaces import DCTERMS
from tests.workspaces import EVENTS_SETTINGS, MakeWorkspace

VOCABULARY = """@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix : <http://e.org/> .
:gestion a skos:Concept ; skos:prefLabel "gestion"@fr .
:soleil a skos:Concept ; skos:prefLabel "énergie solaire"@fr .
"""
SETTINGS = f'{EVENTS_SETTINGS}[[vocabularies]]\npath = "own.ttl"\n'


@pytest.mark.parametrize(
    ("title", "organiser", "description", "subjects"),
    [
        ("Conférence de l'École de Gestion", "École de Gestion", "Au 12 rue de l'Énergie solaire.", set()),
        ("Conférence de l'École de Gestion", "École de Commerce", "Salle 12", {"gestion"}),
        ("Conférence de l'École de Gestion", "École de Gestion", "De la gestion", {"gestion"}),
    ],
)
def test_a_record_is_not_about_what_its_actors_are_called(
    make_workspace: MakeWorkspace, title: str, organiser: str, description: str, subjects: set[str]
) -> None:
    events = f"title,date,organizer,description\n{title},2024-01-02,{organiser},{description}\n"
    folder = make_workspace(SETTINGS, {"events.csv": events, "own.ttl": VOCABULARY})
    assert subjects_told(folder) == subjects


@pytest.mark.parametrize(("kind", "subjects"), [("GROUP", {"gestion"}), ("INDIVIDUAL", set())])
def test_a_group_may_be_named_after_what_it_speaks_of(
    make_workspace: MakeWorkspace, kind: str, subjects: set[str]
) -> None:
    event = (
        "BEGIN:VEVENT\r\nUID:1\r\nDTSTAMP:20240101T000000Z\r\nDTSTART;VALUE=DATE:20240102\r\n"
        f"SUMMARY:Réunion d'Anne Gestion\r\nATTENDEE;CUTYPE={kind};CN=Anne Gestion:mailto:a@e.org\r\nEND:VEVENT\r\n"
    )
    calendar = f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//e//e//FR\r\n{event}END:VCALENDAR\r\n"
    settings = SETTINGS.replace("events.csv", "events.ics").replace('record = "event"\n', "")
    folder = make_workspace(settings, {"events.ics": calendar, "own.ttl": VOCABULARY})
    assert subjects_told(folder) == subjects


def subjects_told(folder: Path) -> set[str]:
    """Those of the vocabulary's concepts that the published records are about."""
    report = build(Workspace.open(folder), processes=1)
    quads = report.snapshot.store().oxigraph.quads_for_pattern(None, DCTERMS.subject, None, None)
    told = {quad.object.value.rpartition("/")[2] for quad in quads if isinstance(quad.object, NamedNode)}
    return told & {"gestion", "soleil"}
