"""Reads the tests of protocols: the requests that are sent, and what is expected of each response."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pyoxigraph import Literal

from tests.conformance.suite import MF, Manifest, Node, folder

__all__ = ["Exchange", "Request", "read_exchanges"]

HT = "http://www.w3.org/2011/http#"
CNT = "http://www.w3.org/2011/content#"
_STATUSES = {"OK": 200, "Created": 201, "NoContent": 204, "NotFound": 404}


@dataclass(frozen=True, slots=True)
class Request:
    """A request, and what its response must be: statuses or classes of them (2 for 2xx), a boolean, a form of result.

    ``graph`` is a graph in Turtle, ``location`` what the response's ``Location`` is called in later requests.
    """

    method: str
    path: str
    headers: dict[str, str]
    body: bytes
    statuses: frozenset[int]
    boolean: bool | None
    form: str
    graph: str = ""
    location: str = ""


@dataclass(frozen=True, slots=True)
class Exchange:
    """A test of a protocol: its name and its requests, in order."""

    name: str
    requests: tuple[Request, ...]


def read_exchanges(suite: str, name: str = "manifest.ttl") -> list[Exchange]:
    """The tests of a suite, by the name of its folder; none when the suites are absent."""
    path = folder() / suite / name
    if not path.exists():
        return []
    manifest = Manifest(path)
    return [
        Exchange(_text(entry).rpartition("#")[2], tuple(_requests(manifest, entry))) for entry in manifest.entries()
    ]


def _requests(manifest: Manifest, entry: Node) -> Iterator[Request]:
    for node in manifest.members(manifest.value(manifest.value(entry, MF + "action"), HT + "requests")):
        body = manifest.value(node, HT + "body")
        response = manifest.value(node, HT + "resp")
        boolean = manifest.value(response, MF + "expectedBoolean")
        encoding = _text(manifest.value(body, CNT + "characterEncoding")) or "UTF-8"
        yield Request(
            method=_text(manifest.value(node, HT + "methodName")),
            path=_text(manifest.value(node, HT + "absolutePath")),
            headers=dict(_headers(manifest, node)),
            body=_text(manifest.value(body, CNT + "chars")).encode(encoding),
            statuses=frozenset(_statuses(manifest, response)),
            boolean=boolean.value == "true" if isinstance(boolean, Literal) else None,
            form=_text(manifest.value(response, MF + "expectedFormat")),
            graph=_text(manifest.value(manifest.value(response, HT + "body"), CNT + "chars")),
            location=_text(manifest.value(response, MF + "expectedLocation")),
        )


def _headers(manifest: Manifest, request: Node) -> Iterator[tuple[str, str]]:
    for header in manifest.members(manifest.value(request, HT + "headers")):
        yield _text(manifest.value(header, HT + "fieldName")), _text(manifest.value(header, HT + "fieldValue"))


def _statuses(manifest: Manifest, response: Node | None) -> Iterator[int]:
    for status in manifest.values(response, MF + "expectedStatus"):
        name = _text(status).rpartition("#")[2]
        yield _STATUSES.get(name) or int(name.removeprefix("StatusCode")[0])


def _text(node: Node | None) -> str:
    return "" if node is None else str(getattr(node, "value", ""))
