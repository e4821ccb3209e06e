"""New processes that import what they are given to do, and do not run the main script of this one again.

What they do is not for here.
"""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.context import SpawnContext, SpawnProcess
from threading import current_thread, main_thread
from types import ModuleType
from typing import Any

__all__ = ["SPAWNING", "uninterrupted"]


class _Process(SpawnProcess):
    """A process that knows nothing of ``__main__``: a notebook's, a page's or a script's own lines stay where they are.

    Python would run the main script in each process, which then must guard itself (``if __name__ == "__main__"``); a
    process that fails there before it has read its task leaves the one that started it waiting for ever.
    """

    @staticmethod
    def _Popen(process_obj: Any) -> Any:  # noqa: N802  # the name is multiprocessing's
        main = sys.modules["__main__"]
        # From its first moment on it leaves Ctrl-C to this process: what is blocked stays so in a new process.
        blocked = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        sys.modules["__main__"] = ModuleType("__main__")
        try:
            return SpawnProcess._Popen(process_obj)
        finally:
            sys.modules["__main__"] = main
            signal.pthread_sigmask(signal.SIG_SETMASK, blocked)


class _Spawning(SpawnContext):
    Process = _Process


SPAWNING = _Spawning()
"""The context for pools of processes; what these are given must come from modules that can be imported."""


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Let Ctrl-C wait until this is done: a process that is cut off while it is told its task would complain of it."""
    if current_thread() is not main_thread():  # Ctrl-C interrupts the main thread alone
        yield
        return
    came: list[int] = []
    before = signal.signal(signal.SIGINT, lambda number, _: came.append(number))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, signal.SIG_DFL if before is None else before)
        if came:
            signal.raise_signal(signal.SIGINT)
