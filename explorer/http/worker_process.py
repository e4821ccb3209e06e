"""One worker process seen from the server: started, given a task, read frame by frame, ended at the deadline.

Which worker is given which query is not for here.
"""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import sys
from contextlib import suppress
from pathlib import Path
from subprocess import DEVNULL, Popen

import msgspec

from explorer.http.frames import END, FAILURE, HEAD, Failure, Head, Task, Writing
from explorer.http.tasks import LONG
from explorer.http.wire import Wire
from ontology.errors import LimitError, MaillageError

__all__ = ["ALLOCATING", "Worker", "WorkerLostError", "death", "late"]


SHORTEST = 0.05
"""Seconds of work that are not worth waiting for."""
ALLOCATING = "glibc.malloc.tcache_count=2000:glibc.malloc.mxfast=0:glibc.malloc.hugetlb=1"
"""How a worker has its memory: small pieces that a query gave back wait for the next, in large pages, which are found
faster: a fifth less work a query."""
_HEADS = msgspec.msgpack.Decoder(Head)


class WorkerLostError(LimitError):
    """A worker ended for no reason of the query's or the server's."""


class Worker:
    """One process; ``settled`` between two tasks, ``tired`` once it was told to leave the processor to others."""

    def __init__(self, process: Popen[bytes], wire: Wire) -> None:
        self.settled = True
        self.tired = False
        self._process = process
        self._wire = wire
        self._ended: MaillageError | None = None
        self._timers: list[asyncio.TimerHandle] = []

    @classmethod
    async def start(cls, memory: int, module: str = "explorer.http.worker", *arguments: str) -> Worker:
        """A new process that may use that many megabytes, at the other end of a socket."""
        ours, theirs = socket.socketpair()
        with theirs:
            end = theirs.fileno()
            command = [sys.executable, "-m", module, str(memory), *arguments]
            own = {"GLIBC_TUNABLES": ALLOCATING, **os.environ}
            process = Popen(command, stdin=end, stdout=end, stderr=DEVNULL, env=own)  # noqa: S603  # our own module
        try:
            return cls(process, await Wire.over(ours))
        except asyncio.CancelledError:
            ours.close()
            process.kill()
            process.wait()
            raise

    @property
    def fit(self) -> bool:
        """Whether it can be given another task."""
        return self.settled and not self.tired and self._ended is None and not self._wire.is_closing()

    def send(self, task: Task | Writing) -> None:
        """Give it a task; if the process is gone, the next frame says so. Raises :class:`WorkerLostError` where that
        is known already.
        """
        if self._wire.is_closing():
            raise _lost()
        payload = msgspec.msgpack.encode(task)
        self._wire.write(len(payload).to_bytes(4, "big") + payload)
        if not task.only_open:
            self.settled = False
            first = min(task.deadline, LONG / 2)
            self._timers = [asyncio.get_running_loop().call_later(first, self._look, task, first)]

    async def head(self) -> Head:
        """The first frame of an answer; raises what :meth:`frame` raises."""
        letter, payload = await self.frame()
        if letter != HEAD:
            raise RuntimeError(f"a worker began with the frame {letter!r}")
        return _HEADS.decode(payload)

    @property
    def ready(self) -> bool:
        """Whether the next frame is here already."""
        return self._wire.ready

    async def frame(self) -> tuple[bytes, bytes]:
        """The next frame; raises the failure it tells, or why the process ended instead."""
        try:
            letter, payload = await self._wire.frame()
        except ConnectionError:
            raise self._ended or death(await self.end()) from None
        if letter in (END, FAILURE):
            self.settled = True
            self._stop_timers()
        if letter == FAILURE:
            raise msgspec.msgpack.decode(payload, type=Failure).error()
        return letter, payload

    def kill(self, reason: MaillageError) -> None:
        """End it; whoever waits for its next frame is told the reason."""
        self._ended = self._ended or reason
        self._stop_timers()
        self._process.kill()
        self._wire.close()

    async def end(self) -> int:
        """The exit code, once it has ended."""
        return await asyncio.to_thread(self._process.wait)

    def _stop_timers(self) -> None:
        for timer in self._timers:
            timer.cancel()

    def _look(self, task: Task | Writing, after: float) -> None:
        """Watch a task that is not done as soon as most are."""
        left = task.deadline - after
        if left <= 0:
            self._expire(task)
            return
        self._timers = [asyncio.get_running_loop().call_later(left, self._expire, task)]
        self._yield_processor(self._worked())

    def _expire(self, task: Task | Writing) -> None:
        self.kill(_undone(task))

    def _worked(self) -> float:
        """Seconds of processor time that the process has used; less than it may where the system does not tell."""
        with suppress(OSError, ValueError, IndexError):
            said = Path(f"/proc/{self._process.pid}/stat").read_text(encoding="utf-8", errors="replace")
            return sum(map(int, said.rpartition(")")[2].split()[11:13])) / os.sysconf("SC_CLK_TCK")
        return 0.0

    def _yield_processor(self, before: float) -> None:
        """Let shorter queries go first. There is no way back, so the process is not used again.

        On a busy machine a short query may take long: from half of the time on, only time at work counts.
        """
        left = LONG / 2 - (self._worked() - before)
        if left > SHORTEST:
            self._timers.append(asyncio.get_running_loop().call_later(left, self._yield_processor, before))
            return
        self.tired = True
        with suppress(ProcessLookupError, PermissionError):
            os.setpriority(os.PRIO_PROCESS, self._process.pid, 10)


def death(code: int) -> LimitError:
    """What a process that ended by itself is taken to have died of.

    For want of memory the engine aborts; on a chain of many thousand parts, its stack is full.
    """
    if -code == signal.SIGABRT:
        remedy = "Ask for less, or sort and group fewer rows."
        return LimitError("the query needs more memory than one query may use", remedy=remedy)
    if -code == signal.SIGSEGV:
        remedy = "Write fewer patterns, operators or alternatives one after the other; VALUES takes many terms."
        return LimitError("the query has more parts than the engine has room for", remedy=remedy)
    return _lost()


def _lost() -> WorkerLostError:
    remedy = "Try again; simplify the query if it happens twice."
    return WorkerLostError("the process that answered ended before it was done", remedy=remedy)


def _undone(task: Task | Writing) -> LimitError:
    if isinstance(task, Writing):
        problem = f"the update was not done within {task.deadline:g} seconds, and is not published"
        return LimitError(problem, remedy="Send less at once.")
    return late(task.deadline)


def late(deadline: float) -> LimitError:
    """What a query is told that was not done within so many seconds."""
    remedy = "Ask for less: add LIMIT, bind more terms, or take the dump and ask it at home."
    return LimitError(f"the query was not done within {deadline:g} seconds", remedy=remedy)
