"""Decides which concept is meant where a vocabulary gives one label to several, from the words around it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from math import sqrt

from ingest.linking.label_index import LabelIndex
from ingest.linking.language import FUNCTION_WORDS
from ingest.linking.sighting import Sighting, vocabulary_of
from ingest.linking.words import Words
from ontology.thesaurus import LabelKind, Thesaurus

__all__ = ["Homonyms"]

_CLEARLY = 1.5
"""How many times the runner-up's score the winner's must be for the context to have settled it."""
_NEIGHBOUR, _QUALIFIER = 3.0, 4.0
_KINDS = {LabelKind.PREF: 0.6, LabelKind.ALT: 0.2, LabelKind.HIDDEN: 0.1}


class Homonyms:
    """Tells homonyms apart by the concept's neighbours, qualifier and own words that the text also says."""

    def __init__(self, thesaurus: Thesaurus) -> None:
        self._thesaurus = thesaurus
        self._glosses: dict[tuple[str, str], frozenset[str]] = {}

    def decide(self, sightings: Sequence[Sighting], passages: Sequence[Words], index: LabelIndex) -> list[Sighting]:
        """One sighting a place and vocabulary; where the context does not settle it, the others are its ``rivals``."""
        places: defaultdict[tuple[int, int, int, str], list[Sighting]] = defaultdict(list)
        for sighting in sightings:
            key = sighting.passage, sighting.first, sighting.last, vocabulary_of(sighting.concept)
            places[key].append(sighting)
        if all(len(rivals) == 1 for rivals in places.values()):
            return list(sightings)
        clear = {rivals[0].concept for rivals in places.values() if len(rivals) == 1}
        stems = {stem for words in passages for stem in index.lexicon.stems(words.surfaces) if len(stem) > 2}
        return [self._best(rivals, clear, stems, index) for rivals in places.values()]

    def _best(self, rivals: list[Sighting], clear: set[str], stems: set[str], index: LabelIndex) -> Sighting:
        if len(rivals) == 1:
            return rivals[0]
        scores = {rival.concept: self._score(rival, clear, stems, index) for rival in rivals}
        best = max(rivals, key=lambda rival: (rival.certainty, scores[rival.concept], rival.concept))
        others = [one for one in rivals if one.concept != best.concept and one.certainty == best.certainty]
        runner_up = max((scores[one.concept] for one in others), default=0.0)
        if not others or scores[best.concept] >= _CLEARLY * runner_up:
            return best
        share = scores[best.concept] / sum(scores[one.concept] for one in (best, *others))
        concepts = tuple(sorted(one.concept for one in others))
        return replace(best, certainty=best.certainty * share, rivals=concepts)

    def _score(self, rival: Sighting, clear: set[str], stems: set[str], index: LabelIndex) -> float:
        concept = self._thesaurus[rival.concept]
        neighbours = {*concept.broader, *concept.narrower, *concept.related}
        siblings = {
            one
            for broader in concept.broader
            if broader in self._thesaurus
            for one in self._thesaurus[broader].narrower
        }
        qualifiers = self._stems([rival.entry.qualifier], index)
        own = self._stems([rival.entry.text], index)
        gloss = self._gloss(rival.concept, index) - own
        return (
            _KINDS[rival.entry.kind]
            + _NEIGHBOUR * len(neighbours & clear)
            + len((siblings - neighbours) & clear)
            + _QUALIFIER * len(qualifiers & stems)
            + 2 * len(gloss & stems) / sqrt(1 + len(gloss))
        )

    def _gloss(self, iri: str, index: LabelIndex) -> frozenset[str]:
        """The stems that speak of a concept: its labels and definition, and its neighbours' labels."""
        key = iri, index.language
        if key not in self._glosses:
            concept = self._thesaurus[iri]
            near = [
                self._thesaurus[one]
                for one in _neighbours(concept.broader, concept.narrower, concept.related)
                if one in self._thesaurus
            ]
            texts = [
                label.text for one in (concept, *near) for label in one.labels if label.language in ("", index.language)
            ]
            texts += [text for language, text in concept.definitions if language in ("", index.language)]
            self._glosses[key] = frozenset(self._stems(texts, index))
        return self._glosses[key]

    def _stems(self, texts: Iterable[str], index: LabelIndex) -> set[str]:
        known = FUNCTION_WORDS.get(index.language, frozenset())
        surfaces = Counter(word for text in texts for word in Words.of(text).surfaces if word.lower() not in known)
        return {index.lexicon.stem(word) for word in surfaces if len(word) > 2}


def _neighbours(*links: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(iri for link in links for iri in link)
