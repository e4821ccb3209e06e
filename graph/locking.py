"""One writer at a time, and leases of readers: locks on files that end with their process, however it ends."""

from __future__ import annotations

import fcntl
import os
import time
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ontology.errors import LockedError, Place

__all__ = ["exclusive", "is_leased", "lease"]


class _Handle:
    """An open file that carries a lock; a forked child lets go of it, so that it cannot outlive its owner there."""

    def __init__(self, path: Path, flags: int) -> None:
        self.descriptor = os.open(path, flags | os.O_CLOEXEC, 0o644)
        _HELD.add(self)

    def release(self) -> None:
        """Give the lock back, also where a process that was just forked has not yet let go of it."""
        if self.descriptor >= 0:
            fcntl.flock(self.descriptor, fcntl.LOCK_UN)
        self.close()

    def close(self) -> None:
        if self.descriptor >= 0:
            os.close(self.descriptor)
            self.descriptor = -1


_HELD: weakref.WeakSet[_Handle] = weakref.WeakSet()


def _let_go() -> None:
    for handle in list(_HELD):
        handle.close()


os.register_at_fork(after_in_child=_let_go)


@contextmanager
def exclusive(path: Path, patience: float = 0.0) -> Iterator[None]:
    """Hold the lock file; raises :class:`LockedError` naming the process that still does after ``patience`` seconds."""
    handle = _Handle(path, os.O_RDWR | os.O_CREAT)
    end = time.monotonic() + patience
    try:
        while not _taken(handle.descriptor):
            if time.monotonic() >= end:
                holder = os.pread(handle.descriptor, 20, 0).decode("ascii", "replace").strip()
                problem = f"another build is under way{f' (process {holder})' if holder else ''}"
                raise LockedError(problem, Place(str(path.parent)), "Wait for it to end, or stop it.")
            time.sleep(0.02)
        os.ftruncate(handle.descriptor, 0)
        os.pwrite(handle.descriptor, str(os.getpid()).encode(), 0)
        yield
    finally:
        handle.release()


def _taken(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def lease(path: Path, reader: object) -> None:
    """Mark the file as in use until ``reader`` is gone."""
    descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    fcntl.flock(descriptor, fcntl.LOCK_SH)
    weakref.finalize(reader, os.close, descriptor)


def is_leased(path: Path) -> bool:
    """Whether a reader, here or in another process, holds a lease on the file."""
    descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        return not _taken(descriptor)
    finally:
        os.close(descriptor)
