"""Finds every label of an index in the words of a passage. Which of the matches count is decided elsewhere."""

from __future__ import annotations

from collections.abc import Iterator

from ingest.linking.label_index import LabelIndex
from ingest.linking.lexicon import JOIN, SKIP
from ingest.linking.match import Match
from ingest.linking.methods import COORDINATION, INSERTION
from ingest.linking.words import Words

__all__ = ["Matcher"]

_BREAKS = frozenset(".,;:!?()[]{}|•…")
_REACH = 4
"""Words looked at before a conjunction, and articles passed over between two words."""


class Matcher:
    """One pass over one passage: words side by side, with one word inside, or shared out by a conjunction."""

    def __init__(self, index: LabelIndex, words: Words) -> None:
        self._index = index
        self._gaps = words.gaps
        self._numbers = index.lexicon.numbers(words.surfaces)

    def matches(self) -> Iterator[Match]:
        """Every label of the index that the passage says."""
        index, first, numbers = self._index, self._index.first, self._numbers
        for place, number in enumerate(numbers):
            if number in first:
                node = first[number]
                if node in index.ends:
                    yield Match(place, place, index.ends[node])
                if node in index.inner:
                    yield from self._longer(place, node)
        if JOIN in numbers:
            for place, number in enumerate(numbers):
                if number == JOIN:
                    yield from self._coordinated(place)

    def _longer(self, start: int, node: int) -> Iterator[Match]:
        """The labels of two words and more that start at ``start``, whose node is ``node``."""
        last = start
        while (following := self._next(last)) is not None:
            child = self._index.step(node, self._numbers[following])
            if child is None:
                yield from self._inserted(start, following, node)
                return
            node, last = child, following
            if node in self._index.ends:
                yield Match(start, last, self._index.ends[node])

    def _inserted(self, start: int, stranger: int, node: int) -> Iterator[Match]:
        """The labels that go on after one word that is not theirs (« développement économique durable »)."""
        following = self._next(stranger)
        if following is not None and JOIN not in (self._numbers[stranger], self._numbers[following]):
            child = self._index.step(node, self._numbers[following])
            if child is not None:
                yield from self._on(Match(start, following, (), INSERTION), child)

    def _coordinated(self, join: int) -> Iterator[Match]:
        """The labels whose words a conjunction shares out, before it (« transition écologique et énergétique ») or
        after it (« accueil et suivi des entreprises »)."""
        after = self._next(join)
        if after is None:
            return
        for start in range(max(0, join - _REACH), join):
            for place, node in self._heads(start, join):
                skipped = sum(number != SKIP for number in self._numbers[place + 1 : join])
                resumed = after if skipped else self._next(after)
                child = self._index.step(node, self._numbers[resumed]) if resumed is not None and skipped <= 2 else None
                if child is not None and resumed is not None:
                    yield from self._on(Match(start, resumed, (), COORDINATION), child)

    def _heads(self, start: int, join: int) -> Iterator[tuple[int, int]]:
        """The words from ``start`` that begin a label and may share it past the conjunction, with their nodes."""
        if any(self._breaks(place, ",") for place in range(start + 1, join + 1)):
            return
        node, place = self._index.first.get(self._numbers[start]), start
        while node is not None and node in self._index.inner:
            yield place, node
            following = self._next(place)
            if following is None or following >= join:
                return
            node, place = self._index.step(node, self._numbers[following]), following

    def _on(self, match: Match, node: int) -> Iterator[Match]:
        """The match at this node and at those that the following words lead to, wherever a label ends."""
        last: int | None = match.last
        child: int | None = node
        while last is not None and child is not None:
            if child in self._index.ends:
                yield match._replace(last=last, entries=self._index.ends[child])
            node, last = child, self._next(last)
            child = None if last is None else self._index.step(node, self._numbers[last])

    def _next(self, place: int) -> int | None:
        """The next word that is no article, before any punctuation that parts."""
        numbers, gaps = self._numbers, self._gaps
        for following in range(place + 1, min(place + 1 + _REACH, len(numbers))):
            if gaps[following] != " " and self._breaks(following):
                return None
            if numbers[following] != SKIP:
                return following
        return None

    def _breaks(self, place: int, but: str = "") -> bool:
        """Whether punctuation parts a word from the one before; spaces, hyphens, apostrophes and quotes do not."""
        return any(mark in _BREAKS and mark not in but for mark in self._gaps[place])
