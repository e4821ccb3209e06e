"""Numbers told of labels, worked out once a label and looked up for many at once."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ingest.linking.label_entry import LabelEntry
from ingest.linking.label_index import LabelIndex
from ingest.linking.sighted import Sighted
from ingest.linking.word_forms import WordForms
from ontology.concept import LabelKind

__all__ = ["LabelTable"]

_COLUMNS = 5


class LabelTable:
    """Of each label met so far, a row: its length in characters and in words, whether it is preferred, its specificity,
    and the number of its family among those of the words of texts.

    The specificity is that among the labels of a language; the length in characters counts an acronym's as
    :attr:`LabelEntry.characters` does.
    """

    def __init__(self) -> None:
        self._words: WordForms | None = None
        self._rows: dict[str, _Rows] = {}
        self._told = np.empty((1024, _COLUMNS))
        self._count = 0

    def __reduce__(self) -> tuple[type[LabelTable], tuple[()]]:
        return LabelTable, ()

    def rows(self, sighted: Sighted) -> NDArray[np.float64]:
        """One row a sighting."""
        self._know(sighted.words)
        entries = [one.entry for one in sighted.meanings]
        rows: list[int] = []
        for number, reading in enumerate(sighted.readings):
            first, last = sighted.edges[number : number + 2]
            indexes = [page.index for page in reading.pages]
            if len({index.language for index in indexes}) > 1:
                # A short form explained in a passage of one language may stand in one of another.
                places = [reading.places[place][0] for one in reading.candidates for place, _ in one.sightings]
                said = zip(places, entries[first:last], strict=True)
                rows += [self._in(indexes[page])[entry] for page, entry in said]
            elif indexes:
                rows += map(self._in(indexes[0]).__getitem__, entries[first:last])
        return self._told.take(rows, axis=0)

    def add(self, entry: LabelEntry, index: LabelIndex) -> int:
        """Tell of a label; returns the number of its row."""
        if self._count == len(self._told):
            self._told = np.concatenate((self._told, np.empty_like(self._told)))
        preferred = entry.kind == LabelKind.PREF
        family = self._words.family(entry.head) if self._words is not None else 0
        self._told[self._count] = entry.characters, len(entry.words), preferred, index.specificity(entry), family
        self._count += 1
        return self._count - 1

    def _know(self, words: WordForms) -> None:
        """Start anew where other words are met: the families have other numbers."""
        if self._words is not words:
            self._words, self._count = words, 0
            self._rows.clear()

    def _in(self, index: LabelIndex) -> _Rows:
        if index.language not in self._rows:
            self._rows[index.language] = _Rows(self, index)
        return self._rows[index.language]


class _Rows(dict[LabelEntry, int]):
    """The rows of one language's labels."""

    def __init__(self, table: LabelTable, index: LabelIndex) -> None:
        super().__init__()
        self._table = table
        self._index = index

    def __missing__(self, entry: LabelEntry) -> int:
        self[entry] = row = self._table.add(entry, self._index)
        return row
