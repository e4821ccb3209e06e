"""Concepts in text: every mention of a vocabulary's concepts, and how sure it is that the text is about each."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2b
from math import exp, log1p
from typing import Final

from ingest.linking.candidate import Candidate, candidates
from ingest.linking.homonyms import Homonyms
from ingest.linking.label_index import LabelIndex
from ingest.linking.language import FUNCTION_WORDS
from ingest.linking.mention import Mention
from ingest.linking.reading import Reading, read_passages
from ingest.linking.sighting import Sighting
from ingest.linking.subject import Subject
from ingest.records import Passage
from ontology.thesaurus import Thesaurus

__all__ = ["SUBJECT_CONFIDENCE", "ConceptLinker", "is_subject"]

VERSION: Final = "1"
"""Changes whenever the same text would be linked otherwise, so that what was linked before is linked again."""

SUBJECT_CONFIDENCE: Final = 0.3
"""From this confidence on, a concept found in a record is one of its subjects (``dcterms:subject``)."""


def is_subject(subject: Subject) -> bool:
    """Whether the text is about the concept, rather than just speaking of it."""
    return subject.confidence >= SUBJECT_CONFIDENCE


class ConceptLinker:
    """Links texts to the concepts of a thesaurus. It can be pickled, and answers the same each time."""

    def __init__(self, thesaurus: Thesaurus) -> None:
        self.thesaurus = thesaurus
        self.fingerprint = _fingerprint(thesaurus)
        self._indexes: dict[str, LabelIndex] = {}
        self._homonyms = Homonyms(thesaurus)

    def link(self, passages: Sequence[Passage], language: str = "") -> list[Subject]:
        """Every concept found in a record's passages, the surest first.

        ``language`` is the record's (``fr``, ``en-GB``); where empty, each passage's own is detected.
        """
        reading = read_passages(passages, language.lower().partition("-")[0], self._index, self._homonyms)
        found = [self._subject(candidate, reading) for candidate in candidates(reading)]
        return sorted(found, key=lambda subject: (-subject.confidence, subject.concept))

    def _index(self, language: str) -> LabelIndex:
        """The index for a language; French where the text has none that is known."""
        known = language or next(iter(FUNCTION_WORDS))
        if known not in self._indexes:
            self._indexes[known] = LabelIndex.of(self.thesaurus, known)
        return self._indexes[known]

    def _subject(self, candidate: Candidate, reading: Reading) -> Subject:
        mentions = tuple(_mention(sighting, reading) for sighting in candidate.sightings)
        return Subject(candidate.concept, _confidence(mentions), mentions)


def _mention(sighting: Sighting, reading: Reading) -> Mention:
    passage, words = reading.passages[sighting.passage], reading.words[sighting.passage]
    start, end = words.starts[sighting.first], words.ends[sighting.last]
    return Mention(
        concept=sighting.concept,
        field=passage.field,
        start=passage.start + start,
        end=passage.start + end,
        quote=passage.text[start:end],
        label=sighting.entry.text,
        confidence=round(sighting.certainty, 4),
        method=sighting.how,
        candidates=sighting.rivals,
    )


def _confidence(mentions: Sequence[Mention]) -> float:
    best = max(mention.confidence for mention in mentions)
    title = any(mention.field == "title" for mention in mentions)
    words = max(len(mention.quote.split()) for mention in mentions)
    score = -2.0 + 1.2 * title + 0.8 * log1p(len(mentions)) + 0.5 * min(words, 3) - (mentions[0].start > 500)
    return round(best / (1 + exp(-score)), 4)


def _fingerprint(thesaurus: Thesaurus) -> str:
    digest = blake2b(VERSION.encode(), digest_size=16)
    for iri, concept in thesaurus.items():
        digest.update(repr((iri, concept.labels, concept.broader, concept.related)).encode())
    return digest.hexdigest()
