"""Progress of long work: a bar with rate and time left on a terminal, nothing in a pipe; and what is said meanwhile."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import TypeVar

__all__ = ["say", "track"]

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
