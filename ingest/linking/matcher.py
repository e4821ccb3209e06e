"""Finds every label of an index in the words of a passage. Which of the matches count is decided elsewhere."""

from __future__ import annotations

from collections.abc import Iterator

from ingest.linking.label_index import LabelIndex
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
        index, first, numbers = self._index, self._index.first, self._numbers
        found: list[Match] = []
        for place, number in enumerate(numbers):
            if number in first:
                node = first[number]
                if node in index.ends:
                    found.append(Match(place, place, index.ends[node]))
                if node in index.inner and self._nexts[place] != _NOWHERE:
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
            if gaps[place] == " " or not breaks(gaps[place]):
                nexts[place - 1] = nexts[place] if numbers[place] == SKIP else place
        return nexts

    def _longer(self, start: int, node: int, found: list[Match]) -> None:
        """Add the labels of two words and more that start at ``start``, whose node is ``node``."""
        index, nexts, numbers = self._index, self._nexts, self._numbers
        place = nexts[start]
        while place != _NOWHERE:
            child = index.step(node, numbers[place])
            if child is None:
                after = nexts[place]
                if after != _NOWHERE and JOIN not in (numbers[place], numbers[after]):
                    child = index.step(node, numbers[after])
                    if child is not None:
                        found.extend(self._on(Match(start, after, (), INSERTION), child))
                return
            if child in index.ends:
                found.append(Match(start, place, index.ends[child]))
            node, place = child, nexts[place]

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
                    yield from self._on(Match(start, resumed, (), COORDINATION), child)

    def _heads(self, start: int, join: int) -> Iterator[tuple[int, int]]:
        """The words from ``start`` that begin a label and may share it past the conjunction, with their nodes."""
        node, place = self._index.first.get(self._numbers[start]), start
        while node is not None and node in self._index.inner:
            yield place, node
            place = self._nexts[place]
            if place == _NOWHERE or place >= join:
                return
            node = self._index.step(node, self._numbers[place])

    def _on(self, match: Match, node: int) -> Iterator[Match]:
        """The match at this node and at those that the following words lead to, wherever a label ends."""
        last = match.last
        child: int | None = node
        while child is not None:
            if child in self._index.ends:
                yield match._replace(last=last, entries=self._index.ends[child])
            last = self._nexts[last]
            child = None if last == _NOWHERE else self._index.step(child, self._numbers[last])


def breaks(gap: str) -> bool:
    """Whether what stands between two words parts them: punctuation does; spaces, hyphens and quotes do not.

    >>> breaks(", "), breaks("’"), breaks(" « ")
    (True, False, False)
    """
    return not _BREAKS.isdisjoint(gap)
