"""What other servers answer, on answers that came to grief: understood, or told in a sentence."""

from __future__ import annotations

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread

import pytest
from hypothesis import given

from graph.remote import RemoteStore
from ingest.sources.oai.harvest import harvest
from tests.ingest.sources.test_oai import HEAD, IDENTIFY, RECORD
from tests.torture.conftest import survives
from tests.torture.mangling import mangled

RESULTS = b"""{"head": {"vars": ["s", "label"]}, "results": {"bindings": [
{"s": {"type": "uri", "value": "https://e.org/a"}, "label": {"type": "literal", "value": "A", "xml:lang": "fr"}},
{"s": {"type": "bnode", "value": "b1"}, "label": {"type": "literal", "value": "1", "datatype": "urn:integer"}}]}}"""
STATEMENTS = b'<https://e.org/a> <https://e.org/b> "c"@fr .\n_:x <https://e.org/b> "1"^^<urn:integer> .\n'
LIST = "".join(
    [
        HEAD.format(date="2024-01-05T00:00:00Z"),
        IDENTIFY.format(deleted="persistent"),
        f"<ListRecords>{RECORD.format(id=1, title='Un')}<resumptionToken></resumptionToken></ListRecords></OAI-PMH>",
    ]
).encode()


class Answering(ThreadingHTTPServer):
    """A server that answers anything with the body that a test gives it."""

    kind, body = "", b""

    @property
    def address(self) -> str:
        """Where it is."""
        return f"http://127.0.0.1:{self.server_port}/"


class _Handler(BaseHTTPRequestHandler):
    server: Answering

    def do_GET(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.send_response(200)
        self.send_header("Content-Type", self.server.kind)
        self.send_header("Content-Length", str(len(self.server.body)))
        self.end_headers()
        self.wfile.write(self.server.body)

    def do_POST(self) -> None:
        self.do_GET()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def server() -> Iterator[Answering]:
    with Answering(("127.0.0.1", 0), _Handler) as made:
        thread = Thread(target=made.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield made
        made.shutdown()
        thread.join()


@given(content=mangled(RESULTS))
def test_results_of_a_sparql_server(server: Answering, content: bytes) -> None:
    server.kind, server.body = "application/sparql-results+json", content
    store = RemoteStore(server.address)
    survives(lambda: list(store.select("SELECT * { ?s ?p ?label }")))
    survives(lambda: store.ask("ASK { ?s ?p ?o }"))


@given(content=mangled(STATEMENTS))
def test_statements_of_a_sparql_server(server: Answering, content: bytes) -> None:
    server.kind, server.body = "application/n-triples", content
    store = RemoteStore(server.address)
    survives(lambda: list(store.construct("CONSTRUCT WHERE { ?s ?p ?o }")))


@given(content=mangled(LIST))
def test_lists_of_a_repository(server: Answering, content: bytes) -> None:
    server.kind, server.body = "text/xml", content
    with TemporaryDirectory() as folder:
        survives(lambda: harvest(server.address, Path(folder), lambda _: None))
        survives(lambda: harvest(server.address, Path(folder), lambda _: None))  # now from the last time on
