"""A desk: a process that answers clients on their own connections, lent by the server while they ask short queries.

It is started by :mod:`explorer.http.lending`. Whatever is not a plain query, or has no short answer, is given back to
the server with its connection; so are all connections but the one whose query takes long.
"""

from __future__ import annotations

import gc
import os
import select
import socket
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import msgspec

from explorer.context import Context
from explorer.http.borrowed import Borrowed, Head, Heads
from explorer.http.evaluation import Whole
from explorer.http.loans import LARGEST, LEFT, Done, Lent, Recalled, Returned, Shared, Stuck, Told
from explorer.http.replies import Replies, Reply
from explorer.http.tasks import LONG, SHORT
from explorer.http.worker import GRACE, confine
from graph.workspace import Workspace

__all__ = ["Desk", "main"]

PATIENCE = 0.25
"""Seconds after which others do not wait, work or no work: on a busy machine a short query may take long."""
IDLE = 1.0
"""Seconds after which a connection on which nothing comes is given back."""
TELLING = 0.2
"""Seconds that what was answered may wait to be told."""
MANY = 64
"""Requests that are told at once; one by one with their queries, which may be long."""
RARELY = 50_000
"""Objects made before those in cycles are looked for: there are few, and a look takes as long as an answer."""
_MESSAGES = msgspec.msgpack.Decoder(Lent | Recalled)


