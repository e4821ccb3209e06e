"""Queries that are sent again as they were: answered from memory, as they would be anew."""

from __future__ import annotations

from collections.abc import Callable

import httpx
import pytest

from explorer.http.routes import Services
from tests.explorer.http.conftest import publish

EVENTS = "SELECT ?event { ?event a schema:Event } ORDER BY ?event"
QUERY = {"content-type": "application/sparql-query"}
Serve = Callable[..., tuple[httpx.Client, Services]]


def post(client: httpx.Client, query: str = EVENTS, **headers: str) -> httpx.Response:
    return client.post("/sparql", content=query, headers=QUERY | headers)


@pytest.mark.parametrize("accept", ["application/json", "text/csv"])
def test_what_is_sent_again_is_answered_the_same_with_the_same_headers(serve: Serve, accept: str) -> None:
    client, services = serve()
    first, again = (post(client, accept=accept) for _ in range(2))
    assert services.endpoint.cache.hits == 1
    assert (again.status_code, again.content) == (200, first.content)
    own = {"date", "x-request-id"}
    assert {(k, v) for k, v in again.headers.items() if k not in own} == {
        (k, v) for k, v in first.headers.items() if k not in own
    }
    assert again.headers["x-request-id"] != first.headers["x-request-id"]


def test_another_syntax_compression_or_method_is_another_request(client: httpx.Client) -> None:
    for _ in range(2):
        assert post(client, accept="text/csv").headers["content-type"].startswith("text/csv")
        assert "json" in post(client, accept="application/json").headers["content-type"]
        assert client.get("/sparql", params={"query": EVENTS, "format": "xml"}).text.startswith("<?xml")
        assert "content-encoding" not in post(client, **{"accept-encoding": "identity"}).headers


def test_an_answer_of_an_older_snapshot_is_not_sent(serve: Serve) -> None:
    client, services = serve()
    before = [post(client).json() for _ in range(2)]
    publish(services.context.workspace, "<https://e.org/g> { <https://e.org/new> a <https://schema.org/Event> }")
    after = [post(client).json() for _ in range(2)]
    assert before[0] == before[1] != after[0] == after[1]


def test_who_has_the_answer_already_is_not_sent_it(client: httpx.Client) -> None:
    tag = [client.get("/sparql", params={"query": EVENTS}) for _ in range(2)][1].headers["etag"]
    again = client.get("/sparql", params={"query": EVENTS}, headers={"if-none-match": tag})
    assert (again.status_code, again.content) == (304, b"")


def test_what_changes_by_itself_and_what_is_wrong_are_never_remembered(client: httpx.Client) -> None:
    first, second = (post(client, "SELECT (RAND() AS ?n) {}").json() for _ in range(2))
    assert first != second
    assert [post(client, "SELECT nothing").status_code for _ in range(2)] == [400, 400]


@pytest.mark.parametrize("query", [EVENTS, "ASK { oops", "SELECT * { SERVICE <https://e.org/x> { ?s ?p ?o } }"])
def test_a_query_is_answered_the_same_whether_it_comes_in_one_piece_or_in_several(serve: Serve, query: str) -> None:
    client, services = serve()
    whole = post(client, query)
    pieces = client.post("/sparql", content=iter([query[:5].encode(), query[5:].encode()]), headers=QUERY)
    assert (pieces.status_code, pieces.content) == (whole.status_code, whole.content)
    own = {"date", "x-request-id"}
    assert {k: v for k, v in pieces.headers.items() if k not in own} == {
        k: v for k, v in whole.headers.items() if k not in own
    }
    assert services.pool.state["busy"] == 0
