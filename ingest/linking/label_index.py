"""The labels of a vocabulary in one language, found by their words. Deciding between matches is not for here."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

import msgspec

from ingest.linking.label_entry import LabelEntry, label_entries
from ingest.linking.lexicon import SKIP, Lexicon
from ingest.linking.long_forms import LongForms
from ingest.linking.remembered import Remembered
from ingest.linking.trie import ROOT, SHIFT, Trie
from ontology.decoding import UNDECODABLE
from ontology.thesaurus import Thesaurus

__all__ = ["LabelIndex"]

_REMEMBERED = 100_000


class _Packed(msgspec.Struct, frozen=True, array_like=True):
    """An index as it is kept: edges in the order of the nodes that they lead to, labels by their places."""

    language: str
    stems: list[str]
    entries: list[LabelEntry]
    uses: dict[int, int]
    edges: list[int]
    ends: dict[int, list[int]]


class LabelIndex:
    """The labels, the lexicon that numbers their words, and the trie that they are found by.

    ``ends`` gives the labels that end at a node of the trie, ``signs`` the numbers of the signs that part their words.
    """

    def __init__(self, entries: Iterable[LabelEntry], language: str) -> None:
        self.language = language
        self.lexicon = Lexicon(language)
        self.entries: list[LabelEntry] = []
        self._uses: Counter[int] = Counter()
        edges: dict[int, int] = {}
        ends: defaultdict[int, list[LabelEntry]] = defaultdict(list)
        numbers = Remembered(self.lexicon.add, _REMEMBERED)  # labels share most of their words
        for entry in entries:
            self._insert(entry, numbers, edges, ends)
        self.ends: Mapping[int, Sequence[LabelEntry]] = {node: tuple(ended) for node, ended in ends.items()}
        self.signs = self.lexicon.signs()
        self.trie = Trie(edges, ends, len(self.lexicon), self.signs.values())

    @classmethod
    def of(cls, thesaurus: Thesaurus, language: str) -> LabelIndex:
        """The index of a thesaurus' labels in a language, its labels without language included."""
        return cls(label_entries(thesaurus.values(), language), language)

    def packed(self) -> bytes:
        """The index as bytes, from which :meth:`unpacked` makes it in a tenth of the time."""
        places = {entry: place for place, entry in enumerate(self.entries)}
        ends = {node: [places[entry] for entry in ended] for node, ended in self.ends.items()}
        told = _Packed(self.language, self.lexicon.known(), self.entries, self._uses, self.trie.edges(), ends)
        return msgspec.msgpack.encode(told)

    @classmethod
    def unpacked(cls, content: bytes) -> LabelIndex | None:
        """The index that :meth:`packed` gave; None where these are other bytes."""
        try:
            told = msgspec.msgpack.decode(content, type=_Packed)
            index = cls((), told.language)
            index.lexicon = Lexicon.knowing(told.language, told.stems)
            index.entries = told.entries
            index._uses = Counter(told.uses)
            index.ends = {node: tuple(told.entries[place] for place in places) for node, places in told.ends.items()}
            edges = {edge: node for node, edge in enumerate(told.edges, 1)}
            index.signs = index.lexicon.signs()
            index.trie = Trie(edges, index.ends, len(index.lexicon), index.signs.values())
        except (*UNDECODABLE, IndexError, OverflowError):
            return None
        return index

    def specificity(self, entry: LabelEntry) -> float:
        """How rare its words are among the labels: 1 for a word that no other label has, summed over its words.

        Labels are counted in powers of two, so that one label more seldom changes what is said of the others.
        """
        numbers = self.lexicon.numbers([word for word in entry.words if len(word) > 2] or entry.words)
        all_labels = len(self.entries).bit_length()
        return sum(1 - ((self._uses[number] or 1).bit_length() - 1) / all_labels for number in numbers)

    def writes(self, word: str) -> bool:
        """Whether a label holds this word, in one form or another, as one word."""
        return self._uses[self.lexicon.numbers([word])[0]] > 0

    @cached_property
    def long_forms(self) -> LongForms:
        """What its acronyms stand for; worked out when a text explains one in words that are no label."""
        return LongForms(self.entries, self.lexicon)

    def _insert(
        self,
        entry: LabelEntry,
        numbers: Mapping[str, int],
        edges: dict[int, int],
        ends: defaultdict[int, list[LabelEntry]],
    ) -> None:
        self.entries.append(entry)
        self._uses.update({numbers[word] for word in entry.words})
        paths = [list(map(numbers.__getitem__, words)) for words in entry.spellings()]
        if any(entry.signs):
            paths.append(self._parted(entry, numbers))
        for path in paths:
            node = ROOT
            for word in path:
                if word != SKIP:
                    node = edges.setdefault(node << SHIFT | word, len(edges) + 1)
            if node != ROOT and entry not in ends[node]:
                ends[node].append(entry)

    def _parted(self, entry: LabelEntry, numbers: Mapping[str, int]) -> list[int]:
        """The numbers of a label's words and of the signs between them; articles part nothing."""
        path: list[int] = []
        signs = ""
        for word, before in zip(entry.words, entry.signs, strict=True):
            signs += before
            if (number := numbers[word]) != SKIP:
                path += [self.lexicon.parting(signs), number] if signs and path else [number]
                signs = ""
        return path
