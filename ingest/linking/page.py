"""A passage with its words as one language's index knows them. What they say is worked out elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ingest.linking.gaps import gap_marks
from ingest.linking.label_index import LabelIndex
from ingest.linking.word_forms import WordForms
from ingest.linking.words import Words
from ingest.records import Passage

__all__ = ["Page"]


@dataclass(frozen=True, slots=True)
class Page:
    """A passage, its words, its language's index, and each word's number among ``forms``, where more is known of it.

    ``numbers`` are those of the lexicon; for ``marks`` see :data:`ingest.linking.word_form.WordForm`; ``gaps`` are the
    marks of what stands before each word, and after the last.
    """

    passage: Passage
    words: Words
    index: LabelIndex
    forms: WordForms
    places: Sequence[int]
    numbers: NDArray[np.int64]
    marks: NDArray[np.uint8]
    gaps: NDArray[np.uint8]

    @classmethod
    def of(cls, passage: Passage, words: Words, index: LabelIndex) -> Page:
        """Look up each word of the passage."""
        forms = index.lexicon.forms
        places = list(map(forms.__getitem__, words.surfaces))
        gaps = np.frombuffer(gap_marks(words.gaps), np.uint8)
        return cls(passage, words, index, forms, places, forms.numbers(places), forms.marks(places), gaps)

    @property
    def stems(self) -> list[str]:
        """The stem of each word."""
        return list(map(self.forms.stems.__getitem__, self.places))

    @property
    def told(self) -> list[str]:
        """The first letters of each word, by which words are told apart when they are asked what a text is about."""
        return list(map(self.forms.told.__getitem__, self.places))

    @property
    def heads(self) -> list[str]:
        """The first letters of each word, which the words of its family share."""
        return list(map(self.forms.heads.__getitem__, self.places))

    @property
    def is_title(self) -> bool:
        """Whether the passage is a title."""
        return self.passage.field == "title"
