"""Builds killed at random moments: after each, graph, label index, networks and manifest are those of one build."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from shutil import copyfile

import pytest
from pyoxigraph import DefaultGraph, Triple

from graph.fingerprint import Fingerprint
from graph.networks.index import Index, read_index
from graph.networks.stored import FILE, stored_index
from graph.snapshot import Snapshot
from graph.workspace import Workspace
from ingest.build import build
from tests.benchmarks.corpus_generator import write_workspace
from tests.torture.record import RECORD

RECORDS = 360
"""Enough for several processes to link and write."""


@pytest.fixture
def kills(pytestconfig: pytest.Config) -> int:
    """How many builds are killed: ``--kills``."""
    return int(pytestconfig.getoption("--kills"))


def test_a_build_killed_at_any_moment_leaves_what_was_published_whole(tmp_path: Path, kills: int) -> None:
    folder = write_workspace(tmp_path / "workspace", RECORDS, vocabulary=False)
    versions = (tmp_path / "one.jsonl", tmp_path / "other.jsonl")
    copyfile(folder / "corpus.jsonl", versions[0])
    write_workspace(tmp_path / "second", RECORDS, seed=2, vocabulary=False)
    copyfile(tmp_path / "second" / "corpus.jsonl", versions[1])
    expected = [_expected(folder, version, tmp_path / version.stem) for version in versions]
    copyfile(versions[0], folder / "corpus.jsonl")
    longest = _timed(folder)
    chance, published, reached = random.Random(11), 0, 0
    for number in range(kills):
        which = 1 - number % 2
        copyfile(versions[which], folder / "corpus.jsonl")
        before = _current(folder)
        _kill(folder, chance.uniform(0, longest))
        after = _current(folder)
        _check(after)
        assert after.manifest.fingerprint in expected
        published += after != before
        reached += (folder / ".maillage" / "snapshots" / ".draft").exists()
        if number % 10 == 9:
            Workspace.open(folder).snapshots.prune(2)
    copyfile(versions[1], folder / "corpus.jsonl")
    build(Workspace.open(folder))
    assert _current(folder).manifest.fingerprint == expected[1]
    assert not (folder / ".maillage" / "snapshots" / ".draft").exists()
    RECORD.notes.append(
        f"{kills} builds killed within {longest:.0f} seconds of their start: {reached} while they wrote, {published} "
        "after they had published; graph, label index, networks and manifest agreed after each"
    )


def _expected(folder: Path, version: Path, state: Path) -> str:
    """The fingerprint of what a version of the corpus becomes."""
    copyfile(version, folder / "corpus.jsonl")
    return build(Workspace.open(folder, state)).snapshot.manifest.fingerprint


def _timed(folder: Path) -> float:
    """Seconds that a first build takes, by the command."""
    begun = time.monotonic()
    subprocess.run(_command(folder), check=True, capture_output=True)
    return time.monotonic() - begun


def _command(folder: Path) -> list[str]:
    return [sys.executable, "-m", "explorer", "build", "--processes", "2", "--workspace", str(folder)]


def _kill(folder: Path, after: float) -> None:
    """Start a build and kill it alone, so many seconds later; the processes that it started end by themselves."""
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(_command(folder), stdout=quiet, stderr=quiet, env=os.environ, start_new_session=True)
    time.sleep(after)
    process.send_signal(signal.SIGKILL)
    process.wait()
    deadline = time.monotonic() + 30
    while _is_alive(process.pid):
        assert time.monotonic() < deadline, "processes of a build that was killed go on"
        time.sleep(0.05)


def _is_alive(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


def _current(folder: Path) -> Snapshot:
    snapshot = Workspace.open(folder).snapshots.current()
    assert snapshot
    return snapshot


def _check(snapshot: Snapshot) -> None:
    """Look through all that was published."""
    manifest, store = snapshot.manifest, snapshot.store()
    fingerprint = Fingerprint.of(store)
    assert (str(fingerprint), fingerprint.quads) == (manifest.fingerprint, manifest.quads)
    named = {Triple(quad.subject, quad.predicate, quad.object) for quad in store.quads()}
    merged = {quad.triple for quad in store.oxigraph.quads_for_pattern(None, None, None, DefaultGraph())}
    assert merged == named
    assert manifest.validation
    assert manifest.validation.conforms
    assert snapshot.labels().search("a")
    written = stored_index(store, snapshot.path / FILE)
    _same(written, read_index(store))


def _same(written: Index, read: Index) -> None:
    assert written.iris == read.iris
    assert (written.sources == read.sources).all()
    assert (written.targets == read.targets).all()
