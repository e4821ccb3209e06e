"""Connections that are lent to desks: the answers stay the server's, and nobody is harmed by anybody."""

from __future__ import annotations

import os
import signal
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import httpx
import pytest

from explorer.context import Context
from explorer.http.routes import Services
from tests.explorer.http.conftest import open_workspace, publish, serving
from tests.explorer.http.test_pool import ENDLESS, LOOKUP, command_of, wait_until, workers

SETTINGS = "[limits]\ndeadline = {deadline}\nmemory = 400\nrows = 5000\n"
PATIENT = 30.0
MANY = "SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 4000"
GREEDY = "SELECT (COUNT(DISTINCT *) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


class Client:
    """One connection, kept alive."""

    def __init__(self, address: str, services: Services) -> None:
        self.services = services
        self.client = httpx.Client(base_url=address, timeout=30, limits=httpx.Limits(max_connections=1))

    def ask(self, query: str, **headers: str) -> httpx.Response:
        return self.client.post("/sparql", data={"query": query}, headers=headers)

    def become_lent(self) -> None:
        """Ask until the connection is lent."""
        wait_until(lambda: self.port(self.ask(LOOKUP)) in lent(self.services), 60)

    @staticmethod
    def port(answer: httpx.Response) -> tuple[str, int]:
        host, port = answer.extensions["network_stream"].get_extra_info("client_addr")
        return host, port


Connect = Callable[[], Client]


def published(folder: Path, deadline: float) -> Services:
    """The services over the network, published in a folder."""
    workspace = open_workspace(folder, SETTINGS.format(deadline=deadline))
    publish(workspace)
    return Services(Context(workspace))


@contextmanager
def connecting(services: Services, address: str) -> Iterator[Connect]:
    """Opens connections, which are closed with the block."""
    clients: list[Client] = []

    def connect() -> Client:
        clients.append(Client(address, services))
        return clients[-1]

    yield connect
    for each in clients:
        each.client.close()


@pytest.fixture(name="services")
def _services(tmp_path: Path, request: pytest.FixtureRequest) -> Services:
    return published(tmp_path, getattr(request, "param", PATIENT))


@pytest.fixture(name="address")
def _address(services: Services) -> Iterator[str]:
    with serving(services.application()) as address:
        yield address


@pytest.fixture(name="connect")
def _connect(services: Services, address: str) -> Iterator[Connect]:
    with connecting(services, address) as connect:
        yield connect


@pytest.fixture(scope="module")
def connect_to_one(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Connect]:
    """Opens connections to the one server of the tests that only ask."""
    services = published(tmp_path_factory.mktemp("asked"), PATIENT)
    with serving(services.application()) as address, connecting(services, address) as connect:
        yield connect


def lent(services: Services) -> set[tuple[str, int]]:
    """The clients whose connections are lent."""
    return services.lending.clients if services.lending else set()


def desks() -> list[int]:
    return [pid for pid in workers() if b"explorer.http.desk" in command_of(pid)]


def told(response: httpx.Response) -> tuple[int, dict[str, str], bytes]:
    """What is said, but when and of which request."""
    passing = {"date", "x-request-id"}
    return (
        response.status_code,
        {name: value for name, value in response.headers.items() if name not in passing},
        response.content,
    )


@pytest.mark.parametrize(
    ("query", "headers"),
    [
        (LOOKUP, {}),
        (LOOKUP, {"accept": "text/csv", "accept-encoding": "identity"}),
        (LOOKUP + " # again", {"accept": "application/sparql-results+xml"}),
        ("ASK { ?s ?p ?o }", {}),
        ("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o } LIMIT 60", {"accept": "text/turtle", "accept-encoding": "gzip"}),
        ("SELECT * { ?s rdfs:label ?o ; a ?t } ORDER BY ?s ?o ?t", {"accept": "text/tab-separated-values"}),
        ("SELECT ?s { ?s ?p ?o } LIMIT 3 OFFSET", {}),
        ("SELECT (NOW() AS ?now) {} LIMIT 0", {}),
        ("INSERT DATA { <a:a> <a:b> <a:c> }", {}),
        (MANY, {}),
        ("SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }", {}),
        (LOOKUP, {"accept": "image/png"}),
    ],
)
def test_a_desk_answers_as_the_server_does(connect_to_one: Connect, query: str, headers: dict[str, str]) -> None:
    other = connect_to_one()
    other.ask(query, **headers)
    expected = told(other.ask(query, **headers))  # a long answer comes in pieces the first time
    client = connect_to_one()
    client.become_lent()
    assert told(client.ask(query, **headers)) == expected
    client.become_lent()
    assert told(client.ask(query, **headers)) == expected


