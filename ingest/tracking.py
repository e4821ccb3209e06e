"""How a build shows its progress: by what yields the items of a step, and counts them; and what hears its sentences.

Drawing is not for here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Protocol, TypeVar

__all__ = ["Tell", "Track", "silent", "untold"]

Item = TypeVar("Item")


Tell = Callable[[str], object]
"""Says a sentence at once, while the build goes on."""


class Track(Protocol):
    """Shows progress: given the name of a step and its items, it yields the items."""

    def __call__(self, step: str, items: Iterable[Item], total: int | None = None, /) -> Iterable[Item]:
        """Yield the items one by one while showing how far they are."""


def silent(_step: str, items: Iterable[Item], _total: int | None = None, /) -> Iterable[Item]:
    """Show nothing."""
    return items


def untold(_sentence: str) -> None:
    """Say nothing."""
