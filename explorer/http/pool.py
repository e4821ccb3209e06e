"""The worker processes: queries from outside run in them, so that one that never ends can be ended.

Whose query is next is decided by :mod:`explorer.http.turns`; what a worker does, by :mod:`explorer.http.worker`.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import AsyncGenerator, AsyncIterator, Iterator
from contextlib import asynccontextmanager, suppress

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

    def __init__(self, process: Process) -> None:
        self.process = process
        self.settled = True
        self.tired = False
        self._ended: MaillageError | None = None

    @property
    def fit(self) -> bool:
        """Whether it can be given another task."""
        output = self.process.stdout
        alive = self.process.returncode is None and self._ended is None and output is not None and not output.at_eof()
        return alive and self.settled and not self.tired

    def send(self, task: Task) -> None:
        """Give it a task; if the process is gone, the next frame says so."""
        if self.process.stdin is None:
            raise RuntimeError("the worker has no input")
        payload = msgspec.msgpack.encode(task)
        self.process.stdin.write(len(payload).to_bytes(4, "big") + payload)
        self.settled = task.only_open

    async def frame(self) -> tuple[bytes, bytes]:
        """The next frame; raises the failure it tells, or why the process ended instead."""
        if self.process.stdout is None:
            raise RuntimeError("the worker has no output")
        try:
            letter, size = FRAME.unpack(await self.process.stdout.readexactly(FRAME.size))
            payload = await self.process.stdout.readexactly(size)
        except (asyncio.IncompleteReadError, ConnectionError):
            code = await self.process.wait()
            raise self._ended or _death(code) from None
        self.settled = letter in (END, FAILURE)
        if letter == FAILURE:
            raise msgspec.msgpack.decode(payload, type=Failure).error()
        return letter, payload

    def kill(self, reason: MaillageError) -> None:
        """End it; whoever waits for its next frame is told the reason."""
        self._ended = self._ended or reason
        with suppress(ProcessLookupError):
            self.process.kill()

    def yield_processor(self) -> None:
        """Let shorter queries go first. There is no way back, so the process is not used again."""
        self.tired = True
        with suppress(ProcessLookupError, PermissionError):
            os.setpriority(os.PRIO_PROCESS, self.process.pid, 10)


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
        self._starting: set[asyncio.Task[None]] = set()
        self._closed = False

    @property
    def state(self) -> dict[str, int]:
        """How many workers are idle and busy, and how many queries wait for one."""
        return {"idle": len(self._idle), "busy": len(self._busy), "waiting": self._turns.waiting}

    def prepare(self, snapshot: str) -> None:
        """Start workers in the background, with that snapshot's folder open, so that the first query finds one."""
        missing = self.limits.workers - len(self._idle) - len(self._busy) - len(self._starting)
        for _ in range(0 if self._closed else missing):
            starting = asyncio.get_running_loop().create_task(self._prepare(snapshot))
            self._starting.add(starting)
            starting.add_done_callback(self._starting.discard)

    @asynccontextmanager
    async def answer(self, task: Task, client: str) -> AsyncIterator[Answer]:
        """Evaluate a task for a client; the worker is ended if it is not done when the block is left.

        Raises :class:`QueryError` for a query that is wrong and :class:`LimitError` for one that asks too much, here
        or, once the answer has begun, from its pieces.
        """
        await self._turns.take(client, task.deadline)
        try:
            worker = next((idle for idle in self._taken() if idle.fit), None) or await self._start()
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
        for starting in self._starting:
            starting.cancel()
        for worker in [*self._idle, *self._busy]:
            worker.kill(STOPPING)
            await worker.process.wait()
        self._idle.clear()

    def _taken(self) -> Iterator[_Worker]:
        while self._idle:
            yield self._idle.pop()

    async def _begin(self, worker: _Worker, task: Task, until: float) -> Answer:
        worker.send(task)
        letter, payload = await worker.frame()
        if letter != HEAD:
            raise RuntimeError(f"a worker began with the frame {letter!r}")
        return Answer(msgspec.msgpack.decode(payload, type=Head), until, worker)

    async def _start(self) -> _Worker:
        if self._closed:
            raise STOPPING
        memory = str(self.limits.memory)
        command = sys.executable, "-m", "explorer.http.worker", memory
        return _Worker(await asyncio.create_subprocess_exec(*command, stdin=PIPE, stdout=PIPE, stderr=DEVNULL))

    async def _prepare(self, snapshot: str) -> None:
        worker = await self._start()
        worker.send(Task(snapshot=snapshot, query="", rows=0, bytes=0, deadline=0, only_open=True))
        self._keep(worker, snapshot)

    def _keep(self, worker: _Worker, snapshot: str) -> None:
        if worker.fit and not self._closed:
            self._idle.append(worker)
        else:
            worker.kill(STOPPING)
            self._idle = [idle for idle in self._idle if idle.fit]
            self.prepare(snapshot)


def _late(task: Task) -> LimitError:
    remedy = "Ask for less: add LIMIT, bind more terms, or take the dump and ask it at home."
    return LimitError(f"the query was not done within {task.deadline:g} seconds", remedy=remedy)
