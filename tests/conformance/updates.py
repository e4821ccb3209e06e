"""Reads the tests of updates: the request, the graphs before it and after it. Sending it is not for here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import Literal, NamedNode

from tests.conformance.suite import MF, RDF, Manifest, Node, folder

__all__ = ["UpdateTest", "read_updates"]

UT = "http://www.w3.org/2009/sparql/tests/test-update#"
RDFS_LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
Files = tuple[tuple[str, Path], ...]
"""Files by the name of their graph, empty for the default graph."""


@dataclass(frozen=True, slots=True)
class UpdateTest:
    """A test of an update: its name and kind, the request's file, what the graph store holds before and after."""

    name: str
    kind: str
    request: Path
    before: Files
    after: Files


def read_updates(suite: str) -> list[UpdateTest]:
    """The tests of a suite, by the name of its folder; none when the suites are absent."""
    path = folder() / suite / "manifest.ttl"
    if not path.exists():
        return []
    manifest = Manifest(path)
    return [test for entry in manifest.entries() if (test := _test(manifest, entry, suite))]


def _test(manifest: Manifest, entry: Node, suite: str) -> UpdateTest | None:
    action, result = manifest.value(entry, MF + "action"), manifest.value(entry, MF + "result")
    request = manifest.file(action if isinstance(action, NamedNode) else manifest.value(action, UT + "request"))
    kind = manifest.value(entry, RDF + "type")
    if request is None or not isinstance(kind, NamedNode) or not isinstance(entry, NamedNode):
        return None
    name = f"{suite}/{entry.value.rpartition('#')[2]}"
    before, after = tuple(_files(manifest, action)), tuple(_files(manifest, result))
    return UpdateTest(name, kind.value.removeprefix(MF), request, before, after)


def _files(manifest: Manifest, node: Node | None) -> Iterator[tuple[str, Path]]:
    for data in manifest.values(node, UT + "data"):
        if path := manifest.file(data):
            yield "", path
    for named in manifest.values(node, UT + "graphData"):
        label = manifest.value(named, RDFS_LABEL)
        if isinstance(label, Literal) and (path := manifest.file(manifest.value(named, UT + "graph"))):
            yield label.value, path
