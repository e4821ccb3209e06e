"""SPARQL 1.1 Graph Store HTTP Protocol: every test of the W3C over HTTP.

The older suite of the same protocol (``http-rdf-update``) is prose, and itself points to this one.
"""

from __future__ import annotations

import httpx
import pytest
from pyoxigraph import RdfFormat

from graph.manifest import Manifest
from tests.conformance.conftest import Writable
from tests.conformance.exchanges import Exchange, Request, read_exchanges
from tests.conformance.results import same, triples_as_graph

HOST = "www.example"


def cases() -> list[object]:
    """The tests as parameters."""
    names = ("manifest-direct.ttl", "manifest-indirect.ttl")
    found = (each for name in names for each in read_exchanges("graph-store-protocol", name))
    return [pytest.param(exchange, id=f"graph-store-protocol/{exchange.name}") for exchange in found]


@pytest.mark.parametrize("exchange", cases())
def test_each_response_is_as_the_protocol_says(writable: Writable, exchange: Exchange) -> None:
    with writable.workspace.snapshots.draft(empty=True) as draft:
        draft.publish(Manifest())
    assert exchange.requests
    named: dict[str, str] = {}
    for request in exchange.requests:
        answer = send(writable.client, request, named)
        assert answer.status_code in request.statuses, (request.method, answer.status_code, answer.text)
        if request.location:
            named[request.location] = answer.headers["location"]
        if request.graph:
            expected = triples_as_graph(written(request.graph, named).encode(), RdfFormat.TURTLE)
            assert same(triples_as_graph(answer.content, RdfFormat.TURTLE), expected), answer.text


def send(client: httpx.Client, request: Request, named: dict[str, str]) -> httpx.Response:
    """The response to a request; the suite's ``/gsp`` is our ``/graph-store``."""
    path = written(request.path, named).replace("/gsp", "/graph-store", 1)
    body = written(request.body.decode(), named)
    return client.request(request.method, path, headers={**request.headers, "host": HOST}, content=body.encode())


def written(text: str, named: dict[str, str]) -> str:
    """A text of the suite with the locations that earlier responses gave."""
    for name, location in named.items():
        text = text.replace(name, location)
    return text
