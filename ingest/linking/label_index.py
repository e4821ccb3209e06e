"""The labels of a vocabulary in one language, found by their words. Deciding between matches is not for here."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from ingest.linking.label_entry import LabelEntry, label_entries
from ingest.linking.lexicon import SKIP, Lexicon
from ingest.linking.meaning import Said
from ingest.linking.remembered import Bounded
from ontology.thesaurus import Thesaurus

__all__ = ["ROOT", "SHIFT", "LabelIndex"]

ROOT = 0
SHIFT = 24
"""Bits of an edge below those of its node: they hold a word's number."""

_REMEMBERED = 100_000


Start = tuple[int, tuple[LabelEntry, ...], bool]
"""A node under the root, the labels that end there, and whether any goes on."""


class LabelIndex:
    """A trie over numbered words, kept flat: an edge is one integer, so that fifty thousand labels stay small.

    A node is a number, :data:`ROOT` the first; ``edges`` leads from ``node << SHIFT | word`` to the next node, ``ends``
    gives the labels that end at a node, ``inner`` holds the nodes from which a label goes on. Two lists by a word's
    number spare most look-ups: ``starts`` gives its node under the root, the labels that end there and whether any goes
    on, or None; ``goes_on`` is 1 for a word that goes on with a label (both end with an unknown word's). ``alone`` and
    ``together`` are where the recogniser remembers what words say: one (and, for a short form, what it says where all
    the words around are in capitals too), or several side by side.
    """

    def __init__(self, entries: Iterable[LabelEntry], language: str) -> None:
        self.language = language
        self.lexicon = Lexicon(language)
        self.entries: list[LabelEntry] = []
        self.edges: dict[int, int] = {}
        self._ends: defaultdict[int, list[int]] = defaultdict(list)
        self._forget()
        self.inner: set[int] = set()
        self._uses: Counter[int] = Counter()
        for entry in entries:
            self._insert(entry)
        self.ends: Mapping[int, tuple[LabelEntry, ...]] = {
            node: tuple(self.entries[place] for place in places) for node, places in self._ends.items()
        }
        self.starts: list[Start | None] = [None] * (len(self.lexicon) + 1)
        self.goes_on = bytearray(len(self.starts))
        for edge, node in self.edges.items():
            before, word = divmod(edge, 1 << SHIFT)
            if before == ROOT:
                self.starts[word] = node, self.ends.get(node, ()), node in self.inner
            else:
                self.goes_on[word] = 1
        del self._ends

    @classmethod
    def of(cls, thesaurus: Thesaurus, language: str) -> LabelIndex:
        """The index of a thesaurus' labels in a language, its labels without language included."""
        return cls((entry for concept in thesaurus.values() for entry in label_entries(concept, language)), language)

    def specificity(self, entry: LabelEntry) -> float:
        """How rare its words are among the labels: 1 for a word that no other label has, summed over its words.

        Labels are counted in powers of two, so that one label more seldom changes what is said of the others.
        """
        numbers = self.lexicon.numbers([word for word in entry.words if len(word) > 2] or entry.words)
        all_labels = len(self.entries).bit_length()
        return sum(1 - ((self._uses[number] or 1).bit_length() - 1) / all_labels for number in numbers)

    def __getstate__(self) -> dict[str, object]:
        return {name: value for name, value in vars(self).items() if name not in ("alone", "together")}

    def __setstate__(self, state: dict[str, object]) -> None:
        vars(self).update(state)
        self._forget()

    def _forget(self) -> None:
        self.alone: Bounded[str, tuple[Said, Said | None]] = Bounded(_REMEMBERED)
        self.together: Bounded[tuple[str, ...], Said] = Bounded(_REMEMBERED)

    def _insert(self, entry: LabelEntry) -> None:
        place = len(self.entries)
        self.entries.append(entry)
        self._uses.update({self.lexicon.add(word) for word in entry.words})
        for words in entry.spellings():
            node = ROOT
            for word in map(self.lexicon.add, words):
                if word == SKIP:
                    continue
                self.inner.add(node)
                node = self.edges.setdefault(node << SHIFT | word, len(self.edges) + 1)
            if node != ROOT and place not in self._ends[node]:
                self._ends[node].append(place)
