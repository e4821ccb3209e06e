"""The servers that the HTTP benchmarks compare, each in a process of its own over the same generated quads."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from graph.manifest import Manifest
from graph.published import Snapshot
from graph.workspace import Workspace
from tests.benchmarks.http_clients import Place
from tests.benchmarks.networks import BASE, generate

__all__ = ["SETTINGS", "build", "current", "going", "maillage", "oxigraph", "rdflib_endpoint", "stop"]

SETTINGS = f'[network]\nbase_iri = "{BASE}"\n'
SERVE = """
import sys
from pathlib import Path
from explorer.app import serve
from graph.workspace import Workspace
serve(Workspace.open(Path(sys.argv[1])), "127.0.0.1", int(sys.argv[2]), lambda address: print(address, flush=True))
"""
ENDPOINT = """
import sys
import uvicorn
from rdflib import Graph
from rdflib_endpoint import SparqlEndpoint
graph = Graph().parse(sys.argv[1], format="nt")
uvicorn.run(SparqlEndpoint(graph=graph), host="127.0.0.1", port=int(sys.argv[2]), log_level="warning")
"""


def build(folder: Path, documents: int) -> Workspace:
    """A workspace with a published snapshot of a generated network; the one that the folder holds already, if any."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "maillage.toml").write_text(SETTINGS, encoding="utf-8")
    workspace = Workspace.open(folder)
    if workspace.snapshots.current() is None:
        generate(folder / "network.nq", documents, bare=False)
        with workspace.snapshots.draft() as draft:
            draft.store.bulk_load(folder / "network.nq")
            draft.publish(Manifest())
        (folder / "network.nq").unlink()
    return workspace


def current(workspace: Workspace) -> Snapshot:
    """The published snapshot."""
    snapshot = workspace.snapshots.current()
    if snapshot is None:
        raise RuntimeError("nothing is published")
    return snapshot


@contextmanager
def maillage(workspace: Workspace) -> Iterator[Place]:
    """This server."""
    with _running([sys.executable, "-c", SERVE, str(workspace.root)], "/sparql") as place:
        yield place


@contextmanager
def oxigraph(workspace: Workspace, program: str) -> Iterator[Place]:
    """Oxigraph's own server over the same store."""
    location = str(current(workspace).path / "store")
    with _running([program, "serve-read-only", "--location", location, "--bind"], "/query") as place:
        yield place


@contextmanager
def rdflib_endpoint(workspace: Workspace, python: str) -> Iterator[Place]:
    """The package rdflib-endpoint, run by a Python that has it, over the same triples in memory."""
    file = workspace.root / "triples.nt"
    if not file.exists():
        with file.open("wb") as written:
            written.writelines(f"{triple} .\n".encode() for triple in current(workspace).store().triples())
    with _running([python, "-c", ENDPOINT, str(file)], "/") as place:
        yield place


def stop(place: Place) -> None:
    """Have a server do nothing: what it is still at for those who asked before takes no time from another."""
    os.killpg(place.group, signal.SIGSTOP)


@contextmanager
def going(place: Place) -> Iterator[None]:
    """A server that was stopped goes on as long as the block lasts."""
    os.killpg(place.group, signal.SIGCONT)
    try:
        yield
    finally:
        stop(place)


@contextmanager
def _running(command: list[str], path: str) -> Iterator[Place]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    address = f"127.0.0.1:{port}" if command[-1] == "--bind" else str(port)
    quiet = subprocess.DEVNULL
    with subprocess.Popen([*command, address], stdout=quiet, stderr=quiet, start_new_session=True) as process:
        try:
            while not _answers(port):
                if process.poll() is not None:
                    raise RuntimeError(f"{command[0]} did not start")
                time.sleep(0.05)
            yield Place(port, path, process.pid)
        finally:
            os.killpg(process.pid, signal.SIGCONT)
            process.terminate()


def _answers(port: int) -> bool:
    with socket.socket() as trying:
        return trying.connect_ex(("127.0.0.1", port)) == 0
