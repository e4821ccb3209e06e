"""A label index that is gone or damaged is made again by the next build, also where nothing else changed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from explorer.commands.build import show
from graph.workspace import Workspace
from ingest.build import build
from tests.workspaces import EVENTS_SETTINGS, MakeWorkspace


def gone(path: Path) -> None:
    path.unlink()


def no_index(path: Path) -> None:
    path.write_bytes(b"nonsense" * 100)


def without_schema(path: Path) -> None:
    content = path.read_bytes()
    path.write_bytes(content[:100] + b"\xff\xff\xff\xff" + content[104:])


def cut_short(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-4096])


@pytest.mark.parametrize("harm", [gone, no_index, without_schema, cut_short])
@pytest.mark.parametrize("more", ["", "Salon des villes,2014-06-02\n"])
def test_a_build_makes_a_label_index_again_that_is_gone_or_damaged(
    make_built: MakeWorkspace, harm: Callable[[Path], None], more: str, capsys: pytest.CaptureFixture[str]
) -> None:
    files = {"events.csv": "title,date\nForum des lieux,2013-05-13\n"}
    workspace = Workspace.open(make_built(EVENTS_SETTINGS, files))
    before = workspace.snapshots.current()
    assert before
    harm(before.path / "labels.sqlite")
    with (workspace.root / "events.csv").open("a", encoding="utf-8") as file:
        file.write(more)
    report = build(workspace)
    assert report.published is bool(more)
    show(report, workspace.root)
    assert "the label index was gone or damaged: it is made again from the graph." in capsys.readouterr().err
    for snapshot in (before, report.snapshot):
        assert [hit.label for hit in snapshot.labels().search("forum")] == ["Forum des lieux"]
        assert {path.name for path in snapshot.path.iterdir()} == {path.name for path in report.snapshot.path.iterdir()}
    assert not build(workspace).mended
