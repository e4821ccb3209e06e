"""From which confidence on concepts are linked is for the keeper to say; by default all that are seen are."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import Literal

from graph.workspace import Workspace
from ingest.build import BuildReport, build
from ontology.errors import DataError
from ontology.namespaces import ML
from tests.workspaces import EVENTS_SETTINGS, MakeWorkspace

TITLES = ("Déchets, déchets et déchets", "Un quartier sans lien", "Le recyclage de déchets du quartier", "Un avocat")
EVENTS = "title,date\n" + "".join(f'"{title}",2014-01-0{day}\n' for day, title in enumerate(TITLES, 1))
OWN = """@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix : <http://e.org/> .
:dechets a skos:Concept ; skos:prefLabel "déchets"@fr ; skos:narrower :recyclage .
:recyclage a skos:Concept ; skos:prefLabel "recyclage"@fr .
:avocat a skos:Concept ; skos:prefLabel "avocat"@fr .
:fruit a skos:Concept ; skos:prefLabel "avocat"@fr .
"""
SETTINGS = f"""{EVENTS_SETTINGS}[[vocabularies]]
path = "own.ttl"
"""
SOURCES = {"events.csv": EVENTS, "own.ttl": OWN}


def least(value: float) -> str:
    return f"{SETTINGS}[linking]\nleast = {value}\n"


def built(folder: Path, settings: str = "") -> BuildReport:
    if settings:
        (folder / "maillage.toml").write_text(settings, encoding="utf-8")
    return build(Workspace.open(folder), processes=1)


def confidences(report: BuildReport) -> list[float]:
    """How sure each link is, the least sure first."""
    found = report.snapshot.store().oxigraph.quads_for_pattern(None, ML.confidence, None, None)
    return sorted(float(quad.object.value) for quad in found if isinstance(quad.object, Literal))


def test_links_that_are_less_sure_than_asked_for_are_not_made(make_workspace: MakeWorkspace) -> None:
    folder = make_workspace(SETTINGS, SOURCES)
    every = confidences(built(folder))
    asked = (every[0] + every[-1]) / 2
    report = built(folder, least(asked))
    assert report.published
    assert confidences(report) == [each for each in every if each >= asked] != every


@pytest.mark.parametrize(("first", "then"), [(0.0, 0.5), (0.5, 0.3), (0.5, 0.0)])
def test_another_least_confidence_gives_the_graph_of_a_build_from_nothing(
    make_workspace: MakeWorkspace, first: float, then: float
) -> None:
    folder = make_workspace(least(first), SOURCES)
    before = built(folder).snapshot.manifest
    after = built(folder, least(then)).snapshot.manifest
    afresh = build(Workspace.open(folder, folder / "afresh"), processes=1).snapshot.manifest
    assert after.fingerprint == afresh.fingerprint != before.fingerprint
    assert not built(folder).published


def test_none_is_the_default(make_workspace: MakeWorkspace) -> None:
    folder = make_workspace(SETTINGS, SOURCES)
    before = built(folder).snapshot.manifest
    assert built(folder, least(0.0)).snapshot.manifest.fingerprint == before.fingerprint


@pytest.mark.parametrize("value", ["-0.1", "1.5", "nan", '"0.5"'])
def test_what_is_no_confidence_is_refused_with_its_line(make_workspace: MakeWorkspace, value: str) -> None:
    folder = make_workspace(f"{SETTINGS}[linking]\nleast = {value}\n", SOURCES)
    with pytest.raises(DataError, match=r"maillage\.toml.*least") as raised:
        Workspace.open(folder)
    assert "line " in str(raised.value)