class Desk:
    """The connections lent over ``server``; everything but polling and the engine's work is done under one lock."""

    def __init__(self, server: socket.socket, shared: Shared, context: Context, *, queries: bool = False) -> None:
        self._server = server
        self._shared = shared
        self._queries = queries
        self._deadline = context.workspace.settings.limits.deadline
        self._replies = Replies(context, self._evaluating)
        self._lock = threading.Lock()
        self._poll = select.epoll()
        self._heads = Heads()
        self._lent: dict[int, Borrowed] = {}
        self._asked: dict[int, float] = {}
        self._at_work: Borrowed | None = None
        self._begun = 0.0
        self._stuck = False
        self._tired = self._over = False
        self._watched = threading.Event()
        self._told: list[tuple[str, str, float, int, str]] = []
        self._telling = self._swept = time.monotonic()

    def run(self) -> None:
        """Serve until the server is gone, or a query took long."""
        self._poll.register(self._server, select.EPOLLIN)
        threading.Thread(target=self._watch, daemon=True).start()
        self._replies.refresh()
        with suppress(BrokenPipeError, ConnectionResetError):
            self._say(Done())
            while not self._tired:
                ready = self._poll.poll(TELLING if self._told else IDLE)
                with self._lock:
                    self._serve([number for number, _ in ready])
        self._over = True
        self._watched.set()

    def _serve(self, ready: list[int]) -> None:
        """Answer what has come, in turns: one request of each client, then the second of those who sent several; of a
        client's connections, the one first that was answered least recently.
        """
        self._replies.refresh()  # whatever is ready was sent before: nothing that was published then is missed
        if self._server.fileno() in ready:
            self._hear()
        turns: Counter[str] = Counter()
        waiting: list[tuple[int, float, int]] = []
        for number in sorted(self._lent.keys() & ready, key=self._asked.__getitem__):
            client = self._lent[number].client
            turns[client] += 1
            waiting.append((turns[client], self._asked[number], number))
        for _, _, number in sorted(waiting):
            if borrowed := self._lent.get(number):
                self._answer(borrowed)
        now = time.monotonic()
        if self._told and (len(self._told) >= MANY or now - self._telling > TELLING):
            self._tell(now)
        if now - self._swept > IDLE:
            self._sweep(now)

    def _answer(self, borrowed: Borrowed) -> None:
        begun = time.monotonic()
        try:
            request = borrowed.read()
        except ValueError:
            self._give_back(borrowed)
            return
        if request is None:
            return
        self._at_work, self._begun = borrowed, begun
        self._shared.begin(borrowed.number, borrowed.sent)
        reply = self._replies.reply(*request)
        self._shared.end()
        self._at_work = None
        if reply is None:
            self._give_back(borrowed)
        else:
            self._send(borrowed, reply, request[0], begun)
        if self._stuck:
            self._stuck = False
            if not self._tired:
                self._say(Done())

    def _send(self, borrowed: Borrowed, reply: Reply, head: Head, begun: float) -> None:
        answer, number = self._replies.sent(reply, head)
        try:
            sent = borrowed.connection.send(answer)
        except BlockingIOError:
            sent = 0
        except OSError:
            sent = len(answer)  # who left reads nothing more
        now = time.monotonic()
        query = reply.query if self._queries else "?"
        self._told.append((number, head.method, now - begun, len(reply.body), query))
        if self._queries:
            self._tell(now)
        borrowed.sent = b""
        self._asked[borrowed.connection.fileno()] = now
        if sent < len(answer) or self._stuck:
            self._give_back(borrowed, answer[sent:])

    def _evaluating(self, work: Callable[[], Whole]) -> Whole:
        self._lock.release()
        try:
            return work()
        except MemoryError:
            os.abort()  # as the engine does: the server knows what that means
        finally:
            self._lock.acquire()

    def _hear(self) -> None:
        message, files, _, _ = socket.recv_fds(self._server, LARGEST, 1)
        if not message:
            raise BrokenPipeError
        said = _MESSAGES.decode(message)
        if isinstance(said, Recalled):
            for borrowed in list(self._lent.values()):
                self._give_back(borrowed)
        elif files:
            number = files[0]
            self._lent[number] = Borrowed(said.number, said.client, socket.socket(fileno=number), self._heads)
            self._asked[number] = time.monotonic()
            self._poll.register(number, select.EPOLLIN)
            self._watched.set()
        else:  # the process has as many open as it may have
            self._say(Returned(said.number))

    def _give_back(self, borrowed: Borrowed, unsent: bytes = b"") -> None:
        number = borrowed.connection.fileno()
        self._poll.unregister(number)
        del self._lent[number], self._asked[number]
        if not self._lent:
            self._watched.clear()
        borrowed.connection.close()
        self._say(Returned(borrowed.number, borrowed.sent, unsent))

    def _sweep(self, now: float) -> None:
        self._swept = now
        for number, asked in list(self._asked.items()):
            if now - asked > IDLE:
                self._give_back(self._lent[number])

    def _tell(self, now: float) -> None:
        self._telling = now
        cache = self._replies.cache
        self._say(Told(tuple(self._told), cache.hits, cache.misses))
        cache.hits = cache.misses = 0
        self._told.clear()

    def _say(self, message: Done | Returned | Stuck | Told) -> None:
        self._server.send(msgspec.msgpack.encode(message))

    def _watch(self) -> None:
        """Beside: see that nobody waits for a long query, nor it for nobody."""
        clock = time.pthread_getcpuclockid(threading.main_thread().ident or 0)
        seen, worked = 0.0, 0.0
        while self._watched.wait() and not self._over:
            time.sleep(SHORT / 2)
            with self._lock:
                if self._begun != seen:
                    seen, worked = self._begun, time.clock_gettime(clock)
                elif borrowed := self._at_work:
                    self._look(borrowed, time.monotonic() - seen, time.clock_gettime(clock) - worked)

    def _look(self, borrowed: Borrowed, seconds: float, worked: float) -> None:
        if (worked > SHORT or seconds > PATIENCE) and not self._stuck:
            self._stuck = True
            for other in list(self._lent.values()):
                if other is not borrowed:
                    self._give_back(other)
            self._say(Stuck(borrowed.number, seconds))
        if worked > LONG and not self._tired:
            self._tired = True
            os.setpriority(os.PRIO_PROCESS, 0, 10)
        if seconds > self._deadline + GRACE or _has_left(borrowed.connection):
            os._exit(LEFT)


def _has_left(connection: socket.socket) -> bool:
    with suppress(BlockingIOError):
        try:
            return not connection.recv(1, socket.MSG_PEEK | socket.MSG_DONTWAIT)
        except ConnectionError:
            return True
    return False


def main(root: str, state: str, memory: int, *rest: int) -> None:
    """Serve connections in at most ``memory`` megabytes of data; the ``rest`` is the file descriptors of the socket
    over which they are lent and of the memory that is shared, and 1 where the text of queries is to be told.
    """
    server, shared, queries = rest
    confine(memory)
    context = Context(Workspace.open(Path(root), Path(state)))
    gc.freeze()
    gc.set_threshold(RARELY)
    Desk(socket.socket(fileno=server), Shared(shared), context, queries=bool(queries)).run()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], *map(int, sys.argv[3:]))
