"""Decides which concept is meant where a vocabulary gives one label to several, from the words around it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from math import sqrt

from ingest.linking.label_entry import LabelEntry
from ingest.linking.label_index import LabelIndex
from ingest.linking.language import FUNCTION_WORDS
from ingest.linking.language_forms import LanguageForms
from ingest.linking.meaning import Meaning
from ingest.linking.page import Page
from ingest.linking.words import cut
from ontology.concept import LabelKind
from ontology.thesaurus import Thesaurus

__all__ = ["Homonyms"]

_CLEARLY = 1.5
"""How many times the runner-up's score the winner's must be for the context to have settled it."""
_NEIGHBOUR, _QUALIFIER = 3.0, 4.0
_KINDS = {LabelKind.PREF: 0.6, LabelKind.ALT: 0.2, LabelKind.HIDDEN: 0.1}
_CUT = 1 / 6
"""How much of what its kind says is left to a label that is said without what qualifies it."""


@dataclass(frozen=True, slots=True)
class _Profile:
    """What speaks for one meaning of a label: its ``kind``, concepts (``neighbours``, itself by another label among
    them, and ``siblings``) and stems; those of its definitions are weighed by their ``size``."""

    kind: float
    neighbours: frozenset[str]
    siblings: frozenset[str]
    qualifiers: frozenset[str]
    gloss: frozenset[str]
    size: float

    def score(self, clear: AbstractSet[str], stems: _Stems) -> float:
        """How much speaks for the meaning, in a text that says some concepts clearly."""
        score = self.kind
        if not self.neighbours.isdisjoint(clear):
            score += _NEIGHBOUR * len(self.neighbours & clear)
        if not self.siblings.isdisjoint(clear):
            score += len(self.siblings & clear)
        if self.qualifiers:
            score += _QUALIFIER * stems.among(self.qualifiers)
        if self.gloss:
            score += 2 * stems.among(self.gloss) / self.size
        return score


class _Stems:
    """The stems of a text's words in a language, worked out when a definition or a qualifier asks for them."""

    def __init__(self, pages: Sequence[Page], index: LabelIndex) -> None:
        self._pages = pages
        self._forms: LanguageForms = index.lexicon.forms(pages[0].forms.words)
        self._said: AbstractSet[int] | None = None

    def among(self, stems: frozenset[str]) -> int:
        """How many of these the text says."""
        if self._said is None:
            self._said = set[int]().union(*(self._forms.stems(page.places) for page in self._pages))
        asked = self._forms.numbered(stems)
        return 0 if asked.isdisjoint(self._said) else len(asked & self._said)


class Homonyms:
    """Tells homonyms apart by the concept's neighbours, qualifier and definition that the text also says."""

    def __init__(self, thesaurus: Thesaurus) -> None:
        self._thesaurus = thesaurus
        self._profiles: defaultdict[str, dict[LabelEntry, _Profile]] = defaultdict(dict)

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
        surest = self._narrowest([rival for rival in rivals if rival.certainty == certainty])
        if len(surest) == 1:
            return surest[0]
        scores = {}
        for rival in surest:
            scores[rival.entry.concept] = self._known(rival.entry, index).score(clear, stems)
        best = max(surest, key=lambda one: (scores[one.entry.concept], not one.entry.qualifier, one.entry.concept))
        concept = best.entry.concept
        others = [one for one in scores if one != concept]
        runner_up = max([scores[one] for one in others])
        if scores[concept] >= _CLEARLY * runner_up:
            return best
        share = scores[concept] / sum(scores[one] for one in (concept, *others))
        return Meaning(best.entry, best.how, best.certainty * share, tuple(sorted(others)))

    def _narrowest(self, rivals: Sequence[Meaning]) -> Sequence[Meaning]:
        """The rivals but a theme that is only called as a concept in it is."""
        said = {(rival.entry.concept, rival.entry.text.lower()) for rival in rivals}
        themes = {(above, text) for iri, text in said for above in self._thesaurus[iri].broader} & said
        if len(themes) == len(said):
            return rivals  # each is above the other
        return [rival for rival in rivals if (rival.entry.concept, rival.entry.text.lower()) not in themes]

    def _known(self, entry: LabelEntry, index: LabelIndex) -> _Profile:
        profiles = self._profiles[index.language]  # the stems are the language's
        known = profiles.get(entry)
        if known is None:
            known = profiles[entry] = self._profile(entry, index)
        return known

    def _profile(self, entry: LabelEntry, index: LabelIndex) -> _Profile:
        """It holds no other label but an acronym's, so that a new one changes nothing where neither is said."""
        concept = self._thesaurus[entry.concept]
        neighbours = {*concept.broader, *concept.narrower, *concept.related}
        parents = [self._thesaurus[one] for one in concept.broader if one in self._thesaurus]
        siblings = {one for parent in parents for one in parent.narrower}
        told = [text for language, text in concept.definitions if language in ("", index.language)]
        if entry.acronym:  # « la PAC et la politique agricole »
            told += [one.text for one in concept.labels_in(index.language)]
        own, qualifier, *glosses = self._stems([entry.text, entry.qualifier, *told], index)
        gloss = frozenset().union(*glosses) - own
        return _Profile(
            _KINDS[entry.kind] * (_CUT if entry.qualifier else 1),
            frozenset({concept.iri, *neighbours}),
            frozenset(siblings - neighbours - {concept.iri}),
            qualifier,
            gloss,
            sqrt(1 + len(gloss)),
        )

    def _stems(self, texts: Sequence[str], index: LabelIndex) -> list[frozenset[str]]:
        """The stems of the words of each text that are no function words."""
        known = FUNCTION_WORDS.get(index.language, frozenset())
        told = (
            [word for word in words.surfaces if len(word) > 2 and word.lower() not in known] for words in cut(texts)
        )
        return [frozenset(index.lexicon.stems(surfaces)) for surfaces in told]
