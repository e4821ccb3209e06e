"""Saying, after some seconds, that a server is waited for. When waiting ends is for those who ask it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Timer

__all__ = ["say", "told_when_late"]

_LATE = 4.0
"""Seconds after which it is said what is waited for."""


def say(sentence: str) -> None:
    """A sentence on standard error."""
    print(f"maillage: {sentence}", file=sys.stderr, flush=True)


@contextmanager
def told_when_late(
    address: str, tell: Callable[[str], object] = say, most: float | None = None
) -> Iterator[Callable[[], None]]:
    """Within the block, until what this gives is called, tell after some seconds that a server there is waited for,
    and that its silence ends the waiting after ``most`` seconds, if any."""
    until = f", {most:g} seconds at most" if most else ""
    timer = Timer(_LATE, tell, [f"{address} has not answered yet: it is waited for{until}; Ctrl-C stops."])
    timer.daemon = True
    timer.start()
    try:
        yield timer.cancel
    finally:
        timer.cancel()
