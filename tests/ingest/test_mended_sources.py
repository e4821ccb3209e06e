"""What people decided stays in force when a source mends a title or a day, and never passes to another thing."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from explorer.commands.build import show
from graph.store import text
from graph.workspace import Workspace
from ingest.build import BuildReport, build, foresee
from ingest.decisions import Decision, DecisionLog, Verdict
from ingest.decisions.renames import read_renames
from ingest.decisions.successors import successors
from ontology.errors import DataError
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


TITLED = FORUM.replace("lieux,", "lieux d'Isère,")
MENDS = [TITLED, TITLED.replace("05-13", "05-14"), TITLED.replace("05-13", "05-14").replace("Forum", "Grand forum")]


def test_a_rejected_link_does_not_come_back_when_its_record_is_mended_again_and_again(folder: Path) -> None:
    built(folder, FORUM)
    for event in (*MENDS, *reversed(MENDS), FORUM, *MENDS):
        report = built(folder, event)
        assert not report.snapshot.store().ask(ABOUT)
        assert report.waiting == []
        assert not build(Workspace.open(folder)).published
        whole = build(Workspace.open(folder, folder / "first")).snapshot
        assert whole.manifest.fingerprint == report.snapshot.manifest.fingerprint
        shutil.rmtree(folder / "first")
    shutil.rmtree(Workspace.open(folder).state)
    assert not build(Workspace.open(folder)).snapshot.store().ask(ABOUT)


def test_the_names_that_it_had_are_lines_in_their_order_to_be_kept_with_the_decisions(folder: Path) -> None:
    names = folder / "decisions.renamed"
    built(folder, FORUM)
    assert not names.exists()
    for event in MENDS:
        built(folder, event)
    lines = [line for line in names.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    assert lines == [
        "event/2013-05-13-forum-des-tiers-lieux event/2013-05-13-forum-des-tiers-lieux-d-isere",
        "event/2013-05-13-forum-des-tiers-lieux-d-isere event/2013-05-14-forum-des-tiers-lieux-d-isere",
        "event/2013-05-14-forum-des-tiers-lieux-d-isere event/2013-05-14-grand-forum-des-tiers-lieux-d-isere",
    ]
    names.unlink()
    assert built(folder, MENDS[-1]).waiting != [], "the file is what tells"


def test_nothing_is_noted_by_a_trial(folder: Path) -> None:
    built(folder, FORUM)
    (folder / "events.csv").write_text(HEAD + TITLED, encoding="utf-8")
    foresee(Workspace.open(folder))
    assert not (folder / "decisions.renamed").exists()


def test_where_the_names_cannot_be_written_the_build_is_done_and_says_it(
    folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (folder / "decisions.renamed").symlink_to(folder / "nowhere" / "names")
    report = built(folder, TITLED)
    assert report.published
    assert not report.snapshot.store().ask(ABOUT)
    show(report, folder)
    said = f"maillage: {folder / 'decisions.renamed'}: the file cannot be written (No such file or directory). Check"
    assert said in (told := capfd.readouterr().err)
    assert "may not be known again once it is mended another time." in told


def test_a_name_that_two_branches_followed_apart_tells_nothing(tmp_path: Path) -> None:
    path = tmp_path / "decisions.renamed"
    path.write_text("# noms\n\nevent/a event/b\nevent/a event/c\nevent/d event/e\n", encoding="utf-8")
    assert read_renames(path) == {"event/d": "event/e"}
    assert read_renames(tmp_path / "none") == {}


@pytest.mark.parametrize("line", ["event/a", "event/a page/b", "<<<<<<< HEAD", "a b", "event/a event/b event/c"])
def test_a_line_of_names_that_cannot_be_understood_is_told(folder: Path, line: str) -> None:
    (folder / "decisions.renamed").write_text(f"event/a event/b\n{line}\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"decisions\.renamed, line 2: the line is not a former name and the next one"):
        built(folder, FORUM)


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
