"""What people decided stays in force when a source mends a title or a day, and never passes to another thing."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from graph.store import text
from graph.workspace import Workspace
from ingest.build import BuildReport, build
from ingest.decisions import Decision, DecisionLog, Verdict
from ingest.decisions.successors import successors
from ontology.namespaces import DCTERMS, OWL, expand
from tests.workspaces import BASE, EVENTS_SETTINGS, NETWORK_SETTINGS, MakeWorkspace

SETTINGS = EVENTS_SETTINGS
HEAD = "title,date,description\n"
FORUM = "Forum des tiers-lieux,2013-05-13,La biodiversité en ville\n"
EVENT = BASE + "event/2013-05-13-forum-des-tiers-lieux"
BIODIVERSITY = expand("concept:biodiversite")
BIBLIOGRAPHY = f'{NETWORK_SETTINGS}[[sources]]\npath = "*.bib"\n'
WHEN = "2026-11-23T21:00:00Z"
ABOUT = "ASK { ?event schema:startDate ?any ; dcterms:subject|schema:mentions concept:biodiversite }"


@pytest.fixture
def folder(make_workspace: MakeWorkspace) -> Path:
    made = make_workspace(SETTINGS, {"events.csv": HEAD + FORUM})
    log = DecisionLog.of(Workspace.open(made))
    log.append(Decision(Verdict.REJECTED, EVENT, DCTERMS.subject.value, BIODIVERSITY, "anne@example.org", WHEN))
    return made


def built(folder: Path, events: str) -> BuildReport:
    (folder / "events.csv").write_text(HEAD + events, encoding="utf-8")
    return build(Workspace.open(folder))


@pytest.mark.parametrize(
    "event",
    [
        FORUM,
        FORUM.replace("lieux,", "lieux d'Isère,"),
        FORUM.replace("Forum des tiers-lieux", "Le forum des tiers lieux !"),
        FORUM.replace("2013-05-13", "2013-05-14"),
        FORUM.replace("La bio", "Toute la bio").replace("ville", "ville et la biodiversité des toits"),
    ],
    ids=["as it was", "words added", "spelling", "day", "text"],
)
def test_a_rejected_link_does_not_come_back_when_its_record_is_mended(folder: Path, event: str) -> None:
    report = built(folder, event)
    assert not report.snapshot.store().ask(ABOUT)
    assert report.waiting == []


def test_a_rebuild_from_nothing_finds_the_mended_record_too(folder: Path) -> None:
    built(folder, FORUM)
    built(folder, FORUM.replace("lieux,", "lieux d'Isère,"))
    shutil.rmtree(Workspace.open(folder).state)
    assert not build(Workspace.open(folder)).snapshot.store().ask(ABOUT)


@pytest.mark.parametrize(
    "event",
    [
        FORUM.replace("2013-05-13", "2014-05-13"),
        FORUM.replace("Forum des tiers-lieux", "Atelier de couture"),
        FORUM.replace("tiers-lieux", "tiers-lieux B"),
        FORUM.replace("tiers-lieux", "tiers-lieu") + FORUM.replace("tiers-lieux", "tier-lieu"),
    ],
    ids=["another year", "another title", "another letter", "two that fit"],
)
def test_a_decision_does_not_pass_to_another_record_and_waits(folder: Path, event: str) -> None:
    report = built(folder, event)
    assert report.snapshot.store().ask(ABOUT) is (report.waiting != [])


def test_the_place_of_a_thing_is_taken_by_one_of_its_kind_alone() -> None:
    assert successors(["event/2013-05-13-forum"], ["publication/2013-05-13-forum"]) == {}


def test_a_decision_on_a_namesake_never_passes_to_another_who_comes(make_workspace: MakeWorkspace) -> None:
    entry = "@article{{{0}, title={{{1}}}, author={{Roux, Jean and {2}}}, year={{2020}}}}\n"
    works = {
        "b.bib": entry.format("b", "Eau", "Martin, Anne"),
        "c.bib": entry.format("c", "Forêts", "Durand, Paul"),
        "d.bib": entry.format("d", "Villes", "Petit, Zoé"),
    }
    folder = make_workspace(BIBLIOGRAPHY, works)
    workspace = Workspace.open(folder)
    before = roux(build(workspace))
    assert len(set(before.values())) == 3
    same = OWL.sameAs.value
    log = DecisionLog.of(workspace)
    log.append(Decision(Verdict.ACCEPTED, before["Forêts"], same, before["Eau"], "a@example.org", WHEN))
    (folder / "a.bib").write_text(entry.format("a", "Astronomie", "Zola, Émile"), encoding="utf-8")
    report = build(workspace)
    after = roux(report)
    assert report.waiting == []
    assert after["Forêts"] == after["Eau"] == before["Eau"]
    assert after["Villes"] == before["Villes"]
    assert after["Astronomie"] not in before.values()


def roux(report: BuildReport) -> dict[str, str]:
    """Who Jean Roux is, for each title that names one."""
    query = """SELECT ?title ?who {
      ?work dcterms:title ?title ; dcterms:creator ?who . ?who rdfs:label ?name FILTER(CONTAINS(?name, "Roux"))
    }"""
    return {text(row, "title"): text(row, "who") for row in report.snapshot.store().select(query)}
