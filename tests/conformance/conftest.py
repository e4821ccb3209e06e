"""The W3C's SPARQL 1.1 suites, put through a real server.

For queries, each data file is a named graph of one published snapshot. Updates and graphs are written to another
server, with a token and without the project's own shapes, which the suites' data need not keep to.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from explorer.context import Context
from explorer.http.routes import Services
from graph.manifest import Manifest
from graph.workspace import Workspace
from tests.conformance.report import Report
from tests.conformance.suite import BASE, PROTOCOL_DATA, SUITES
from tests.explorer.http.conftest import open_workspace, serving

TOKEN = "a-token-for-the-suites"


REPORT = Report()


def pytest_addoption(parser: pytest.Parser) -> None:
    """``--report FILE`` writes what came of each test."""
    parser.addoption("--report", metavar="FILE", help="write the counts by suite, and each failure with its reason")


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Note what came of a test that has the name of one of the suites."""
    test = report.nodeid.partition("[")[2].rstrip("]")
    if "/" in test and (report.when == "call" or report.failed):
        reason = getattr(report, "wasxfail", "")
        REPORT.tell(test, None if report.passed else reason or "a failure that is not known")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Print the report, and write it where that was asked."""
    if path := config.getoption("--report"):
        said = REPORT.write()
        Path(path).write_text(said, encoding="utf-8")
        terminalreporter.write(said)


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


@pytest.fixture(scope="session")
def writable(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Writable]:
    """A server that may be written to; it holds the data of the protocol's tests at first."""
    settings = "[updates]\nenabled = true\nvalidate = false\nkeep = 2\n"
    workspace = open_workspace(tmp_path_factory.mktemp("written"), settings)
    with workspace.snapshots.draft() as draft:
        draft.store.replace(dict(protocol_graphs(shared_data / SUITES)))
        draft.publish(Manifest())
    headers = {"accept": "", "authorization": f"Bearer {TOKEN}"}
    with (
        serving(Services(Context(workspace), TOKEN).application()) as address,
        httpx.Client(base_url=address, timeout=60, headers=headers) as client,
    ):
        yield Writable(workspace, client)


@dataclass(frozen=True, slots=True)
class Writable:
    """A server's workspace, and a client of it that may write."""

    workspace: Workspace
    client: httpx.Client


def protocol_graphs(root: Path) -> Iterator[tuple[NamedNode, list[Quad]]]:
    """The graphs that the tests of the protocol ask by name."""
    for name, file in PROTOCOL_DATA.items():
        yield graph(name, root / "protocol" / file)


def _graphs(root: Path) -> Iterator[tuple[NamedNode, list[Quad]]]:
    for path in sorted([*root.glob("*/*.ttl"), *root.glob("*/*.nt"), *root.glob("*/*.rdf")]):
        name = BASE + path.relative_to(root).as_posix()
        yield graph(name, path)
    yield from protocol_graphs(root)


def graph(name: str, path: Path) -> tuple[NamedNode, list[Quad]]:
    """A file as the named graph of that name."""
    form = RdfFormat.from_extension(path.suffix[1:])
    quads = parse(path=path, format=form, base_iri=BASE + f"{path.parent.name}/{path.name}", rename_blank_nodes=True)
    node = NamedNode(name)
    return node, [Quad(quad.subject, quad.predicate, quad.object, node) for quad in quads]
