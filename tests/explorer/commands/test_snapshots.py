"""``maillage snapshots`` and ``maillage build`` where the link to the current snapshot, or a manifest, is lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from explorer.cli import maillage
from graph.edits import Update
from graph.snapshot import Snapshot
from graph.updating import apply_edit
from graph.workspace import Workspace
from ontology.errors import DataError
from tests.workspaces import EVENTS_SETTINGS, MakeWorkspace

OWN = "ASK { GRAPH <urn:own> { <urn:a> rdfs:label 'à la main' } }"


@pytest.fixture
def workspace(make_built: MakeWorkspace) -> Workspace:
    """With two snapshots: that of a build, and that of somebody who wrote a graph."""
    opened = Workspace.open(make_built(EVENTS_SETTINGS, {"events.csv": "title,date\nForum,2013-05-13\n"}))
    apply_edit(opened, Update(text="INSERT DATA { GRAPH <urn:own> { <urn:a> rdfs:label 'à la main' } }"))
    return opened


def run(workspace: Workspace, *arguments: str) -> Result:
    return CliRunner().invoke(maillage, ["--workspace", str(workspace.root), *arguments])


def current(workspace: Workspace) -> Snapshot:
    found = workspace.snapshots.current()
    assert found
    return found


def goes_on_from(snapshot: Snapshot) -> str:
    return f"maillage: no snapshot is the current one: this goes on from {snapshot.id}, the newest of those kept that"


@pytest.mark.parametrize("dry", [True, False])
@pytest.mark.parametrize("leads", ["", "nowhere"])
def test_what_people_wrote_outlives_the_loss_of_the_link_to_the_current_snapshot(
    workspace: Workspace, leads: str, *, dry: bool
) -> None:
    before = current(workspace)
    link = workspace.snapshots.root / "current"
    link.unlink()
    if leads:
        link.symlink_to(leads)
    listed = run(workspace, "snapshots")
    assert listed.exit_code == 0
    assert before.id in listed.output
    assert f"None is the current one. `maillage snapshots rollback {before.id}` takes the newest" in listed.output
    (workspace.root / "events.csv").write_text("title,date\nForum,2013-05-14\n", encoding="utf-8")
    built = run(workspace, "build", *(["--dry-run"] if dry else []))
    assert built.exit_code == 0, built.output
    assert built.stderr.startswith(goes_on_from(before))
    assert link.is_symlink() is (bool(leads) or not dry)
    assert (workspace.snapshots.current_id() == leads) is dry
    if dry:
        assert "events.csv: 1 record added, 1 removed" in built.output
        assert goes_on_from(before) in run(workspace, "build").output
    assert current(workspace).store().ask(OWN)
    assert "no snapshot is" not in run(workspace, "build").output


def test_none_becomes_the_current_one_by_what_publishes_nothing_but_a_build_that_changes_nothing(
    workspace: Workspace,
) -> None:
    before = current(workspace)
    source = workspace.root / "events.csv"
    content = source.read_bytes()
    (workspace.snapshots.root / "current").unlink()
    with pytest.raises(DataError, match="no snapshot is the current one"):
        apply_edit(workspace, Update(text="DELETE DATA { GRAPH <urn:own> { <urn:a> rdfs:label 'b' } }"))
    assert workspace.snapshots.current() is None
    source.write_bytes(b"%PDF-1.7")
    failed = run(workspace, "build")
    assert failed.exit_code == 1
    assert failed.stderr.startswith(goes_on_from(before))
    assert workspace.snapshots.current() is None
    source.write_bytes(content)
    assert f"Nothing changed: snapshot {before.id} is up to date." in run(workspace, "build").output
    assert current(workspace) == before


def test_one_manifest_that_cannot_be_read_is_marked_among_the_snapshots(workspace: Workspace) -> None:
    last = current(workspace)
    first = workspace.snapshots.all()[-1]
    (last.path / "manifest.json").write_text("{", encoding="utf-8")
    listed = run(workspace, "snapshots")
    assert listed.exit_code == 0
    assert f"* {last.id}  the snapshot's manifest cannot be read" in listed.output
    assert f"The current one is damaged. `maillage snapshots rollback {first.id}` takes" in listed.output
    for command in (["build"], ["query", "ASK {}"], ["stats"]):
        ended = run(workspace, *command)
        assert ended.exit_code == 1 or command[0] == "query"
        assert not Path(workspace.snapshots.root / ".draft").exists()
    assert run(workspace, "snapshots", "rollback", first.id).exit_code == 0
    assert run(workspace, "build").exit_code == 0
    assert f"  {last.id}  the snapshot's manifest cannot be read" in run(workspace, "snapshots").output
