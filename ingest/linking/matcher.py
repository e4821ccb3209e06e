"""Finds every label of an index in the words of a passage. Which of the matches count is decided elsewhere."""

from __future__ import annotations

from collections.abc import Iterator

from ingest.linking.label_index import SHIFT, LabelIndex
from ingest.linking.lexicon import JOIN, SKIP
from ingest.linking.match import Match
from ingest.linking.methods import COORDINATION, INSERTION
from ingest.linking.words import Words

__all__ = ["Matcher", "breaks"]

_BREAKS = frozenset(".,;:!?()[]{}|•…")
_REACH = 4
"""Words looked at before a conjunction."""
_NOWHERE = -1


class Matcher:
    """One pass over one passage: words side by side, with one word inside, or shared out by a conjunction."""

    def __init__(self, index: LabelIndex, words: Words) -> None:
        self._index = index
        self._gaps = words.gaps
        self._numbers = index.lexicon.numbers(words.surfaces)
        self._nexts = self._following()

    def matches(self) -> list[Match]:
        """Every label of the index that the passage says."""
        numbers, nexts = self._numbers, self._nexts
        found: list[Match] = []
        for place, start in enumerate(map(self._index.first.get, numbers)):
            if start is not None:
                node, entries, goes_on = start
                if entries:
                    found.append((place, place, entries, ""))
                if goes_on and nexts[place] != _NOWHERE:
                    self._longer(place, node, found)
        if JOIN in numbers:
            for place, number in enumerate(numbers):
                if number == JOIN and self._nexts[place] != _NOWHERE:
                    found.extend(self._coordinated(place))
        return found

    def _following(self) -> list[int]:
        """For each word the next one that is no article, before any punctuation that parts; -1 where there is none."""
        numbers, gaps = self._numbers, self._gaps
        nexts = [_NOWHERE] * len(numbers)
        for place in range(len(numbers) - 1, 0, -1):
            gap = gaps[place]
            if gap == " " or not breaks(gap):
                nexts[place - 1] = nexts[place] if numbers[place] == SKIP else place
        return nexts

    def _longer(self, start: int, node: int, found: list[Match]) -> None:
        """Add the labels of two words and more that start at ``start``, whose node is ``node``."""
        edges, ends, nexts, numbers = self._index.edges, self._index.ends, self._nexts, self._numbers
        last, place = start, nexts[start]
        while place != _NOWHERE:
            number = numbers[place]
            child = edges.get(node << SHIFT | number)
            if child is None:
                after = nexts[place]
                # « service de la transition écologique » is no « service écologique »: the noun inside has its own.
                beside = place == last + 1
                if beside and after != _NOWHERE and number != JOIN and numbers[after] != JOIN:
                    child = edges.get(node << SHIFT | numbers[after])
                    if child is not None:
                        found.extend(self._on(start, after, child, INSERTION))
                return
            if child in ends:
                found.append((start, place, ends[child], ""))
            node, last, place = child, place, nexts[place]

    def _coordinated(self, join: int) -> Iterator[Match]:
        """The labels whose words a conjunction shares out, before it (« transition écologique et énergétique ») or
        after it (« accueil et suivi des entreprises »)."""
        after = self._nexts[join]
        second = self._nexts[after]
        for start in range(join - 1, max(-1, join - 1 - _REACH), -1):
            if breaks(self._gaps[start + 1].replace(",", " ")):
                return
            for place, node in self._heads(start, join):
                skipped = sum(number != SKIP for number in self._numbers[place + 1 : join])
                resumed = after if skipped else second
                if resumed == _NOWHERE or skipped > 2:
                    continue
                child = self._index.step(node, self._numbers[resumed])
                if child is not None:
                    yield from self._on(start, resumed, child, COORDINATION)

    def _heads(self, start: int, join: int) -> Iterator[tuple[int, int]]:
        """The words from ``start`` that begin a label and may share it past the conjunction, with their nodes."""
        known, place = self._index.first.get(self._numbers[start]), start
        node = known[0] if known else None
        while node is not None and node in self._index.inner:
            yield place, node
            place = self._nexts[place]
            if place == _NOWHERE or place >= join:
                return
            node = self._index.step(node, self._numbers[place])

    def _on(self, first: int, last: int, node: int, how: str) -> Iterator[Match]:
        """The labels that end at this node, to which ``last`` leads, and at those that the following words lead to."""
        child: int | None = node
        while child is not None:
            if child in self._index.ends:
                yield first, last, self._index.ends[child], how
            last = self._nexts[last]
            child = None if last == _NOWHERE else self._index.step(child, self._numbers[last])


def breaks(gap: str) -> bool:
    """Whether what stands between two words parts them: punctuation does; spaces, hyphens and quotes do not.

    >>> breaks(", "), breaks("’"), breaks(" « ")
    (True, False, False)
    """
    return not _BREAKS.isdisjoint(gap)
