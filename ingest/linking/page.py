"""A passage with its words as one language's index knows them. What they say is worked out elsewhere."""

from __future__ import annotations

import msgspec
import numpy as np
from numpy.typing import NDArray

from ingest.linking.label_index import LabelIndex
from ingest.linking.language_forms import LanguageForms
from ingest.linking.words import Words
from ingest.records import Passage

__all__ = ["Page"]


class Page(msgspec.Struct, frozen=True, eq=False, gc=False):
    """A passage, its words, its language's index, and each word's number among ``forms``, where more is known of it.

    ``numbers`` are those of the lexicon.
    """

    passage: Passage
    words: Words
    index: LabelIndex
    forms: LanguageForms
    places: NDArray[np.intp]
    numbers: NDArray[np.int64]

    @property
    def told(self) -> list[str]:
        """The first letters of each word, by which words are told apart when they are asked what a text is about."""
        return self.forms.words.told(self.places)

    @property
    def is_title(self) -> bool:
        """Whether the passage is a title."""
        return self.passage.field == "title"
