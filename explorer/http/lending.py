"""Lends connections whose queries are short to desks, processes that answer them without the server in between.

A short query takes the engine less time than it takes to pass it on and its answer back. What a desk does is in
:mod:`explorer.http.desk`; queries that take long are for :mod:`explorer.http.pool`.
"""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import socket
import sys
from collections.abc import Coroutine, Sequence
from contextlib import suppress
from subprocess import DEVNULL, Popen

import msgspec

from explorer.http.cache import Cache, Kept
from explorer.http.delivery import client_of
from explorer.http.lent import LentProtocol
from explorer.http.loans import LARGEST, LEFT, Done, Lent, Recalled, Returned, Shared, Stuck, Told
from explorer.http.pool import Pool
from explorer.http.watching import Seen, Watcher
from explorer.http.worker_process import ALLOCATING, death, late
from explorer.journal import tells_queries
from graph.workspace import Workspace
from ontology.errors import MaillageError

__all__ = ["Lending"]

_MESSAGES = msgspec.msgpack.Decoder(Done | Returned | Stuck | Told)


class Lending:
    """Desks, at most ``limits.workers`` that wait for requests and as many whose query takes long; started when the
    first connection has deserved one.
    """

    def __init__(self, workspace: Workspace, pool: Pool, cache: Cache[Kept], watchers: Sequence[Watcher]) -> None:
        self.workspace = workspace
        self.pool = pool
        self._cache = cache
        self._watchers = watchers
        self._desks: list[_Desk] = []
        self._aside: set[asyncio.Task[None]] = set()
        self.closed = False
        """Whether nothing is lent any more."""

    @property
    def state(self) -> dict[str, int]:
        """How many desks are ready, how many have a query that takes long, how many connections are lent."""
        ready = sum(desk.ready and desk.stuck is None for desk in self._desks)
        stuck = sum(desk.stuck is not None for desk in self._desks)
        return {"ready": ready, "stuck": stuck, "lent": len(self.clients)}

    @property
    def clients(self) -> set[tuple[str, int]]:
        """The addresses and ports of the clients whose connections are lent."""
        return {connection.client for desk in self._desks for connection in desk.lent.values() if connection.client}

    def offer(self, connection: LentProtocol) -> None:
        """Lend a connection to the desk that has the fewest, if one is ready."""
        if self.closed:
            return
        open_desks = [desk for desk in self._desks if desk.stuck is None]
        if ready := [desk for desk in open_desks if desk.ready]:
            min(ready, key=lambda desk: len(desk.lent)).lend(connection)
        workers = self.pool.limits.workers
        missing = min(workers - len(open_desks), 2 * workers - len(self._desks))
        self._desks.extend(_Desk(self) for _ in range(missing))

    async def close(self) -> None:
        """End the desks; what they were lent is taken back."""
        self.closed = True
        for desk in list(self._desks):
            desk.end()
        while self._aside:
            await asyncio.gather(*self._aside)

    def tell(self, said: Told) -> None:
        """Tell those who watch what a desk answered; what it found in memory counts with what the server did."""
        self._cache.hits += said.hits
        self._cache.misses += said.misses
        for number, method, seconds, size, query in said.requests:
            seen = Seen(number, method, "/sparql", 200, seconds, size, whole=True, query=query)
            for watcher in self._watchers:
                watcher.request(seen)

    def ended(self, desk: _Desk, ending: Coroutine[object, object, None]) -> None:
        """A desk is gone."""
        self._desks.remove(desk)
        task = asyncio.get_running_loop().create_task(ending)
        self._aside.add(task)
        task.add_done_callback(self._aside.discard)


class _Desk:
    """One desk, seen from the server: ``stuck`` is the client of a query that takes long."""

    def __init__(self, lending: Lending) -> None:
        self.lent: dict[int, LentProtocol] = {}
        self.ready = False
        self.stuck: str | None = None
        self._lending = lending
        self._loop = asyncio.get_running_loop()
        self._failure: MaillageError | None = None
        self._timer: asyncio.TimerHandle | None = None
        self._last = 0
        self._socket, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._socket.setblocking(False)
        memory = Shared.create()
        self._shared = Shared(memory)
        workspace, limits = lending.workspace, lending.pool.limits
        numbers = map(str, (limits.memory, theirs.fileno(), memory, int(tells_queries())))
        command = [sys.executable, "-m", "explorer.http.desk", str(workspace.root), str(workspace.state), *numbers]
        own = {"GLIBC_TUNABLES": ALLOCATING, **os.environ}
        files = (theirs.fileno(), memory)
        self._process = Popen(command, stdin=DEVNULL, stdout=DEVNULL, stderr=DEVNULL, env=own, pass_fds=files)  # noqa: S603
        theirs.close()
        os.close(memory)
        self._loop.add_reader(self._socket.fileno(), self._hear)

    def lend(self, connection: LentProtocol) -> None:
        """Lend it a connection; where its socket is full, the server keeps it."""
        self._last += 1
        host = connection.client[0] if connection.client else ""
        message = msgspec.msgpack.encode(Lent(self._last, client_of(host)))
        file = connection.lend(self.recall)
        try:
            socket.send_fds(self._socket, [message], [file])
        except OSError:
            connection.take_back()
        else:
            self.lent[self._last] = connection

    def recall(self) -> None:
        """Have it give back what it has."""
        with suppress(OSError):
            self._socket.send(msgspec.msgpack.encode(Recalled()))

    def end(self) -> None:
        """End it, or see that it ended: its connections are taken back once it is gone."""
        self._process.kill()
        self._loop.remove_reader(self._socket.fileno())
        self._socket.close()
        self._release()
        self._lending.ended(self, self._take_back())

    def _hear(self) -> None:
        with suppress(BlockingIOError):
            while message := self._receive():
                self._heard(_MESSAGES.decode(message))
            self.end()

    def _receive(self) -> bytes:
        try:
            return self._socket.recv(LARGEST)
        except ConnectionError:
            return b""

    def _heard(self, said: Done | Returned | Stuck | Told) -> None:
        if isinstance(said, Told):
            self._lending.tell(said)
        elif isinstance(said, Returned):
            self.lent.pop(said.number).take_back(said.read, said.unsent)
        elif isinstance(said, Done):
            self.ready = True
            self._release()
        else:
            connection = self.lent[said.number]
            self.stuck = client_of(connection.client[0]) if connection.client else ""
            self._lending.pool.occupy(self.stuck)
            left = self._lending.pool.limits.deadline - said.seconds
            self._timer = self._loop.call_later(max(0.0, left), self._expire)

    def _release(self) -> None:
        if self._timer:
            self._timer.cancel()
        if self.stuck is not None:
            self._lending.pool.release(self.stuck)
            self.stuck = None

    def _expire(self) -> None:
        """End its query; what it said before is heard first, and it may have been done."""
        self._failure = late(self._lending.pool.limits.deadline)
        self._process.kill()

    async def _take_back(self) -> None:
        code = await asyncio.to_thread(self._process.wait)
        number, sent = self._shared.now()
        asking = self.lent.pop(number, None)
        for connection in self.lent.values():
            connection.take_back()
        self.lent.clear()
        if code not in (0, LEFT) and self._failure is None and not self._lending.closed:
            logging.getLogger(__name__).warning("a desk ended with the code %d", code)
            self._lending.closed = not self.ready  # where none can begin, the server answers alone
        if asking is None:
            return
        if code == LEFT:
            asking.transport.close()
        elif -code in {signal.SIGABRT, signal.SIGSEGV} and self._failure is None:
            asking.take_back(sent, failure=death(code))
        else:
            asking.take_back(sent, failure=self._failure)
