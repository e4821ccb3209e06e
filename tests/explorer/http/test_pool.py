"""The worker pool behind a real server: limits that hold, and that harm nobody else."""

from __future__ import annotations

import logging
import os
import select
import signal
import socket
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from logging.handlers import BufferingHandler
from pathlib import Path
from urllib.parse import quote

import httpx
import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Mount
from starlette.types import Receive, Scope, Send

from explorer.context import Context
from explorer.http.routes import Services
from tests.explorer.http.conftest import open_workspace, publish, serving

Serve = Callable[..., tuple[httpx.Client, Services]]
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n1 ?o }"
LOOKUP = "SELECT ?label { <https://e.org/event/2012-velo> rdfs:label ?label }"
EVERY = "SELECT * { ?a ?b ?c . ?d ?e ?f }"


def ask(client: httpx.Client, query: str) -> httpx.Response:
    return client.get("/sparql", params={"query": query})


def lives(pid: int) -> bool:
    """Whether a process has not ended."""
    stat = Path(f"/proc/{pid}/stat")
    return stat.exists() and stat.read_text().rpartition(")")[2].split()[0] != "Z"


def workers() -> list[int]:
    """The processes of this test's servers, and no other child of the process that tests."""
    children = [
        pid for task in Path("/proc/self/task").glob("*/children") for pid in map(int, task.read_text().split())
    ]
    return [pid for pid in children if lives(pid) and b"explorer.http." in command_of(pid)]


def command_of(pid: int) -> bytes:
    """A process's command line; empty once it is gone."""
    with suppress(FileNotFoundError, ProcessLookupError):
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    return b""


