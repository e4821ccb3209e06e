"""The page of quality says what SHACL says of the whole published graph, whatever the last build looked at."""

from __future__ import annotations

import time
from collections import OrderedDict
from pathlib import Path

import pytest

from explorer import context as served
from explorer.components import checked as checking
from explorer.context import Context, set_context
from graph.whole_report import FILE
from graph.workspace import Workspace
from ingest.build import build
from tests.explorer.pages.test_pages import open_page
from tests.workspaces import EVENTS_SETTINGS, written

EVENTS = "title,date\nUn soir,2014-01-01\nSans date,\n"
NO_DATE = "Cet événement n’a pas de date"


def serve(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    monkeypatch.setattr(served, "_served", [])
    workspace = Workspace.open(folder)
    set_context(Context(workspace))
    return workspace


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace whose last build changed nothing that shapes find fault with."""
    written(tmp_path, {"maillage.toml": EVENTS_SETTINGS, "events.csv": EVENTS})
    build(Workspace.open(tmp_path), processes=1)
    written(tmp_path, {"events.csv": f"{EVENTS}Un matin,2015-01-01\n"})
    build(serve(tmp_path, monkeypatch), processes=1)
    return tmp_path


def test_what_is_wrong_with_what_the_last_build_left_is_said_with_its_things(folder: Path) -> None:
    html, english = open_page("quality"), open_page("quality", lang="en")
    assert [word for word in (NO_DATE, "Sans date", "Dans tout le graphe publié") if word not in html] == []
    assert "Le graphe publié respecte toutes les formes." not in html
    assert "In the whole published graph" in english
    assert (folder / ".maillage" / "snapshots" / "current" / FILE).is_file()


def test_a_damaged_file_is_made_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = open_page("quality")
    path = folder / ".maillage" / "snapshots" / "current" / FILE
    path.write_bytes(path.read_bytes()[:40])
    monkeypatch.setattr("graph.networks.indexed._indexed", OrderedDict())
    assert open_page("quality") == first


@pytest.mark.usefixtures("folder")
def test_a_large_graph_is_looked_at_aside_and_nobody_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checking, "AT_ONCE", 1)
    before = open_page("quality")
    assert ("Dans ce que cet instantané a changé" in before, NO_DATE in before) == (True, False)
    end = time.monotonic() + 60
    while NO_DATE not in (html := open_page("quality")) and time.monotonic() < end:
        time.sleep(0.05)
    assert NO_DATE in html
