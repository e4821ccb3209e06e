"""Queries over HTTP: requests a second here and on Oxigraph's own server, on the same generated store.

Run it as ``python -m tests.benchmarks.http_queries [DOCUMENTS] [--oxigraph PROGRAM]``; 45,000 documents make 2 million
quads. Without the program ``oxigraph`` only this server is measured, and that is said. Nothing is asserted.
"""

from __future__ import annotations

import argparse
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


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("documents", type=int, nargs="?", default=5_000)
    parser.add_argument("--oxigraph", default=shutil.which("oxigraph"), help="the program of Oxigraph's server")
    parser.add_argument("--seconds", type=float, default=5.0, help="how long each load lasts")
    parser.add_argument("--clients", type=int, nargs="*", default=[1, 8])
    arguments = parser.parse_args()
    if not arguments.oxigraph:
        print("Oxigraph's server is not installed here: only this one is measured.")
    with TemporaryDirectory() as folder:
        workspace = build(Path(folder), arguments.documents)
        measured = {"maillage": measure(maillage(workspace), arguments.seconds, arguments.clients)}
        if arguments.oxigraph:
            native = oxigraph(workspace, arguments.oxigraph)
            measured["oxigraph"] = measure(native, arguments.seconds, arguments.clients)
    show(measured)


def build(folder: Path, documents: int) -> Workspace:
    """A workspace with a published snapshot of a generated network."""
    (folder / "maillage.toml").write_text(f'[network]\nbase_iri = "{BASE}"\n', encoding="utf-8")
    workspace = Workspace.open(folder)
    generate(folder / "network.nq", documents, bare=False)
    with workspace.snapshots.draft() as draft:
        draft.store.bulk_load(folder / "network.nq")
        snapshot = draft.publish(Manifest())
    print(f"{snapshot.manifest.quads:,} quads; {os.cpu_count()} processors")
    return workspace


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


def measure(
    server: AbstractContextManager[Place], seconds: float, counts: list[int]
) -> dict[tuple[str, int], tuple[float, float]]:
    """Requests a second, and the 95th percentile of the time each took in milliseconds, by load and clients."""
    with server as place:
        return {(load.name, count): run(place, load, count, seconds) for load in LOADS for count in counts}


def run(place: Place, load: Load, clients: int, seconds: float) -> tuple[float, float]:
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


def show(measured: dict[str, dict[tuple[str, int], tuple[float, float]]]) -> None:
    """Print a table, with the ratio to Oxigraph's server where it was measured."""
    print(
        f"{'load':40}{'clients':>8}"
        + "".join(f"{name + ' /s':>14}{'p95 ms':>9}" for name in measured)
        + f"{'ratio':>8}"
    )
    for load, clients in measured["maillage"]:
        figures = [found[load, clients] for found in measured.values()]
        columns = "".join(f"{rate:>14,.0f}{late:>9.1f}" for rate, late in figures)
        ratio = f"{figures[0][0] / figures[1][0]:>8.2f}" if len(figures) > 1 else ""
        print(f"{load:40}{clients:>8}{columns}{ratio}")


if __name__ == "__main__":
    main()
