"""Words that something parts: the hyphen of a prefix, one at the end of a line, what stands inside an acronym."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from ingest.linking.gaps import ENDS, HYPHEN, TIES
from ingest.linking.words import Words
from ontology.folding import fold

__all__ = ["BEGINNINGS", "PREFIXES", "halves", "joined", "with_initials_joined"]

PREFIXES = tuple(
    "agro anti auto bio co contre cyber eco electro ethno geo hydro inter macro meta micro mono multi neuro photo "
    "pluri poly post pre psycho radio re retro semi socio sous super sur tele trans ultra vice".split()
)
"""What a word may begin with and be parted from, folded."""

BEGINNINGS = frozenset(PREFIXES)
_AND = frozenset({"&", "et", "and"})
_LONGEST_AND = 3
_BESIDE = frozenset({"agro", "socio"})
"""Prefixes beside which the rest keeps its meaning: « développement socio-économique » is « développement économique ».
"""


def joined(words: Words, places: Sequence[int]) -> Words:
    """The words, each of those at ``places`` one with the word before. The last dot of an acronym is of it; an « et »
    inside one is “&”.

    >>> from ingest.linking.words import cut
    >>> [words] = cut(["La R.S.E. (éco-lieu), la R et D"])
    >>> whole = joined(words, [2, 3, 5, 8, 9])
    >>> whole.surfaces, [whole.text[start:end] for start, end in zip(whole.starts, whole.ends)]
    (['La', 'RSE', 'écolieu', 'la', 'R&D'], ['La', 'R.S.E.', 'éco-lieu', 'la', 'R et D'])
    """
    surfaces, ends, gaps = list(words.surfaces), words.ends.copy(), words.gaps.copy()
    for place in reversed(places):
        if ends[place] == words.ends[place] and _is_initial(words, place) and words.text.startswith(".", ends[place]):
            ends[place] += 1
            if _goes_on(words, place, int(ends[place])):
                gaps[place + 1] = 0
        ends[place - 1] = ends[place]
        first = "&" if _is_and(words, place - 1) else surfaces[place - 1]
        surfaces[place - 1] = first + surfaces.pop(place)
    return Words(
        words.text, surfaces, np.delete(gaps, places), np.delete(words.starts, places), np.delete(ends, places)
    )


def with_initials_joined(words: Words) -> Words:
    """The words, those of one capital with dots between as one: « R.S.E. » is « RSE »."""
    if "." not in words.text:
        return words
    places = [place for place in range(1, len(words.surfaces)) if _is_initial(words, place)]
    return joined(words, places) if places else words


def halves(
    cuts: Sequence[Words], begun: NDArray[np.bool_], known: Sequence[Callable[[str], bool]]
) -> dict[int, list[int]]:
    """By text, the words that are one with the word before: initials, and what makes a whole that is ``known`` there.

    ``begun`` tells of the words of all texts whether they are among :data:`BEGINNINGS`. What stands before other second
    halves is marked as a tie.
    """
    found: defaultdict[int, list[int]] = defaultdict(list)
    for number, place in _likely(cuts, begun):
        words = cuts[number]
        first, second = words.surfaces[place - 1 : place + 1]
        if second in _AND and _is_and(words, place):
            if known[number](f"{first}&{words.surfaces[place + 1]}"):
                found[number] += (place, place + 1)
        elif known[number](first + second) or _is_initial(words, place):
            found[number].append(place)
        elif fold(first) not in _BESIDE:
            words.gaps[place] |= TIES
    return found


def _likely(cuts: Sequence[Words], begun: NDArray[np.bool_]) -> Iterator[tuple[int, int]]:
    """The words that may be one with the word before, each after the number of its text."""
    bounds = np.cumsum([0, *(len(one.surfaces) for one in cuts)])
    gaps = np.concatenate([one.gaps[:-1] for one in cuts])
    starts, ends = (np.concatenate(column) for column in zip(*((one.starts, one.ends) for one in cuts), strict=True))
    apart, hyphens, single = starts[1:] - ends[:-1], gaps[1:] & HYPHEN != 0, ends - starts == 1
    dots = (gaps[1:] & ENDS != 0) & (apart == 1) & single[1:] & single[:-1]
    short = ends - starts <= _LONGEST_AND
    dots[:-1] |= single[:-2] & single[2:] & short[1:-1]
    # Most hyphens stand alone after a word that nothing begins with.
    found = np.flatnonzero(np.where(hyphens, (apart != 1) | begun[:-1], dots))
    places = found + 1
    numbers = bounds.searchsorted(places, side="right") - 1
    columns = numbers, places - bounds[numbers], ends[found], starts[places], hyphens[found]
    for number, place, end, start, hyphen in zip(*(column.tolist() for column in columns), strict=True):
        if place and _is_likely(cuts[number], place, cuts[number].text[end:start], hyphen=hyphen):
            yield number, place


def _is_likely(words: Words, place: int, between: str, *, hyphen: bool) -> bool:
    """Whether ``between`` a word and the one before stands a prefix's hyphen, one that ends a line, or a dot; or the
    word is an « et » of an acronym."""
    if not hyphen:
        return _is_and(words, place) or _is_initial(words, place)
    return len(between) == 1 or (between[1:].isspace() and not between[0].isspace())


def _is_initial(words: Words, place: int) -> bool:
    """Whether a word and the one before are capitals, with a dot and no more between."""
    both = words.surfaces[place - 1 : place + 1]
    return all(len(one) == 1 and one.isupper() for one in both) and _between(words, place) == "."


def _is_and(words: Words, place: int) -> bool:
    """Whether a word joins two capitals, with a space on both sides: « R & D », « R et D »."""
    if not 0 < place < len(words.surfaces) - 1 or words.surfaces[place] not in _AND:
        return False
    capitals = all(len(one) == 1 and one.isupper() for one in words.surfaces[place - 1 : place + 2 : 2])
    return capitals and (_between(words, place) + _between(words, place + 1)).isspace()


def _goes_on(words: Words, place: int, end: int) -> bool:
    """Whether a word in small letters follows, after spaces alone: « the U.S. policy » is one sentence."""
    following = words.surfaces[place + 1 : place + 2]
    return bool(following) and following[0].islower() and words.text[end : words.starts[place + 1]].isspace()


def _between(words: Words, place: int) -> str:
    return words.text[words.ends[place - 1] : words.starts[place]]
