"""Concepts in text: every mention of a vocabulary's concepts, and how sure it is that the text is about each."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from hashlib import blake2b
from typing import Final, NamedTuple

from ingest.linking.association import Association
from ingest.linking.candidate import Candidate
from ingest.linking.example import Example
from ingest.linking.features import Describer
from ingest.linking.homonyms import Homonyms
from ingest.linking.label_index import LabelIndex
from ingest.linking.language import FUNCTION_WORDS, known_language
from ingest.linking.learned import Learned
from ingest.linking.mention import Mention
from ingest.linking.methods import MODEL
from ingest.linking.model import Model, vocabulary_hash
from ingest.linking.reading import Reading, read_passages
from ingest.linking.subject import Subject
from ingest.linking.training import train
from ingest.records import Passage
from ontology.thesaurus import Thesaurus

__all__ = ["SUBJECT_CONFIDENCE", "ConceptLinker", "is_subject"]

VERSION: Final = "7"
"""Changes whenever the same text would be linked or told otherwise, so that what was linked before is linked again."""

SUBJECT_CONFIDENCE: Final = 0.1
"""From this confidence on, a concept found in a record is one of its subjects (``dcterms:subject``)."""

_TELLING = 3
"""Words quoted for a concept that a text does not name."""


def is_subject(subject: Subject) -> bool:
    """Whether the text is about the concept, rather than just speaking of it."""
    return subject.confidence >= SUBJECT_CONFIDENCE


class ConceptLinker:
    """Links texts to the concepts of a thesaurus. It can be pickled, and answers the same each time.

    Raises :class:`DataError` where the model was trained on another vocabulary.
    """

    def __init__(self, thesaurus: Thesaurus, model: Model | None = None) -> None:
        self.thesaurus = thesaurus
        self.model = model or Model.untrained()
        self.model.check(thesaurus)
        self.vocabulary = vocabulary_hash(thesaurus)
        self.fingerprint = self.fingerprint_for(thesaurus)
        self._learned = _learned(self.model)
        self._indexes: dict[str, LabelIndex] = {}
        self._homonyms = Homonyms(thesaurus)
        self._describer = Describer(thesaurus)

    def fingerprint_for(self, thesaurus: Thesaurus) -> str:
        """What :attr:`fingerprint` would be with that thesaurus and the same model."""
        known = self.vocabulary if thesaurus is self.thesaurus else vocabulary_hash(thesaurus)
        return _fingerprint(VERSION, known, self.model.fingerprint)

    def link(self, passages: Sequence[Passage], language: str = "") -> list[Subject]:
        """Every concept found in a record's passages, the surest first.

        ``language`` is the record's (``fr``, ``en-GB``), which a long passage clearly in another contradicts; where
        empty, each passage's own is detected.
        """
        reading = self._read(passages, language)
        described = self._describer.describe(reading)
        told: _Told | None = None
        if self._learned:
            association = self._learned.association
            told = _Told(association, association.weighed(reading.stems()), reading.firsts())
            described = self._learned.describe(described, association.scores(told.weighed))
        scores = self.model.ranking.scores(described)
        confidences = self.model.calibration.probabilities(scores).tolist()
        ranked = sorted(zip(-scores, described.concepts, described.candidates, confidences, strict=True), key=_surest)
        return [self._subject(candidate, confidence, reading, told) for _, _, candidate, confidence in ranked]

    def example(self, key: str, passages: Sequence[Passage], chosen: frozenset[str], language: str = "") -> Example:
        """A text with its keywords, read for :meth:`trained`."""
        reading = self._read(passages, language)
        return Example(key, self._describer.describe(reading), reading.stems(), chosen)

    def trained(self, examples: Sequence[Example], progress: Callable[[], object] = lambda: None) -> Model:
        """A model trained on the examples for this vocabulary; see :func:`ingest.linking.training.train`."""
        return train(examples, self.vocabulary, progress)

    def _read(self, passages: Sequence[Passage], language: str) -> Reading:
        return read_passages(passages, known_language(language), self._index, self._homonyms)

    def _index(self, language: str) -> LabelIndex:
        """The index for a language; French where the text has none that is known."""
        known = language or next(iter(FUNCTION_WORDS))
        if known not in self._indexes:
            self._indexes[known] = LabelIndex.of(self.thesaurus, known)
        return self._indexes[known]

    def _subject(self, candidate: Candidate, confidence: float, reading: Reading, told: _Told | None) -> Subject:
        if candidate.sightings or told is None:
            mentions = tuple(_mentions(candidate, reading))
        else:
            label = self.thesaurus[candidate.concept].label(reading.indexes[0].language)
            places = told.places(candidate.concept)
            mentions = tuple(_word(candidate.concept, label, place, confidence, reading) for place in places)
        return Subject(candidate.concept, round(confidence, 4), mentions)


class _Told(NamedTuple):
    """What the words of a text say of concepts that it does not name: their weights, and where each is said first."""

    association: Association
    weighed: Mapping[str, float]
    firsts: Mapping[str, tuple[int, int]]

    def places(self, concept: str) -> list[tuple[int, int]]:
        """The passages and the words that speak most for a concept."""
        return [self.firsts[stem] for stem in self.association.telling(concept, self.weighed)[:_TELLING]]


def _surest(ranked: tuple[float, str, Candidate, float]) -> tuple[float, str]:
    """By score, then by IRI, so that equals come in the same order each time."""
    return ranked[:2]


def _mentions(candidate: Candidate, reading: Reading) -> list[Mention]:
    concept, sightings = candidate
    mentions, quote = [], reading.quote
    for passage, first, last, entry, how, certainty, rivals in sightings:
        start, end, said, field = quote(passage, first, last)
        # Only what is shared with rivals has more decimals.
        sure = round(certainty, 4) if rivals else certainty
        mentions.append(Mention(concept, field, start, end, said, entry.text, sure, how, rivals))
    return mentions


def _word(concept: str, label: str, place: tuple[int, int], confidence: float, reading: Reading) -> Mention:
    """A word that speaks for a concept which the text does not name."""
    passage, word = place
    start, end, quote, field = reading.quote(passage, word, word)
    return Mention(concept, field, start, end, quote, label, round(confidence, 4), MODEL)


def _learned(model: Model) -> Learned | None:
    if model.experience is None or model.association is None:
        return None
    return Learned(model.experience, model.association)


def _fingerprint(*parts: str) -> str:
    return blake2b("\x1f".join(parts).encode(), digest_size=16).hexdigest()
