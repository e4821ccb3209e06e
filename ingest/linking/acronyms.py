"""Short forms that a text explains: « tiers-lieux d'activités (TLA) », « TLA (tiers-lieux d'activités) »,
« TLA : tiers-lieux d'activités » or « tiers-lieux d'activités, ou TLA ».

Where such a definition may stand is for :mod:`ingest.linking.definitions`; what a vocabulary's own acronyms mean is not
for here.
"""

from __future__ import annotations

from bisect import bisect
from collections import defaultdict
from collections.abc import Iterable, Sequence

import numpy as np

from ingest.linking.definition import Definition, abbreviates, initials_of, long_words, unparted
from ingest.linking.definitions import definitions_of
from ingest.linking.meaning import NOTHING, Meaning, Said
from ingest.linking.methods import ACRONYM, CERTAINTY, LABEL, VARIANT
from ingest.linking.page import Page
from ingest.linking.spans import More, Span, Spans
from ontology.folding import fold

__all__ = ["explained"]

_LETTERS, _ONE_WORD = 3, 16
"""Letters of the shortest short form that is spelt in another order; and of the shortest word that has one of its own.
"""
_Meanings = dict[str, dict[str, Meaning]]
"""By short form, then by concept, what it means."""


def explained(pages: Sequence[Page], bounds: Sequence[int], texts: Sequence[int], spans: Spans) -> Spans:
    """What the pages of some texts say, with the short forms that each text explains.

    A short form means what its text says it means: a vocabulary that gives it another meaning is not believed.
    ``bounds`` are where each page's words begin among those of all, and their end; ``texts`` where each text's pages
    begin, and their end.
    """
    meanings: defaultdict[int, _Meanings] = defaultdict(dict)
    for number, definitions in definitions_of(pages, bounds).items():
        first, last = spans.firsts.searchsorted(bounds[number : number + 2]).tolist()
        _learn(pages[number], definitions, spans.part(first, last, bounds[number]), meanings[bisect(texts, number)])
    changes = _Changes(spans)
    for text, known in meanings.items():
        if known:
            first, last = texts[text - 1 : text + 1]
            changes.understand(pages[first:last], bounds[first], known)
    return changes.made()


def _learn(page: Page, definitions: Sequence[Definition], spans: Iterable[Span], meanings: _Meanings) -> None:
    """Add what the page says that its short forms mean."""
    beside = _by_border(list(spans))
    for definition in definitions:
        known: dict[str, Meaning] = {}
        for first, last, said in beside.get((definition.border, definition.before), ()):
            if any(abbreviates(short, page.words.surfaces[first : last + 1]) for short in definition.shorts):
                known |= _meant(said)
        spelt = [] if known else [short for short in definition.shorts if definition.spells(page.words, short)]
        for short in spelt:  # « responsabilité sociale et environnementale (RSE) » is what the vocabulary means
            told = page.index.long_forms.told(short, definition.long_form(page.words, short))
            known |= {one.concept: Meaning(one, ACRONYM, CERTAINTY[ACRONYM]) for one in told}
        if known or spelt or _foreign(page, definition):
            for short in definition.shorts:
                meanings.setdefault(short, {}).update(known)


def _foreign(page: Page, definition: Definition) -> bool:
    """Whether the words before a parenthesis are the short form's in another language or science: « conseil européen de
    la recherche (ERC) », « phosphodiestérase (PDE) »; none of them is of what the vocabulary means by it."""
    if definition.apposed or not definition.before or len(definition.shorts) > 1:
        return False
    [short], words, border = definition.shorts, page.words, definition.border
    letters = fold(short)
    if len(letters) < _LETTERS or border < 0:
        return False
    last = words.surfaces[border]
    if len(last) >= _ONE_WORD and abbreviates(short, [last]):
        long = [last]
    else:
        first = unparted(words, border, max(0, border + 1 - 2 * len(short)))
        long = long_words(words.surfaces[first : border + 1])[-len(letters) :]
        if sorted(initials_of(long)) != sorted(letters):
            return False
    return not page.index.long_forms.shares(short, long)


def _meant(said: Said) -> dict[str, Meaning]:
    """The concepts that a long form says, as its short form will."""
    plain = (one.entry for one in said.everything if one.how in (LABEL, VARIANT))
    return {entry.concept: Meaning(entry, ACRONYM, CERTAINTY[ACRONYM]) for entry in plain}


def _by_border(spans: Sequence[Span]) -> dict[tuple[int, bool], list[Span]]:
    """What is said by several words, by last word (then true), and by first word; the longest last."""
    found: dict[tuple[int, bool], list[Span]] = {}
    for span in reversed(spans):
        first, last, said = span
        if first != last and any(one.how in (LABEL, VARIANT) for one in said.everything):
            found.setdefault((last, True), []).insert(0, span)
            found.setdefault((first, False), []).append(span)
    return found


class _Changes:
    """What some texts say otherwise once each of their short forms means what the text says."""

    def __init__(self, spans: Spans) -> None:
        self._spans = spans
        self._changed: dict[int, Said] = {}
        self._more: list[More] = []

    def understand(self, pages: Sequence[Page], begin: int, meanings: _Meanings) -> None:
        """Change what the pages of a text say, whose words begin at ``begin``."""
        written = {
            f"{short}{plural}": list(known.values()) for short, known in meanings.items() for plural in ("", "s")
        }
        places = np.concatenate([page.places for page in pages])
        numbers = pages[0].forms.words.numbers(list(written))
        for number, judged in zip(numbers, written.values(), strict=True):
            for place in (begin + np.flatnonzero(places == number)).tolist():
                self._forget(place)
                self._more.append((place, place, judged))

    def _forget(self, place: int) -> None:
        """Forget the acronyms that the words from this one on can be read as."""
        said, firsts = self._spans.said, self._spans.firsts
        for row in range(*(int(firsts.searchsorted(place, side)) for side in ("left", "right"))):
            others = [one for one in said[row].everything if one.how != ACRONYM]
            if len(others) < len(said[row].everything):
                self._changed[row] = Said.of(others)

    def made(self) -> Spans:
        """The stretches, changed."""
        if not self._changed:
            return self._spans.merged(self._more)
        told = [row for row in range(len(self._spans)) if self._changed.get(row) is not NOTHING]
        return self._spans.saying(self._changed).taken(np.array(told, np.intp)).merged(self._more)
