"""After a change of the base, the graph is what a build from nothing makes; what people wrote themselves stays."""

from __future__ import annotations

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
