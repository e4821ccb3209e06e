"""A record's passages as the linker reads them: their words, their language, and what was recognised in each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import chain

from ingest.linking.acronyms import explained
from ingest.linking.homonyms import Homonyms
from ingest.linking.label_index import LabelIndex
from ingest.linking.language import clear_language, detect_language
from ingest.linking.recognition import recognise
from ingest.linking.selection import longest
from ingest.linking.sighting import Sighting
from ingest.linking.words import Words
from ingest.records import Passage

__all__ = ["Reading", "read_passages"]


_ENOUGH = 200
"""Words of a passage that tell its language."""


@dataclass(frozen=True, slots=True)
class Reading:
    """The passages, the words and the index of each, and the sightings in the order of the text."""

    passages: Sequence[Passage]
    words: Sequence[Words]
    indexes: Sequence[LabelIndex]
    sightings: Sequence[Sighting]

    def quote(self, passage: int, first: int, last: int) -> tuple[int, int, str, str]:
        """Where words of a passage stand in the source (start and end, in characters), the words, and the field."""
        source, words = self.passages[passage], self.words[passage]
        start, end = words.starts[first], words.ends[last]
        return source.start + start, source.start + end, source.text[start:end], source.field

    def firsts(self) -> dict[str, tuple[int, int]]:
        """The passage and the word where each stem of three letters and more is said first."""
        places: dict[str, tuple[int, int]] = {}
        for passage, (words, index) in enumerate(zip(self.words, self.indexes, strict=True)):
            stems = index.lexicon.stems(words.surfaces)
            for place, (stem, surface) in enumerate(zip(stems, words.surfaces, strict=True)):
                if len(surface) > 2:
                    places.setdefault(stem, (passage, place))
        return places

    def stems(self) -> Counter[str]:
        """How often each stem of three letters and more is said, the title's counted twice."""
        counts: Counter[str] = Counter()
        for passage, words, index in zip(self.passages, self.words, self.indexes, strict=True):
            surfaces = [surface for surface in words.surfaces if len(surface) > 2]
            counts.update(index.lexicon.stems(surfaces * (2 if passage.field == "title" else 1)))
        return counts


def read_passages(
    passages: Sequence[Passage], language: str, index_of: Callable[[str], LabelIndex], homonyms: Homonyms
) -> Reading:
    """Recognise the vocabulary in the passages.

    ``language`` is that of the record, which a long passage may contradict; where empty, each passage has its own.
    """
    cut = [Words.of(passage.text) for passage in passages]
    starts = [words.surfaces[:_ENOUGH] for words in cut]
    whole = language or detect_language(list(chain.from_iterable(starts)))
    if language:
        languages = [clear_language(start, language) for start in starts]
    else:
        languages = [detect_language(start, whole) if len(starts) > 1 else whole for start in starts]
    indexes = [index_of(language) for language in languages]
    recognised = (recognise(index, words, place) for place, (index, words) in enumerate(zip(indexes, cut, strict=True)))
    sightings = longest(explained(cut, list(chain.from_iterable(recognised))))
    decided = homonyms.decide(sightings, cut, index_of(whole)) if sightings else []
    return Reading(passages, cut, indexes, decided)
