"""Finds every label of an index in the words of pages. Which of the matches count is decided elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from ingest.linking.gaps import PARTS, PARTS_MORE, STOPS, TIES, parting
from ingest.linking.lexicon import JOIN, SKIP
from ingest.linking.methods import COORDINATION, INSERTION, LABEL
from ingest.linking.page import Page
from ingest.linking.trie import NOWHERE
from ingest.linking.word_form import ARTICLE, BARS, OF

__all__ = ["Matcher"]

_REACH, _LISTED = 8, 4
"""Words looked at before a conjunction, and before a comma."""
_MOST_SKIPPED = 2
"""Words left out, of those that the label shares, before a conjunction."""

_Numbers = NDArray[np.int64]
_Matches = NDArray[np.int64]
"""First words, last words and nodes of matches, a row each."""
_NONE = np.empty((3, 0), np.int64)
_PARTED = -2
_HOW = {NOWHERE: INSERTION, _PARTED: LABEL}
"""How labels are said that no conjunction shares out: with a word inside, or behind the signs that part their words."""


class Matcher:
    """One pass over pages of one language: words side by side, with one word inside, parted as in the label, or shared
    out by a conjunction or between commas.

    All pages are looked at together, one word of the labels after the other: each step follows all that came so far.
    ``bounds`` are where each page's words begin among those of all, and their end.
    """

    def __init__(self, pages: Sequence[Page]) -> None:
        self._pages = pages
        self._trie = pages[0].index.trie
        self._signs = pages[0].index.signs
        self._numbers = np.concatenate([page.numbers for page in pages])
        self.bounds = np.cumsum([0, *(len(page.numbers) for page in pages)])
        gaps = np.concatenate([page.words.gaps[:-1] for page in pages])
        gaps[self.bounds[:-1][np.diff(self.bounds) > 0]] |= PARTS | PARTS_MORE  # no label leaves its page
        self._tied = gaps & TIES != 0
        self._marks = np.concatenate([page.forms.words.marks(page.places) for page in pages])
        self._index = pages[0].index
        self._nexts = _following(self._numbers != SKIP, gaps & PARTS != 0)
        self._found: list[_Matches] = []
        self._found_apart: list[tuple[_Numbers, _Matches]] = []
        self._side_by_side()
        self._coordinated(gaps)
        if self._index.language == "fr":  # « South America, Africa and Asia » is no « South Africa »
            self._enumerated(gaps)
            self._qualified(gaps)

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
            yield first, last, node, _HOW.get(way, COORDINATION)

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
            aside = (onward == NOWHERE) | (self._at(after + 1) & OF != 0)  # « transport aérien de marchandises »
            stopped = np.flatnonzero(aside & (after == lasts + 1))
            self._inserted(firsts.take(stopped), nodes.take(stopped), after.take(stopped))
            if len(parted := np.flatnonzero((after == NOWHERE) & self._trie.parted.take(nodes))):
                self._across(firsts.take(parted), lasts.take(parted), nodes.take(parted))
            goes_on = np.flatnonzero(onward != NOWHERE)
            firsts, lasts, nodes = firsts.take(goes_on), after.take(goes_on), onward.take(goes_on)

    def _onward(self, nodes: _Numbers, places: _Numbers) -> _Numbers:
        """The nodes to which the words at these places lead."""
        found = np.full(len(nodes), NOWHERE, np.int64)
        words = self._numbers.take(places)
        asked = np.flatnonzero((places != NOWHERE) & self._trie.goes_on.take(words))
        found[asked] = self._trie.follow(nodes.take(asked), words.take(asked))
        return found

    def _across(self, firsts: _Numbers, lasts: _Numbers, nodes: _Numbers) -> None:
        """The labels that go on from ``nodes`` behind the very signs that part their words: « web, mail et forum »."""
        while len(firsts):
            after, signs = self._behind(lasts)
            nodes = self._trie.follow(nodes, signs)
            nodes[signs == NOWHERE] = NOWHERE
            beyond = np.flatnonzero(nodes != NOWHERE)
            firsts, lasts = firsts.take(beyond), after.take(beyond)
            nodes = self._onward(nodes.take(beyond), lasts)
            stopped = [_NONE]
            while len(known := np.flatnonzero(nodes != NOWHERE)):
                firsts, lasts, nodes = firsts.take(known), lasts.take(known), nodes.take(known)
                ended = np.flatnonzero(self._trie.ended.take(nodes))
                rows, after = np.stack((firsts, lasts, nodes)), self._nexts.take(lasts)
                ways = np.stack((np.full(len(ended), _PARTED), firsts.take(ended), np.zeros(len(ended), np.int64)))
                self._found_apart.append((ways, rows[:, ended]))
                stopped.append(rows[:, self._trie.parted.take(nodes) & (after == NOWHERE)])
                lasts, nodes = after, self._onward(nodes, after)
            firsts, lasts, nodes = np.concatenate(stopped, axis=1)

    def _behind(self, places: _Numbers) -> tuple[_Numbers, _Numbers]:
        """The next word that is no article behind signs after these places, in the same page, and the number of the
        signs; :data:`NOWHERE` where no label has these."""
        after, signs = np.full((2, len(places)), NOWHERE, np.int64)
        owners = np.searchsorted(self.bounds, places, side="right") - 1
        for row, (place, owner) in enumerate(zip(places.tolist(), owners.tolist(), strict=True)):
            begin, end = self.bounds[owner : owner + 2].tolist()
            kept = np.flatnonzero(self._numbers[place + 1 : end] != SKIP)[:1]
            if len(kept):
                words, second = self._pages[owner].words, int(place + 1 + kept[0])
                between = words.text[words.ends[place - begin] : words.starts[second - begin]]
                after[row], signs[row] = second, self._signs.get(parting(between), NOWHERE)
        return after, signs

    def _inserted(self, firsts: _Numbers, nodes: _Numbers, inside: _Numbers) -> None:
        """The labels that go on from ``nodes`` with one word, ``inside``, left out."""
        barred = (self._numbers.take(inside) == JOIN) | (self._marks.take(inside) & BARS != 0)
        after = np.where(barred, NOWHERE, self._nexts.take(inside))
        onward = self._onward(nodes, after)
        onward[(self._numbers.take(after) == JOIN) | self._tied.take(after) | self._tied.take(firsts)] = NOWHERE
        known = np.flatnonzero(onward != NOWHERE)
        firsts = firsts.take(known)
        ways = np.stack((np.full(len(firsts), NOWHERE), firsts, np.zeros(len(firsts), np.int64)))
        self._on(ways, firsts, after.take(known), onward.take(known))

    def _coordinated(self, gaps: NDArray[np.uint8]) -> None:
        """The labels whose words a conjunction shares out, before it (« transition écologique et énergétique ») or
        after it (« accueil et suivi des entreprises »), or a comma before a « de »: « pollution de l'air, de l'eau ».
        """
        conjunctions, of = self._numbers == JOIN, self._marks & OF != 0
        joins = np.flatnonzero((conjunctions | (of & (gaps == PARTS | STOPS))) & (self._nexts != NOWHERE))
        firsts = np.concatenate([joins - back for back in range(1, _REACH + 1)])
        joins = np.tile(joins, _REACH)[firsts >= 0]
        firsts = firsts[firsts >= 0]
        nodes = self._trie.starts[self._numbers[firsts]]
        parted = np.cumsum(gaps & PARTS_MORE != 0, dtype=np.int32)
        begun = np.flatnonzero((nodes != NOWHERE) & (parted[firsts] == parted[joins]) & ~self._tied[firsts])
        joins, firsts, nodes = joins[begun], firsts[begun], nodes[begun]
        lasts, words = firsts, np.cumsum(self._numbers != SKIP, dtype=np.int32)
        shared = 0
        while len(firsts):
            heads = (nodes != NOWHERE) & self._trie.inner[nodes]
            joins, firsts, lasts, nodes = joins[heads], firsts[heads], lasts[heads], nodes[heads]
            skipped = words[joins - 1] - words[lasts]
            before, behind = self._nexts[joins], self._nexts[self._nexts[joins]]
            # « transport, énergie et marchandises » is no « transport de marchandises », « le marché du travail et le
            # chômage des jeunes » no « travail des jeunes ».
            before[self._nexts[lasts] == NOWHERE] = NOWHERE
            behind[~conjunctions[joins] | ~self._is_like(firsts, joins + 1, gaps)] = NOWHERE
            resumed = np.where(skipped > 0, before, behind)
            # « lieux et télé-travail » is no « lieu de travail ».
            resumed[(skipped > _MOST_SKIPPED) | self._tied[resumed]] = NOWHERE
            onward = self._onward(nodes, resumed)
            if len(known := np.flatnonzero(onward != NOWHERE)):
                begun, at = firsts.take(known), joins.take(known)
                ways = np.stack((at, -begun, np.full(len(known), shared)))
                # « systèmes d'armes et santé » is no « système de santé ».
                bare = (skipped.take(known) > 0) & conjunctions.take(at) & (self._at(at + 1) & OF == 0)
                self._on(ways, begun, resumed.take(known), onward.take(known), bare)
            lasts = self._nexts[lasts]
            lasts[lasts >= joins] = NOWHERE
            nodes, shared = self._onward(nodes, lasts), shared + 1

    def _is_like(self, firsts: _Numbers, seconds: _Numbers, gaps: NDArray[np.uint8]) -> NDArray[np.bool_]:
        """Whether before words stands the article or the « de » that stands at ``seconds``, if one does."""
        determined = self._at(seconds) & (ARTICLE | OF)
        like: NDArray[np.bool_] = self._at(firsts - 1) & determined != 0
        like &= gaps[firsts] & PARTS == 0
        like |= determined == 0
        return like

    def _at(self, places: _Numbers) -> NDArray[np.uint16]:
        """The marks of the words at these places."""
        return self._marks.take(places, mode="clip")

    def _enumerated(self, gaps: NDArray[np.uint8]) -> None:
        """The labels of two words of which the first is said once, for words between commas: « transition écologique,
        numérique et sociale ».

        Each stands alone, behind another and before one more, or behind two.
        """
        seconds = np.flatnonzero(gaps == PARTS | STOPS)
        seconds = seconds[self._trie.goes_on.take(self._numbers[seconds])]
        after = np.minimum(seconds + 1, len(gaps) - 1)
        joined = (self._numbers[after] == JOIN) & (gaps[after] == 0)
        followed = (after > seconds) & ((gaps[after] == PARTS | STOPS) | joined)
        for back in range(2, _LISTED + 1):
            first = seconds - back + 1  # the first of the words that share, if these are so many
            number = self._numbers[first]
            bare = (first > 0) & (number != SKIP) & (number != JOIN)
            self._shared(seconds[bare & (gaps[first] == 0) & (followed | (back > 2))], back)
            on = bare & (gaps[first] == PARTS | STOPS)
            seconds, followed = seconds[on], followed[on]

    def _shared(self, seconds: _Numbers, back: int) -> None:
        """The labels of two words of which the second is at these places, the first so many ``back``."""
        nodes = self._trie.starts.take(self._numbers.take(seconds - back))
        seconds, nodes = seconds[nodes != NOWHERE], nodes[nodes != NOWHERE]
        nodes = self._onward(nodes, seconds)
        # « droit public, travail et santé » is no « droit du travail ».
        bare = [any(len(one.words) == 2 for one in self._index.ends.get(node, ())) for node in nodes.tolist()]
        seconds, nodes = seconds[bare], nodes[bare]
        ways = np.stack((seconds, back - seconds, np.zeros(len(seconds), np.int64)))
        self._found_apart.append((ways, np.stack((seconds - back, seconds, nodes))))

    def _qualified(self, gaps: NDArray[np.uint8]) -> None:
        """The labels « A de B » around several words that tell of A: « transport aérien et maritime de marchandises ».

        Those are no nouns: no label begins with one, unless A is called so in one. Where A has no article, as in
        « transport aérien et achat de marchandises », it is called in one as the last of them tells. A label that
        has one of them and B, too, is said instead where it can be.
        """
        joins = np.flatnonzero((self._numbers == JOIN) & (gaps & PARTS == 0))
        joins = joins[(self._at(joins + 2) & OF != 0) & (joins + 2 < len(gaps))]
        joins = joins[(gaps[joins + 1] | gaps[joins + 2]) & PARTS == 0]
        for back in range(2, _LISTED + 1):
            joins = joins[joins >= back]
            heads, lasts = joins - back, joins + 1
            resumed = self._nexts.take(lasts)
            nodes = self._trie.starts.take(self._numbers.take(heads))
            told = (nodes != NOWHERE) & (gaps[heads + 1] & PARTS == 0) & ~self._tied.take(heads)
            for place in (*range(1, back), back + 1):
                told &= self._tells(nodes, heads + place)
                told &= (gaps[heads + place] == PARTS | STOPS) | (place in (1, back + 1))
            for places in (lasts, joins - 1) if back == 2 else (lasts,):
                told &= self._onward(self._onward(nodes, places), resumed) == NOWHERE
            determined = (self._at(heads - 1) & (ARTICLE | OF) != 0) & (heads > 0) & (gaps[heads] & PARTS == 0)
            told &= determined | (self._onward(nodes, lasts) != NOWHERE)
            heads, resumed, nodes = heads[told], resumed[told], nodes[told]
            ways = np.stack((joins[told], -heads, np.zeros(len(heads), np.int64)))
            self._on(ways, heads, resumed, self._onward(nodes, resumed))

    def _tells(self, nodes: _Numbers, places: _Numbers) -> NDArray[np.bool_]:
        """Whether the words at these places can be what tells of the words that lead to ``nodes``, and are no nouns."""
        numbers = self._numbers.take(places)
        told: NDArray[np.bool_] = (numbers != SKIP) & (numbers != JOIN) & (self._at(places) & BARS == 0)
        told &= (self._trie.starts.take(numbers) == NOWHERE) | (self._onward(nodes, places) != NOWHERE)
        return told

    def _on(
        self,
        ways: _Numbers,
        firsts: _Numbers,
        lasts: _Numbers,
        nodes: _Numbers,
        bare: NDArray[np.bool_] | None = None,
    ) -> None:
        """The labels that end at these nodes, to which ``lasts`` lead, and at those that the following words lead to.

        ``ways`` are by what they are put in order: the conjunction or :data:`NOWHERE`, the first word (at a
        conjunction the nearest first), the words that the label shares. Labels with a « de » behind those are none
        where they are to be ``bare``.
        """
        bare = np.zeros(len(nodes), np.bool_) if bare is None else bare
        while len(known := np.flatnonzero(nodes != NOWHERE)):
            ways, firsts, lasts, nodes, bare = ways[:, known], firsts[known], lasts[known], nodes[known], bare[known]
            ended = self._trie.ended[nodes]
            for row in np.flatnonzero(ended & bare).tolist():
                ended[row] = self._is_bare(int(nodes[row]), int(ways[2, row]))
            self._found_apart.append((ways[:, ended], np.stack((firsts, lasts, nodes))[:, ended]))
            lasts = self._nexts[lasts]
            nodes = self._onward(nodes, lasts)

    def _is_bare(self, node: int, shared: int) -> bool:
        """Whether a label that ends at a node has no « de » behind its word number ``shared``."""
        skips = self._index.lexicon.skips
        for entry in self._index.ends[node]:
            places = [place for place, word in enumerate(entry.words) if not skips(word)]
            # A number written in thousands has more words in the index than in its label.
            pair = places[shared : shared + 2]
            if len(pair) > 1 and pair[1] == pair[0] + 1:
                return True
        return False


def _following(kept: NDArray[np.bool_], parted: NDArray[np.bool_]) -> _Numbers:
    """For each word the next one that is no article, before any punctuation that parts; -1 where there is none."""
    count = len(kept)
    places = np.full(count + 1, count, np.int32)
    np.copyto(places[:count], np.arange(count, dtype=np.int32), where=kept)
    following = np.minimum.accumulate(places[:0:-1])[::-1]
    before = np.append(np.cumsum(parted, dtype=np.int32), np.int32(-1))
    return np.where(before.take(following) == before[:-1], following, NOWHERE).astype(np.int64)
