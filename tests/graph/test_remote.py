"""A graph behind an endpoint is asked like any other; what goes wrong there is told in a sentence."""

from __future__ import annotations

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qs

import pytest
from pyoxigraph import NamedNode, QueryResultsFormat, QueryTriples, RdfFormat

import graph
from graph.embedded import EmbeddedStore
from graph.endpoint import Endpoint, ServerError
from graph.remote import RemoteStore
from ontology.errors import CallError, DataError, MaillageError, QueryError

WALL = b"""<!DOCTYPE html><html><head><title>Error</title><style>h1 { color: red }</style></head>
<body><!-- a > b --><script>if (1 < 2) go()</script><h1>Internal&nbsp;Server Error</h1><p>No caf&eacute; left."""


@pytest.fixture
def endpoint(network: EmbeddedStore) -> Iterator[str]:
    """A small endpoint on the fictional network; it also has addresses that misbehave."""

    class Endpoint(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            (query,) = parse_qs(body).get("query", [""])
            results = "application/sparql-results+json"
            answers = {
                "/page": (200, "text/html", b"<html>"),
                "/broken": (200, results, b"{"),
                "/refusing": (400, "text/plain", b"no such luck"),
                "/busy": (503, "text/plain", b"later"),
                "/locked": (403, "text/plain", b"who are you?"),
                "/fixed": (405, "text/html", b"<html><head><title>No</title></head><body>Not allowed"),
                "/walled": (500, "text/plain", WALL),
                "/literal": (500, "text/plain", b"no <urn:a> here"),
            }
            if self.path in answers:
                return self._say(*answers[self.path])
            if self.path == "/dying":
                begun = b'{"head":{"vars":["s"]},"results":{"bindings":['
                return self._say(200, results, begun, announced=1_000_000)
            try:
                answer = network.query(query)
            except MaillageError as error:
                return self._say(400, "text/plain; charset=utf-8", str(error).encode())
            if isinstance(answer, QueryTriples):
                return self._say(200, "application/n-triples", answer.serialize(format=RdfFormat.N_TRIPLES) or b"")
            return self._say(200, results, answer.serialize(format=QueryResultsFormat.JSON) or b"")

        def _say(self, status: int, kind: str, body: bytes, announced: int = 0) -> None:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(announced or len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Endpoint)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_it_answers_as_the_store_behind_it(endpoint: str, network: EmbeddedStore) -> None:
    remote = RemoteStore(endpoint)
    query = "SELECT ?thing ?label { ?thing rdfs:label ?label } ORDER BY ?thing ?label"
    assert list(remote.select(query)) == list(network.select(query))
    assert remote.ask("ASK { ?event a schema:Event }")
    built = "CONSTRUCT { ?s a schema:Event } { ?s a schema:Event }"
    assert set(remote.construct(built)) == set(network.construct(built))


def test_bindings_go_into_the_query_as_terms(endpoint: str) -> None:
    about = {"concept": NamedNode("https://e.org/concept/velo")}
    assert RemoteStore(endpoint).ask("ASK { ?document dcterms:subject $concept }", about)


def test_its_graphs_and_quads_are_those_behind_it(endpoint: str, network: EmbeddedStore) -> None:
    remote = RemoteStore(endpoint)
    assert set(remote.graphs()) == set(network.graphs())
    assert len(remote) == len(network)
    assert set(remote.quads()) == set(network.quads())
    name = NamedNode("https://e.org/graph/agenda-csv/2")
    assert set(remote.quads(name)) == set(network.quads(name))


def test_a_notebook_opens_it_by_its_address(endpoint: str) -> None:
    opened = graph.open(endpoint)
    assert opened.ask("who-works-on", concept="https://e.org/concept/velo").actor_label.tolist()[0] == "Léa Martin"
    assert opened.network("actors").number_of_edges() > 0
    assert opened.ask("who-works-on", concept="Vélo").actor_label.tolist()[0] == "Léa Martin"
    with pytest.raises(CallError, match="Give its IRI"):
        opened.ask("who-works-on", concept="vél")


def test_a_query_that_cannot_be_parsed_is_told_with_its_place_and_never_sent() -> None:
    for query in ("ASK { oops }", "INSERT DATA { <urn:a> <urn:b> 1 }", "DROP ALL"):
        with pytest.raises(QueryError, match="line 1"):
            RemoteStore("http://127.0.0.1:9/sparql").ask(query)


def test_a_refused_query_comes_with_the_complaint(endpoint: str) -> None:
    with pytest.raises(QueryError, match=r"refused this.*no such luck"):
        RemoteStore(endpoint + "/refusing").ask("ASK {}")


@pytest.mark.parametrize(
    ("path", "said"),
    [("/walled", "(500: Internal Server Error No café left.)"), ("/literal", "(500: no <urn:a> here)")],
)
def test_of_a_page_that_refuses_the_words_are_told(endpoint: str, path: str, said: str) -> None:
    with pytest.raises(QueryError) as told:
        RemoteStore(endpoint + path).ask("ASK {}")
    remedy = "Check the query, and what that server can do."
    assert str(told.value) == f"{endpoint}{path}: the endpoint refused this {said}. {remedy}"


def test_a_complaint_is_cut(endpoint: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(globals(), "WALL", b"<html>" + b"<b>too long</b> " * 90_000)
    with pytest.raises(QueryError) as told:
        RemoteStore(endpoint + "/walled").ask("ASK {}")
    assert 300 < len(told.value.problem) < 350


@pytest.mark.parametrize(
    ("path", "user", "remedy"),
    [
        ("/locked", "", "write user = “…” under [store] in maillage.toml and give MAILLAGE_STORE_PASSWORD"),
        ("/locked", "léa", "Check user under [store] in maillage.toml, and what MAILLAGE_STORE_PASSWORD holds."),
        ("/fixed", "", "update = “…” under [store] names another address for that."),
    ],
)
def test_a_server_that_takes_no_updates_is_told_with_what_to_set(
    endpoint: str, path: str, user: str, remedy: str
) -> None:
    with pytest.raises(ServerError, match="is read-only, or takes no updates from us") as told:
        Endpoint(endpoint, endpoint + path, user, secret="x").update("CLEAR ALL")
    assert str(told.value).startswith(f"{endpoint}{path}: ")
    assert remedy.replace("“", '"').replace("”", '"') in told.value.remedy
    assert "<" not in told.value.problem


@pytest.mark.parametrize(
    ("path", "said"),
    [("/busy", "too much to do"), ("/locked", "MAILLAGE_STORE_PASSWORD"), ("/dying", "cannot be reached")],
)
def test_a_server_that_cannot_answer_is_not_the_askers_fault(endpoint: str, path: str, said: str) -> None:
    with pytest.raises(ServerError, match=said) as told:
        list(RemoteStore(endpoint + path).select("SELECT * { ?s ?p ?o }"))
    assert told.value.status_code == 503


def test_what_does_not_exist_is_not_found(endpoint: str) -> None:
    assert RemoteStore(endpoint).ask("ASK { ?s a <urn:nothing> }") is False


@pytest.mark.parametrize(("path", "said"), [("/page", "text/html"), ("/broken", "cannot be read")])
def test_what_is_no_answer_is_told(endpoint: str, path: str, said: str) -> None:
    with pytest.raises(DataError, match=said):
        list(RemoteStore(endpoint + path).select("SELECT * { ?s ?p ?o }"))


def test_an_endpoint_that_is_not_there_is_told() -> None:
    with pytest.raises(DataError, match="cannot be reached"):
        RemoteStore(Endpoint("http://127.0.0.1:9", timeout=2)).ask("ASK {}")


@pytest.mark.parametrize("address", ["file:///etc/passwd", "ftp://e.org", "localhost", "https://a:secret@e.org/"])
def test_only_web_addresses_without_a_password_are_asked(address: str) -> None:
    with pytest.raises(CallError, match=r"of an endpoint|holds a name or a password"):
        RemoteStore(address)
