"""Short forms that a text explains: « tiers-lieux d'activités (TLA) » or « TLA (tiers-lieux d'activités) »."""

from __future__ import annotations

from bisect import bisect
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from ingest.linking.gaps import OPENS
from ingest.linking.meaning import NOTHING, Meaning, Said
from ingest.linking.methods import ACRONYM, CERTAINTY, LABEL, VARIANT
from ingest.linking.page import Page
from ingest.linking.spans import More, Span, Spans
from ingest.linking.word_form import SHORT
from ingest.linking.words import Words
from ontology.folding import fold

__all__ = ["explained"]


_Meanings = dict[str, dict[str, Meaning]]
"""By short form, then by concept, what it means."""


@dataclass(frozen=True, slots=True)
class _Definition:
    """``short`` stands at word ``place`` of a page; its long form ends just before it, or starts just after."""

    short: str
    place: int
    before: bool

    @property
    def border(self) -> int:
        """The word at which the long form touches the short one."""
        return self.place - 1 if self.before else self.place + 1


def explained(pages: Sequence[Page], bounds: Sequence[int], texts: Sequence[int], spans: Spans) -> Spans:
    """What the pages of some texts say, with the short forms that each text explains.

    A short form means what its text says it means: a vocabulary that gives it another meaning is not believed.
    ``bounds`` are where each page's words begin among those of all, and their end; ``texts`` where each text's pages
    begin, and their end.
    """
    meanings: defaultdict[int, _Meanings] = defaultdict(dict)
    for number, definitions in _definitions(pages, bounds).items():
        first, last = spans.firsts.searchsorted(bounds[number : number + 2]).tolist()
        _learn(pages[number], definitions, spans.part(first, last, bounds[number]), meanings[bisect(texts, number)])
    changes = _Changes(spans)
    for text, known in meanings.items():
        if known:
            first, last = texts[text - 1 : text + 1]
            changes.understand(pages[first:last], bounds[first], known)
    return changes.made()


def _learn(page: Page, definitions: Sequence[_Definition], spans: Iterable[Span], meanings: _Meanings) -> None:
    """Add what the page says that its short forms mean."""
    beside = _by_border(list(spans))
    for definition in definitions:
        known: dict[str, Meaning] = {}
        for first, last, said in beside.get((definition.border, definition.before), ()):
            if _abbreviates(definition.short, page.words.surfaces[first : last + 1]):
                known |= _meant(said)
        if known or _initials_before(page.words, definition):
            meanings.setdefault(definition.short, {}).update(known)


def _meant(said: Said) -> dict[str, Meaning]:
    """The concepts that a long form says, as its short form will."""
    plain = (one.entry for one in said.everything if one.how in (LABEL, VARIANT))
    return {entry.concept: Meaning(entry, ACRONYM, CERTAINTY[ACRONYM]) for entry in plain}


def _definitions(pages: Sequence[Page], bounds: Sequence[int]) -> dict[int, list[_Definition]]:
    """By page, the short forms that parentheses may explain, in the order of the text."""
    found: defaultdict[int, list[_Definition]] = defaultdict(list)
    if not pages:
        return found
    insides = np.flatnonzero(np.concatenate([page.words.gaps[:-1] for page in pages]) & OPENS)
    numbers = np.searchsorted(bounds, insides, side="right") - 1
    places = np.concatenate([page.places for page in pages])
    inside, outside = (
        pages[0].forms.words.marks(places.take(beside, mode="clip")) & SHORT != 0 for beside in (insides, insides - 1)
    )
    near = np.flatnonzero(inside | outside)
    columns = numbers[near], insides[near], inside[near], outside[near]
    for number, place, short, shortened in zip(*(column.tolist() for column in columns), strict=True):
        own = place - bounds[number]
        if definition := _definition(pages[number].words, own, short=short, shortened=own > 0 and shortened):
            found[number].append(definition)
    return found


def _definition(words: Words, inside: int, *, short: bool, shortened: bool) -> _Definition | None:
    """What the parenthesis that opens before a word explains: that word, a ``short`` one, or the one before it."""
    if short and words.gap(inside + 1).lstrip()[:1] in (")", ",", ";"):
        return _Definition(_name(words.surfaces[inside]), inside, before=True)
    if shortened and words.gap(inside).strip() == "(":
        return _Definition(_name(words.surfaces[inside - 1]), inside - 1, before=False)
    return None


def _by_border(spans: Sequence[Span]) -> dict[tuple[int, bool], list[Span]]:
    """What is said by several words, by last word (then true), and by first word; the longest last."""
    found: dict[tuple[int, bool], list[Span]] = {}
    for span in reversed(spans):
        first, last, said = span
        if first != last and any(one.how in (LABEL, VARIANT) for one in said.everything):
            found.setdefault((last, True), []).insert(0, span)
            found.setdefault((first, False), []).append(span)
    return found


def _name(surface: str) -> str:
    return surface.removesuffix("s")


def _abbreviates(short: str, surfaces: Sequence[str]) -> bool:
    """Whether the letters of a short form stand, in order, at the head of the words or inside them, the first at the
    head of the first word (after Schwartz and Hearst, 2003).

    >>> _abbreviates("TLA", ["Tiers", "Lieux", "d", "Activités"]), _abbreviates("SME", ["Tiers", "Lieux"])
    (True, False)
    """
    letters, text = fold(short).replace(" ", ""), "".join(map(fold, surfaces))
    if not letters or not text.startswith(letters[0]):
        return False
    remaining = iter(text)
    return all(letter in remaining for letter in letters)


def _initials_before(words: Words, definition: _Definition) -> bool:
    """Whether the words before a short form in parentheses spell it out by their initials."""
    if not definition.before:
        return False
    surfaces = words.surfaces[max(0, definition.place - 2 * len(definition.short)) : definition.place]
    initials = [fold(surface)[:1] for surface in surfaces if len(surface) > 3]
    return "".join(initials).endswith(fold(definition.short).replace(" ", ""))


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
