"""A server asked for a while by several clients, with snapshots published and pruned meanwhile: it stays as it was."""

from __future__ import annotations

import itertools
import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from graph.workspace import Workspace
from tests.explorer.http.conftest import open_workspace, publish
from tests.torture.record import RECORD

PATHS = (
    "/sparql?query=SELECT * { ?s ?p ?o } LIMIT 20",
    "/sparql?query=SELECT ?p (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?p",
    "/sparql?query=SELECT nonsense",
    "/page/event/2012-velo",
    "/data/event/2012-velo.ttl",
    "/id/event/2012-velo",
    "/questions/coverage",
    "/.well-known/void",
    "/reconcile?queries={%22q0%22:{%22query%22:%22Perrin%22}}",
    "/ontology",
    "/metrics",
    "/nowhere",
)
IN_A_ROW = 8
"""Times that a client asks the same before the next: connections are lent for short queries, and come back."""
KEPT = 2
"""Snapshots."""
MORE_MEMORY = 150
"""Mebibytes that the server may have gained: caches fill up, nothing else does."""


@pytest.fixture
def server(tmp_path: Path) -> Iterator[tuple[Workspace, str, int]]:
    """A workspace, the address of a server of its own process, and the process."""
    workspace = open_workspace(tmp_path)
    publish(workspace)
    command = [sys.executable, "-m", "explorer", "serve", "--workspace", str(tmp_path), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env={**os.environ, "HOME": str(tmp_path)}) as run:
        assert run.stdout
        yield workspace, run.stdout.readline().split()[3], run.pid
        run.send_signal(signal.SIGINT)
        assert run.wait(20) == 0


def test_a_server_that_is_asked_on_and_on_keeps_its_memory_its_files_and_its_workers(
    server: tuple[Workspace, str, int], pytestconfig: pytest.Config
) -> None:
    workspace, address, process = server
    seconds, statuses = pytestconfig.getoption("--soak"), Counter[int]()
    end = time.monotonic() + seconds

    def ask(first: int) -> None:
        asked = itertools.cycle((*PATHS[first:], *PATHS[:first]))
        with httpx.Client(base_url=address, timeout=30) as client:
            while time.monotonic() < end:
                path = next(asked)
                for _ in range(IN_A_ROW):
                    statuses[client.get(path).status_code] += 1

    clients = [threading.Thread(target=ask, args=(2 * number,)) for number in range(6)]
    for each in clients:
        each.start()
    begun, published = None, 0
    while time.monotonic() < end:
        time.sleep(seconds / 10)
        graph = f"https://e.org/graph/soak-{published}"
        publish(workspace, f'<{graph}> {{ <https://e.org/event/soak> <http://purl.org/dc/terms/title> "{published}" }}')
        workspace.snapshots.prune(KEPT)
        published += 1
        if begun is None and time.monotonic() > end - seconds * 0.6:
            begun = (memory(process), files(process))
    for each in clients:
        each.join()
    assert begun
    assert set(statuses) <= {200, 303, 400, 404}, statuses
    ended = (memory(process), files(process))
    RECORD.notes.append(
        f"{seconds:g} seconds, {sum(statuses.values()):,} requests by 6 clients, {published} snapshots published: "
        f"memory from {begun[0]:.0f} to {ended[0]:.0f} MiB, open files from {begun[1]} to {ended[1]}, "
        f"{len(workers(process))} child processes at the end of at most {max(map(memory, workers(process))):.0f} MiB"
    )
    assert ended[0] - begun[0] < MORE_MEMORY
    assert ended[1] - begun[1] < 60
    assert len(workers(process)) <= 8
    with httpx.Client(base_url=address, timeout=30) as client:
        for path in PATHS:
            client.get(path)  # whoever still had an older snapshot open takes up the newest
    workspace.snapshots.prune(KEPT)
    assert len(workspace.snapshots.all()) <= KEPT + 4, "those that no worker has open are gone"


def memory(process: int) -> float:
    """Mebibytes that a process has in memory."""
    status = Path(f"/proc/{process}/status").read_text(encoding="ascii")
    return int(re.findall(r"VmRSS:\s+(\d+)", status)[0]) / 1024


def files(process: int) -> int:
    """Files and connections that a process has open."""
    return len(list(Path(f"/proc/{process}/fd").iterdir()))


def workers(process: int) -> list[int]:
    """Processes below a process."""
    return [int(child) for child in Path(f"/proc/{process}/task/{process}/children").read_text("ascii").split()]
