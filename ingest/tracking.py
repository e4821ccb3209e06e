"""How a build shows its progress: by what yields the items of a step, and counts them. Drawing is not for here."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol, TypeVar

__all__ = ["Track", "silent"]

Item = TypeVar("Item")


class Track(Protocol):
    """Shows progress: given the name of a step and its items, it yields the items."""

    def __call__(self, step: str, items: Iterable[Item], total: int | None = None, /) -> Iterable[Item]:
        """Yield the items one by one while showing how far they are."""


def silent(_step: str, items: Iterable[Item], _total: int | None = None, /) -> Iterable[Item]:
    """Show nothing."""
    return items
