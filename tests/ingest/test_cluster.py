"""A build on a real Dask cluster gives the graph that this machine alone gives, whatever becomes of its workers."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path
from typing import TypeVar

import pytest

from graph.workspace import Workspace
from ingest.build import build
from ontology.errors import CallError
from ontology.namespaces import PROV
from tests.benchmarks.corpus_generator import write_workspace

Item = TypeVar("Item")
pytest.importorskip("distributed", reason="the extra “cluster” is not installed")


@contextmanager
def started(*arguments: str) -> Iterator[subprocess.Popen[bytes]]:
    command = [sys.executable, "-m", *arguments]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def address(file: Path) -> str:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        if file.exists() and (text := file.read_text(encoding="utf-8")):
            return str(json.loads(text)["address"])
        time.sleep(0.1)
    raise TimeoutError("the scheduler did not start")


@contextmanager
def scheduler(folder: Path) -> Iterator[str]:
    file = folder / "scheduler.json"
    options = ("--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--scheduler-file", str(file))
    with started("distributed.cli.dask_scheduler", *options):
        yield address(file)


def worker(at: str, folder: Path) -> AbstractContextManager[subprocess.Popen[bytes]]:
    options = ("--host", "127.0.0.1", "--nthreads", "1", "--no-nanny", "--no-dashboard")
    return started("distributed.cli.dask_worker", at, *options, "--local-directory", str(folder))


def quads(folder: Path, state: Path) -> set[str]:
    snapshot = Workspace.open(folder, state).snapshots.current()
    assert snapshot
    return {str(quad) for quad in snapshot.store().quads() if quad.predicate != PROV.generatedAtTime}


def test_a_cluster_gives_the_same_quads_though_a_worker_is_killed_on_the_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ingest.cluster._PATIENCE", 60)  # seconds, on a busy machine
    folder = write_workspace(tmp_path / "workspace", 600, parts=3, vocabulary=False)
    alone = build(Workspace.open(folder, tmp_path / "alone"), processes=1)
    with ExitStack() as stack:
        at = stack.enter_context(scheduler(tmp_path))
        workers = [stack.enter_context(worker(at, tmp_path / str(number))) for number in range(3)]
        killed: list[int] = []

        def track(step: str, items: Iterable[Item], _total: int | None = None, /) -> Iterable[Item]:
            for item in items:
                if step == "linking" and not killed:
                    workers[0].send_signal(signal.SIGKILL)
                    killed.append(workers[0].wait())
                yield item

        shared = build(Workspace.open(folder, tmp_path / "shared"), scheduler=at, track=track)
    assert killed == [-signal.SIGKILL]
    assert shared.written == alone.written
    assert shared.snapshot.manifest.fingerprint == alone.snapshot.manifest.fingerprint
    assert quads(folder, tmp_path / "shared") == quads(folder, tmp_path / "alone")


@pytest.mark.parametrize(
    "at", ["tcp://127.0.0.1:9", "nonsense", "tcp://nonsense", "http://127.0.0.1:9", "tls://e.org:9"]
)
def test_a_scheduler_that_cannot_be_reached_is_told_in_a_sentence(
    make_workspace: Callable[[str, dict[str, str | bytes]], Path], monkeypatch: pytest.MonkeyPatch, at: str
) -> None:
    monkeypatch.setattr("ingest.cluster._PATIENCE", 1)
    folder = make_workspace('[[sources]]\npath = "e.csv"\nrecord = "event"\n', {"e.csv": "title,date\nForum,2013\n"})
    with pytest.raises(CallError, match=rf"{at}: there is no Dask scheduler .*`dask scheduler`"):
        build(Workspace.open(folder), scheduler=at)
    assert Workspace.open(folder).snapshots.current() is None


def test_what_is_no_address_of_a_scheduler_is_told_and_nothing_after_it(
    make_workspace: Callable[[str, dict[str, str | bytes]], Path],
) -> None:
    folder = make_workspace('[[sources]]\npath = "e.csv"\nrecord = "event"\n', {"e.csv": "title,date\nForum,2013\n"})
    command = [sys.executable, "-m", "explorer", "build", "--workspace", str(folder), "--scheduler", "nonsense"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 2
    assert [line[:58] for line in done.stderr.splitlines()] == [
        "maillage: nonsense: there is no Dask scheduler that can be"
    ]


def test_without_the_extra_it_is_named(
    make_workspace: Callable[[str, dict[str, str | bytes]], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    monkeypatch.delitem(sys.modules, "ingest.cluster", raising=False)
    folder = make_workspace('[[sources]]\npath = "e.csv"\nrecord = "event"\n', {"e.csv": "title,date\nForum,2013\n"})
    with pytest.raises(CallError, match="needs the extra “cluster”"):
        build(Workspace.open(folder), scheduler="tcp://127.0.0.1:9")
