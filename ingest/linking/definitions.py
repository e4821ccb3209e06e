"""Where texts may explain short forms: in parentheses, behind a comma, an « ou » or a colon.

What the long forms mean is for :mod:`ingest.linking.acronyms`.
"""

from __future__ import annotations

from bisect import bisect
from collections import defaultdict
from collections.abc import Sequence

import numpy as np

from ingest.linking.definition import Definition, initials, unparted
from ingest.linking.gaps import OPENS, PARTS, PARTS_MORE
from ingest.linking.page import Page
from ingest.linking.word_form import SHORT, is_short_form
from ingest.linking.words import Words
from ontology.folding import fold

__all__ = ["definitions_of"]

_OR = ("ou", "or")
_SHORT = 3
"""Letters of the longest word by whose first one a short form is not told."""
_LETTERS = 3
"""Letters of the shortest short form before a colon."""
_INFINITIVES = ("er", "ir", "re")


def definitions_of(pages: Sequence[Page], bounds: Sequence[int]) -> dict[int, list[Definition]]:
    """By page, the short forms that the text may explain, in its order."""
    found: defaultdict[int, list[Definition]] = defaultdict(list)
    if not pages:
        return found
    gaps = np.concatenate([page.words.gaps[:-1] for page in pages])
    known, surfaces = pages[0].forms.words, np.concatenate([page.places for page in pages])
    for place in np.flatnonzero(known.marks(surfaces) & SHORT).tolist():
        number = bisect(bounds, place) - 1
        if definition := _behind_colon(pages[number].words, place - bounds[number]):
            found[number].append(definition)
    asked = (gaps & OPENS != 0) | (gaps & (PARTS | PARTS_MORE) == PARTS)
    for number in known.numbers(_OR):
        asked[1:] |= surfaces[:-1] == number
    places = np.flatnonzero(asked)  # of few words more has to be known
    opens = gaps[places] & OPENS != 0
    shorts, before = (known.marks(surfaces.take(beside, mode="clip")) & SHORT != 0 for beside in (places, places - 1))
    near = np.flatnonzero(shorts | (opens & before))
    places = places[near]
    columns = np.searchsorted(bounds, places, side="right") - 1, places, shorts[near], opens[near]
    for number, place, short, opened in zip(*(column.tolist() for column in columns), strict=True):
        words, own = pages[number].words, place - bounds[number]
        definition = _in_parentheses(words, own, short=short) if opened else _apposed(words, own)
        if definition:
            found[number].append(definition)
    return found


def _in_parentheses(words: Words, inside: int, *, short: bool) -> Definition | None:
    """What the parenthesis that opens before a word explains: that word, a ``short`` one, or the one before it."""
    if short:
        after, shorts = words.gap(inside + 1), [_name(words.surfaces[inside])]
        if after.strip() in ("", "/"):
            last, shorts = _alternatives(words, inside)
            after = words.gap(last + 1)
        if after.lstrip()[:1] in (")", ",", ";"):
            return Definition(shorts, inside - 1, before=True)
    if inside and words.gap(inside).strip() == "(" and is_short_form(words.surfaces[inside - 1]):
        return Definition([_name(words.surfaces[inside - 1])], inside, before=False)
    return None


def _alternatives(words: Words, place: int) -> tuple[int, list[str]]:
    """The short form at a place, with one beside it for the same words; and the place of the last.

    « PPP » beside « PPA » begins as it does, « PDE » beside « EDP » has its letters: any other may mean something else.
    """
    name = _name(words.surfaces[place])
    other = place + 1 if words.gap(place + 1).strip() == "/" else place + 2
    if other < len(words.surfaces) and (other == place + 1 or _is_or(words, place + 1)):
        second = _name(words.surfaces[other])
        if is_short_form(second) and (second[0] == name[0] or sorted(second) == sorted(name)):
            return other, [name, second]
    return place, [name]


def _is_or(words: Words, place: int) -> bool:
    """Whether a word is an « ou », with none but spaces on its right."""
    return words.surfaces[place] in _OR and words.gap(place + 1).isspace()


def _apposed(words: Words, place: int) -> Definition | None:
    """What a short form may mean that stands behind a comma or an « ou »."""
    behind_or = place > 0 and _is_or(words, place - 1)
    border = place - 2 if behind_or else place - 1
    if border < 1:
        return None
    short, last = _name(words.surfaces[place]), words.surfaces[border]
    if len(last) > _SHORT and fold(last[0]) not in fold(short):
        return None  # most are told apart by this
    if not behind_or and words.gap(place).strip() != ",":
        return None
    definition = Definition([short], border, before=True, apposed=True, any_order=behind_or)
    return definition if definition.spells(words, short) else None


def _behind_colon(words: Words, place: int) -> Definition | None:
    """What a short form means that « : » or « = » explains: « GES : groupe d'étude des sols »."""
    between, border = words.gap(place + 1).strip(), place + 1
    if between not in (":", "=") or border == len(words.surfaces):
        return None
    short, definition = _name(words.surfaces[place]), Definition([_name(words.surfaces[place])], border, before=False)
    # « RSE : réussir sa stratégie d'entreprise » plays with the word.
    plays = between == ":" and (len(short) < _LETTERS or fold(words.surfaces[border]).endswith(_INFINITIVES))
    line = words.text[words.ends[place] :].lstrip().partition("\n")[0]
    end = min(unparted(words, border, border + 2 * len(short)), _words_in(words, border, len(line)))
    return None if plays or initials(words, border, end) != fold(short) else definition


def _words_in(words: Words, first: int, size: int) -> int:
    """The word after the last within so many characters from one on."""
    return int(words.ends.searchsorted(words.starts[first] + size, side="right"))


def _name(surface: str) -> str:
    return surface.removesuffix("s")
