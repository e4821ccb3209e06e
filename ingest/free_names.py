"""Names of which each is given once: namesakes are numbered, in the order in which they come.

What a record is called is for :mod:`ingest.sources.keys`, what an actor is for :mod:`ingest.actors.identity`.
"""

from __future__ import annotations

from typing import Self

__all__ = ["FreeNames"]


class FreeNames:
    """Gives names that it did not give before.

    >>> names = FreeNames()
    >>> names.free("forum"), names.free("forum"), names.free("forum-2")
    ('forum', 'forum-2', 'forum-2-2')
    """

    def __init__(self) -> None:
        self._given: dict[str, int] = {}

    def copy(self) -> Self:
        """One that has given the same."""
        other = type(self)()
        other._given = self._given.copy()
        return other

    def free(self, base: str) -> str:
        """This name, with the next free number behind it where it was given already."""
        name, number = base, self._given.get(base, 1)
        while name in self._given:
            number += 1
            name = f"{base}-{number}"
        self._given[base] = number
        self._given.setdefault(name, 1)
        return name
