"""The W3C's SPARQL 1.1 suites, put through a real server: each data file is a named graph of one published snapshot."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from explorer.context import Context
from explorer.http.routes import Services
from graph.manifest import Manifest
from tests.conformance.suite import BASE, PROTOCOL_DATA, SUITES
from tests.explorer.http.conftest import open_workspace, serving


@pytest.fixture(scope="session")
def endpoint(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """A client of a server that holds the data of every suite."""
    workspace = open_workspace(tmp_path_factory.mktemp("suites"), "[limits]\ndeadline = 20.0\n")
    with workspace.snapshots.draft() as draft:
        draft.store.replace(dict(_graphs(shared_data / SUITES)))
        draft.publish(Manifest())
    with (
        serving(Services(Context(workspace)).application()) as address,
        httpx.Client(base_url=address, timeout=60, headers={"accept": ""}) as client,
    ):
        yield client


def _graphs(root: Path) -> Iterator[tuple[NamedNode, list[Quad]]]:
    for path in sorted([*root.glob("*/*.ttl"), *root.glob("*/*.nt"), *root.glob("*/*.rdf")]):
        name = BASE + path.relative_to(root).as_posix()
        yield _graph(name, path)
    for name, file in PROTOCOL_DATA.items():
        yield _graph(name, root / "protocol" / file)


def _graph(name: str, path: Path) -> tuple[NamedNode, list[Quad]]:
    form = RdfFormat.from_extension(path.suffix[1:])
    quads = parse(path=path, format=form, base_iri=BASE + f"{path.parent.name}/{path.name}", rename_blank_nodes=True)
    graph = NamedNode(name)
    return graph, [Quad(quad.subject, quad.predicate, quad.object, graph) for quad in quads]
