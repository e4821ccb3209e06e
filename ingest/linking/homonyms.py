"""Decides which concept is meant where a vocabulary gives one label to several, from the words around it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cached_property
from math import sqrt

from ingest.linking.label_entry import LabelEntry
from ingest.linking.label_index import LabelIndex
from ingest.linking.language import FUNCTION_WORDS
from ingest.linking.language_forms import LanguageForms
from ingest.linking.meaning import Meaning
from ingest.linking.page import Page
from ingest.linking.words import cut
from ontology.thesaurus import LabelKind, Thesaurus

__all__ = ["Homonyms"]

_CLEARLY = 1.5
"""How many times the runner-up's score the winner's must be for the context to have settled it."""
_NEIGHBOUR, _QUALIFIER = 3.0, 4.0
_KINDS = {LabelKind.PREF: 0.6, LabelKind.ALT: 0.2, LabelKind.HIDDEN: 0.1}


@dataclass(frozen=True, slots=True)
class _Profile:
    """What speaks for one meaning of a label: concepts (``neighbours``, itself by another label among them, and
    ``siblings``) and stems."""

    neighbours: frozenset[str]
    siblings: frozenset[str]
    qualifiers: frozenset[str]
    gloss: frozenset[str]


class _Stems:
    """The stems of a text's words in a language, worked out when a definition or a qualifier asks for them."""

    def __init__(self, pages: Sequence[Page], index: LabelIndex) -> None:
        self._pages = pages
        self._index = index

    @cached_property
    def _said(self) -> AbstractSet[int]:
        stems: set[int] = set()
        for page in self._pages:
            stems |= self._forms.stems(page.places)
        return stems

    @cached_property
    def _forms(self) -> LanguageForms:
        return self._index.lexicon.forms(self._pages[0].forms.words)

    def among(self, stems: frozenset[str]) -> int:
        """How many of these the text says."""
        return len(self._forms.numbered(stems) & self._said)


class Homonyms:
    """Tells homonyms apart by the concept's neighbours, qualifier and definition that the text also says."""

    def __init__(self, thesaurus: Thesaurus) -> None:
        self._thesaurus = thesaurus
        self._profiles: dict[tuple[LabelEntry, str], _Profile] = {}

    def among(
        self, clear: AbstractSet[str], pages: Sequence[Page], index: LabelIndex
    ) -> Callable[[tuple[Meaning, ...]], Meaning]:
        """What decides between a text's homonyms, from the concepts that it says clearly and from its words.

        Given the labels that words can be read as, it answers one; where the context does not settle it, the others
        are its ``rivals``.
        """
        stems = _Stems(pages, index)
        decided: dict[tuple[Meaning, ...], Meaning] = {}

        def decide(rivals: tuple[Meaning, ...]) -> Meaning:
            best = decided.get(rivals)
            if best is None:
                best = decided[rivals] = self._best(rivals, clear, stems, index)
            return best

        return decide

    def _best(self, rivals: Sequence[Meaning], clear: AbstractSet[str], stems: _Stems, index: LabelIndex) -> Meaning:
        certainty = max([rival.certainty for rival in rivals])
        surest = [rival for rival in rivals if rival.certainty == certainty]
        if len(surest) == 1:
            return surest[0]
        scores = {rival.entry.concept: self._score(rival, clear, stems, index) for rival in surest}
        best = max(surest, key=lambda rival: (scores[rival.entry.concept], rival.entry.concept))
        concept = best.entry.concept
        others = [one for one in scores if one != concept]
        runner_up = max([scores[one] for one in others])
        if scores[concept] >= _CLEARLY * runner_up:
            return best
        share = scores[concept] / sum(scores[one] for one in (concept, *others))
        return Meaning(best.entry, best.how, best.certainty * share, tuple(sorted(others)))

    def _score(self, rival: Meaning, clear: AbstractSet[str], stems: _Stems, index: LabelIndex) -> float:
        key = rival.entry, index.language  # the stems are the language's
        known = self._profiles.get(key)
        if known is None:
            known = self._profiles[key] = self._profile(rival.entry, index)
        score = _KINDS[rival.entry.kind] + _NEIGHBOUR * len(known.neighbours & clear) + len(known.siblings & clear)
        if known.qualifiers:
            score += _QUALIFIER * stems.among(known.qualifiers)
        if known.gloss:
            score += 2 * stems.among(known.gloss) / sqrt(1 + len(known.gloss))
        return score

    def _profile(self, entry: LabelEntry, index: LabelIndex) -> _Profile:
        """It holds no other label, so that a new one changes nothing where its own words are not said."""
        concept = self._thesaurus[entry.concept]
        neighbours = {*concept.broader, *concept.narrower, *concept.related}
        parents = [self._thesaurus[one] for one in concept.broader if one in self._thesaurus]
        siblings = {one for parent in parents for one in parent.narrower}
        definitions = [text for language, text in concept.definitions if language in ("", index.language)]
        own, qualifier, *glosses = self._stems([entry.text, entry.qualifier, *definitions], index)
        return _Profile(
            frozenset({concept.iri, *neighbours}),
            frozenset(siblings - neighbours - {concept.iri}),
            qualifier,
            frozenset().union(*glosses) - own,
        )

    def _stems(self, texts: Sequence[str], index: LabelIndex) -> list[frozenset[str]]:
        """The stems of the words of each text that are no function words."""
        known = FUNCTION_WORDS.get(index.language, frozenset())
        told = (
            [word for word in words.surfaces if len(word) > 2 and word.lower() not in known] for words in cut(texts)
        )
        return [frozenset(index.lexicon.stems(surfaces)) for surfaces in told]
