"""What others do to a client: endless queries beside it, snapshots published under it, and how fast a dump is written.

Run it as ``python -m tests.benchmarks.http_limits [DOCUMENTS] [--workspace DIR]``. The load is that of
``http_queries``, its mixed questions. Nothing is asserted.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from multiprocessing import Process
from pathlib import Path
from tempfile import TemporaryDirectory

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, RdfFormat
from pyoxigraph import Store as Oxigraph

from graph.exports.statements import write_statements
from graph.workspace import Workspace
from ontology.namespaces import RDFS
from tests.benchmarks.http_clients import Figures, Place, run
from tests.benchmarks.http_queries import LOADS
from tests.benchmarks.http_servers import build, current, maillage
from tests.benchmarks.networks import BASE

ENDLESS = "SELECT (COUNT(*) AS ?n) {{ ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }} #{n}"
MIXED = LOADS[2].query


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("documents", type=int, nargs="?", default=5_000)
    parser.add_argument("--workspace", type=Path, help="a folder that keeps the generated graph")
    parser.add_argument("--seconds", type=float, default=20.0, help="how long each load lasts")
    parser.add_argument("--publishing", type=float, default=120.0, help="how long snapshots are published")
    arguments = parser.parse_args()
    with TemporaryDirectory() as folder:
        workspace = build(arguments.workspace or Path(folder), arguments.documents)
        print(f"{current(workspace).manifest.quads:,} quads")
        endless(workspace, arguments.seconds)
        published(workspace, arguments.publishing)
        dumped(workspace, Path(folder))


def endless_query(number: int) -> str:
    """A query that never ends, unlike any other."""
    return ENDLESS.format(n=number)


def endless(workspace: Workspace, seconds: float) -> None:
    """Eight clients' mixed questions without and with another client, of another address, that hammers."""
    with maillage(workspace) as place:
        run(place, MIXED, 8, 2.0)
        alone = run(place, MIXED, 8, seconds, first=1_000_000)
        with _beside(place, "127.0.0.2", endless_query):
            time.sleep(2.0)
            beside = run(place, MIXED, 8, seconds, first=2_000_000)
    _told("alone", alone)
    _told("beside endless queries", beside)
    print(f"p95 beside endless queries: {beside.late / alone.late:.2f} times that without")


def published(workspace: Workspace, seconds: float) -> None:
    """Eight clients' mixed questions while a snapshot is published every five seconds."""
    with maillage(workspace) as place:
        run(place, MIXED, 8, 2.0)
        server = _server()
        before, count, stop = _memory(server), [0], threading.Event()
        publishing = threading.Thread(target=_publish, args=(workspace, stop, count))
        publishing.start()
        under = run(place, MIXED, 8, seconds, first=3_000_000)
        after = _memory(server)
        stop.set()
        publishing.join()
    _told(f"while {count[0]} snapshots are published", under)
    print(f"memory of the server: {before} MB before, {after} MB after")


def dumped(workspace: Workspace, folder: Path) -> None:
    """N-Quads as the dump writes them, and by the engine's own ``Store.dump`` of the same named graphs, in turns."""
    store = current(workspace).store()
    reference = Oxigraph(str(folder / "reference"))
    reference.bulk_extend(quad for quad in store.oxigraph if quad.graph_name != DefaultGraph())
    reference.flush()
    path = folder / "dump.nq"
    ours: list[float] = []
    engine: list[float] = []
    for _ in range(3):
        begun = time.process_time()
        with path.open("wb") as file:
            write_statements(store, file, "nq")
        ours.append(time.process_time() - begun)
        begun = time.process_time()
        reference.dump(str(path), RdfFormat.N_QUADS)
        engine.append(time.process_time() - begun)
    print(f"dump: {min(ours):.2f} s of processor, Store.dump {min(engine):.2f} s, ratio {min(engine) / min(ours):.2f}")


class _beside:  # noqa: N801  # it reads as a word
    """Has a client of another address ask in a process of its own as long as the block lasts."""

    def __init__(self, place: Place, address: str, query: Callable[[int], str]) -> None:
        self._process = Process(target=_hammer, args=(place, address, query), daemon=True)

    def __enter__(self) -> None:
        self._process.start()

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.join()


def _hammer(place: Place, address: str, query: Callable[[int], str]) -> None:
    while True:
        run(place, query, 8, 60.0, address=address)


def _publish(workspace: Workspace, stop: threading.Event, count: list[int]) -> None:
    """Publish, each time by a process of its own as a build would, every five seconds."""
    while not stop.wait(5.0):
        subprocess.run([sys.executable, "-c", _PUBLISH, str(workspace.root), str(count[0])], check=True)
        count[0] += 1


_PUBLISH = """
import sys
from pathlib import Path
from graph.workspace import Workspace
from tests.benchmarks.http_limits import publish
publish(Workspace.open(Path(sys.argv[1])), int(sys.argv[2]))
"""


def publish(workspace: Workspace, number: int) -> None:
    """Publish a snapshot with one more statement; only the last three are kept."""
    graph = NamedNode(f"{BASE}g/published")
    quad = Quad(NamedNode(f"{BASE}publication/0"), RDFS.comment, Literal(f"snapshot {number}"), graph)
    with workspace.snapshots.draft(patience=60.0) as draft:
        draft.store.replace({graph: [quad]})
        draft.publish(current(workspace).manifest)
    workspace.snapshots.prune(3)


def _server() -> int:
    """The process that serves: the child of this one."""
    (pid,) = {int(pid) for task in Path("/proc/self/task").glob("*/children") for pid in task.read_text().split()}
    return pid


def _memory(pid: int) -> int:
    """Megabytes of memory that a process holds for itself."""
    lines = Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("RssAnon:")) // 1024


def _told(what: str, figures: Figures) -> None:
    print(f"{what:44}{figures.rate:9,.1f} /s  p95 {figures.late:8.1f} ms  {figures.failed} failed", flush=True)


if __name__ == "__main__":
    main()
