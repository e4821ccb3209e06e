"""Every route of a real server, asked what nobody would ask: a refusal in a sentence, and the server goes on."""

from __future__ import annotations

import re
import socket
from collections.abc import Iterator
from urllib.parse import quote, quote_from_bytes, urlsplit

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explorer.context import Context
from explorer.http.routes import Services
from tests.documentation.called import routes
from tests.explorer.http.conftest import open_workspace, publish, serving
from tests.torture.mangling import mangled, texts

SETTINGS = "[limits]\ndeadline = 2.0\nrows = 2000\nbytes = 2000000\n[updates]\nenabled = true\n"
TOKEN = "the-token-of-the-torture"
PATHS = sorted({route.path for route in routes()} | {"/", "/nowhere"})
NAMES = (
    "query update default-graph-uri named-graph-uri using-graph-uri format lang iri page graph default queries extend "
    "prefix cursor limit type id language concept actor first callback ids"
).split()
VALUES = st.one_of(
    texts("https://e.org/event/2012-velo"),
    texts("SELECT * { ?s ?p ?o } LIMIT 5"),
    texts('{"q0": {"query": "Perrin", "limit": 3, "properties": [{"pid": "a", "v": "b"}]}}'),
    texts("concept:rse"),
    st.integers(-(10**20), 10**20).map(str),
)
HEADERS = st.fixed_dictionaries(
    {},
    optional={
        "accept": st.sampled_from(
            ["*/*", "text/html", "text/turtle", "a/b", "text/*;q=x", ",,,", "*/*;q=-1", "x" * 4000]
        ),
        "accept-language": st.sampled_from(["en", "fr;q=0.1", "zz", "*", "-", "e" * 4000]),
        "authorization": st.sampled_from(["Bearer", "Bearer wrong", "Basic YTpi", "x"]),
        "content-type": st.sampled_from(
            [
                "application/x-www-form-urlencoded",
                "application/sparql-query",
                "application/sparql-update",
                "multipart/form-data",
                "multipart/form-data; boundary=x",
                "text/turtle; charset=latin-9",
                "application/json",
                "",
            ]
        ),
        "if-none-match": st.sampled_from(["*", '"', 'W/"a"', "x" * 2000]),
        "x-request-id": st.sampled_from(["a", '"\\', "é".encode().decode("latin-1"), "i" * 300]),
        "x-forwarded-for": st.sampled_from(["127.0.0.1", "x, y", ""]),
        "host": st.sampled_from(["e.org", "a b", '"<>', "[::1"]),
    },
)
UPDATE = b"INSERT DATA { GRAPH <urn:b> { <urn:c> <urn:d> 'e'@fr } } ; DELETE WHERE { GRAPH <urn:b> { ?s ?p 1 } }"
DOCUMENT = b'@prefix a: <https://e.org/> . a:b a:c "d"@fr, 1, 2.5e3, [ a:e ( a:f """g""" ) ] .'
BODIES = st.one_of(
    st.just(b""), st.binary(max_size=300), mangled(b"query=ASK%20%7B%7D&format=json&default-graph-uri=urn:a")
)


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    workspace = open_workspace(tmp_path_factory.mktemp("network"), SETTINGS)
    publish(workspace)
    with (
        serving(Services(Context(workspace), TOKEN).application()) as address,
        httpx.Client(base_url=address, timeout=30) as each,
    ):
        yield each


def filled(path: str, value: str) -> str:
    """A route's path with its parameters filled in; a slash of the value stays one where the parameter takes them."""
    return re.sub(
        r"\{(\w+)(:path)?(?::\w+)?\}", lambda found: quote(value, safe="/" if found[2] else "", errors="replace"), path
    )


@pytest.mark.parametrize("path", PATHS)
def test_a_route_answers_or_refuses_in_a_sentence_whatever_it_is_asked(client: httpx.Client, path: str) -> None:
    @given(
        st.sampled_from(["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH"]),
        texts("event/2012-velo.ttl"),
        st.lists(st.tuples(st.sampled_from(NAMES), VALUES), max_size=4),
        HEADERS,
        BODIES,
    )
    def check(method: str, value: str, asked: list[tuple[str, str]], headers: dict[str, str], body: bytes) -> None:
        fields = httpx.QueryParams([(name, text[:4_000]) for name, text in asked])
        sent = [(name.encode(), text.encode("latin-1", "replace")) for name, text in headers.items()]
        answer = client.request(method, filled(path, value[:2_000]), params=fields, headers=sent, content=body)
        assert answer.status_code < 500 or answer.status_code == 503, answer.text
        if answer.status_code >= 400 and method != "HEAD" and answer.content:
            kind = answer.headers["content-type"]
            assert kind.startswith(("application/problem+json", "text/html", "application/json", "text/plain")), kind
        assert "Traceback" not in answer.text

    check()
    assert client.get("/health").status_code == 200


@settings(max_examples=20)  # most of them publish a snapshot
@given(update=mangled(UPDATE), document=mangled(DOCUMENT))
def test_what_is_written_with_the_token_is_published_or_refused(
    client: httpx.Client, update: bytes, document: bytes
) -> None:
    sent = {"authorization": f"Bearer {TOKEN}"}
    said = client.post("/sparql", content=update, headers={**sent, "content-type": "application/sparql-update"})
    assert said.status_code in (200, 400, 403, 422), said.text
    put = client.put("/graph-store?graph=urn:b", content=document, headers={**sent, "content-type": "text/turtle"})
    assert put.status_code in (200, 201, 204, 400, 422), put.text


def test_bytes_that_are_no_request_do_not_stop_the_server(client: httpx.Client) -> None:
    place = urlsplit(str(client.base_url))
    request = b"GET /sparql?query=ASK%7B%7D HTTP/1.1\r\nHost: e.org\r\nContent-Length: 5\r\n\r\nabcde"

    @given(st.one_of(mangled(request), st.binary(max_size=500)))
    def check(content: bytes) -> None:
        with socket.create_connection((place.hostname or "", place.port or 0), timeout=10) as connection:
            connection.sendall(content)
            connection.shutdown(socket.SHUT_WR)

    check()
    assert client.get("/health").status_code == 200


@given(st.binary(max_size=200))
def test_any_bytes_in_a_query_string_are_answered_or_refused(client: httpx.Client, content: bytes) -> None:
    answer = client.get(f"/sparql?query={quote_from_bytes(content)}")
    assert answer.status_code in (200, 400, 503), answer.text


def test_nothing_was_written_without_the_token(client: httpx.Client) -> None:
    answer = client.get("/sparql", params={"query": "ASK { GRAPH <urn:a> { ?s ?p ?o } }"})
    assert answer.json()["boolean"] is False
