"""Progress of long work: a bar with rate and time left on a terminal, nothing in a pipe."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar

__all__ = ["track"]

Item = TypeVar("Item")


def track(step: str, items: Iterable[Item], total: int | None = None, /) -> Iterator[Item]:
    """Yield the items while showing, on standard error, how many are done, how fast, and how long is left."""
    from tqdm import tqdm

    yield from tqdm(items, desc=f"{step:<12}", total=total, disable=None, leave=False, unit="", dynamic_ncols=True)
