"""The worker processes: queries from outside run in them, so that one that never ends can be ended.

Whose query is next is decided by :mod:`explorer.http.turns`; what a worker does, by :mod:`explorer.http.worker`.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable, Coroutine
from contextlib import suppress
from functools import partial

from explorer.http.frames import BODY, Head, Server, Task
from explorer.http.turns import Turns
from explorer.http.worker_process import Worker, WorkerLostError
from graph.workspace import Limits
from ontology.errors import LimitError

__all__ = ["Answer", "Pool"]

STOPPING = LimitError("the server is stopping", remedy="Try again in a minute.")


class Answer:
    """An answer on its way: its head, then its body in pieces; ``until`` is the deadline in the loop's time.

    It is a context; when it is left, ``end`` is called.
    """

    def __init__(self, head: Head, until: float, worker: Worker, end: Callable[[], None]) -> None:
        self.head = head
        self.until = until
        self._worker = worker
        self._end = end

    def __enter__(self) -> Answer:
        return self

    def __exit__(self, *_: object) -> None:
        self._end()

    async def begun(self) -> tuple[bytes, bool]:
        """The body as far as it has come, and whether that is all; an error that comes soon is raised before a byte is
        sent."""
        begun, pieces = b"", 0
        while not self._worker.settled and (self._worker.ready or pieces < 2):
            letter, payload = await self._worker.frame()
            if letter == BODY:
                begun, pieces = (begun + payload if begun else payload), pieces + 1
        return begun, self._worker.settled

    async def pieces(self) -> AsyncGenerator[bytes, None]:
        """The body, as it comes; raises the error that ends it early."""
        while not self._worker.settled:
            letter, payload = await self._worker.frame()
            if letter == BODY:
                yield payload


class Pool:
    """Workers for the queries of strangers: started when needed, ended past the deadline, replaced.

    One client may use ``limits.workers``, and one more while its queries are short, which works while another waits to
    be given its next query; as many as ``limits.workers`` may run beside, so that no client ever has them all. One is
    kept ready beside those at work, so that who comes next need not wait for its start.
    ``server`` is the address of the one that will be asked in the place of snapshots, if any.
    """

    def __init__(self, limits: Limits, server: str = "") -> None:
        self.limits = limits
        self._server = Server(server, "", "", "") if server else None
        self._most = 2 * limits.workers + 1
        share = max(1, min(limits.workers, limits.concurrent))
        self._turns = Turns(self._most, share, 1 if share < limits.concurrent else 0)
        self._idle: list[Worker] = []
        self._busy: set[Worker] = set()
        self._aside: set[asyncio.Task[object]] = set()
        self._starting = 0
        self._snapshot = ""
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
        ready = len(self._idle) + self._starting
        most = self._most - len(self._busy) - ready
        missing = min(most, max(1, self.limits.workers - len(self._busy)) - ready)
        for _ in range(0 if self._closed else missing):
            self._starting += 1
            self._do_aside(self._prepare(snapshot))

    async def answer(self, task: Task, client: str) -> Answer:
        """Evaluate a task for a client; the worker is ended if it is not done when the answer is left.

        Raises :class:`QueryError` for a query that is wrong and :class:`LimitError` for one that asks too much, here
        or, once the answer has begun, from its pieces.
        """
        if not self._turns.at_once(client):
            await self._turns.take(client, task.deadline)
        answer = None
        try:
            until = asyncio.get_running_loop().time() + task.deadline
            worker, head = await self._begin(task)
            answer = Answer(head, until, worker, partial(self._end, worker, task, client))
        finally:
            if answer is None:
                self._turns.give_back(client)
        return answer

    def occupy(self, client: str) -> None:
        """Count a query of a client's that runs elsewhere and takes long, until :meth:`release`."""
        self._turns.seize(client)

    def release(self, client: str) -> None:
        """The query that ran elsewhere is over."""
        self._turns.give_back(client)

    def _end(self, worker: Worker, task: Task, client: str) -> None:
        short = worker.fit
        self._keep(worker, task.snapshot)
        self._turns.give_back(client, short=short)

    async def close(self) -> None:
        """End every worker; queries that run are told that the server is stopping."""
        self._closed = True
        for worker in [*self._idle, *self._busy]:
            self._put_away(worker)
        self._idle.clear()
        while self._aside:  # a worker that was being started is put away too
            await asyncio.gather(*self._aside)

    def _do_aside(self, work: Coroutine[object, object, object]) -> None:
        doing = asyncio.get_running_loop().create_task(work)
        self._aside.add(doing)
        doing.add_done_callback(self._aside.discard)

    def _fit(self) -> Worker | None:
        """An idle worker, the one used last; those that ended meanwhile are put away."""
        while self._idle:
            worker = self._idle.pop()
            if worker.fit:
                return worker
            self._put_away(worker)
        return None

    async def _begin(self, task: Task) -> tuple[Worker, Head]:
        """The worker that answers, and the head; one that was lost while it was idle gives its place to a new one."""
        if idle := self._fit():
            with suppress(WorkerLostError):
                return idle, await self._head(idle, task)
        new = await self._start()
        return new, await self._head(new, task)

    async def _head(self, worker: Worker, task: Task) -> Head:
        self._busy.add(worker)
        head = None
        try:
            worker.send(task)
            if not self._idle:
                self.prepare(task.snapshot)
            head = await worker.head()
        finally:
            if head is None:
                self._keep(worker, task.snapshot)
        return head

    async def _start(self) -> Worker:
        if self._closed:
            raise STOPPING
        return await Worker.start(self.limits.memory)

    async def _prepare(self, snapshot: str) -> None:
        try:
            worker = await Worker.start(self.limits.memory)
        finally:
            self._starting -= 1
        self._open(worker, snapshot)
        self._keep(worker, snapshot)

    def _open(self, worker: Worker, snapshot: str) -> None:
        """Have a worker open that snapshot, and let go of the one before."""
        opening = Task(snapshot=snapshot, query="", rows=0, bytes=0, deadline=0, only_open=True, server=self._server)
        with suppress(WorkerLostError):
            worker.send(opening)

    def _keep(self, worker: Worker, snapshot: str) -> None:
        """Take a worker back, or put it away where it ended; those that are missing are started in the background."""
        self._busy.discard(worker)
        if snapshot > self._snapshot:  # the others would keep the one before from being pruned
            self._snapshot = snapshot
            for other in self._idle:
                self._open(other, snapshot)
        if worker.fit and not self._closed:
            self._idle.append(worker)
        else:
            self._put_away(worker)
        self.prepare(snapshot)

    def _put_away(self, worker: Worker) -> None:
        worker.kill(STOPPING)
        self._do_aside(worker.end())
