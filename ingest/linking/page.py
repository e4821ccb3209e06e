"""A passage with its words as one language's index knows them. What they say is worked out elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.linking.gaps import gap_marks
from ingest.linking.label_index import LabelIndex
from ingest.linking.words import Words
from ingest.records import Passage

__all__ = ["Page"]


@dataclass(frozen=True, slots=True)
class Page:
    """A passage, its words, its language's index, and what is known of each word, column by column.

    For ``numbers``, ``stems``, ``told``, ``heads`` and ``marks`` see :data:`ingest.linking.word_form.WordForm`;
    ``gaps`` are the marks of what stands before each word, and after the last.
    """

    passage: Passage
    words: Words
    index: LabelIndex
    numbers: Sequence[int]
    stems: Sequence[str]
    told: Sequence[str]
    heads: Sequence[str]
    marks: Sequence[int]
    gaps: Sequence[int]

    @classmethod
    def of(cls, passage: Passage, words: Words, index: LabelIndex) -> Page:
        """Look up each word of the passage."""
        forms = index.lexicon.forms(words.surfaces)
        numbers, stems, told, heads, marks = zip(*forms, strict=True) if forms else ((), (), (), (), ())
        return cls(passage, words, index, numbers, stems, told, heads, marks, gap_marks(words.gaps))

    @property
    def is_title(self) -> bool:
        """Whether the passage is a title."""
        return self.passage.field == "title"
