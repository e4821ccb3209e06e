"""Short forms that a text explains: « tiers-lieux d'activités (TLA) » or « TLA (tiers-lieux d'activités) »."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from ingest.linking.gaps import OPENS
from ingest.linking.meaning import Meaning, Said, Span
from ingest.linking.methods import ACRONYM, CERTAINTY, LABEL, VARIANT
from ingest.linking.page import Page
from ingest.linking.recognition import is_short_form, merged
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


def explained(pages: Sequence[Page], spans: Sequence[list[Span]]) -> Sequence[list[Span]]:
    """What each page says, with the short forms that the text explains.

    A short form means what the text says it means: a vocabulary that gives it another meaning is not believed.
    """
    meanings: _Meanings = {}
    for page, said in zip(pages, spans, strict=True):
        if (page.words.gaps & OPENS).any():
            _learn(page, said, meanings)
    if not meanings:
        return spans
    return [_understood(page, said, meanings) for page, said in zip(pages, spans, strict=True)]


def _learn(page: Page, spans: Sequence[Span], meanings: _Meanings) -> None:
    """Add what the page says that its short forms mean."""
    definitions = list(_definitions(page))
    beside = _by_border(spans) if definitions else {}
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


def _definitions(page: Page) -> Iterator[_Definition]:
    words = page.words
    for inside in np.flatnonzero(words.gaps & OPENS).tolist():
        outside = inside - 1
        if _is_short(words, inside) and words.gap(inside + 1).lstrip()[:1] in (")", ",", ";"):
            yield _Definition(_name(words.surfaces[inside]), inside, before=True)
        elif _is_short(words, outside) and words.gap(inside).strip() == "(":
            yield _Definition(_name(words.surfaces[outside]), outside, before=False)


def _by_border(spans: Sequence[Span]) -> dict[tuple[int, bool], list[Span]]:
    """What is said by several words, by last word (then true), and by first word; the longest last."""
    found: dict[tuple[int, bool], list[Span]] = {}
    for span in reversed(spans):
        first, last, said = span
        if first != last and any(one.how in (LABEL, VARIANT) for one in said.everything):
            found.setdefault((last, True), []).insert(0, span)
            found.setdefault((first, False), []).append(span)
    return found


def _is_short(words: Words, place: int) -> bool:
    return 0 <= place < len(words.surfaces) and is_short_form(words.surfaces[place])


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


def _understood(page: Page, spans: Sequence[Span], meanings: _Meanings) -> list[Span]:
    """What the page says once each short form means what the text says."""
    written = {f"{short}{plural}": list(known.values()) for short, known in meanings.items() for plural in ("", "s")}
    numbers = page.forms.words.numbers(list(written))
    found = zip(((page.places == number).nonzero()[0].tolist() for number in numbers), written.values(), strict=True)
    explained_at = {place: judged for places, judged in found for place in places}
    kept = []
    for span in spans:
        first, last, said = span
        if first in explained_at and any(one.how == ACRONYM for one in said.everything):
            others = [one for one in said.everything if one.how != ACRONYM]
            if others:
                kept.append((first, last, Said.of(others)))
        else:
            kept.append(span)
    return merged(kept, [(place, place, judged) for place, judged in explained_at.items()])