def memory() -> int:
    """Bytes of memory that this process holds."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def wait_until(condition: Callable[[], bool], seconds: float = 10.0) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not come true"
        time.sleep(0.02)


@contextmanager
def elsewhere(client: httpx.Client) -> Iterator[httpx.Client]:
    """A client of the same server with another address."""
    transport = httpx.HTTPTransport(local_address="127.0.0.2")
    with httpx.Client(base_url=client.base_url, transport=transport, timeout=30) as other:
        yield other


@contextmanager
def at_work(client: httpx.Client, number: int) -> Iterator[list[socket.socket]]:
    """Connections to the same server, each with an endless query of its own as long as the block lasts."""
    place = (client.base_url.host, client.base_url.port or 80)
    with ExitStack() as stack:
        connections = [stack.enter_context(socket.create_connection(place)) for _ in range(number)]
        for query, connection in enumerate(connections):
            asked = quote(f"{ENDLESS} #{query}")
            connection.sendall(f"GET /sparql?query={asked} HTTP/1.1\r\nHost: {place[0]}\r\n\r\n".encode())
        yield connections


def test_an_endless_query_dies_at_its_deadline_while_others_are_answered(serve: Serve) -> None:
    client, _ = serve("[limits]\ndeadline = 4.0\n")
    with ThreadPoolExecutor(6) as threads, elsewhere(client) as other:
        endless = [threads.submit(ask, client, f"{ENDLESS} #{n}") for n in range(6)]
        answered = 0
        while not any(query.done() for query in endless):
            assert ask(other, f"{LOOKUP} #{answered}").status_code == 200
            answered += 1
        assert answered > 1
        answers = [query.result() for query in endless]
    assert {answer.status_code for answer in answers} == {503}
    assert any("not done within 4 seconds" in answer.json()["detail"] for answer in answers)
    assert answers[0].headers["retry-after"]
    assert ask(client, LOOKUP + "# after").status_code == 200


def test_who_comes_while_another_has_its_share_at_work_finds_a_worker_ready(serve: Serve) -> None:
    client, services = serve("[limits]\nworkers = 2\ndeadline = 20.0\n")
    ask(client, LOOKUP)
    with at_work(client, 4) as endless, elsewhere(client) as other:
        wait_until(lambda: services.pool.state["busy"] == 2)
        wait_until(lambda: services.pool.state["idle"] == 1)
        (ready,) = services.pool._idle
        assert ask(other, LOOKUP + "# meanwhile").status_code == 200
        assert ready.fit
        assert services.pool.state["idle"] + services.pool.state["busy"] <= 5
        assert select.select(endless, [], [], 0)[0] == []


def test_a_worker_that_is_killed_is_replaced(serve: Serve) -> None:
    client, services = serve()
    ask(client, LOOKUP)
    wait_until(lambda: services.pool.state["idle"] == 2)
    before = set(workers())
    for pid in before:
        os.kill(pid, signal.SIGKILL)
    assert ask(client, LOOKUP + "# again").status_code == 200
    wait_until(lambda: not any(map(lives, before)) and len(workers()) >= 2)
    assert ask(client, LOOKUP + "# again").status_code == 200


def test_a_worker_killed_at_work_is_told_of_and_harms_nobody_else(serve: Serve) -> None:
    client, services = serve()
    ask(client, LOOKUP)
    with ThreadPoolExecutor(1) as threads:
        endless = threads.submit(ask, client, ENDLESS)
        wait_until(lambda: services.pool.state["busy"] == 1)
        while not endless.done():  # what was lost once is asked of another worker
            for at_work in list(services.pool._busy):
                os.kill(at_work._process.pid, signal.SIGKILL)
            time.sleep(0.3)
        answer = endless.result()
    assert answer.status_code == 503
    assert "ended before it was done" in answer.json()["detail"]
    assert ask(client, LOOKUP + "# again").status_code == 200
    assert ask(client, LOOKUP + "# again").status_code == 200


def test_a_query_that_wants_too_much_memory_is_told_so(serve: Serve) -> None:
    client, _ = serve("[limits]\nmemory = 200\ndeadline = 60.0\n")
    greedy = "SELECT ?a ?c ?f ?i { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?c ?f ?i"
    answer = ask(client, greedy)
    assert answer.status_code == 503
    assert "memory" in answer.json()["detail"]
    assert ask(client, LOOKUP).status_code == 200


@pytest.mark.parametrize(("limit", "said"), [("rows = 100", "100 rows"), ("bytes = 5000", "5000 bytes")])
def test_an_answer_that_is_too_large_is_an_error_when_that_is_known_in_time(
    serve: Serve, limit: str, said: str
) -> None:
    client, _ = serve(f"[limits]\n{limit}\n")
    answer = ask(client, "SELECT * { ?s ?p ?o }")
    assert answer.status_code == 400
    assert said in answer.json()["detail"]
    assert ask(client, "SELECT * { ?s ?p ?o } LIMIT 20").status_code == 200


@pytest.mark.parametrize("limit", ["rows = 5000", "bytes = 500000", "deadline = 4.0"])
def test_an_answer_that_becomes_too_large_is_cut_so_that_it_cannot_be_taken_for_whole(serve: Serve, limit: str) -> None:
    client, _ = serve(f"[limits]\n{limit}\n")
    query = EVERY if "deadline" not in limit else "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
    with client.stream("GET", "/sparql", params={"query": query}, headers={"accept-encoding": "identity"}) as answer:
        assert answer.status_code == 200
        with pytest.raises(httpx.RemoteProtocolError):
            answer.read()
    assert ask(client, LOOKUP).status_code == 200


def test_an_answer_that_is_cut_leaves_no_complaint_in_the_log(serve: Serve) -> None:
    client, _ = serve("[limits]\nrows = 5000\n")
    handler = BufferingHandler(1_000)
    logging.getLogger("uvicorn.error").addHandler(handler)
    try:
        with pytest.raises(httpx.RemoteProtocolError):
            client.get("/sparql", params={"query": EVERY}, headers={"accept-encoding": "identity"})
        with pytest.raises(httpx.ReadTimeout):
            client.get("/sparql", params={"query": ENDLESS}, timeout=0.3)
    finally:
        logging.getLogger("uvicorn.error").removeHandler(handler)
    assert [record.getMessage() for record in handler.buffer] == []


@pytest.mark.parametrize(
    ("proxies", "forwarded", "seen"),
    [
        ((), "192.0.2.7", "127.0.0.1"),
        (("10.0.0.1",), "192.0.2.7", "127.0.0.1"),
        (("127.0.0.1",), "192.0.2.7", "192.0.2.7"),
        (("127.0.0.0/8", "10.0.0.1"), "203.0.113.9, 192.0.2.7, 10.0.0.1", "192.0.2.7"),
    ],
)
def test_a_forwarded_address_is_believed_from_a_known_proxy_alone(
    proxies: tuple[str, ...], forwarded: str, seen: str
) -> None:
    async def tell(scope: Scope, receive: Receive, send: Send) -> None:
        await PlainTextResponse(scope["client"][0])(scope, receive, send)

    with serving(Starlette(routes=[Mount("/", app=tell)]), proxies) as address:
        assert httpx.get(address, headers={"x-forwarded-for": forwarded}).text == seen


def test_a_client_that_leaves_takes_its_query_with_it(serve: Serve) -> None:
    client, services = serve("[limits]\ndeadline = 60.0\n")
    ask(client, LOOKUP)
    with pytest.raises(httpx.ReadTimeout):
        client.get("/sparql", params={"query": ENDLESS}, timeout=0.5)
    wait_until(lambda: services.pool.state["busy"] == 0, seconds=3)
    with client.stream("GET", "/sparql", params={"query": EVERY}) as answer:
        next(answer.iter_raw(1))
    wait_until(lambda: services.pool.state["busy"] == 0, seconds=3)


def test_a_long_answer_flows_with_flat_memory(serve: Serve) -> None:
    client, _ = serve()
    ask(client, LOOKUP)
    before, size = memory(), 0
    with client.stream("GET", "/sparql", params={"query": EVERY}, headers={"accept-encoding": "identity"}) as answer:
        for piece in answer.iter_raw():
            size += len(piece)
    assert size > 10_000_000
    assert memory() - before < 40_000_000


def test_a_new_snapshot_is_served_at_once_and_no_request_is_dropped(serve: Serve) -> None:
    client, services = serve()
    workspace = services.context.workspace
    stop, failed = threading.Event(), list[str]()

    def load() -> None:
        with httpx.Client(base_url=client.base_url, timeout=30) as own:
            number = 0
            while not stop.is_set():
                number += 1
                answer = ask(own, f"{LOOKUP} #{threading.get_ident()} {number}")
                if answer.status_code != 200:
                    failed.append(answer.text)

    threads = [threading.Thread(target=load) for _ in range(3)]
    for thread in threads:
        thread.start()
    for number in range(5):
        new = f'<https://e.org/graph/new> {{ <https://e.org/new> <https://e.org/number> "{number}" }}'
        snapshot = publish(workspace, new)
        workspace.snapshots.prune(1)
        found = ask(client, "SELECT ?n { <https://e.org/new> <https://e.org/number> ?n }").json()
        assert [row["n"]["value"] for row in found["results"]["bindings"]] == [str(number)]
        assert client.get("/health").json()["snapshot"] == snapshot.id
    stop.set()
    for thread in threads:
        thread.join()
    assert failed == []


def test_an_older_snapshot_is_let_go_when_the_new_one_is_asked(serve: Serve) -> None:
    client, services = serve("[limits]\nworkers = 2\n")
    workspace = services.context.workspace
    first = workspace.snapshots.current()
    slow = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
    ask(client, LOOKUP)
    ask(client, slow)
    client.get("/page/event/2012-velo")
    publish(workspace, '<https://e.org/graph/new> { <https://e.org/new> <https://e.org/number> "1" }')
    assert ask(client, f"{slow} #2").status_code == 200
    assert client.get("/page/event/2012-velo").status_code == 200
    assert first
    deadline = time.monotonic() + 20
    while first.is_read() and time.monotonic() < deadline:
        time.sleep(0.1)
    assert workspace.snapshots.prune(1) == [first.id]


def test_nothing_is_published_yet_and_that_is_what_is_said(tmp_path: Path) -> None:
    workspace = open_workspace(tmp_path)
    with (
        serving(Services(Context(workspace)).application()) as address,
        httpx.Client(base_url=address, timeout=30) as client,
    ):
        answer = ask(client, LOOKUP)
        assert answer.status_code == 503
        assert "maillage build" in answer.json()["detail"]
        publish(workspace)
        assert ask(client, LOOKUP).status_code == 200


def test_workers_end_with_the_server_even_at_work(tmp_path: Path) -> None:
    workspace = open_workspace(tmp_path)
    publish(workspace)
    before = set(workers())
    with ThreadPoolExecutor(1) as threads:
        with (
            serving(Services(Context(workspace)).application()) as address,
            httpx.Client(base_url=address, timeout=30) as client,
        ):
            endless = threads.submit(httpx.get, f"{address}/sparql", params={"query": ENDLESS}, timeout=30)
            assert ask(client, LOOKUP).status_code == 200
            wait_until(lambda: client.get("/health").json()["workers"]["busy"] == 1)
        assert endless.result().status_code >= 500
    wait_until(lambda: set(workers()) <= before)
