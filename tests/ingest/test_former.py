"""After a change of the base, the graph is what a build from nothing makes; what people wrote themselves stays."""

from __future__ import annotations

import pytest

from graph.edits import Update
from graph.updating import apply_edit
from graph.workspace import Workspace
from ingest.build import build
from ingest.decisions import Decision, DecisionLog, Verdict
from ontology.namespaces import DCTERMS, expand
from tests.workspaces import MakeWorkspace, written

SETTINGS = """[network]
title = {{ fr = "Réseau" }}
base_iri = "{base}"

[[sources]]
path = "agenda.csv"
record = "event"
"""
OLD, NEW = "https://example.org/old/", "https://example.org/new/"
AGENDA = "title,date\nForum des tiers-lieux,2013-05-13\n"
OWN = "https://example.org/notes"
THEIRS = "https://partner.org/network/"
LOADED = f"""INSERT DATA {{
  GRAPH <{THEIRS}graph/provenance> {{
    <{THEIRS}source/agenda> a prov:Entity ; rdfs:label "agenda.ics" ; ml:sourceHash "sha256:00"
  }}
  GRAPH <{THEIRS}graph/decisions> {{ <{THEIRS}event/1> rdfs:comment "noté" }}
}}"""


def test_no_graph_of_another_base_is_left_but_what_people_wrote(make_workspace: MakeWorkspace) -> None:
    folder = make_workspace(SETTINGS.format(base=OLD), {"agenda.csv": AGENDA})
    event = OLD + "event/2013-05-13-forum-des-tiers-lieux"
    decided = (event, DCTERMS.subject.value, expand("concept:biodiversite"))
    DecisionLog.of(Workspace.open(folder)).append(
        Decision(Verdict.ACCEPTED, *decided, "a@e.org", "2026-01-01T00:00:00Z")
    )
    first = build(Workspace.open(folder)).snapshot.store()
    assert {f"{OLD}graph/decisions", f"{OLD}graph/provenance"} <= {graph.value for graph in first.graphs()}
    said = f"INSERT DATA {{ GRAPH <{OWN}> {{ <{OWN}> rdfs:label 'Note' }} . <{OWN}> rdfs:label 'Autre' }}"
    apply_edit(Workspace.open(folder), Update(said))
    written(folder, {"maillage.toml": SETTINGS.format(base=NEW)})
    graphs = {graph.value for graph in build(Workspace.open(folder)).snapshot.store().graphs()}
    assert {graph for graph in graphs if not graph.startswith(NEW)} == {OWN, f"{OLD}graph/default"}
    assert f"{NEW}graph/provenance" in graphs


@pytest.mark.parametrize("base", [OLD, NEW])
def test_what_another_network_says_of_its_sources_and_was_loaded_stays(
    make_workspace: MakeWorkspace, base: str
) -> None:
    folder = make_workspace(SETTINGS.format(base=OLD) + "[updates]\nenabled = true\n", {"agenda.csv": AGENDA})
    build(Workspace.open(folder))
    apply_edit(Workspace.open(folder), Update(LOADED))
    written(folder, {"maillage.toml": SETTINGS.format(base=base), "agenda.csv": AGENDA.replace("13\n", "14\n")})
    for _ in range(2):
        graphs = {graph.value for graph in build(Workspace.open(folder)).snapshot.store().graphs()}
        assert {graph for graph in graphs if not graph.startswith(base)} == {
            f"{THEIRS}graph/provenance",
            f"{THEIRS}graph/decisions",
        }


def test_what_was_published_of_a_source_that_cannot_be_read_stays_under_the_former_base(
    make_workspace: MakeWorkspace,
) -> None:
    more = '[[sources]]\npath = "more.csv"\nrecord = "event"\n'
    files = {"agenda.csv": AGENDA, "more.csv": "title,date\nAtelier,2014-01-01\n"}
    folder = make_workspace(SETTINGS.format(base=OLD) + more, files)
    build(Workspace.open(folder))
    (folder / "more.csv").unlink()
    written(folder, {"maillage.toml": SETTINGS.format(base=NEW) + more})
    for _ in range(2):
        report = build(Workspace.open(folder), keep_going=True)
        graphs = {graph.value for graph in report.snapshot.store().graphs()}
        assert {graph for graph in graphs if not graph.startswith(NEW)} == {f"{OLD}graph/more-csv/2014-01-01-atelier"}
        assert f"{NEW}graph/agenda-csv/2013-05-13-forum-des-tiers-lieux" in graphs
    written(folder, files)
    graphs = {graph.value for graph in build(Workspace.open(folder)).snapshot.store().graphs()}
    assert all(graph.startswith(NEW) for graph in graphs)
