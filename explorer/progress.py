"""Progress of long work: a bar with rate and time left on a terminal, nothing in a pipe; and what is said meanwhile."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from threading import Timer
from typing import TypeVar

__all__ = ["say", "told_when_late", "track"]

_LATE = 4.0
"""Seconds after which it is said what is waited for."""

Item = TypeVar("Item")


def track(step: str, items: Iterable[Item], total: int | None = None, /) -> Iterator[Item]:
    """Yield the items while showing, on standard error, how many are done, how fast, and how long is left."""
    from tqdm import tqdm

    yield from tqdm(items, desc=f"{step:<12}", total=total, disable=None, leave=False, unit="", dynamic_ncols=True)


def say(sentence: str) -> None:
    """A sentence on standard error, above the bar where there is one."""
    from tqdm import tqdm

    from explorer.terminal import plain_lines

    tqdm.write(f"maillage: {plain_lines(sentence)}", file=sys.stderr)


@contextmanager
def told_when_late(address: str) -> Iterator[Callable[[], None]]:
    """Within the block, until what this gives is called, say after some seconds that a server there is waited for."""
    timer = Timer(_LATE, say, [f"{address} has not answered yet: it is waited for; Ctrl-C stops."])
    timer.daemon = True
    timer.start()
    try:
        yield timer.cancel
    finally:
        timer.cancel()
