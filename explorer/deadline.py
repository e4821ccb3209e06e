"""The end of a query in a terminal: at its deadline, or at Ctrl-C. The engine hears neither while it works.

Queries that come over HTTP run in processes of their own, which the server ends.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from select import select
from threading import Thread, current_thread, main_thread

from explorer.stopping import end
from ontology.errors import LimitError

__all__ = ["within"]

_REMEDY = "Ask for less: add LIMIT, bind more terms; or give it longer with --timeout."


@contextmanager
def within(seconds: float | None) -> Iterator[None]:
    """End the program with a sentence where the block is not done in so many seconds, if any, and at Ctrl-C."""
    if current_thread() is not main_thread():
        raise RuntimeError("only the main thread hears Ctrl-C")
    woken, waking = os.pipe()
    os.set_blocking(waking, False)
    before = signal.set_wakeup_fd(waking, warn_on_full_buffer=False)
    watch = Thread(target=_watch, args=(woken, seconds), daemon=True)
    watch.start()
    try:
        yield
    finally:
        signal.set_wakeup_fd(before)
        os.close(waking)
        watch.join()
        os.close(woken)


def _watch(woken: int, seconds: float | None) -> None:
    """Wait for a signal's number, or for the end of the block, which closes the pipe."""
    if not select([woken], [], [], seconds)[0]:
        problem = f"the query was not done within {seconds:g} seconds"
        end(f"maillage: {LimitError(problem, remedy=_REMEDY)}", LimitError.exit_code)
    while said := os.read(woken, 1):
        if said[0] == signal.SIGINT:
            end()
