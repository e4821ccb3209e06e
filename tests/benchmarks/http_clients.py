"""Many HTTP clients in one thread, each with a connection of its own, as light as can be: the server is timed."""

from __future__ import annotations

import selectors
import socket
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass, field

__all__ = ["Figures", "Place", "put"]

HERE = "127.0.0.1"
PATIENCE = 5.0
"""Seconds that the last answers of a load are waited for."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a server answers queries; ``group`` is that of its processes."""

    port: int
    path: str
    group: int


@dataclass(slots=True)
class Figures:
    """What came of a load: the seconds that each good answer took, how many were refused or cut, how long it lasted."""

    seconds: float
    times: list[float] = field(default_factory=list)
    failed: int = 0
    bytes: int = 0

    @property
    def rate(self) -> float:
        """Good answers a second."""
        return len(self.times) / self.seconds

    @property
    def late(self) -> float:
        """The 95th percentile of the time that an answer took, in milliseconds."""
        return statistics.quantiles(self.times, n=20)[-1] * 1000 if len(self.times) > 1 else float("nan")

    def add(self, other: Figures) -> None:
        """Count in those of another stretch of the same load."""
        self.seconds += other.seconds
        self.times += other.times
        self.failed += other.failed


class _Client:
    def __init__(self, place: Place, address: str) -> None:
        self.place = place
        self.address = address
        self.connect()

    def connect(self) -> None:
        self.socket = socket.create_connection(("127.0.0.1", self.place.port), source_address=(self.address, 0))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.got = bytearray()

    def ask(self, query: str) -> None:
        head = (
            f"POST {self.place.path} HTTP/1.1\r\nHost: 127.0.0.1:{self.place.port}\r\n"
            "Content-Type: application/sparql-query\r\nAccept: application/sparql-results+json, text/turtle\r\n"
        )
        body = query.encode()
        self.started = time.perf_counter()
        self.socket.sendall(f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body)

    def take(self) -> int | None:
        """The status of the answer, once it is whole; 0 when the connection was cut."""
        piece = self.socket.recv(1 << 18)
        if not piece:
            return 0
        self.got += piece
        end = self.got.find(b"\r\n\r\n")
        if end < 0:
            return None
        head = self.got[:end].lower()
        length = head.find(b"content-length:")
        if length >= 0:
            size = int(head[length + 15 :].split(b"\r\n", 1)[0])
            whole = len(self.got) >= end + 4 + size
        else:
            whole = self.got.endswith(b"0\r\n\r\n")
        return int(self.got[9:12]) if whole else None


def put(
    place: Place, query: Callable[[int], str], clients: int, seconds: float, *, first: int = 0, address: str = HERE
) -> Figures:
    """Put a load on a server from that many connections, all of ``address``; queries are numbered from ``first`` on."""
    figures, number = Figures(seconds), first
    chosen = selectors.DefaultSelector()
    asking = [_Client(place, address) for _ in range(clients)]
    for client in asking:
        chosen.register(client.socket, selectors.EVENT_READ, client)
        client.ask(query(number))
        number += 1
    end = time.perf_counter() + seconds
    while (now := time.perf_counter()) < end:
        for key, _ in chosen.select(end - now):
            client = key.data
            status = client.take()
            if status is None:
                continue
            if status == 200:
                figures.times.append(time.perf_counter() - client.started)
                figures.bytes += len(client.got)
            else:
                figures.failed += 1
            client.got.clear()
            if status == 0:
                chosen.unregister(client.socket)
                client.socket.close()
                client.connect()
                chosen.register(client.socket, selectors.EVENT_READ, client)
            client.ask(query(number))
            number += 1
    _let_end(chosen, len(asking))
    for client in asking:
        client.socket.close()
    return figures


def _let_end(chosen: selectors.BaseSelector, on_the_way: int) -> None:
    """Take the last answers, uncounted: a client that leaves has its query ended, which the next stretch would pay."""
    end = time.perf_counter() + PATIENCE
    while on_the_way and (left := end - time.perf_counter()) > 0:
        for key, _ in chosen.select(left):
            if key.data.take() is not None:
                chosen.unregister(key.fileobj)
                on_the_way -= 1
