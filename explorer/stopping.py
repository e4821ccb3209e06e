"""Ctrl-C during a build: it is answered at once, and a second one does not wait for files that are being closed.

How commands end otherwise, and with which code, is in ``cli``.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from threading import current_thread, main_thread
from typing import NoReturn

__all__ = ["STOPPED", "STOPPED_CODE", "end", "told_when_stopping"]

STOPPED = "maillage: stopped; what was published is unchanged."
STOPPED_CODE = 130
_STOPPING = "maillage: stopping: the draft's files are closed, then removed; Ctrl-C again does not wait for that."


@contextmanager
def told_when_stopping() -> Iterator[None]:
    """Within the block, say at Ctrl-C what is waited for; at the next one, end without it.

    The draft that is then left behind is removed by the next build.
    """
    before = signal.getsignal(signal.SIGINT)
    if current_thread() is not main_thread() or before is not signal.default_int_handler:
        yield
        return
    signal.signal(signal.SIGINT, _first)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _first(_number: int, _frame: object) -> None:
    signal.signal(signal.SIGINT, _second)
    _say(_STOPPING)
    raise KeyboardInterrupt


def _second(_number: int, _frame: object) -> None:
    end()


def end(sentence: str = STOPPED, code: int = STOPPED_CODE) -> NoReturn:
    """End the program here and now, whatever its threads do, with a last sentence on standard error."""
    _say(sentence)
    os._exit(code)


def _say(sentence: str) -> None:
    """Write past the buffers: a handler may come while something else is being written into them."""
    os.write(2, f"\n{sentence}\n".encode() if os.isatty(2) else f"{sentence}\n".encode())
