"""Finds every label of an index in the words of a page. Which of the matches count is decided elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ingest.linking.gaps import PARTS, PARTS_MORE
from ingest.linking.label_entry import LabelEntry
from ingest.linking.label_index import SHIFT
from ingest.linking.lexicon import JOIN, SKIP
from ingest.linking.methods import COORDINATION, INSERTION
from ingest.linking.page import Page

__all__ = ["Match", "Matcher"]

Match = tuple[int, int, Sequence[LabelEntry]]
"""The labels that end at one node of the index, found from one word to another (both counted)."""

_REACH = 4
"""Words looked at before a conjunction."""
_NOWHERE = -1


class Matcher:
    """One pass over one page: words side by side, with one word inside, or shared out by a conjunction.

    ``together`` are the labels whose words follow one another, by first word, the longest first; ``apart`` those with
    other words between, with the method that allows them.
    """

    def __init__(self, page: Page) -> None:
        self._index = page.index
        self._gaps = page.gaps
        self._numbers = page.numbers
        self._nexts = _following(page.numbers, page.gaps)
        self.together: list[Match] = []
        self.apart: list[tuple[Match, str]] = []
        self._look()
        if JOIN in self._numbers:
            for place, number in enumerate(self._numbers):
                if number == JOIN and self._nexts[place] != _NOWHERE:
                    self._coordinated(place)

    def _look(self) -> None:
        numbers, nexts, found = self._numbers, self._nexts, self.together
        edges, goes_on = self._index.edges, self._index.goes_on
        for place, start in enumerate(map(self._index.starts.__getitem__, numbers)):
            if start is None:
                continue
            node, entries, longer = start
            if longer and (after := nexts[place]) != _NOWHERE:
                number = numbers[after]
                child = edges.get(node << SHIFT | number) if goes_on[number] else None
                if child is not None:
                    self._longer(place, after, child)
                elif after == place + 1:
                    self._inserted(place, node, after)
            if entries:
                found.append((place, place, entries))

    def _longer(self, start: int, place: int, node: int) -> None:
        """The labels of several words that begin at ``start``; the second word, at ``place``, leads to ``node``."""
        edges, ends, nexts, numbers = self._index.edges, self._index.ends, self._nexts, self._numbers
        found: list[Match] = []
        while True:
            if node in ends:
                found.append((start, place, ends[node]))
            after = nexts[place]
            if after == _NOWHERE:
                break
            child = edges.get(node << SHIFT | numbers[after])
            if child is None:
                # « service de la transition écologique » is no « service écologique »: the noun inside has its own.
                if after == place + 1:
                    self._inserted(start, node, after)
                break
            node, place = child, after
        found.reverse()
        self.together += found

    def _inserted(self, start: int, node: int, inside: int) -> None:
        """The labels that go on from ``node`` with one word, ``inside``, left out."""
        numbers, after = self._numbers, self._nexts[inside]
        if after == _NOWHERE or numbers[inside] == JOIN or not self._index.goes_on[numbers[after]]:
            return
        if numbers[after] == JOIN:
            return
        child = self._index.edges.get(node << SHIFT | numbers[after])
        if child is not None:
            self._on(start, after, child, INSERTION)

    def _coordinated(self, join: int) -> None:
        """The labels whose words a conjunction shares out, before it (« transition écologique et énergétique ») or
        after it (« accueil et suivi des entreprises »)."""
        after = self._nexts[join]
        second = self._nexts[after]
        for start in range(join - 1, max(-1, join - 1 - _REACH), -1):
            if self._gaps[start + 1] & PARTS_MORE:
                return
            known = self._index.starts[self._numbers[start]]
            if known is None or not known[2]:
                continue
            for place, node in self._heads(start, known[0], join):
                skipped = sum(number != SKIP for number in self._numbers[place + 1 : join])
                resumed = after if skipped else second
                if resumed == _NOWHERE or skipped > 2:
                    continue
                child = self._index.edges.get(node << SHIFT | self._numbers[resumed])
                if child is not None:
                    self._on(start, resumed, child, COORDINATION)

    def _heads(self, place: int, start: int, join: int) -> Iterator[tuple[int, int]]:
        """The words that begin a label and may share it past the conjunction, with their nodes."""
        node: int | None = start
        while node is not None and node in self._index.inner:
            yield place, node
            place = self._nexts[place]
            if place == _NOWHERE or place >= join:
                return
            node = self._index.edges.get(node << SHIFT | self._numbers[place])

    def _on(self, first: int, last: int, node: int, how: str) -> None:
        """The labels that end at this node, to which ``last`` leads, and at those that the following words lead to."""
        child: int | None = node
        while child is not None:
            if child in self._index.ends:
                self.apart.append(((first, last, self._index.ends[child]), how))
            last = self._nexts[last]
            child = None if last == _NOWHERE else self._index.edges.get(child << SHIFT | self._numbers[last])


def _following(numbers: Sequence[int], gaps: Sequence[int]) -> list[int]:
    """For each word the next one that is no article, before any punctuation that parts; -1 where there is none."""
    nexts = [_NOWHERE] * len(numbers)
    following = _NOWHERE
    for place in range(len(numbers) - 1, 0, -1):
        if numbers[place] != SKIP:
            following = place
        if gaps[place] & PARTS:
            following = _NOWHERE
        nexts[place - 1] = following
    return nexts
