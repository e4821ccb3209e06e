"""A build that failed is told by ``maillage quarantine`` until one succeeds."""

from __future__ import annotations

from pathlib import Path

import pytest

from explorer.cli import main
from graph.workspace import Workspace
from ingest.build import build
from ingest.failed_build import FILE, last_failure
from ontology.errors import DataError
from tests.workspaces import EVENTS_SETTINGS, MakeWorkspace

EVENTS = "Titre;Date\nForum;2013-05-13\n"
BROKEN = b"%PDF-1.7"


@pytest.fixture
def folder(make_workspace: MakeWorkspace) -> Path:
    return make_workspace(EVENTS_SETTINGS, {"events.csv": EVENTS})


def told(folder: Path, capfd: pytest.CaptureFixture[str], *options: str) -> tuple[str, str]:
    capfd.readouterr()
    with pytest.raises(SystemExit) as stopped:
        main(["quarantine", "--workspace", str(folder), *options])
    assert stopped.value.code == 0
    out, err = capfd.readouterr()
    return out, err


def fail(folder: Path) -> DataError:
    (folder / "events.csv").write_bytes(BROKEN)
    with pytest.raises(DataError) as stopped:
        build(Workspace.open(folder))
    return stopped.value


def test_a_failed_build_is_said_first_until_one_succeeds(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    build(Workspace.open(folder))
    assert told(folder, capfd)[0] == "Rien n’est mis de côté.\n"
    error = fail(folder)
    failed = last_failure(Workspace.open(folder))
    assert failed
    assert (failed.source, failed.problem) == ("events.csv", error.problem)
    lines = told(folder, capfd)[0].splitlines()
    assert lines[0].startswith("La dernière construction, le ")
    assert f" à {failed.at[11:16]} UTC, a échoué\xa0: events.csv" in lines[0]
    assert lines[1:] == [
        "Ce qui suit vient de la construction publiée, qui est antérieure\xa0:",
        "Rien n’est mis de côté.",
    ]
    lines = told(folder, capfd, "--language", "en")[0].splitlines()
    assert lines[0].endswith(f" at {failed.at[11:16]} UTC, failed: {failed.error}")
    out, err = told(folder, capfd, "--format", "json")
    assert (out, "a échoué" in err) == ("[]\n", True)
    (folder / "events.csv").write_text(EVENTS, encoding="utf-8")
    assert not build(Workspace.open(folder)).published
    assert told(folder, capfd) == ("Rien n’est mis de côté.\n", "")


def test_without_a_published_build_nothing_is_said_of_one(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    fail(folder)
    first, second = told(folder, capfd)[0].splitlines()
    assert "a échoué" in first
    assert second.startswith("Rien n’est encore publié")
    (folder / "events.csv").write_text(EVENTS, encoding="utf-8")
    assert build(Workspace.open(folder)).published
    assert not (Workspace.open(folder).state / FILE).exists()


def test_where_it_cannot_be_written_the_error_is_what_it_was(folder: Path) -> None:
    state = Workspace.open(folder).state
    (state / FILE).mkdir(parents=True)
    assert "events.csv" in str(fail(folder))
    assert last_failure(Workspace.open(folder)) is None
    (folder / "events.csv").write_text(EVENTS, encoding="utf-8")
    assert build(Workspace.open(folder)).published


@pytest.mark.parametrize("content", [b"", b"{}", b"\xff", b'{"at": 1, "problem": "x"}'])
def test_a_damaged_note_says_nothing(folder: Path, content: bytes, capfd: pytest.CaptureFixture[str]) -> None:
    build(Workspace.open(folder))
    (Workspace.open(folder).state / FILE).write_bytes(content)
    assert told(folder, capfd) == ("Rien n’est mis de côté.\n", "")
