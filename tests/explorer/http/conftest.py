"""A published workspace and a real server over it, for the tests of what programs ask."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import groupby
from pathlib import Path

import httpx
import pytest
import uvicorn
from pyoxigraph import NamedNode, Quad, RdfFormat, parse
from starlette.types import ASGIApp

from explorer.app import server_config
from explorer.context import Context
from explorer.http.routes import Services
from graph.manifest import Manifest
from graph.snapshot import Snapshot
from graph.workspace import Workspace

NETWORK = Path(__file__).with_name("network.trig")
SETTINGS = """
[network]
title = { fr = "Réseau des Cimes", en = "Summits Network" }
base_iri = "https://e.org/"
"""


def publish(workspace: Workspace, trig: bytes | str | None = None) -> Snapshot:
    """Publish a snapshot with the graphs of a TriG text (the fictional network), beside those of before."""
    quads = parse(NETWORK.read_bytes() if trig is None else trig, format=RdfFormat.TRIG)
    ordered = sorted(quads, key=lambda quad: str(quad.graph_name))
    graphs: dict[NamedNode, list[Quad]] = {}
    for name, members in groupby(ordered, key=lambda quad: quad.graph_name):
        assert isinstance(name, NamedNode)
        graphs[name] = list(members)
    with workspace.snapshots.draft() as draft:
        draft.store.replace(graphs)
        return draft.publish(Manifest())


def open_workspace(folder: Path, settings: str = "") -> Workspace:
    """A workspace of the network, with more settings at its end; nothing is published in it."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "maillage.toml").write_text(SETTINGS + settings, encoding="utf-8")
    return Workspace.open(folder)


@contextmanager
def serving(app: ASGIApp, proxies: tuple[str, ...] = ()) -> Iterator[str]:
    """The address of a server that runs the application as long as the block lasts."""
    config = server_config(app, proxies)
    config.port, config.timeout_graceful_shutdown = 0, 2
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        while not server.started:
            assert thread.is_alive(), "the server did not start"
            time.sleep(0.01)
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Callable[..., tuple[httpx.Client, Services]]]:
    """Starts a server over a network of its own: ``serve("[limits]\\ndeadline = 1")`` gives a client and services."""
    stack: list[Iterator[object]] = []

    def start(settings: str = "", *, trig: str | None = None, token: str = "") -> tuple[httpx.Client, Services]:
        workspace = open_workspace(tmp_path / "workspace", settings)
        publish(workspace, trig)
        services = Services(Context(workspace), token)
        running = _client(services)
        stack.append(running)
        return next(running), services

    yield start
    for running in stack:
        next(running, None)


def _client(services: Services) -> Iterator[httpx.Client]:  # a generator, so that one fixture can hold several
    with serving(services.application()) as address, httpx.Client(base_url=address, timeout=30) as client:
        yield client


@pytest.fixture(scope="session")
def services(tmp_path_factory: pytest.TempPathFactory) -> Services:
    """The services over the network that most tests only read."""
    workspace = open_workspace(tmp_path_factory.mktemp("network"), "[limits]\ndeadline = 20.0\n")
    publish(workspace)
    return Services(Context(workspace))


@pytest.fixture(scope="session")
def client(services: Services) -> Iterator[httpx.Client]:
    """A client of a server over the network that most tests only read."""
    with serving(services.application()) as address, httpx.Client(base_url=address, timeout=30) as client:
        yield client
