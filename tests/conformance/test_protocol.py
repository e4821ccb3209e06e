"""SPARQL 1.1 Protocol and Service Description: every test of the W3C, those that fail with the reason."""

from __future__ import annotations

import httpx
import pytest
from pyoxigraph import QueryBoolean, QueryResultsFormat, QuerySolutions, RdfFormat, Store, parse, parse_query_results

from tests.conformance.exchanges import Exchange, Request, read_exchanges

UPDATES = "what is published never changes: the endpoint takes no updates"


def cases() -> list[object]:
    """The tests as parameters; those that need updates are marked so."""
    return [
        pytest.param(exchange, id=exchange.name, marks=[pytest.mark.xfail(reason=UPDATES, strict=True)])
        if exchange.name.startswith("update_")
        else pytest.param(exchange, id=exchange.name)
        for exchange in read_exchanges("protocol")
    ]


@pytest.mark.parametrize("exchange", cases())
def test_each_response_is_as_the_protocol_says(endpoint: httpx.Client, exchange: Exchange) -> None:
    assert exchange.requests
    for request in exchange.requests:
        check(request, send(endpoint, request))


def send(endpoint: httpx.Client, request: Request) -> httpx.Response:
    """The response to a request; the suite's ``/sparql/`` is ours without the slash."""
    path = request.path.replace("/sparql/", "/sparql", 1)
    return endpoint.request(request.method, path, headers=request.headers, content=request.body)


def check(request: Request, answer: httpx.Response) -> None:
    """Assert all that is expected of a response."""
    assert answer.status_code // 100 in request.statuses, (answer.status_code, answer.text)
    media_type = answer.headers["content-type"].partition(";")[0]
    if request.form == "RDF":
        list(parse(answer.content, format=RdfFormat.from_media_type(media_type)))
    elif request.form:
        results = parse_query_results(answer.content, format=QueryResultsFormat.from_media_type(media_type))
        assert isinstance(results, QueryBoolean if request.form == "boolean" else QuerySolutions)
        assert request.boolean is None or (isinstance(results, QueryBoolean) and bool(results) is request.boolean)


@pytest.fixture(scope="module")
def description(endpoint: httpx.Client) -> Store:
    """The service's description of itself: the test “GET on endpoint returns RDF”."""
    answer = endpoint.get("/sparql")
    store = Store()
    store.load(answer.content, format=RdfFormat.from_media_type(answer.headers["content-type"].partition(";")[0]))
    return store


def test_the_description_has_a_matching_endpoint_triple(endpoint: httpx.Client, description: Store) -> None:
    sd = "PREFIX sd: <http://www.w3.org/ns/sparql-service-description#>"
    assert description.query(f"{sd} ASK {{ ?service a sd:Service ; sd:endpoint <{endpoint.base_url}/sparql> }}")


def test_the_description_conforms_to_the_schema(description: Store) -> None:
    """The classes of the values of each property that the schema gives a range."""
    sd = "PREFIX sd: <http://www.w3.org/ns/sparql-service-description#>"
    assert description.query(
        f"{sd} ASK {{ ?s sd:defaultDataset ?d . ?d a sd:Dataset ; sd:defaultGraph ?g . ?g a sd:Graph }}"
    )
    named = "sd:feature, sd:supportedLanguage, sd:resultFormat, sd:endpoint"
    assert not description.query(f"{sd} ASK {{ ?s ?p ?o FILTER(?p IN ({named}) && !isIRI(?o)) }}")
