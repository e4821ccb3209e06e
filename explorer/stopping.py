"""Ctrl-C, and signals that end a program, while files are written: answered at once, and a second one does not wait.

How commands end otherwise, and with which code, is in ``cli``.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from threading import current_thread, main_thread
from typing import NoReturn

__all__ = ["STOPPED", "STOPPED_CODE", "end", "stopped_code", "told_when_stopping"]

STOPPED = "maillage: stopped; what was published is unchanged."
STOPPED_CODE = 130
_STOPPING = "maillage: stopping: the draft's files are closed, then removed"
_AGAIN = {signal.SIGINT: "; Ctrl-C again does not wait for that."}
_ENDING = (signal.SIGTERM, signal.SIGHUP)


class _EndedError(KeyboardInterrupt):
    """What a signal that ends programs raises instead: all is left as at Ctrl-C."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.code = 128 + number


@contextmanager
def told_when_stopping(stopping: str = _STOPPING) -> Iterator[None]:
    """Within the block, say at Ctrl-C, SIGTERM and SIGHUP what is waited for; at the next one, end without it.

    The draft that is then left behind is removed by the next build. Nothing is said where ``stopping`` is empty.
    Signals that the program was told to ignore are, as ``nohup`` wants it.
    """
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, *_ENDING)}
    if current_thread() is not main_thread() or before[signal.SIGINT] is not signal.default_int_handler:
        yield
        return
    taken = [number for number, was in before.items() if was in (signal.default_int_handler, signal.SIG_DFL)]
    for number in taken:
        signal.signal(number, partial(_first, stopping, os.getpid(), taken))
    try:
        yield
    finally:
        for number in taken:
            signal.signal(number, before[number])


def stopped_code(error: BaseException) -> int:
    """The exit code of a program that a signal stopped, or Ctrl-C, from what was raised then.

    >>> stopped_code(KeyboardInterrupt()), stopped_code(_EndedError(signal.SIGTERM))
    (130, 143)
    """
    found = (each.code for each in (error, error.__cause__) if isinstance(each, _EndedError))
    return next(found, STOPPED_CODE)


def _first(stopping: str, process: int, taken: Sequence[int], number: int, _frame: object) -> None:
    if os.getpid() != process:  # a copy of the program, which has nothing to close
        signal.signal(number, signal.SIG_DFL)
        signal.raise_signal(number)
    for each in taken:
        signal.signal(each, _second)
    if stopping:
        _say(stopping + _AGAIN.get(signal.Signals(number), "."))
    raise KeyboardInterrupt if number == signal.SIGINT else _EndedError(number)


def _second(number: int, _frame: object) -> None:
    end(code=128 + number)


def end(sentence: str = STOPPED, code: int = STOPPED_CODE) -> NoReturn:
    """End the program here and now, whatever its threads do, with a last sentence on standard error."""
    _say(sentence)
    os._exit(code)


def _say(sentence: str) -> None:
    """Write past the buffers: a handler may come while something else is being written into them."""
    os.write(2, f"\n{sentence}\n".encode() if os.isatty(2) else f"{sentence}\n".encode())
