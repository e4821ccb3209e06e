"""Reads the manifests of the W3C's suites: which tests there are, what each asks and what it expects."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Store, Triple

__all__ = ["BASE", "PROTOCOL_DATA", "SUITES", "Test", "folder", "read_tests"]

SUITES = "standards/rdf-tests/sparql11"
BASE = "http://suite.example/"
"""What the files of the suites are called by, in the place of their folder."""
PROTOCOL_DATA = {f"http://kasei.us/2009/09/sparql/data/data{n}.rdf": f"data{n}.nt" for n in (1, 2, 3)}
MF = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
QT = "http://www.w3.org/2001/sw/DataAccess/tests/test-query#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
Node = NamedNode | BlankNode | Literal | Triple


@dataclass(frozen=True, slots=True)
class Test:
    """A test of a query: its name and kind, the query's file, its data files by their IRIs, the file of the result."""

    __test__ = False

    name: str
    kind: str
    query: Path
    default: tuple[str, ...]
    named: tuple[str, ...]
    result: Path | None


def folder() -> Path:
    """The folder of the suites; it may be absent."""
    data = os.environ.get("MAILLAGE_SHARED_DATA")
    return (Path(data) if data else Path(__file__).resolve().parents[3] / "shared" / "data") / SUITES


class Manifest:
    """A manifest as a graph, with the few ways of looking that reading it needs."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._store = Store()
        self._store.load(path=path, format=RdfFormat.TURTLE, base_iri=f"{BASE}{path.parent.name}/manifest.ttl")

    def values(self, node: Node | None, term: str) -> list[Node]:
        """The values of a property, in no order."""
        if not isinstance(node, NamedNode | BlankNode):
            return []
        return [quad.object for quad in self._store.quads_for_pattern(node, NamedNode(term), None)]

    def value(self, node: Node | None, term: str) -> Node | None:
        """The value of a property that has one at most."""
        return next(iter(self.values(node, term)), None)

    def members(self, node: Node | None) -> Iterator[Node]:
        """The members of a list, in order."""
        while (first := self.value(node, RDF + "first")) is not None:
            yield first
            node = self.value(node, RDF + "rest")

    def entries(self) -> Iterator[Node]:
        """The tests that the manifest names, in order."""
        for quad in self._store.quads_for_pattern(None, NamedNode(MF + "entries"), None):
            yield from self.members(quad.object)

    def file(self, node: Node | None) -> Path | None:
        """The file that an IRI stands for."""
        return self._path.parent / node.value.rpartition("/")[2] if isinstance(node, NamedNode) else None


def read_tests(suite: str) -> list[Test]:
    """The query tests of a suite, by the name of its folder; none when the suites are absent."""
    path = folder() / suite / "manifest.ttl"
    if not path.exists():
        return []
    manifest = Manifest(path)
    return [test for entry in manifest.entries() if (test := _test(manifest, entry, suite))]


def _test(manifest: Manifest, entry: Node, suite: str) -> Test | None:
    action = manifest.value(entry, MF + "action")
    query = manifest.file(action if isinstance(action, NamedNode) else manifest.value(action, QT + "query"))
    kind = manifest.value(entry, RDF + "type")
    if query is None or not isinstance(kind, NamedNode) or not isinstance(entry, NamedNode):
        return None
    return Test(
        name=f"{suite}/{entry.value.rpartition('#')[2]}",
        kind=kind.value.removeprefix(MF),
        query=query,
        default=_iris(manifest.values(action, QT + "data")),
        named=_iris(manifest.values(action, QT + "graphData")),
        result=manifest.file(manifest.value(entry, MF + "result")),
    )


def _iris(nodes: list[Node]) -> tuple[str, ...]:
    return tuple(sorted(node.value for node in nodes if isinstance(node, NamedNode)))
