"""Where texts name streets, rooms, universities, towns and persons, and those known to: such words speak of no concept.

Addresses of pages and of mail are in :mod:`ingest.linking.addresses`. Whose names are known is not for here.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from ingest.linking.gaps import PARTS, STOPS
from ingest.linking.page import Page
from ingest.linking.word_form import (
    AND,
    ARTICLE,
    FORENAME,
    HONORIFIC,
    INITIAL,
    OF,
    PLACE,
    PROFESSION,
    UNIVERSITY,
    word_marks,
)
from ingest.linking.words import Words

__all__ = ["hyphenated", "named", "occurrences"]

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

_HYPHENS, _APOSTROPHES = ("-", "\u2010", "\u2011"), ("'", "’")
_WITHIN = ("-", " ", "\u00a0")
"""What may stand inside the name of a university; before it, no hyphen."""
_SEVERAL = frozenset(("MM", "Mmes"))
_NAME_FOLLOWS = frozenset("par de d avec chez selon by with".split())
"""What stands before a person who is named with an initial, where a letter may else be a heading's or a thing's."""

_Stretch = tuple[int, int]
"""The first word, and the one after the last."""


def named(pages: Sequence[Page], bounds: Sequence[int]) -> NDArray[np.bool_]:
    """Of the words of pages, which are of a name of a street, a room, a university or a person.

    ``bounds`` are where each page's words begin among those of all, and their end.
    """
    if not pages:
        return np.zeros(0, np.bool_)
    marks = pages[0].forms.words.marks(np.concatenate([page.places for page in pages]))
    heads = np.flatnonzero(marks & sum(_FINDERS))
    numbers = np.searchsorted(bounds, heads, side="right") - 1
    found = np.zeros(len(marks), np.bool_)
    for number, head, mark in zip(numbers.tolist(), heads.tolist(), marks[heads].tolist(), strict=True):
        find = next(find for each, find in _FINDERS.items() if mark & each)
        for first, end in find(pages[number].words, head - bounds[number]):
            found[bounds[number] + first : bounds[number] + end] = True
    return found


def hyphenated(pages: Sequence[Page], bounds: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The first and the last word (both counted) of names of towns and persons with hyphens: « Saint-Martin-d'Hères ».

    ``bounds`` are where each page's words begin among those of all, and their end; words are counted among these.
    """
    if not pages:
        return
    marks = pages[0].forms.words.marks(np.concatenate([page.places for page in pages]))
    heads = np.flatnonzero(marks & FORENAME)
    numbers = np.searchsorted(bounds, heads, side="right") - 1
    for number, head in zip(numbers.tolist(), heads.tolist(), strict=True):
        words, first = pages[number].words, head - bounds[number]
        end = first + 1
        while end < len(words.surfaces) and words.gap(end) in (*_HYPHENS, *(_APOSTROPHES if end > first + 1 else ())):
            end += 1
        while first > 0 and words.gap(first) in _HYPHENS and words.surfaces[first - 1][0].isupper():
            first -= 1
        if end - first > 1:
            yield bounds[number] + first, bounds[number] + end - 1


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
    end = _end_of_person(words, head + 1)
    yield head + 1, end
    if words.surfaces[head] in _SEVERAL:  # « MM. Martin et Blanc »
        while end + 1 < len(words.surfaces) and _goes_on_with(words, end):
            first = end + (not words.surfaces[end][0].isupper())
            end = _end_of_person(words, first)
            yield first, end


def _end_of_person(words: Words, first: int) -> int:
    """The word after the names of a person."""
    end, left = first, _NAMES
    while end < len(words.surfaces) and left and _is_capital(words.surfaces[end]):
        left -= words.gap(end + 1) != "-"
        end += 1
        between = words.gap(end)
        if len(words.surfaces[end - 1]) == 1:
            between = between.removeprefix(".")
        if len(between) > 1 or between.strip("- \u00a0\u202f"):
            break
    return end


def _goes_on_with(words: Words, place: int) -> bool:
    """Whether another person's name follows, behind a comma or an « et »."""
    if words.gap(place).strip() == "," and _is_capital(words.surfaces[place]):
        return True
    joined = word_marks(words.surfaces[place]) & AND and not words.gap(place).strip()
    return bool(joined) and words.gap(place + 1).isspace() and _is_capital(words.surfaces[place + 1])


def _behind_initial(words: Words, head: int) -> Iterator[_Stretch]:
    """The surname behind an initial, where a person is told of: « Moreau et J. Pin », « par J. Pin »."""
    if head == 0 or not words.gap(head + 1).startswith(".") or words.gap(head + 1).strip() != ".":
        return
    first = head
    while (
        0 < first > head - _LONGEST
        and len(words.surfaces[first - 1]) == 1
        and words.gap(first).strip() in (".", ".-", "-")
    ):
        first -= 1  # « J.-M. Pin »
    if first == 0 or head + 1 == len(words.surfaces) or "\n" in words.gap(first):
        return
    before, between = words.surfaces[first - 1], words.gap(first).strip()
    joined = word_marks(before) & AND and first > 1 and not words.gap(first - 1).strip()
    person = words.surfaces[first - 2] if joined else before if between == "," else ""
    told = len(person) > 1 and _is_capital(person) and not person.isupper()
    if (told or (before in _NAME_FOLLOWS and not between)) and _is_capital(words.surfaces[head + 1]):
        yield head + 1, _end_of_person(words, head + 1)


def _of_universities(words: Words, head: int) -> Iterator[_Stretch]:
    """The name in capitals of a university, with no « de »: « Université Lumière Lyon 2 »."""
    end = head + 1
    while end < len(words.surfaces) and words.gap(end) in _WITHIN[end == head + 1 :] and _named(words.surfaces[end]):
        end += 1
    if end > head + 1 and words.surfaces[head + 1][0].isupper():
        yield head + 1, end


def _named(surface: str) -> bool:
    return surface.isdigit() or (_is_capital(surface) and not surface.isupper())


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


_FINDERS: dict[int, Callable[[Words, int], Iterator[_Stretch]]] = {
    PLACE: _of_places,
    HONORIFIC: _after_honorific,
    PROFESSION: _before_profession,
    UNIVERSITY: _of_universities,
    INITIAL: _behind_initial,
}
"""By the mark of a word, what finds the name beside it."""
