"""Work shared out to processes: tasks in, results out in the same order, a few tasks ahead of the reader at most.

What the work is, is not for here. The work and its tasks are picklable, so any scheduler of processes can run them.
"""

from __future__ import annotations

import ctypes
import gc
import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from itertools import islice
from multiprocessing import parent_process
from multiprocessing.context import BaseContext
from threading import Thread
from typing import Any, Generic, TypeVar

from ingest.spawning import SPAWNING, Handed, uninterrupted
from ontology.errors import LimitError

__all__ = ["cores", "give_back", "seldom_collected", "shared_out"]

Task = TypeVar("Task")
Result = TypeVar("Result")

_AHEAD = 5
"""Tasks handed out for each process: what it works at while the reader is busy with something longer."""
_LOSSES = 3
"""Times that a lost process is replaced in one run."""


def cores() -> int:
    """How many processor cores this process may use."""
    return len(os.sched_getaffinity(0))


@contextmanager
def seldom_collected() -> Iterator[None]:
    """Look for cycles of dead objects a hundred times less, and among those that last ten times less than that: a
    build makes millions of objects, and no cycles."""
    before = gc.get_threshold()
    gc.set_threshold(before[0] * 100, before[1], before[2] * 10)
    try:
        yield
    finally:
        gc.set_threshold(*before)


def give_back() -> None:
    """Give memory that is free back to the system, as the C library of Linux does only when it is told to."""
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None) if os.name == "posix" else None
    if trim:
        trim(0)


def shared_out(
    work: Callable[[Task], Result], tasks: Iterable[Task], processes: int = 1, context: BaseContext = SPAWNING
) -> Iterator[Result]:
    """The result of each task, in order; with fewer than two processes the work is done here.

    ``work`` goes to each process once; ``context`` is how these are started. They end with the iterator, and with this
    process however it ends. A task whose process was killed is given to another; raises :class:`LimitError` where that
    goes on.
    """
    if processes < 2:
        yield from map(work, tasks)
        return
    crew = _Crew(work, processes, context)
    try:
        yield from crew.results(iter(tasks))
    finally:
        crew.end()


class _Crew(Generic[Task, Result]):
    def __init__(self, work: Callable[[Task], Result], processes: int, context: BaseContext) -> None:
        self._work = work
        self._processes = processes
        self._context = context
        self._losses = 0
        self._waiting: deque[tuple[Task, Future[Result]]] = deque()
        self._pool = self._hired()

    def _hired(self) -> ProcessPoolExecutor:
        given = self._work if self._context.get_start_method() == "fork" else Handed(self._work)
        return ProcessPoolExecutor(self._processes, self._context, _start, (given,))

    def results(self, tasks: Iterator[Task]) -> Iterator[Result]:
        self._submit(islice(tasks, _AHEAD * self._processes))
        while self._waiting:
            try:
                result = self._waiting[0][1].result()
            except BrokenProcessPool as error:
                self._replace(error)
                continue
            self._waiting.popleft()
            self._submit(islice(tasks, 1))
            yield result

    def _submit(self, tasks: Iterable[Task]) -> None:
        for task in tasks:
            try:
                with uninterrupted():
                    future: Future[Result] = self._pool.submit(_run, task)
            except (BrokenProcessPool, OSError, ValueError) as error:
                # A pool that breaks while it starts one more process closes the pipes that this one was to be given.
                future = Future()
                future.set_exception(_lost(error))
            self._waiting.append((task, future))

    def _replace(self, error: BrokenProcessPool) -> None:
        """Begin again, with new processes, what is not done."""
        self._losses += 1
        if self._losses > _LOSSES:
            problem = "the processes that read and link were killed, or could not start, again and again"
            remedy = "The machine may lack memory: run it again with --processes 1."
            raise LimitError(problem, None, remedy) from error
        self.end()
        self._pool = self._hired()
        undone = [task for task, _ in self._waiting]
        self._waiting.clear()
        self._submit(undone)

    def end(self) -> None:
        """Let the processes finish what they are at, and nothing more."""
        self._pool.shutdown(cancel_futures=True)


_work: list[Callable[..., object]] = []


def _lost(error: Exception) -> BrokenProcessPool:
    lost = BrokenProcessPool(str(error))
    lost.__cause__ = error
    return lost


def _start(work: Any) -> None:
    """What each process does first: it leaves Ctrl-C to its parent, and does not outlive it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_parent, daemon=True).start()
    _work[:] = [work]
    gc.freeze()  # the work stays as long as the process
    gc.set_threshold(70_000)


def _end_with_parent() -> None:
    parent = parent_process()
    with suppress(OSError):
        if parent:
            parent.join()
    os._exit(1)


def _run(task: object) -> Any:
    return _work[0](task)
