"""A folder that may not be read is said, and what was published from it stays."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from explorer.texts import texts
from explorer.texts.told import told
from graph.workspace import Workspace
from ingest.build import build
from tests.workspaces import BASE, NETWORK_SETTINGS, MakeWorkspace, as_anybody

PUBLISHED = [("all-a-csv", "forum"), ("all-closed-b-csv", "title")]
EVENT = "title,date\n{title},2013-05-13\n"
PAGE = "<html><head><title>Forum</title></head><body><p>Le forum des lieux.</p></body></html>"


@contextmanager
def closed(folder: Path) -> Iterator[None]:
    rights = folder.stat().st_mode
    folder.chmod(0)
    try:
        yield
    finally:
        folder.chmod(rights)


@pytest.mark.parametrize(
    ("path", "form"),
    [("all", ""), ("all/**/*.csv", ""), ("all/*/*.csv", ""), ("*/closed/*.csv", ""), ("all", "table"), ("all", "site")],
)
def test_a_folder_of_a_source_that_cannot_be_read_stops_the_build(
    make_workspace: MakeWorkspace, path: str, form: str
) -> None:
    chosen = f'format = "{form}"\n' if form else ""
    settings = f'{NETWORK_SETTINGS}[[sources]]\npath = "{path}"\n{chosen}record = "event"\n'
    files = {
        "all/open/a.csv": EVENT.format(title="Forum"),
        "all/closed/b.csv": EVENT.format(title="Salon"),
        "all/open/a.html": PAGE,
        "all/closed/b.html": PAGE,
    }
    folder = make_workspace(settings, files)
    before = build(Workspace.open(folder), processes=1, keep_going=True).snapshot
    with closed(folder / "all" / "closed"):
        ended = as_anybody("build", "--workspace", folder)
    assert (ended.returncode, ended.stdout) == (1, "")
    problem = "the folder cannot be read (Permission denied)"
    assert f"{folder / 'all' / 'closed'}: {problem}. Check its rights." in ended.stderr
    assert told(texts("fr"), problem) == "le dossier ne peut être lu (Permission denied)"
    assert Workspace.open(folder).snapshots.current() == before


def test_with_keep_going_what_is_beside_a_folder_that_cannot_be_read_is_built(make_workspace: MakeWorkspace) -> None:
    settings = f'{NETWORK_SETTINGS}[[sources]]\npath = "all"\nrecord = "event"\n'
    folder = make_workspace(settings, {"all/a.csv": EVENT.format(title="Forum"), "all/closed/b.csv": EVENT})
    build(Workspace.open(folder))
    with closed(folder / "all" / "closed"):
        ended = as_anybody("build", "--keep-going", "--workspace", folder)
        seen = as_anybody("doctor", "--quiet", "--quick", "--workspace", folder)
    assert ended.returncode == 1
    assert "all/closed: the folder cannot be read (Permission denied)" in ended.stderr
    assert seen.returncode == 1
    assert f"{folder / 'all' / 'closed'}: the folder cannot be read (Permission denied). chmod u+rx" in seen.stdout
    current = Workspace.open(folder).snapshots.current()
    assert current
    assert {f"{BASE}graph/{name}/2013-05-13-{title}" for name, title in PUBLISHED} <= {
        graph.value for graph in current.store().graphs()
    }


def test_a_hidden_folder_and_one_that_a_glob_does_not_enter_may_be_closed(make_workspace: MakeWorkspace) -> None:
    settings = f'{NETWORK_SETTINGS}[[sources]]\npath = "all/o*/**/*.csv"\nrecord = "event"\n'
    files = {name: EVENT.format(title="Forum") for name in ("all/open/a.csv", "all/open/.git/b.csv", "all/shut/c.csv")}
    folder = make_workspace(settings, files)
    with closed(folder / "all" / "open" / ".git"), closed(folder / "all" / "shut"):
        ended = as_anybody("build", "--workspace", folder)
    assert ended.returncode == 0, ended.stderr


def test_a_file_in_a_folder_that_cannot_be_searched_is_not_said_to_be_absent(make_workspace: MakeWorkspace) -> None:
    settings = f'{NETWORK_SETTINGS}[[sources]]\npath = "all/a.csv"\nrecord = "event"\n'
    folder = make_workspace(settings, {"all/a.csv": EVENT.format(title="Forum")})
    with closed(folder / "all"):
        ended = as_anybody("build", "--workspace", folder)
    assert ended.returncode == 1
    assert f"{folder / 'all' / 'a.csv'}: the path cannot be read (Permission denied). Check its rights." in ended.stderr
