"""Where texts name streets, rooms and persons, and those that are known to: such words speak of no concept.

Addresses of pages and of mail are in :mod:`ingest.linking.addresses`. Whose names are known is not for here.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from ingest.linking.gaps import PARTS, STOPS
from ingest.linking.page import Page
from ingest.linking.word_form import AND, ARTICLE, HONORIFIC, OF, PLACE, PROFESSION, word_marks
from ingest.linking.words import Words

__all__ = ["named", "occurrences"]

_STREETS = frozenset("rue avenue boulevard bd quai allée allées impasse esplanade".split())
"""What a name follows where a number stands before, with or without a capital."""
_PLACE = "place"
_CLEAR = _STREETS | frozenset(("salle", "amphi", "amphithéâtre", _PLACE))
"""What a name with a capital follows; a place's may be anything else, too."""
_HOUSES = frozenset("bâtiment campus centre cité espace halle hôtel maison palais parc pavillon pôle tour".split())
"""How the name of a house begins, which stands before its address."""
_AGAIN = frozenset("bis ter quater".split())
_DIGITS = 3
"""Of the longest number in a street before a comma, where a longer one may be a year."""
_LONGEST = 8
"""Words of a name that are looked at."""
_NAMES = 2
"""Words that name a person; those that a hyphen joins are one."""
_SHOUTED = 2
"""Words of a name where all are in capitals, so that nothing tells where it ends."""

_Stretch = tuple[int, int]
"""The first word, and the one after the last."""


def named(pages: Sequence[Page], bounds: Sequence[int]) -> NDArray[np.bool_]:
    """Of the words of pages, which are of a name of a street, a room or a person.

    ``bounds`` are where each page's words begin among those of all, and their end.
    """
    if not pages:
        return np.zeros(0, np.bool_)
    marks = pages[0].forms.words.marks(np.concatenate([page.places for page in pages]))
    heads = np.flatnonzero(marks & (PLACE | HONORIFIC | PROFESSION))
    numbers = np.searchsorted(bounds, heads, side="right") - 1
    found = np.zeros(len(marks), np.bool_)
    for number, head, mark in zip(numbers.tolist(), heads.tolist(), marks[heads].tolist(), strict=True):
        find = _of_places if mark & PLACE else _after_honorific if mark & HONORIFIC else _before_profession
        for first, end in find(pages[number].words, head - bounds[number]):
            found[bounds[number] + first : bounds[number] + end] = True
    return found


def occurrences(words: Words, names: Collection[str]) -> Iterator[tuple[int, int]]:
    """The first and the last word (both counted) wherever one of these names stands as it is written here.

    A name of one word is none: it may be said of anything.

    >>> from ingest.linking.words import cut
    >>> [words] = cut(["École de Management, management"])
    >>> list(occurrences(words, ["École de Management", "management"]))
    [(0, 2)]
    """
    for name in names:
        start = words.text.find(name) if len(name.split()) > 1 else -1
        while start >= 0:
            end = start + len(name)
            first, last = int(words.starts.searchsorted(start)), int(words.ends.searchsorted(end))
            if first <= last < len(words.ends) and words.starts[first] == start and words.ends[last] == end:
                yield first, last
            start = words.text.find(name, end)


def _of_places(words: Words, head: int) -> Iterator[_Stretch]:
    """The name that follows « rue », « place » or « salle »; and that of the house before « 5, rue »."""
    first = head + 1
    while first < min(head + _LONGEST, len(words.surfaces)) and _links(words.surfaces[first]):
        first += 1
    if first == len(words.surfaces):
        return
    kind, name = words.surfaces[head].lower(), words.surfaces[first]
    if not (name[0].isupper() or kind in _STREETS) or _parted(words, head + 1, first):
        return
    number = _number(words, head)
    if number < head:
        yield first, _end_of_name(words, first)
        yield from _house(words, number)
    elif name[0].isupper() and not name.isupper() and kind in _CLEAR:
        end = _end_of_name(words, first)
        if kind != _PLACE or _stands_apart(words, head, end):
            yield first, end


