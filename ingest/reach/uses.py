"""Names of organisations, and which records use each: brought up to date where records came or went.

What a name means, and what a new one does to the others, is not for here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set

import msgspec
from numpy import int32
from numpy.typing import NDArray

from ingest.actors.unknown import Unknown

__all__ = ["Uses"]


class Uses(msgspec.Struct, frozen=True):
    """The ``names``, each once, and for each use the numbers of the record and of the name."""

    names: list[Unknown] = []
    pairs: list[tuple[int, int]] = []

    @classmethod
    def of(cls, used: Mapping[int, Sequence[Unknown]]) -> Uses:
        """The names that records use, given by their numbers."""
        return cls([], []).renewed(None, used)

    def renewed(self, now: NDArray[int32] | None, used: Mapping[int, Sequence[Unknown]]) -> Uses:
        """The uses by the records that stay, by the number that each has ``now`` (-1: it is no more), and by others."""
        numbers = [] if now is None else now.tolist()
        names, known = list(self.names), {name: number for number, name in enumerate(self.names)}
        pairs = [(numbers[record], name) for record, name in self.pairs if numbers[record] >= 0]
        for record, each in used.items():
            for name in each:
                if name not in known:
                    known[name] = len(names)
                    names.append(name)
                pairs.append((record, known[name]))
        left = sorted({name for _, name in pairs})
        if len(left) < len(names):
            anew = {name: number for number, name in enumerate(left)}
            names, pairs = [names[name] for name in left], [(record, anew[name]) for record, name in pairs]
        return Uses(names, sorted(pairs))

    def records(self, names: Iterable[Unknown]) -> Set[int]:
        """The numbers of the records that use one of these."""
        numbers = {name: number for number, name in enumerate(self.names)}
        wanted = {numbers[name] for name in names if name in numbers}
        return {record for record, name in self.pairs if name in wanted} if wanted else set()
