"""What others do to a client: endless queries beside it, snapshots published under it, and how fast a dump is written.

The load is that of ``http_queries``, its mixed questions. Nothing is asserted.
"""

from __future__ import annotations

import os
import shutil
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime
from multiprocessing import Process
from pathlib import Path
from tempfile import TemporaryDirectory

from pyoxigraph import DefaultGraph, RdfFormat
from pyoxigraph import Store as Oxigraph

from graph.exports.statements import write_statements
from graph.published import point_to
from graph.workspace import Workspace
from tests.benchmarks.http_clients import Figures, Place, put
from tests.benchmarks.http_queries import LOADS
from tests.benchmarks.http_servers import build, current, maillage
from tests.benchmarks.report import Cell, Ratio, Report, Table

ENDLESS = "SELECT (COUNT(*) AS ?n) {{ ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }} #{n}"
MIXED = LOADS[2].query


def run(*, documents: int = 5_000, seconds: float = 10.0, publishing: float = 30.0, workspace: str = "") -> Report:
    """Each load for so many ``seconds``, snapshots published for ``publishing`` seconds, and a dump written."""
    with TemporaryDirectory() as folder:
        opened = build(Path(workspace or folder), documents)
        notes = [f"{current(opened).manifest.quads:,} quads; 8 clients ask the mixed questions of the HTTP queries."]
        rows = [*endless(opened, seconds, notes), published(opened, publishing, notes)]
        ratio = dumped(opened, Path(folder))
    columns = ("load", "answers a second", "p95, ms", "failed")
    table = Table(columns=columns, rows=tuple(rows))
    return Report(title="What others do to a client", ratios=(ratio,), tables=(table,), notes=tuple(notes))


def endless_query(number: int) -> str:
    """A query that never ends, unlike any other."""
    return ENDLESS.format(n=number)


def endless(workspace: Workspace, seconds: float, notes: list[str]) -> list[tuple[Cell, ...]]:
    """Eight clients' mixed questions without and with another client, of another address, that hammers."""
    with maillage(workspace) as place:
        put(place, MIXED, 8, 2.0)
        alone = put(place, MIXED, 8, seconds, first=1_000_000)
        with _beside(place, "127.0.0.2", endless_query):
            time.sleep(2.0)
            beside = put(place, MIXED, 8, seconds, first=2_000_000)
    notes.append(
        f"The p95 beside endless queries of another client is {beside.late / alone.late:.2f} times that alone."
    )
    return [_row("alone", alone), _row("beside endless queries of another client", beside)]


def published(workspace: Workspace, seconds: float, notes: list[str]) -> tuple[Cell, ...]:
    """Eight clients' mixed questions while a snapshot is published every five seconds."""
    with maillage(workspace) as place:
        put(place, MIXED, 8, 2.0)
        server = _server()
        count, stop = [0], threading.Event()
        publishing = threading.Thread(target=_publish, args=(workspace, stop, count))
        publishing.start()
        under = put(place, MIXED, 8, seconds / 2, first=3_000_000)
        half = _memory(server)
        under.add(put(place, MIXED, 8, seconds / 2, first=4_000_000))
        whole = _memory(server)
        stop.set()
        publishing.join()
    notes.append(
        f"Memory of the server while snapshots are published: {half} MB after half of the time, {whole} MB at the end."
    )
    return _row(f"while {count[0]} snapshots are published", under)


def dumped(workspace: Workspace, folder: Path) -> Ratio:
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
    return Ratio(
        what="a dump in N-Quads, processor seconds",
        peer="pyoxigraph's Store.dump",
        ours=min(ours),
        theirs=min(engine),
        unit="s",
        more_is_better=False,
    )


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
        put(place, query, 8, 60.0, address=address)


def _publish(workspace: Workspace, stop: threading.Event, count: list[int]) -> None:
    """Publish every five seconds: the same graph under a new id, since a build of millions of quads takes longer."""
    while not stop.wait(5.0):
        made = datetime.now(UTC)
        name = f"{made:%Y%m%dT%H%M%S}{made.microsecond // 1000:03}-{count[0]:08x}"
        root = workspace.snapshots.root
        shutil.copytree(current(workspace).path, root / name, copy_function=os.link)
        point_to(root, name)
        workspace.snapshots.prune(3)
        count[0] += 1


def _server() -> int:
    """The process that serves: the child of this one."""
    (pid,) = {int(pid) for task in Path("/proc/self/task").glob("*/children") for pid in task.read_text().split()}
    return pid


def _memory(pid: int) -> int:
    """Megabytes of memory that a process holds for itself."""
    lines = Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("RssAnon:")) // 1024


def _row(what: str, figures: Figures) -> tuple[Cell, ...]:
    return what, figures.rate, figures.late, figures.failed
