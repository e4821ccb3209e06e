"""Finds every label of an index in the words of pages. Which of the matches count is decided elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from ingest.linking.gaps import PARTS, PARTS_MORE, TIES
from ingest.linking.lexicon import JOIN, SKIP
from ingest.linking.methods import COORDINATION, INSERTION
from ingest.linking.page import Page
from ingest.linking.trie import NOWHERE

__all__ = ["Match", "Matcher"]

Match = tuple[int, int, int]
"""The first and the last word of a match (both counted), and the node of the index at which its labels end."""

_REACH = 4
"""Words looked at before a conjunction."""
_MOST_SKIPPED = 2
"""Words left out, of those that the label shares, before a conjunction."""

_LENGTH_BITS = 32
"""More than the number of words from the first to the last of a label takes."""

_Numbers = NDArray[np.int64]
_Matches = NDArray[np.int64]
"""First words, last words and nodes of matches, a row each."""


class Matcher:
    """One pass over pages of one language: words side by side, with one word inside, or shared out by a conjunction.

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
        self._found: list[_Matches] = [np.empty((3, 0), np.int64)]
        self._found_apart: list[tuple[_Numbers, _Matches]] = []
        self._side_by_side()
        self._coordinated(np.cumsum(gaps & PARTS_MORE != 0))

    def together(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """The labels whose words follow one another: first words, last words and nodes, a row each; and their pages.

        Words are numbered from the first page's first on. By first word, the longest first.
        """
        found = np.concatenate(self._found, axis=1)
        order = np.argsort((found[0] << _LENGTH_BITS) + found[0] - found[1])
        found = found[:, order]
        return found, self.bounds.searchsorted(found[0], side="right") - 1

    def apart(self) -> list[list[tuple[Match, str]]]:
        """Page by page, the labels with other words between, each with the method that allows them."""
        if not self._found_apart:
            return [[] for _ in self.bounds[1:]]
        ways, found = (np.concatenate(column, axis=1) for column in zip(*self._found_apart, strict=True))
        firsts, lasts, nodes = found
        pages = np.searchsorted(self.bounds, firsts, side="right")
        order = np.lexsort((lasts, *ways[::-1], pages))
        hows = [INSERTION if way < 0 else COORDINATION for way in ways[0, order].tolist()]
        matches = self._by_page(firsts[order], lasts[order], nodes[order])
        told = iter(hows)
        return [list(zip(some, told)) for some in matches]  # noqa: B905 - the methods go on with the next page

    def _by_page(self, firsts: _Numbers, lasts: _Numbers, nodes: _Numbers) -> list[list[Match]]:
        bounds = np.searchsorted(firsts, self.bounds) if len(firsts) else np.zeros_like(self.bounds)
        begins = self.bounds[:-1].repeat(np.diff(bounds))
        found = list(zip((firsts - begins).tolist(), (lasts - begins).tolist(), nodes.tolist(), strict=True))
        return [found[first:last] for first, last in pairwise(bounds.tolist())]

    def _side_by_side(self) -> None:
        # Most arrays are of all words: they are cut down to what may go on as soon as it is known.
        starts = self._trie.starts.take(self._numbers)
        firsts = lasts = np.flatnonzero(starts != NOWHERE)
        nodes = starts.take(firsts)
        while len(firsts):
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
        near = np.flatnonzero((parted[firsts] == parted[joins]) & ~self._tied[firsts])
        joins, firsts = joins[near], firsts[near]
        nodes, lasts, words = self._trie.starts[self._numbers[firsts]], firsts, np.cumsum(self._numbers != SKIP)
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
    places = np.append(np.where(kept, np.arange(count), count), count)[1:]
    following = np.minimum.accumulate(places[::-1])[::-1]
    before = np.append(np.cumsum(parted), -1)
    return np.where(before[following] == before[:-1], following, NOWHERE)
