"""Which texts a change of vocabulary can change: those that say words of a label that came, went or means otherwise."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from functools import cached_property

import numpy as np

from ingest.linking.compounds import BEGINNINGS, halves, joined
from ingest.linking.label_entry import LabelEntry
from ingest.linking.label_index import LabelIndex
from ingest.linking.language import FUNCTION_WORDS, known_language
from ingest.linking.lexicon import SKIP, Lexicon
from ingest.linking.words import Words, cut
from ingest.records import Passage
from ontology.concept import Concept
from ontology.folding import fold
from ontology.thesaurus import Thesaurus

__all__ = ["VocabularyChange"]


class VocabularyChange:
    """From one vocabulary to another, both read with the same model."""

    def __init__(self, before: Thesaurus, after: Thesaurus) -> None:
        self._before, self._after = before, after
        self._openings: dict[str, _Openings] = {}

    def touches(self, passages: Sequence[Passage], language: str = "") -> bool:
        """Whether the text may be linked otherwise than before; where it is false, it is linked the same.

        ``language`` is the record's. A text is touched that says how a changed label begins (its first two words that
        are no articles, wherever they stand, or its only one), or a word of it that a hyphen or dots part, in a
        language that one of its passages may be in.
        """
        cuts = cut([one.text for one in passages])
        surfaces = {surface for words in cuts for surface in words.surfaces}
        wholes = _wholes(cuts)
        languages = dict.fromkeys(filter(None, (known_language(language), *FUNCTION_WORDS)))
        return any(self._in(language).said_by(surfaces, wholes) for language in languages)

    def _in(self, language: str) -> _Openings:
        if language not in self._openings:
            self._openings[language] = _Openings(self._labels(language), language)
        return self._openings[language]

    def _labels(self, language: str) -> set[LabelEntry]:
        """The labels that came, went, or are described otherwise, the acronyms that the other labels of their concepts
        explain, and all of concepts that stand elsewhere now."""
        said = [
            {(one.concept, one.text, one.kind, one.acronym, index.specificity(one)): one for one in index.entries}
            for index in (LabelIndex.of(vocabulary, language) for vocabulary in (self._before, self._after))
        ]
        changed = {entry for key, entry in said[0].items() if key not in said[1]}
        changed |= {entry for key, entry in said[1].items() if key not in said[0]}
        renamed = {entry.concept for entry in changed}
        known = [entry for one in said for entry in one.values()]
        explained = {entry for entry in known if entry.acronym and entry.concept in renamed}
        return changed | explained | {entry for entry in known if entry.concept in self._moved}

    @cached_property
    def _moved(self) -> frozenset[str]:
        """The concepts that differ in more than their labels, and those below them, whose siblings changed."""
        moved = {
            iri
            for iri in self._before.keys() | self._after.keys()
            if _place(self._before.get(iri)) != _place(self._after.get(iri))
        }
        both = [concept for iri in moved for concept in (self._before.get(iri), self._after.get(iri)) if concept]
        return frozenset(moved.union(*(concept.narrower for concept in both)))


def _wholes(cuts: Sequence[Words]) -> set[str]:
    """The words that those of texts may be halves of, whichever of these a vocabulary knows."""
    wholes: set[str] = set()
    begun = np.array([fold(surface) in BEGINNINGS for one in cuts for surface in one.surfaces], np.bool_)
    for known in (bool, _unknown) if cuts else ():
        for number, seconds in halves(cuts, begun, [known] * len(cuts)).items():
            surfaces = cuts[number].surfaces
            wholes.update(joined(cuts[number], seconds).surfaces)
            wholes.update(surfaces[place - 1] + surfaces[place] for place in seconds)
    return wholes


def _unknown(_: str) -> bool:
    return False


def _place(concept: Concept | None) -> tuple[object, ...]:
    """What is read of a concept beside its labels."""
    if concept is None:
        return ()
    near = concept.schemes, concept.broader, concept.narrower, concept.related
    return *near, concept.notations, concept.definitions


class _Openings:
    """How labels begin: by first word, the second ones (``SKIP`` where a label has one word alone); and their words."""

    def __init__(self, labels: Iterable[LabelEntry], language: str) -> None:
        self._lexicon = Lexicon(language)
        self._seconds: defaultdict[int, set[int]] = defaultdict(set)
        self._words: set[int] = set()
        for label in labels:
            self._words.update(map(self._lexicon.add, label.words))
            for words in label.spellings():
                numbers = [number for number in map(self._lexicon.add, words) if number != SKIP]
                if numbers:
                    self._seconds[numbers[0]].add(numbers[1] if len(numbers) > 1 else SKIP)

    def said_by(self, surfaces: AbstractSet[str], wholes: AbstractSet[str]) -> bool:
        """Whether a text of these words says one, or ``wholes`` that it parts hold a word of one."""
        if not self._words.isdisjoint(self._lexicon.numbers(wholes - surfaces)):
            return True
        said = {*self._lexicon.numbers(surfaces), SKIP}
        return any(not said.isdisjoint(self._seconds[first]) for first in said & self._seconds.keys())
