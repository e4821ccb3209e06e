"""A record's passages as the linker reads them: their words, their language, and what was recognised in each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from ingest.linking.acronyms import explained
from ingest.linking.homonyms import Homonyms
from ingest.linking.label_index import LabelIndex
from ingest.linking.language import detect_language
from ingest.linking.recognition import recognise
from ingest.linking.selection import longest
from ingest.linking.sighting import Sighting
from ingest.linking.words import Words
from ingest.records import Passage

__all__ = ["Reading", "read_passages"]


@dataclass(frozen=True, slots=True)
class Reading:
    """The passages, their words, and the sightings in the order of the text."""

    passages: Sequence[Passage]
    words: Sequence[Words]
    sightings: Sequence[Sighting]


def read_passages(
    passages: Sequence[Passage], language: str, index_of: Callable[[str], LabelIndex], homonyms: Homonyms
) -> Reading:
    """Recognise the vocabulary in the passages; ``language`` is that of the record, each passage's own where empty."""
    cut = [Words.of(passage.text) for passage in passages]
    whole = language or detect_language(word for words in cut for word in words.surfaces[:200])
    languages = [language or detect_language(words.surfaces[:200], whole) for words in cut]
    sightings = list(_recognised(cut, languages, index_of))
    sightings = longest(explained(cut, sightings))
    main = index_of(whole or languages[0] if languages else "")
    return Reading(passages, cut, homonyms.decide(sightings, cut, main))


def _recognised(
    cut: Sequence[Words], languages: Sequence[str], index_of: Callable[[str], LabelIndex]
) -> Iterator[Sighting]:
    for number, (words, language) in enumerate(zip(cut, languages, strict=True)):
        yield from recognise(index_of(language), words, number)
