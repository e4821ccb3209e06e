"""Builds stopped, crossed or short of room: nothing published is ever half, and each message says what to do."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from graph.workspace import Workspace
from ingest.build import build
from tests.benchmarks.corpus_generator import write_workspace
from tests.workspaces import MakeWorkspace

SETTINGS = '[[sources]]\npath = "events.csv"\nrecord = "event"\n'
EVENTS = "title,date,description\nForum des tiers-lieux,2013-05-13,La RSE\n"
MORE = EVENTS + "Atelier,2014-01-01,Le coworking\n"


def started(folder: Path, *options: str, most: int = 0) -> subprocess.Popen[str]:
    """A build in a process group of its own; ``most`` are the bytes that a file may have."""
    command = [sys.executable, "-m", "explorer", "build", "--workspace", str(folder), *options]

    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=os.environ, start_new_session=True
    )
    if most:
        resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (most, most))
    return process


def is_alive(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.mark.parametrize(
    ("number", "send", "code"),
    [
        (signal.SIGINT, os.killpg, 130),  # as a terminal does
        (signal.SIGTERM, os.kill, 143),  # as people do
        (signal.SIGTERM, os.killpg, 143),  # as systemd does
        (signal.SIGHUP, os.killpg, 129),  # as a terminal does that is closed
    ],
)
def test_a_signal_ends_a_build_cleanly_with_all_its_processes(
    tmp_path: Path, number: signal.Signals, send: Callable[[int, int], None], code: int
) -> None:
    folder = write_workspace(tmp_path / "workspace", 700, vocabulary=False)
    process = started(folder, "--processes", "2")
    shards = folder / ".maillage" / "snapshots" / ".draft" / "shards"
    deadline = time.monotonic() + 120
    while not shards.exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    send(process.pid, number)
    _, told = process.communicate(timeout=120)
    assert process.returncode == code
    first, *_, last = told.strip().splitlines()
    assert first.startswith("maillage: stopping: the draft's files are closed, then removed")
    assert last == "maillage: stopped; what was published is unchanged."
    assert not shards.parent.exists()
    assert Workspace.open(folder).snapshots.current() is None
    deadline = time.monotonic() + 30
    while is_alive(process.pid):
        assert time.monotonic() < deadline, "processes of the build go on"
        time.sleep(0.05)


def test_of_two_builds_at_once_one_publishes_and_the_other_says_so(make_workspace: MakeWorkspace) -> None:
    folder = make_workspace(SETTINGS, {"events.csv": EVENTS})
    both = [started(folder), started(folder)]
    told = [process.communicate(timeout=200) for process in both]
    codes = [process.returncode for process in both]
    assert 0 in codes
    refused = [err for code, (_, err) in zip(codes, told, strict=True) if code]
    assert all("another" in err.lower() for err in refused), refused
    assert sum("Published" in out for out, _ in told) == 1
    assert len(Workspace.open(folder).snapshots.all()) == 1


@pytest.mark.parametrize("most", [1_000, 30_000, 300_000, 600_000, 1_000_000])
def test_where_files_cannot_grow_the_published_graph_stays_and_the_message_says_so(
    make_workspace: MakeWorkspace, most: int
) -> None:
    folder = make_workspace(SETTINGS, {"events.csv": EVENTS})
    before = build(Workspace.open(folder)).snapshot
    (folder / "events.csv").write_text(MORE, encoding="utf-8")
    process = started(folder, most=most)
    _, told = process.communicate(timeout=200)
    after = Workspace.open(folder).snapshots.current()
    if process.returncode == 0:
        assert after
        assert after != before
        return
    assert process.returncode == 1, told
    assert told.startswith("maillage: ")
    assert "Traceback" not in told
    assert f"{folder}/.maillage/snapshots/.draft" in told
    assert before.id not in told
    assert "Let larger files be written (`ulimit -f`)" in told
    assert after == before
    assert build(Workspace.open(folder)).written == 1
