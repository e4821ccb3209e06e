"""Work shared out to processes: tasks in, results out in the same order, a few tasks ahead of the reader at most.

What the work is, is not for here. The work and its tasks are picklable, so any scheduler of processes can run them.
"""

from __future__ import annotations

import ctypes
import gc
import os
import pickle
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from functools import lru_cache
from io import BytesIO
from itertools import islice
from multiprocessing import parent_process
from multiprocessing.context import BaseContext
from threading import Thread
from typing import Any, TypeVar

from ingest.spawning import SPAWNING, Handed, copying, uninterrupted
from ontology.errors import LimitError

__all__ = ["Team", "cores", "give_back", "seldom_collected", "shared_out"]

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
    team = Team(work, processes, context)
    try:
        yield from team.shared_out(work, tasks)
    finally:
        team.end()


class Team:
    """Processes that have a thing at hand, such as what takes long to make, before it is known what to do with it.

    They end with this process however it ends, and with :meth:`end`.
    """

    def __init__(self, thing: object, processes: int, context: BaseContext = SPAWNING) -> None:
        self._thing = thing
        self._processes = processes
        self._context = context
        self._losses = 0
        self._pool = self._hired()

    def _hired(self) -> ProcessPoolExecutor:
        given = self._thing if self._context.get_start_method() == "fork" else Handed(self._thing)
        return ProcessPoolExecutor(self._processes, self._context, _start, (given,))

    def begin(self, work: Callable[[None], object]) -> None:
        """Let each process do something first, which is no one's loss where it fails."""
        packed = self._packed(work)
        for _ in range(self._processes):
            self._submitted(packed, None)

    def shared_out(self, work: Callable[[Task], Result], tasks: Iterable[Task]) -> Iterator[Result]:
        """The result of each task, in order, as in :func:`shared_out`; the thing is known where ``work`` holds it."""
        packed, rest = self._packed(work), iter(tasks)
        waiting: deque[tuple[Task, Future[Result]]] = deque()

        def submit(some: Iterable[Task]) -> None:
            waiting.extend((task, self._submitted(packed, task)) for task in some)

        submit(islice(rest, _AHEAD * self._processes))
        while waiting:
            try:
                result = waiting[0][1].result()
            except BrokenProcessPool as error:
                self._replace(error)
                undone = [task for task, _ in waiting]  # what is not done is begun again
                waiting.clear()
                submit(undone)
                continue
            waiting.popleft()
            submit(islice(rest, 1))
            yield result

    def _packed(self, work: object) -> bytes:
        packed = BytesIO()
        _Pickler(packed, self._thing).dump(work)
        return packed.getvalue()

    def _submitted(self, packed: bytes, task: object) -> Future[Any]:
        try:
            with uninterrupted():
                return self._pool.submit(_run, packed, task)
        except (BrokenProcessPool, OSError, ValueError) as error:
            # A pool that breaks while it starts one more process closes the pipes that this one was to be given.
            future: Future[Any] = Future()
            future.set_exception(_lost(error))
            return future

    def _replace(self, error: BrokenProcessPool) -> None:
        self._losses += 1
        if self._losses > _LOSSES:
            problem = "the processes that read and link were killed, or could not start, again and again"
            remedy = "The machine may lack memory: run it again with --processes 1."
            raise LimitError(problem, None, remedy) from error
        self.end()
        if self._context is not SPAWNING:
            self._context = copying()  # this one may have threads by now
        self._pool = self._hired()

    def end(self) -> None:
        """Let the processes finish what they are at, and nothing more."""
        self._pool.shutdown(cancel_futures=True)


class _Pickler(pickle.Pickler):
    """Writes what to do; the thing that processes have is but named in it."""

    def __init__(self, file: BytesIO, thing: object) -> None:
        super().__init__(file, pickle.HIGHEST_PROTOCOL)
        self._thing = thing

    def persistent_id(self, obj: object) -> bool | None:
        return True if obj is self._thing else None


class _Unpickler(pickle.Unpickler):
    def persistent_load(self, _pid: object) -> object:
        return _thing[0]


_thing: list[object] = []
"""What this process was started with."""


def _lost(error: Exception) -> BrokenProcessPool:
    lost = BrokenProcessPool(str(error))
    lost.__cause__ = error
    return lost


def _start(thing: object) -> None:
    """What each process does first: it leaves Ctrl-C to its parent, and does not outlive it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_parent, daemon=True).start()
    _thing[:] = [thing]
    gc.freeze()  # the thing stays as long as the process
    gc.set_threshold(70_000)


def _end_with_parent() -> None:
    parent = parent_process()
    with suppress(OSError):
        if parent:
            parent.join()
    os._exit(1)


def _run(packed: bytes, task: object) -> Any:
    return _unpacked(packed)(task)


@lru_cache(maxsize=1)
def _unpacked(packed: bytes) -> Callable[[object], object]:
    """What to do, which stays the same for many tasks."""
    work: Callable[[object], object] = _Unpickler(BytesIO(packed)).load()
    return work
