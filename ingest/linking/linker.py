"""Concepts in text: every mention of a vocabulary's concepts, and how sure it is that the text is about each."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from hashlib import blake2b
from typing import Final

from ingest.linking.association import Hints
from ingest.linking.candidate import Candidate
from ingest.linking.described import Described
from ingest.linking.example import Example
from ingest.linking.features import Describer
from ingest.linking.homonyms import Homonyms
from ingest.linking.keywords import keywords_of
from ingest.linking.label_index import LabelIndex
from ingest.linking.language import FUNCTION_WORDS, known_language
from ingest.linking.learned import Learned
from ingest.linking.mention import Mention
from ingest.linking.methods import MODEL
from ingest.linking.model import Model, vocabulary_hash
from ingest.linking.reading import Quote, Reading, read_all
from ingest.linking.recognised import Recognised, Record
from ingest.linking.subject import Subject
from ingest.linking.themes import Themes, themes_of
from ingest.linking.word_forms import WordForms
from ingest.records import Passage
from ontology.thesaurus import Thesaurus

__all__ = ["SUBJECT_CONFIDENCE", "ConceptLinker", "is_stated", "is_subject"]

VERSION: Final = "33"
"""Changes whenever the same text would be linked or told otherwise, so that what was linked before is linked again."""

SUBJECT_CONFIDENCE: Final = 0.15
"""From this confidence on, a concept found in a record is one of its subjects (``dcterms:subject``)."""

_REMEMBERED = 300_000
_TELLING = 3
"""Words quoted for a concept that a text does not name."""


def is_subject(subject: Subject) -> bool:
    """Whether the text is about the concept, rather than just speaking of it.

    It is not where all its words could as well mean another concept, and nothing in the text decides.
    """
    if subject.confidence < SUBJECT_CONFIDENCE:
        return False
    return not subject.mentions or not all(mention.candidates for mention in subject.mentions)


def is_stated(subject: Subject) -> bool:
    """Whether a build links the text to the concept: one that it does not name may be a subject, and is no mention."""
    return is_subject(subject) or any(mention.method != MODEL for mention in subject.mentions)


class ConceptLinker:
    """Links texts to the concepts of a thesaurus. It can be pickled, and answers the same each time.

    Concepts that a text is about with less confidence than ``least`` are left out. ``vocabulary`` is the thesaurus's
    :func:`vocabulary_hash` where it is known. Raises :class:`DataError` where the model was trained on another one.
    """

    def __init__(
        self, thesaurus: Thesaurus, model: Model | None = None, *, least: float = 0.0, vocabulary: str = ""
    ) -> None:
        self.thesaurus = thesaurus
        self.least = least
        self.model = model or Model.untrained()
        self.vocabulary = vocabulary or vocabulary_hash(thesaurus)
        self.model.check(self.vocabulary)
        self.fingerprint = self.fingerprint_for(thesaurus)
        self._themes = themes_of(thesaurus)
        self._learned = _learned(self.model, self._themes)
        self._words = WordForms()
        self._indexes: dict[str, LabelIndex] = {}
        self._packed: Mapping[str, bytes] = {}
        self._labels: dict[tuple[str, str], str] = {}
        self._homonyms = Homonyms(thesaurus)
        self._describer = Describer(thesaurus)

    def fingerprint_for(self, thesaurus: Thesaurus) -> str:
        """What :attr:`fingerprint` would be with that thesaurus, all else being the same."""
        known = self.vocabulary if thesaurus is self.thesaurus else vocabulary_hash(thesaurus)
        least = [str(self.least)] if self.least else []
        return _fingerprint(VERSION, known, self.model.fingerprint, *least)

    def link(self, passages: Sequence[Passage], language: str = "") -> list[Subject]:
        """Every concept found in a record's passages, the surest first, each with the words that say or suggest it.

        What a keyword names (:mod:`ingest.linking.keywords`) is as sure as the words that say it.
        ``language`` is the record's (``fr``, ``en-GB``), which a long passage clearly in another contradicts; where
        empty, each passage's own is detected.
        """
        return self.link_all([(passages, language)])[0]

    def link_all(self, records: Sequence[Record], names: Sequence[Collection[str]] = ()) -> list[list[Subject]]:
        """What :meth:`link` answers for the passages and the language of each record.

        ``names`` are those of each record's actors: part of such a name says no concept. Some tens are quicker together
        than one by one; no answer depends on the others.
        """
        readings = self._read(records, names)
        described = self._describer.describe(readings)
        hints: list[Hints | None] = [None] * len(readings)
        if self._learned:
            hints = [self._learned.association.hints(reading.stems()) for reading in readings]
            described = list(map(self._learned.describe, described, [one.scores() for one in hints if one]))
        scores = self.model.ranking.scores(Described.together(described))
        confidences = self.model.calibration.probabilities(scores).tolist()
        ranks = (-scores).tolist()
        answers, first = [], 0
        for reading, one, hint in zip(readings, described, hints, strict=True):
            last = first + len(one.candidates)
            sure = confidences[first:last]
            if written := keywords_of(reading):
                sure = [max(each, written.get(name, 0.0)) for each, name in zip(sure, one.concepts, strict=True)]
            # By confidence, by score, then by IRI, so that equals come in the same order each time.
            found = zip([-each for each in sure], ranks[first:last], one.concepts, one.candidates, strict=True)
            ranked = [(candidate, -against) for against, _, _, candidate in sorted(found) if -against >= self.least]
            answers.append(self._subjects(ranked, hint, reading))
            first = last
        return answers

    def _subjects(
        self, ranked: Sequence[tuple[Candidate, float]], hints: Hints | None, reading: Reading
    ) -> list[Subject]:
        quotes = reading.quotes()
        unnamed = {one.concept: confidence for one, confidence in ranked if not one.sightings}
        words = self._said_by(unnamed, hints, reading) if unnamed and hints else {}
        explained = (
            (one.concept, sure, tuple(_mentions(one, quotes) if one.sightings else words[one.concept]))
            for one, sure in ranked
        )
        return [Subject(concept, round(sure, 4), said) for concept, sure, said in explained if said]

    def recognised(self, records: Iterable[Record]) -> Recognised:
        """All that the words of records say, from which :meth:`link_all` goes on: no acronym is understood yet that a
        text explains, no homonym told apart by the context, and nothing is ranked."""
        return Recognised.of([(passages, known_language(one)) for passages, one in records], self._index, self._met())

    def example(self, key: str, passages: Sequence[Passage], chosen: frozenset[str], language: str = "") -> Example:
        """A text with its keywords that the vocabulary has, read for :meth:`trained`."""
        [reading] = self._read([(passages, language)])
        known = frozenset(chosen & self.thesaurus.keys())
        return Example(key, self._describer.describe([reading])[0], reading.stems(), known)

    def trained(self, examples: Sequence[Example], progress: Callable[[], object] = lambda: None) -> Model:
        """A model trained on the examples for this vocabulary; see :func:`ingest.linking.training.train`."""
        from ingest.linking.training import train  # what fits models takes long to import

        return train(examples, self.vocabulary, progress, themes=self._themes)

    def _read(self, records: Iterable[Record], names: Sequence[Collection[str]] = ()) -> list[Reading]:
        return read_all(self.recognised(records), self._homonyms, names)

    def _met(self) -> WordForms:
        """The words met so far; others from time to time, so that they do not grow for ever."""
        if len(self._words) > _REMEMBERED:
            self._words = WordForms()
        return self._words

    def _index(self, language: str) -> LabelIndex:
        """The index for a language; French where the text has none that is known."""
        known = language or next(iter(FUNCTION_WORDS))
        if known not in self._indexes:
            packed = self._packed.get(known)
            index = LabelIndex.unpacked(packed) if packed else None
            self._indexes[known] = index or LabelIndex.of(self.thesaurus, known)
        return self._indexes[known]

    def recall(self, labels: Mapping[str, bytes]) -> None:
        """Take what :meth:`packed_labels` gave for the same thesaurus, as languages are asked for."""
        self._packed = labels

    def packed_labels(self, languages: Iterable[str]) -> dict[str, bytes]:
        """What this has to know of the labels in each language, so that another linker need not work it out.

        It is kept too: a copy of this linker in another process knows it.
        """
        found = {one: self._packed.get(one) or LabelIndex.of(self.thesaurus, one).packed() for one in languages}
        self._packed = {**self._packed, **found}
        return found

    def _said_by(self, concepts: Mapping[str, float], hints: Hints, reading: Reading) -> dict[str, list[Mention]]:
        """The words that speak most for concepts that the text does not name, given with their confidences."""
        telling, firsts = hints.telling(list(concepts), _TELLING), reading.firsts()
        words = {}
        for concept, confidence in concepts.items():
            quotes = [reading.quote(firsts[stem]) for stem in telling[concept]]
            label = self._label(concept, reading.pages[0].index.language) if quotes else ""
            words[concept] = [_word(concept, label, quote, confidence) for quote in quotes]
        return words

    def _label(self, concept: str, language: str) -> str:
        if (concept, language) not in self._labels:
            self._labels[concept, language] = self.thesaurus[concept].label(language)
        return self._labels[concept, language]


def _mentions(candidate: Candidate, quotes: Sequence[Quote]) -> list[Mention]:
    concept, sightings = candidate
    mentions = []
    for place, meaning in sightings:
        start, end, said, field = quotes[place]
        sure, rivals = meaning.certainty, meaning.rivals
        if rivals:
            sure = round(sure, 4)  # only what is shared with rivals has more decimals
        mentions.append(Mention(concept, field, start, end, said, meaning.entry.text, sure, meaning.how, rivals))
    return mentions


def _word(concept: str, label: str, quote: Quote, confidence: float) -> Mention:
    """A word that speaks for a concept which the text does not name."""
    start, end, said, field = quote
    return Mention(concept, field, start, end, said, label, round(confidence, 4), MODEL)


def _learned(model: Model, themes: Themes) -> Learned | None:
    if model.experience is None or model.association is None:
        return None
    return Learned(model.experience, model.association, themes)


def _fingerprint(*parts: str) -> str:
    return blake2b("\x1f".join(parts).encode(), digest_size=16).hexdigest()