def _number(words: Words, head: int) -> int:
    """The word that is the number of a street; ``head`` where it has none."""
    if words.gap(head).strip() not in {"", ","}:
        return head
    place = head - 1
    if place > 0 and words.surfaces[place].lower() in _AGAIN:
        place -= 1
    digits = words.surfaces[place].rstrip("abcABC") if place >= 0 else ""
    behind_comma = words.gap(place + 1).strip() == ","
    return place if digits.isdigit() and len(digits) <= _DIGITS + (not behind_comma) else head


def _end_of_name(words: Words, first: int) -> int:
    """The word after those of a name: it goes on with capitals, whatever « de la » stands between."""
    end = first + 1
    most = first + (_SHOUTED if words.surfaces[first].isupper() else _LONGEST)
    for place in range(first + 1, min(most, len(words.surfaces))):
        if _parted(words, place, place):
            break
        if words.surfaces[place][0].isupper():
            end = place + 1
        elif not _links(words.surfaces[place]):
            break
    return end


def _stands_apart(words: Words, head: int, end: int) -> bool:
    """Whether a place is told as part of an address: « Place de l'Innovation » may be a role, too."""
    begins = head == 0 or bool(words.gaps[head] & STOPS)
    return begins and (words.gap(head).strip() == "," or words.gap(end).lstrip()[:1] == ",")


def _house(words: Words, number: int) -> Iterator[_Stretch]:
    """The name in capitals of the house whose address begins with a number: « Maison de l'Innovation, 5 place »."""
    if words.gap(number).strip() != ",":
        return
    for place in range(number - 1, max(-1, number - 1 - _LONGEST), -1):
        surface = words.surfaces[place]
        if not (surface[0].isupper() or word_marks(surface) & (ARTICLE | OF | AND)):
            return
        if surface.lower() in _HOUSES:
            yield place + 1, number
        if _parted(words, place, place):
            return


def _after_honorific(words: Words, head: int) -> Iterator[_Stretch]:
    """The name of the person behind « Mme » or « M. »."""
    between, behind_number = words.gap(head + 1).strip(), head > 0 and words.surfaces[head - 1].isdigit()
    if (between != "." and (between or words.surfaces[head] == "M")) or behind_number:
        return
    end, left = head + 1, _NAMES
    while end < len(words.surfaces) and left and _is_capital(words.surfaces[end]):
        left -= words.gap(end + 1) != "-"
        end += 1
        between = words.gap(end)
        if len(words.surfaces[end - 1]) == 1:
            between = between.removeprefix(".")
        if len(between) > 1 or between.strip("- \u00a0\u202f"):
            break
    yield head + 1, end


def _before_profession(words: Words, head: int) -> Iterator[_Stretch]:
    """The name of the person before « , professeur »: two words, and no article or third capital before these."""
    if words.gap(head).strip() != ",":
        return
    first = head
    for _ in range(_NAMES):
        first -= 1
        while first > 0 and words.gap(first) == "-":
            first -= 1
    names = words.surfaces[max(0, first) : head]
    if first < 0 or _parted(words, first + 1, head - 1) or not all(map(_is_capital, names)) or "".join(names).isupper():
        return
    before = "" if first == 0 or _parted(words, first, first) else words.surfaces[first - 1]
    if not before or not (before[0].isupper() or word_marks(before) & ARTICLE):
        yield first, head


def _is_capital(surface: str) -> bool:
    return surface[0].isupper() and not _links(surface)


def _links(surface: str) -> bool:
    return word_marks(surface) & (ARTICLE | OF) != 0


def _parted(words: Words, first: int, last: int) -> bool:
    """Whether a sign or the end of a line stands before one of the words from the first to the last."""
    if first > last:
        return False
    between = words.text[words.ends[first - 1] if first else 0 : words.starts[last]]
    return "\n" in between or bool((words.gaps[first : last + 1] & (PARTS | STOPS)).any())
