"""Finds every label of an index in the words of pages. Which of the matches count is decided elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from ingest.linking.gaps import PARTS, PARTS_MORE, STOPS, TIES
from ingest.linking.label_entry import LabelEntry
from ingest.linking.lexicon import JOIN, SKIP
from ingest.linking.methods import COORDINATION, INSERTION
from ingest.linking.page import Page
from ingest.linking.trie import NOWHERE

__all__ = ["Matcher"]

_REACH = 4
"""Words looked at before a conjunction."""
_MOST_SKIPPED = 2
"""Words left out, of those that the label shares, before a conjunction."""

_Numbers = NDArray[np.int64]
_Matches = NDArray[np.int64]
"""First words, last words and nodes of matches, a row each."""
_NONE = np.empty((3, 0), np.int64)


class Matcher:
    """One pass over pages of one language: words side by side, with one word inside, or shared out by a conjunction or
    between commas.

    All pages are looked at together, one word of the labels after the other: each step follows all that came so far.
    ``bounds`` are where each page's words begin among those of all, and their end.
    """

    def __init__(self, pages: Sequence[Page]) -> None:
        self._trie = pages[0].index.trie
        self._numbers = np.concatenate([page.numbers for page in pages])
        self.bounds = np.cumsum([0, *(len(page.numbers) for page in pages)])
        gaps = np.concatenate([page.words.gaps[:-1] for page in pages])
        gaps[self.bounds[:-1][np.diff(self.bounds) > 0]] |= PARTS | PARTS_MORE  # no label leaves its page
        self._tied = gaps & TIES != 0
        self._nexts = _following(self._numbers != SKIP, gaps & PARTS != 0)
        self._found: list[_Matches] = []
        self._found_apart: list[tuple[_Numbers, _Matches]] = []
        self._side_by_side()
        self._coordinated(np.cumsum(gaps & PARTS_MORE != 0, dtype=np.int32))
        if pages[0].index.language == "fr":  # « South America, Africa and Asia » is no « South Africa »
            self._enumerated(gaps, pages[0].index.ends)

    def alone(self) -> tuple[_Numbers, _Numbers]:
        """The labels of one word: the words, in order, and the nodes of the index at which their labels end."""
        firsts, _, nodes = self._found[0]
        return firsts, nodes

    def together(self) -> tuple[_Numbers, _Numbers, _Numbers]:
        """The labels whose words follow one another: first words, last words (counted), and nodes."""
        firsts, lasts, nodes = np.concatenate(self._found[1:], axis=1) if len(self._found) > 1 else _NONE
        return firsts, lasts, nodes

    def apart(self) -> Iterator[tuple[int, int, int, str]]:
        """The labels with other words between: the first and the last word, the node, and the method that allows them.

        By page, those around a conjunction last.
        """
        if not self._found_apart:
            return
        ways, found = (np.concatenate(column, axis=1) for column in zip(*self._found_apart, strict=True))
        firsts, lasts, nodes = found
        pages = np.searchsorted(self.bounds, firsts, side="right")
        order = np.lexsort((lasts, *ways[::-1], pages))
        columns = ways[0, order], firsts[order], lasts[order], nodes[order]
        for way, first, last, node in zip(*(column.tolist() for column in columns), strict=True):
            yield first, last, node, INSERTION if way < 0 else COORDINATION

    def _side_by_side(self) -> None:
        # Most arrays are of all words: they are cut down to what may go on as soon as it is known.
        starts = self._trie.starts.take(self._numbers)
        firsts = lasts = np.flatnonzero(starts != NOWHERE)
        nodes = starts.take(firsts)
        while len(firsts) or not self._found:
            ended = np.flatnonzero(self._trie.ended.take(nodes))
            self._found.append(np.stack((firsts.take(ended), lasts.take(ended), nodes.take(ended))))
            inner = np.flatnonzero(self._trie.inner.take(nodes))
            firsts, lasts, nodes = firsts.take(inner), lasts.take(inner), nodes.take(inner)
            after = self._nexts.take(lasts)
            onward = self._onward(nodes, after)
            # « service de la transition écologique » is no « service écologique »: the noun inside has its own.
            stopped = np.flatnonzero((onward == NOWHERE) & (after == lasts + 1))
            self._inserted(firsts.take(stopped), nodes.take(stopped), after.take(stopped))
            goes_on = np.flatnonzero(onward != NOWHERE)
            firsts, lasts, nodes = firsts.take(goes_on), after.take(goes_on), onward.take(goes_on)

    def _onward(self, nodes: _Numbers, places: _Numbers) -> _Numbers:
        """The nodes to which the words at these places lead."""
        found = np.full(len(nodes), NOWHERE, np.int64)
        words = self._numbers.take(places)
        asked = np.flatnonzero((places != NOWHERE) & self._trie.goes_on.take(words))
        found[asked] = self._trie.follow(nodes.take(asked), words.take(asked))
        return found

    def _inserted(self, firsts: _Numbers, nodes: _Numbers, inside: _Numbers) -> None:
        """The labels that go on from ``nodes`` with one word, ``inside``, left out."""
        after = np.where(self._numbers.take(inside) == JOIN, NOWHERE, self._nexts.take(inside))
        onward = self._onward(nodes, after)
        onward[(self._numbers.take(after) == JOIN) | self._tied.take(after) | self._tied.take(firsts)] = NOWHERE
        known = np.flatnonzero(onward != NOWHERE)
        firsts = firsts.take(known)
        ways = np.stack((np.full(len(firsts), NOWHERE), firsts, np.zeros(len(firsts), np.int64)))
        self._on(ways, firsts, after.take(known), onward.take(known))

    def _coordinated(self, parted: _Numbers) -> None:
        """The labels whose words a conjunction shares out, before it (« transition écologique et énergétique ») or
        after it (« accueil et suivi des entreprises »).

        ``parted`` counts, up to each word, the gaps that part more than commas do.
        """
        joins = np.flatnonzero((self._numbers == JOIN) & (self._nexts != NOWHERE))
        firsts = np.concatenate([joins - back for back in range(1, _REACH + 1)])
        joins = np.tile(joins, _REACH)[firsts >= 0]
        firsts = firsts[firsts >= 0]
        nodes = self._trie.starts[self._numbers[firsts]]
        begun = np.flatnonzero((nodes != NOWHERE) & (parted[firsts] == parted[joins]) & ~self._tied[firsts])
        joins, firsts, nodes = joins[begun], firsts[begun], nodes[begun]
        lasts, words = firsts, np.cumsum(self._numbers != SKIP, dtype=np.int32)
        shared = 0
        while len(firsts):
            heads = (nodes != NOWHERE) & self._trie.inner[nodes]
            joins, firsts, lasts, nodes = joins[heads], firsts[heads], lasts[heads], nodes[heads]
            skipped = words[joins - 1] - words[lasts]
            resumed = np.where(skipped > 0, self._nexts[joins], self._nexts[self._nexts[joins]])
            # « lieux et télé-travail » is no « lieu de travail ».
            resumed[(skipped > _MOST_SKIPPED) | self._tied[resumed]] = NOWHERE
            onward = self._onward(nodes, resumed)
            if len(known := np.flatnonzero(onward != NOWHERE)):
                begun = firsts.take(known)
                ways = np.stack((joins.take(known), -begun, np.full(len(known), shared)))
                self._on(ways, begun, resumed.take(known), onward.take(known))
            lasts = self._nexts[lasts]
            lasts[lasts >= joins] = NOWHERE
            nodes, shared = self._onward(nodes, lasts), shared + 1

    def _enumerated(self, gaps: NDArray[np.uint8], ends: Mapping[int, Sequence[LabelEntry]]) -> None:
        """The labels of two words of which the first is said once, for words between commas: « transition écologique,
        numérique et sociale ».

        Each stands alone, behind another and before one more, or behind two.
        """
        seconds = np.flatnonzero(gaps == PARTS | STOPS)
        seconds = seconds[self._trie.goes_on.take(self._numbers[seconds])]
        after = np.minimum(seconds + 1, len(gaps) - 1)
        joined = (self._numbers[after] == JOIN) & (gaps[after] == 0)
        followed = (after > seconds) & ((gaps[after] == PARTS | STOPS) | joined)
        for back in range(2, _REACH + 1):
            first = seconds - back + 1  # the first of the words that share, if these are so many
            number = self._numbers[first]
            bare = (first > 0) & (number != SKIP) & (number != JOIN)
            self._shared(seconds[bare & (gaps[first] == 0) & (followed | (back > 2))], back, ends)
            on = bare & (gaps[first] == PARTS | STOPS)
            seconds, followed = seconds[on], followed[on]

    def _shared(self, seconds: _Numbers, back: int, ends: Mapping[int, Sequence[LabelEntry]]) -> None:
        """The labels of two words of which the second is at these places, the first so many ``back``."""
        nodes = self._trie.starts.take(self._numbers.take(seconds - back))
        seconds, nodes = seconds[nodes != NOWHERE], nodes[nodes != NOWHERE]
        nodes = self._onward(nodes, seconds)
        # « droit public, travail et santé » is no « droit du travail ».
        bare = [any(len(one.words) == 2 for one in ends.get(node, ())) for node in nodes.tolist()]
        seconds, nodes = seconds[bare], nodes[bare]
        ways = np.stack((seconds, back - seconds, np.zeros(len(seconds), np.int64)))
        self._found_apart.append((ways, np.stack((seconds - back, seconds, nodes))))

    def _on(self, ways: _Numbers, firsts: _Numbers, lasts: _Numbers, nodes: _Numbers) -> None:
        """The labels that end at these nodes, to which ``lasts`` lead, and at those that the following words lead to.

        ``ways`` are by what they are put in order: the conjunction or :data:`NOWHERE`, the first word (at a
        conjunction the nearest first), the words that the label shares.
        """
        while len(known := np.flatnonzero(nodes != NOWHERE)):
            ways, firsts, lasts, nodes = ways[:, known], firsts[known], lasts[known], nodes[known]
            ended = self._trie.ended[nodes]
            self._found_apart.append((ways[:, ended], np.stack((firsts, lasts, nodes))[:, ended]))
            lasts = self._nexts[lasts]
            nodes = self._onward(nodes, lasts)


def _following(kept: NDArray[np.bool_], parted: NDArray[np.bool_]) -> _Numbers:
    """For each word the next one that is no article, before any punctuation that parts; -1 where there is none."""
    count = len(kept)
    places = np.full(count + 1, count, np.int32)
    np.copyto(places[:count], np.arange(count, dtype=np.int32), where=kept)
    following = np.minimum.accumulate(places[:0:-1])[::-1]
    before = np.append(np.cumsum(parted, dtype=np.int32), np.int32(-1))
    return np.where(before.take(following) == before[:-1], following, NOWHERE).astype(np.int64)
