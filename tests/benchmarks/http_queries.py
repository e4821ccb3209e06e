"""Queries over HTTP: requests a second here and on Oxigraph's own server, on the same generated store.

Without the program ``oxigraph`` only this server is measured, and that is said. Nothing is asserted.
"""

from __future__ import annotations

import http.client
import itertools
import os
import shutil
import socket
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlencode

from graph.manifest import Manifest
from graph.workspace import Workspace
from ontology.namespaces import sparql_prefixes
from tests.benchmarks.networks import BASE, generate
from tests.benchmarks.report import Cell, Ratio, Report, Table

TITLE = "Queries over HTTP"
PEER = "Oxigraph's server"
Figures = dict[tuple[str, int], tuple[float, float]]

SERVE = """
import sys
from pathlib import Path
from explorer.app import serve
from graph.workspace import Workspace
serve(Workspace.open(Path(sys.argv[1])), "127.0.0.1", int(sys.argv[2]), lambda address: print(address, flush=True))
"""
LOOK_UP = "SELECT ?p ?o {{ <{base}document/{n}> ?p ?o }}"
MIXED = (
    "SELECT ?a (COUNT(?d) AS ?n) {{ ?d dcterms:subject <{base}concept/{n}> ; dcterms:creator ?a }}"
    " GROUP BY ?a LIMIT 20",
    "SELECT ?c (COUNT(?d) AS ?n) {{ <{base}concept/{n}> ^dcterms:subject/dcterms:subject ?c . ?d dcterms:subject ?c }}"
    " GROUP BY ?c ORDER BY DESC(?n) LIMIT 20",
    "SELECT ?d ?l {{ ?d dcterms:subject/skos:broader? <{base}concept/{n}> ; rdfs:label ?l }} ORDER BY ?l LIMIT 50",
    "CONSTRUCT WHERE {{ ?d dcterms:subject <{base}concept/{n}> ; dcterms:creator ?a }}",
)


@dataclass(frozen=True, slots=True)
class Load:
    """What clients ask: a name, and the query of each number."""

    name: str
    query: Callable[[int], str]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a server answers queries."""

    port: int
    path: str


LOADS = (
    Load("look-ups", lambda n: LOOK_UP.format(base=BASE, n=n % 40_000)),
    Load("look-ups, 100 again and again", lambda n: LOOK_UP.format(base=BASE, n=n % 100)),
    Load("mixed questions", lambda n: MIXED[n % len(MIXED)].format(base=BASE, n=n * 7 % 5_000)),
    Load("mixed questions, 100 again and again", lambda n: MIXED[n % len(MIXED)].format(base=BASE, n=n % 100)),
)


def run(*, documents: int = 5_000, seconds: float = 5.0, clients: tuple[int, ...] = (1, 8, 64)) -> Report:
    """Each load for so many seconds, from so many connections; 45,000 documents make 2 million quads."""
    program = shutil.which("oxigraph", path=os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]))
    with TemporaryDirectory() as folder:
        workspace, said = build(Path(folder), documents)
        ours, theirs = measure(maillage(workspace), seconds, clients), Figures()
        if program:
            theirs = measure(oxigraph(workspace, program), seconds, clients)
            said = f"{said} {PEER}'s default graph is the same: no union of graphs where none is asked for."
        else:
            said = f"{said} {PEER} is not installed here: only this server was measured."
    return told(ours, theirs, said)


def build(folder: Path, documents: int) -> tuple[Workspace, str]:
    """A workspace with a published snapshot of a generated network, and its size in a sentence."""
    (folder / "maillage.toml").write_text(f'[network]\nbase_iri = "{BASE}"\n', encoding="utf-8")
    workspace = Workspace.open(folder)
    generate(folder / "network.nq", documents, bare=False)
    with workspace.snapshots.draft() as draft:
        draft.store.bulk_load(folder / "network.nq")
        snapshot = draft.publish(Manifest())
    return workspace, f"{snapshot.manifest.quads:,} quads."


@contextmanager
def maillage(workspace: Workspace) -> Iterator[Place]:
    """This server, in a process of its own."""
    with _running([sys.executable, "-c", SERVE, str(workspace.root)], "/sparql") as place:
        yield place


@contextmanager
def oxigraph(workspace: Workspace, program: str) -> Iterator[Place]:
    """Oxigraph's own server over the same store."""
    snapshot = workspace.snapshots.current()
    if snapshot is None:
        raise RuntimeError("nothing is published")
    command = [
        program,
        "serve-read-only",
        "--location",
        str(snapshot.path / "store"),
        "--bind",
    ]
    with _running(command, "/query") as place:
        yield place


@contextmanager
def _running(command: list[str], path: str) -> Iterator[Place]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    address = f"127.0.0.1:{port}" if command[-1] == "--bind" else str(port)
    with subprocess.Popen([*command, address], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            while not _answers(port):
                time.sleep(0.05)
            yield Place(port, path)
        finally:
            process.terminate()


def _answers(port: int) -> bool:
    with socket.socket() as trying:
        return trying.connect_ex(("127.0.0.1", port)) == 0


def measure(server: AbstractContextManager[Place], seconds: float, counts: tuple[int, ...]) -> Figures:
    """Requests a second, and the 95th percentile of the time each took in milliseconds, by load and clients."""
    with server as place:
        return {(load.name, count): put(place, load, count, seconds) for load in LOADS for count in counts}


def put(place: Place, load: Load, clients: int, seconds: float) -> tuple[float, float]:
    """Put a load on a server from that many connections."""
    numbers, times = itertools.count(), list[float]()
    end = time.monotonic() + seconds
    threads = [threading.Thread(target=_client, args=(place, load, numbers, end, times)) for _ in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return len(times) / seconds, statistics.quantiles(times, n=20)[-1] * 1000


def _client(place: Place, load: Load, numbers: Iterator[int], end: float, times: list[float]) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", place.port)
    prefixes = sparql_prefixes()
    while (started := time.monotonic()) < end:
        query = urlencode({"query": prefixes + load.query(next(numbers))})
        connection.request("GET", f"{place.path}?{query}")
        answer = connection.getresponse()
        body = answer.read()
        if answer.status != 200:
            raise RuntimeError(body.decode())
        times.append(time.monotonic() - started)
    connection.close()


def told(ours: Figures, theirs: Figures, said: str) -> Report:
    """A row a load and number of clients, with the ratio to the native server where it was measured."""
    rows: list[tuple[Cell, ...]] = []
    ratios = []
    for (load, clients), (rate, late) in ours.items():
        peer = theirs.get((load, clients))
        rows.append((load, clients, rate, late, *(peer or ("", ""))))
        if peer:
            what = f"{load}, {clients} client{'s' if clients > 1 else ''}"
            ratios.append(Ratio(what=what, peer=PEER, ours=rate, theirs=peer[0], unit="requests/s"))
    columns = ("load", "clients", "requests a second", "p95, ms", f"{PEER}, requests a second", "p95, ms")
    table = Table(columns=columns, rows=tuple(rows))
    note = "“Again and again” asks 100 questions in turn, which we answer from memory after the first time."
    return Report(title=TITLE, ratios=tuple(ratios), tables=(table,), notes=(said, note))
