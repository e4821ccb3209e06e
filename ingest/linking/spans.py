"""Stretches of words that say something, in many pages at once. What they say is judged elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from ingest.linking.meaning import Meaning, Said

__all__ = ["More", "Span", "Spans"]

Span = tuple[int, int, Said]
"""The first and the last word of a stretch (both counted), and what it says."""

More = tuple[int, int, Sequence[Meaning]]
"""The first and the last word (both counted) of a stretch, and what it says beside what is known of it."""

_LENGTH_BITS = 32
"""More than the number of words from the first to the last of a stretch takes."""

_Numbers = NDArray[np.int64]
_Number = TypeVar("_Number", int, _Numbers)


@dataclass(frozen=True, slots=True)
class Spans:
    """By first word, the longest first, each stretch once: its first and its last word (both counted), what it says,
    and the marks of that (:attr:`ingest.linking.meaning.Said.marks`).

    Words are numbered from the first page's first on.
    """

    firsts: _Numbers
    lasts: _Numbers
    said: NDArray[np.object_]
    marks: NDArray[np.uint8]

    def __len__(self) -> int:
        return len(self.said)

    @classmethod
    def of(cls, parts: Sequence[Spans]) -> Spans:
        """All stretches of some in whatever order, none of them twice."""
        if not parts:
            none = np.empty(0, np.int64)
            return cls(none, none, none.astype(np.object_), none.astype(np.uint8))
        columns = zip(*((one.firsts, one.lasts, one.said, one.marks) for one in parts), strict=True)
        firsts, lasts, said, marks = map(np.concatenate, columns)
        order = np.argsort(_keys(firsts, lasts), kind="stable")  # the parts are in order, or nearly so
        return cls(firsts, lasts, said, marks).taken(order)

    def part(self, first: int, last: int, begin: int = 0) -> Iterator[Span]:
        """The stretches from one row up to another, their words numbered from ``begin`` on."""
        firsts, lasts = (self.firsts[first:last] - begin).tolist(), (self.lasts[first:last] - begin).tolist()
        return zip(firsts, lasts, self.said[first:last].tolist(), strict=True)

    def taken(self, rows: NDArray[np.intp]) -> Spans:
        """Some of the stretches."""
        return Spans(self.firsts.take(rows), self.lasts.take(rows), self.said.take(rows), self.marks.take(rows))

    def saying(self, changed: Mapping[int, Said]) -> Spans:
        """The same stretches, some of which, by their rows, say something else."""
        said, marks = self.said.copy(), self.marks.copy()
        for row, one in changed.items():
            said[row], marks[row] = one, one.marks
        return Spans(self.firsts, self.lasts, said, marks)

    def merged(self, more: Iterable[More]) -> Spans:
        """The stretches, and what more is said, in the order given."""
        keys = _keys(self.firsts, self.lasts)
        changed: dict[int, Said] = {}
        added: dict[tuple[int, int], Said] = {}
        for first, last, judged in more:
            if not judged:
                continue
            key = _keys(first, last)
            row = int(keys.searchsorted(key))
            if row < len(keys) and keys[row] == key:
                changed[row] = Said.of((*changed.get(row, self.said[row]).everything, *judged))
            else:
                known = added.get((first, last))
                added[first, last] = Said.of((*known.everything, *judged) if known else judged)
        spans = self.saying(changed) if changed else self
        return Spans.of([spans, _laid(added)]) if added else spans


def _keys(firsts: _Number, lasts: _Number) -> _Number:
    """Numbers in the order of stretches."""
    return (firsts << _LENGTH_BITS) + firsts - lasts


def _laid(added: Mapping[tuple[int, int], Said]) -> Spans:
    places = np.array(list(added), np.int64)
    said, marks = list(added.values()), [one.marks for one in added.values()]
    return Spans(places[:, 0], places[:, 1], np.array(said, np.object_), np.array(marks, np.uint8))
