"""SPARQL 1.1 Protocol: every test of the W3C over HTTP."""

from __future__ import annotations

from pathlib import Path

import httpx
import pytest
from pyoxigraph import QueryBoolean, QueryResultsFormat, QuerySolutions, RdfFormat, parse, parse_query_results

from graph.manifest import Manifest
from tests.conformance.conftest import Writable, protocol_graphs
from tests.conformance.exchanges import Exchange, Request, read_exchanges
from tests.conformance.suite import SUITES

UPDATES = "update_"
"""How the names of the tests that write begin."""


def cases(*, writing: bool) -> list[object]:
    """The tests as parameters: those that write, or the others."""
    found = (each for each in read_exchanges("protocol") if each.name.startswith(UPDATES) is writing)
    return [pytest.param(exchange, id=f"protocol/{exchange.name}") for exchange in found]


@pytest.mark.parametrize("exchange", cases(writing=False))
def test_each_response_is_as_the_protocol_says(endpoint: httpx.Client, exchange: Exchange) -> None:
    check_all(endpoint, exchange)


@pytest.mark.parametrize("exchange", cases(writing=True))
def test_each_response_to_an_update_is_as_the_protocol_says(
    writable: Writable, exchange: Exchange, shared_data: Path
) -> None:
    with writable.workspace.snapshots.draft(empty=True) as draft:
        draft.store.replace(dict(protocol_graphs(shared_data / SUITES)))
        draft.publish(Manifest())
    check_all(writable.client, exchange)


def check_all(client: httpx.Client, exchange: Exchange) -> None:
    """Send the requests of an exchange in turn, and assert all that is expected of each response."""
    assert exchange.requests
    for request in exchange.requests:
        check(request, send(client, request))


def send(endpoint: httpx.Client, request: Request) -> httpx.Response:
    """The response to a request; the suite's ``/sparql/`` is ours without the slash."""
    path = request.path.replace("/sparql/", "/sparql", 1)
    return endpoint.request(request.method, path, headers=request.headers, content=request.body)


def check(request: Request, answer: httpx.Response) -> None:
    """Assert all that is expected of a response."""
    assert {answer.status_code, answer.status_code // 100} & request.statuses, (answer.status_code, answer.text)
    media_type = answer.headers["content-type"].partition(";")[0]
    if request.form == "RDF":
        list(parse(answer.content, format=RdfFormat.from_media_type(media_type)))
    elif request.form:
        results = parse_query_results(answer.content, format=QueryResultsFormat.from_media_type(media_type))
        assert isinstance(results, QueryBoolean if request.form == "boolean" else QuerySolutions)
        assert request.boolean is None or (isinstance(results, QueryBoolean) and bool(results) is request.boolean)
