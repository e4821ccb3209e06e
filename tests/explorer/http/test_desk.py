"""A desk by itself: what it does with connections that the server's tests cannot bring about at will."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

import msgspec
import pytest

from explorer.context import Context
from explorer.http.desk import Desk
from explorer.http.loans import LARGEST, Done, Lent, Recalled, Returned, Shared, Stuck, Told
from tests.explorer.http.conftest import open_workspace, publish

MESSAGES = msgspec.msgpack.Decoder(Done | Returned | Stuck | Told)
Message = TypeVar("Message")
HEAD = b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\nContent-Length: %d\r\n\r\n"


@pytest.fixture(name="server")
def _server(tmp_path: Path) -> Iterator[socket.socket]:
    """The server's end of the socket to a desk that is ready."""
    workspace = open_workspace(tmp_path)
    publish(workspace)
    file = Shared.create()
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    with ours, theirs:
        ours.settimeout(10)
        desk = threading.Thread(target=Desk(theirs, Shared(file), Context(workspace)).run)
        desk.start()
        assert heard(ours, Done) == Done()
        yield ours
        ours.shutdown(socket.SHUT_RDWR)
        desk.join()
    os.close(file)


def heard(server: socket.socket, kind: type[Message]) -> Message:
    """The next message of a kind."""
    while not isinstance(said := MESSAGES.decode(server.recv(LARGEST)), kind):
        pass
    return said


def lend(server: socket.socket) -> socket.socket:
    """The client's end of a connection that is lent, number 7, which holds little of what is sent."""
    client, lent = socket.socketpair()
    with lent:
        lent.setblocking(False)
        lent.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 4_096)
        socket.send_fds(server, [msgspec.msgpack.encode(Lent(7, "client"))], [lent.fileno()])
    client.settimeout(10)
    return client


def asked(query: bytes) -> bytes:
    return HEAD % len(query) + query


def test_what_a_client_does_not_take_at_once_is_left_to_the_server(server: socket.socket) -> None:
    with lend(server) as client:
        client.sendall(asked(b"SELECT * { ?s ?p ?o . ?a ?b ?c } LIMIT 60"))
        back = heard(server, Returned)
        got = b"".join(iter(lambda: client.recv(65_536), b""))
    assert (back.number, back.read) == (7, b"")
    assert len(back.unsent) > 1_000
    head, _, body = (got + back.unsent).partition(b"\r\n\r\n")
    assert f"content-length: {len(body)}".encode() in head
    assert len(msgspec.json.decode(body)["results"]["bindings"]) == 60


def test_what_is_read_of_another_request_goes_back_with_its_connection(server: socket.socket) -> None:
    with lend(server) as client:
        client.sendall(b"GET /health HTTP/1.1\r\nHost: x\r\n\r\n")
        assert heard(server, Returned) == Returned(7, b"GET /health HTTP/1.1\r\nHost: x\r\n\r\n")


START = b"POST /sparql HTTP/1.1\r\nHost: x\r\n"


@pytest.mark.parametrize(
    "sent",
    [
        b"\x16\x03\x01\x02\x00\x01\x00\r\n\r\n",
        b"GET /sparql HTTP/9.9\r\n\r\n",
        b"x" * 40_000,
        START,
        START + b"Content-Length: -1\r\n\r\n",
        START + b"Content-Length: 1_0\r\n\r\n",
        START + b"Content-Length: 5\r\nContent-Length: 6\r\n\r\n",
        START + b"a b: c\r\n\r\n",
        asked(b"\xff\xfe"),
        asked(b"ASK {"),
        asked(b"ASK { SERVICE <http://e.org/> {} }"),
        asked(b"ASK {}")[:-2],
        asked(b"ASK {}") * 2,
    ],
)
def test_bytes_that_are_no_plain_query_go_back_as_they_came(server: socket.socket, sent: bytes) -> None:
    with lend(server) as client:
        client.sendall(sent)
        back = heard(server, Returned)
    assert sent.startswith(back.read)
    assert back.read
    assert back.unsent == b""


def test_a_connection_that_did_not_arrive_is_given_back(server: socket.socket) -> None:
    server.send(msgspec.msgpack.encode(Lent(9, "client")))
    assert heard(server, Returned) == Returned(9)


def test_a_desk_gives_back_all_when_it_is_asked_to(server: socket.socket) -> None:
    with lend(server) as client:
        client.sendall(asked(b"ASK {}"))
        assert client.recv(65_536).endswith(b'{"head":{},"boolean":true}')
        server.send(msgspec.msgpack.encode(Recalled()))
        assert heard(server, Returned) == Returned(7)


@pytest.mark.parametrize("module", ["explorer.http.desk", "explorer.http.worker"])
def test_what_answers_queries_starts_without_what_computes_over_the_whole_graph(module: str) -> None:
    heavy = {"networkx", "numpy", "rdflib", "scipy", "streamlit"}
    code = f"import {module}, sys; print(sorted({heavy} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
