"""New processes that never run the main script of this one again: they import what they are given to do, or are copies.

What they do is not for here.
"""

from __future__ import annotations

import mmap
import os
import pickle
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing import reduction, resource_tracker
from multiprocessing.context import BaseContext, ForkContext, ForkProcess, SpawnContext, SpawnProcess
from tempfile import TemporaryFile
from threading import active_count, current_thread, main_thread
from types import ModuleType
from typing import Any
from weakref import finalize

__all__ = ["SPAWNING", "Handed", "copying", "uninterrupted"]


class _Process(SpawnProcess):
    """A process that knows nothing of ``__main__``: a notebook's, a page's or a script's own lines stay where they are.

    Python would run the main script in each process, which then must guard itself (``if __name__ == "__main__"``); a
    process that fails there before it has read its task leaves the one that started it waiting for ever.
    """

    @staticmethod
    def _Popen(process_obj: Any) -> Any:  # noqa: N802  # the name is multiprocessing's
        main = sys.modules["__main__"]
        sys.modules["__main__"] = ModuleType("__main__")
        try:
            with _without_ctrl_c():
                return SpawnProcess._Popen(process_obj)
        finally:
            sys.modules["__main__"] = main


class _Spawning(SpawnContext):
    Process = _Process

    def get_context(self, method: str | None = None) -> Any:
        """This context, of which locks and queues are made: they need the tracker."""
        _start_tracker()
        return super().get_context(method)


class _Copy(ForkProcess):
    @staticmethod
    def _Popen(process_obj: Any) -> Any:  # noqa: N802  # the name is multiprocessing's
        with _without_ctrl_c():
            return ForkProcess._Popen(process_obj)


class _Copying(ForkContext):
    Process = _Copy


SPAWNING = _Spawning()
"""The context for pools of processes; what these are given must come from modules that can be imported."""

_COPYING = _Copying()


def copying() -> BaseContext:
    """The context for processes that begin as copies of this one, at once and sharing its memory, where that is safe.

    Elsewhere it is :data:`SPAWNING`: a copy of a process with several threads has but one of them, and may wait for
    ever for a lock that another one held; outside Linux, the system's own libraries have such threads.
    """
    return _COPYING if sys.platform == "linux" and active_count() == 1 else SPAWNING


class Handed:
    """A thing given to new processes, each of which finds it in place of this when it reads what it is to do.

    Python writes what a process is given into a pipe, and waits until it is read: for ever, where the process was
    killed before it could, as when memory lacks, and the thing is larger than the pipe. This is read from a file.
    """

    def __init__(self, thing: object) -> None:
        self._descriptor = _unnamed()
        finalize(self, os.close, self._descriptor)
        with open(self._descriptor, "wb", closefd=False) as file:
            pickle.dump(thing, file)

    def __reduce__(self) -> tuple[Callable[..., object], tuple[object]]:
        return _taken, (reduction.DupFd(self._descriptor),)


def _unnamed() -> int:
    """The descriptor of a new file without a name; in memory where the system has such files, for disks may be full."""
    if sys.platform == "linux":
        return os.memfd_create("handed")
    with TemporaryFile() as file:
        return os.dup(file.fileno())


def _taken(handle: Any) -> object:
    descriptor: int = handle.detach()
    try:
        with mmap.mmap(descriptor, 0, access=mmap.ACCESS_READ) as content:
            return pickle.loads(content)  # noqa: S301  # the parent wrote it
    finally:
        os.close(descriptor)


def _start_tracker() -> None:
    """Start the process that frees what all these share, deaf to a terminal that is closed: Python has it ignore Ctrl-C
    and SIGTERM alone, and another one that comes after it complains of what it does not know."""
    blocked = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGHUP})
    try:
        resource_tracker.ensure_running()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, blocked)


@contextmanager
def _without_ctrl_c() -> Iterator[None]:
    """Processes started meanwhile leave Ctrl-C to this one from the first: what is blocked stays so in them."""
    blocked = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, blocked)


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Let Ctrl-C, and other signals that are handled here, wait until this is done: a process that is cut off while it
    is told its task would complain of it."""
    if current_thread() is not main_thread():  # signals interrupt the main thread alone
        yield
        return
    came: list[int] = []
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
    handled = [number for number, handler in before.items() if number == signal.SIGINT or callable(handler)]
    for number in handled:
        signal.signal(number, lambda number, _: came.append(number))
    try:
        yield
    finally:
        for number in handled:
            signal.signal(number, signal.SIG_DFL if before[number] is None else before[number])
        if came:
            signal.raise_signal(came[0])