def test_what_is_no_plain_query_is_answered_by_the_server_on_the_same_connection(
    connect: Connect, services: Services
) -> None:
    client = connect()
    client.become_lent()
    tag = client.client.get("/sparql", params={"query": LOOKUP}).headers["etag"]
    for ask, status in (
        (lambda: client.client.get("/sparql", params={"query": LOOKUP}, headers={"if-none-match": tag}), 304),
        (lambda: client.client.head("/sparql", params={"query": LOOKUP}), 200),
        (lambda: client.client.get("/health"), 200),
        (lambda: client.client.post("/sparql", content=iter([b"ASK {}"]), headers={"content-type": "text/x"}), 415),
        (lambda: client.client.get("/sparql", headers={"accept": "text/turtle"}), 200),
        (lambda: client.client.options("/sparql"), 204),
        (lambda: client.client.delete("/sparql"), 405),
        (lambda: client.client.get("/sparql", params={"query": LOOKUP}, headers={"connection": "close"}), 200),
    ):
        client.become_lent()
        answer: httpx.Response = ask()  # type: ignore[no-untyped-call]
        assert answer.status_code == status
        assert lent(services) == set(), status


def test_requests_that_come_together_or_in_pieces_are_all_answered(
    connect: Connect, address: str, services: Services
) -> None:
    del connect
    url = httpx.URL(address)
    request = (
        b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\nContent-Length: 6\r\n\r\nASK {}"
    )
    with socket.create_connection((url.host, url.port or 0), timeout=10) as client, client.makefile("rb") as answers:

        def answer() -> bytes:
            head = b""
            while not head.endswith(b"\r\n\r\n"):
                head += answers.readline()
            size = next(int(line[15:]) for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:"))
            assert head.startswith(b"HTTP/1.1 200")
            return answers.read(size)

        def become_lent() -> None:
            while not lent(services):
                client.sendall(request)
                answer()

        become_lent()
        client.sendall(request * 3)
        assert {answer() for _ in range(3)} == {b'{"head":{},"boolean":true}'}
        become_lent()
        for at in range(0, len(request), 40):
            client.sendall(request[at : at + 40])
            time.sleep(0.01)
        assert answer() == b'{"head":{},"boolean":true}'
        become_lent()
        client.sendall(request[:50])
        wait_until(lambda: not lent(services))  # the server has its own patience with those who do not go on
        client.sendall(request[50:])
        assert answer() == b'{"head":{},"boolean":true}'


@pytest.mark.parametrize("services", [3.0], indirect=True)
def test_a_query_past_the_deadline_is_told_so_and_others_at_its_desk_go_on(connect: Connect) -> None:
    slow, quick = connect(), connect()
    slow.become_lent()
    quick.become_lent()
    answers: list[httpx.Response] = []
    asking = threading.Thread(target=lambda: answers.append(slow.ask(ENDLESS)))
    asking.start()
    times = []
    while asking.is_alive():
        begun = time.monotonic()
        assert quick.ask(LOOKUP).status_code == 200
        times.append(time.monotonic() - begun)
    asking.join()
    assert len(times) > 1
    assert answers[0].status_code == 503
    assert "within 3 seconds" in answers[0].json()["detail"]
    assert slow.ask(LOOKUP).status_code == 200


def test_a_query_that_wants_too_much_memory_is_told_so(connect: Connect) -> None:
    client, other = connect(), connect()
    client.become_lent()
    other.become_lent()
    answer = client.ask(GREEDY)
    assert answer.status_code == 503
    assert "memory" in answer.json()["detail"] or "within" in answer.json()["detail"]
    assert other.ask(LOOKUP).status_code == 200


def test_a_desk_ends_when_the_client_of_a_long_query_leaves(tmp_path: Path) -> None:
    workspace = open_workspace(tmp_path, "[limits]\ndeadline = 60.0\n")
    publish(workspace)
    services = Services(Context(workspace))
    with serving(services.application()) as address:
        # on a busy machine a connection may be given back before its query has come: then another is lent
        wait_until(lambda: _left_a_desk_that_ended(address, services), 60)
        wait_until(lambda: services.lending is not None and services.lending.state["stuck"] == 0, 30)


def _left_a_desk_that_ended(address: str, services: Services) -> bool:
    client = Client(address, services)
    client.become_lent()
    before = set(desks())
    with pytest.raises(httpx.ReadTimeout):
        client.client.post("/sparql", data={"query": ENDLESS}, timeout=0.5)
    client.client.close()
    end = time.monotonic() + 5
    while before <= set(desks()) and time.monotonic() < end:
        time.sleep(0.05)
    return not before <= set(desks())


@pytest.mark.parametrize(("services", "query"), [(PATIENT, LOOKUP), (3.0, ENDLESS)], indirect=["services"])
def test_a_desk_that_is_killed_takes_nobody_along(
    connect: Connect, query: str, caplog: pytest.LogCaptureFixture
) -> None:
    client, idle = connect(), connect()
    client.become_lent()
    idle.become_lent()
    answers: list[httpx.Response] = []
    asking = threading.Thread(target=lambda: answers.append(client.ask(query)))
    if query == ENDLESS:
        asking.start()
        time.sleep(0.3)
    for pid in desks():
        os.kill(pid, signal.SIGKILL)
    if query == LOOKUP:
        asking.start()
    asking.join()
    assert answers[0].status_code == (200 if query == LOOKUP else 503)
    assert idle.ask(LOOKUP).status_code == 200
    assert "a desk ended with the code -9" in caplog.text or query == ENDLESS


def test_a_lent_connection_is_told_of_what_is_published_since(connect: Connect, services: Services) -> None:
    client = connect()
    client.become_lent()
    asked = "SELECT ?o { <a:s> <a:p> ?o }"
    assert client.ask(asked).json()["results"]["bindings"] == []
    for value in ("1", "2"):
        publish(services.context.workspace, f'<a:g> {{ <a:s> <a:p> "{value}" }}')
        (row,) = client.ask(asked).json()["results"]["bindings"]
        assert row["o"]["value"] == value


def test_what_desks_answer_is_measured(connect: Connect, services: Services) -> None:
    client = connect()
    client.become_lent()
    count = 'maillage_queries_total{outcome="answered"}'

    def counted() -> float:
        lines = connect().client.get("/metrics").text.splitlines()
        return next(float(line.rpartition(" ")[2]) for line in lines if line.startswith(count))

    before = counted()
    for _ in range(100):
        assert client.ask(LOOKUP).status_code == 200
    wait_until(lambda: counted() >= before + 100)
    assert services.endpoint.cache.hits >= 95


def test_a_server_that_stops_lets_go_of_what_it_lent(services: Services) -> None:
    with serving(services.application()) as address:
        client = Client(address, services)
        client.become_lent()
        begun = time.monotonic()
    assert time.monotonic() - begun < PATIENT
    assert desks() == []
    with closing(client.client), pytest.raises(httpx.TransportError):
        client.ask(LOOKUP)


def test_the_clients_of_a_proxy_are_told_apart_and_nothing_is_lent(tmp_path: Path) -> None:
    workspace = open_workspace(tmp_path, '[limits]\nproxies = ["127.0.0.1"]\n')
    publish(workspace)
    services = Services(Context(workspace))
    with serving(services.application(), ("127.0.0.1",)) as address, httpx.Client(base_url=address) as client:
        for _ in range(10):
            assert client.get("/sparql", params={"query": LOOKUP}).status_code == 200
        assert services.lending is None
