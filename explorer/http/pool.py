"""The worker processes: queries from outside run in them, so that one that never ends can be ended.

Whose query is next is decided by :mod:`explorer.http.turns`; what a worker does, by :mod:`explorer.http.worker`.
"""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import sys
from collections.abc import AsyncGenerator, AsyncIterator, Coroutine
from contextlib import asynccontextmanager, suppress
from subprocess import DEVNULL, Popen

import msgspec

from explorer.http.frames import BODY, END, FAILURE, FRAME, HEAD, Failure, Head, Task
from explorer.http.turns import Turns
from graph.workspace import Limits
from ontology.errors import LimitError, MaillageError

__all__ = ["Answer", "Pool"]

STOPPING = LimitError("the server is stopping", remedy="Try again in a minute.")

LONG = 1.0
"""Seconds after which a query yields the processor to shorter ones, and its worker is replaced once it ends."""


class _Worker:
    """One process; ``settled`` between two tasks, ``tired`` once it was told to leave the processor to others."""

    def __init__(self, process: Popen[bytes], reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.settled = True
        self.tired = False
        self._process = process
        self._reader = reader
        self._writer = writer
        self._ended: MaillageError | None = None

    @classmethod
    async def start(cls, memory: int) -> _Worker:
        """A new process that may use that many megabytes, at the other end of a socket."""
        ours, theirs = socket.socketpair()
        with theirs:
            end = theirs.fileno()
            command = [sys.executable, "-m", "explorer.http.worker", str(memory)]
            process = Popen(command, stdin=end, stdout=end, stderr=DEVNULL)  # noqa: S603  # our own module
        try:
            return cls(process, *await asyncio.open_unix_connection(sock=ours))
        except asyncio.CancelledError:
            ours.close()
            process.kill()
            process.wait()
            raise

    @property
    def fit(self) -> bool:
        """Whether it can be given another task."""
        alive = self._ended is None and not self._reader.at_eof() and self._process.poll() is None
        return alive and self.settled and not self.tired

    def send(self, task: Task) -> None:
        """Give it a task; if the process is gone, the next frame says so."""
        payload = msgspec.msgpack.encode(task)
        self._writer.write(len(payload).to_bytes(4, "big") + payload)
        self.settled = task.only_open

    async def frame(self) -> tuple[bytes, bytes]:
        """The next frame; raises the failure it tells, or why the process ended instead."""
        try:
            letter, size = FRAME.unpack(await self._reader.readexactly(FRAME.size))
            payload = await self._reader.readexactly(size)
        except (asyncio.IncompleteReadError, ConnectionError):
            raise self._ended or _death(await self.end()) from None
        self.settled = letter in (END, FAILURE)
        if letter == FAILURE:
            raise msgspec.msgpack.decode(payload, type=Failure).error()
        return letter, payload

    def kill(self, reason: MaillageError) -> None:
        """End it; whoever waits for its next frame is told the reason."""
        self._ended = self._ended or reason
        self._process.kill()
        self._writer.close()

    async def end(self) -> int:
        """The exit code, once it has ended."""
        return await asyncio.to_thread(self._process.wait)

    def yield_processor(self) -> None:
        """Let shorter queries go first. There is no way back, so the process is not used again."""
        self.tired = True
        with suppress(ProcessLookupError, PermissionError):
            os.setpriority(os.PRIO_PROCESS, self._process.pid, 10)


def _death(code: int) -> LimitError:
    """What a process that ended by itself is taken to have died of; for want of memory the engine aborts."""
    if -code == signal.SIGABRT:
        remedy = "Ask for less, or sort and group fewer rows."
        return LimitError("the query needs more memory than one query may use", remedy=remedy)
    remedy = "Try again; simplify the query if it happens twice."
    return LimitError("the process that answered ended before it was done", remedy=remedy)


class Answer:
    """An answer on its way: its head, then its body in pieces; ``until`` is the deadline in the loop's time."""

    def __init__(self, head: Head, until: float, worker: _Worker) -> None:
        self.head = head
        self.until = until
        self._worker = worker

    async def pieces(self) -> AsyncGenerator[bytes, None]:
        """The body, as it comes; raises the error that ends it early."""
        while not self._worker.settled:
            letter, payload = await self._worker.frame()
            if letter == BODY:
                yield payload


class Pool:
    """Workers for the queries of strangers: started when needed, ended past the deadline, replaced.

    Twice as many as ``limits.workers`` may run, so that one client, who may use half of them, never has them all.
    """

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self._turns = Turns(2 * limits.workers, max(1, min(limits.workers, limits.concurrent)))
        self._idle: list[_Worker] = []
        self._busy: set[_Worker] = set()
        self._aside: set[asyncio.Task[object]] = set()
        self._starting = 0
        self._closed = False

    @property
    def state(self) -> dict[str, int]:
        """How many workers are idle and busy, and how many queries wait for one."""
        return {"idle": len(self._idle), "busy": len(self._busy), "waiting": self._turns.waiting}

    def prepare(self, snapshot: str) -> None:
        """Start workers in the background, with that snapshot's folder open, so that the first query finds one."""
        ended = [worker for worker in self._idle if not worker.fit]
        for worker in ended:
            self._idle.remove(worker)
            self._put_away(worker)
        missing = self.limits.workers - len(self._idle) - len(self._busy) - self._starting
        for _ in range(0 if self._closed else missing):
            self._starting += 1
            self._do_aside(self._prepare(snapshot))

    @asynccontextmanager
    async def answer(self, task: Task, client: str) -> AsyncIterator[Answer]:
        """Evaluate a task for a client; the worker is ended if it is not done when the block is left.

        Raises :class:`QueryError` for a query that is wrong and :class:`LimitError` for one that asks too much, here
        or, once the answer has begun, from its pieces.
        """
        await self._turns.take(client, task.deadline)
        try:
            worker = self._fit() or await self._start()
            self._busy.add(worker)
            loop = asyncio.get_running_loop()
            until = loop.time() + task.deadline
            timers = loop.call_at(until, worker.kill, _late(task)), loop.call_later(LONG, worker.yield_processor)
            try:
                yield await self._begin(worker, task, until)
            finally:
                for timer in timers:
                    timer.cancel()
                self._busy.discard(worker)
                self._keep(worker, task.snapshot)
        finally:
            self._turns.give_back(client)

    async def close(self) -> None:
        """End every worker; queries that run are told that the server is stopping."""
        self._closed = True
        for worker in [*self._idle, *self._busy]:
            self._put_away(worker)
        self._idle.clear()
        await asyncio.gather(*self._aside)

    def _do_aside(self, work: Coroutine[object, object, object]) -> None:
        doing = asyncio.get_running_loop().create_task(work)
        self._aside.add(doing)
        doing.add_done_callback(self._aside.discard)

    def _fit(self) -> _Worker | None:
        """An idle worker, the one used last; those that ended meanwhile are put away."""
        while self._idle:
            worker = self._idle.pop()
            if worker.fit:
                return worker
            self._put_away(worker)
        return None

    async def _begin(self, worker: _Worker, task: Task, until: float) -> Answer:
        worker.send(task)
        letter, payload = await worker.frame()
        if letter != HEAD:
            raise RuntimeError(f"a worker began with the frame {letter!r}")
        return Answer(msgspec.msgpack.decode(payload, type=Head), until, worker)

    async def _start(self) -> _Worker:
        if self._closed:
            raise STOPPING
        return await _Worker.start(self.limits.memory)

    async def _prepare(self, snapshot: str) -> None:
        try:
            worker = await _Worker.start(self.limits.memory)
        finally:
            self._starting -= 1
        worker.send(Task(snapshot=snapshot, query="", rows=0, bytes=0, deadline=0, only_open=True))
        self._keep(worker, snapshot)

    def _keep(self, worker: _Worker, snapshot: str) -> None:
        if worker.fit and not self._closed:
            self._idle.append(worker)
        else:
            self._put_away(worker)
            self.prepare(snapshot)

    def _put_away(self, worker: _Worker) -> None:
        worker.kill(STOPPING)
        self._do_aside(worker.end())


def _late(task: Task) -> LimitError:
    remedy = "Ask for less: add LIMIT, bind more terms, or take the dump and ask it at home."
    return LimitError(f"the query was not done within {task.deadline:g} seconds", remedy=remedy)
