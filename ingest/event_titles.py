"""The events of one day that may be one by their titles, or by their kinds where one has no title.

Whether anything else contradicts that is not for here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from itertools import chain, combinations, product

from rapidfuzz import fuzz, process

from ingest.actors.organisation_words import SMALL_WORDS
from ingest.identity import full_title
from ingest.records import Event
from ontology.folding import fold
from ontology.kinds import kind_of

__all__ = ["SAME_TITLE", "EventTitles"]

SAME_TITLE = 88
"""Similarity of two folded titles (rapidfuzz token-set ratio, 0 to 100) from which they are alike."""
_SLIGHT = 2
_AT_ONCE = 256
"""Titles compared with all others of a day at once: what memory that takes."""
_SMALL_WORDS = SMALL_WORDS | set("al and at in on ou par pour sur un une".split())

_Numbered = tuple[int, Event]


class EventTitles:
    """Events of one day by their titles, each with its number."""

    def __init__(self, events: Sequence[_Numbered]) -> None:
        told: defaultdict[str, dict[str, list[_Numbered]]] = defaultdict(dict)
        for index, event in events:
            if event.title:
                told[event.place.source].setdefault(fold(_words(event)), []).append((index, event))
        self._same = [alike for titles in told.values() for alike in titles.values() if len(alike) > 1]
        found = [
            (_likeness(one, other), first[one], second[other])
            for first, second in combinations(told.values(), 2)
            for one, other in _similar(list(first), list(second))
        ]
        self._alike = sorted(found, key=lambda each: each[0])
        self._titled, self._untitled = (
            [each for each in events if bool(each[1].title) is has] for has in (True, False)
        )

    def pairs(self, head: Callable[[int], int]) -> Iterator[tuple[int, int]]:
        """The numbers of each two that may be one: of one title in one source; of titles that are alike, and no other
        kinds, in two; of one kind where one has no title and the other's words name that kind.

        Of those of one kind and title, for which ``head`` gives the same, one is enough.
        """
        for same in self._same:
            yield from combinations(dict.fromkeys(head(index) for index, _ in same), 2)
        yield from self._alike_pairs((0, 1), head)
        doubtful = chain(combinations(self._untitled, 2), product(self._untitled, self._titled))
        yield from ((i, j) for (i, event), (j, another) in doubtful if _same_kind(event, another))

    def slight_pairs(self, head: Callable[[int], int]) -> Iterator[tuple[int, int]]:
        """The numbers of each two whose titles are alike by one word alone."""
        return self._alike_pairs((_SLIGHT,), head)

    def _alike_pairs(self, likenesses: Sequence[int], head: Callable[[int], int]) -> Iterator[tuple[int, int]]:
        for likeness, first, second in self._alike:
            if likeness in likenesses:
                some, others = ({(head(each[0]), each[1].kind): each for each in one} for one in (first, second))
                pairs = product(some.values(), others.values())
                yield from ((i, j) for (i, event), (j, another) in pairs if _kinds_agree(event, another))


def _likeness(one: str, other: str) -> int:
    """How far two folded titles that are alike are from being the same: 0 when they are, 2 when they have but one word
    in common that says what they are about, and one says more.

    >>> _likeness("reunion", "reunion du conseil"), _likeness("forum de l emploi", "le forum de l emploi 2015")
    (2, 1)
    """
    if one == other:
        return 0
    shared = {word for word in one.split() if word not in _SMALL_WORDS} & set(other.split())
    return _SLIGHT if len(shared) < 2 and fuzz.ratio(one, other) < SAME_TITLE else 1


def _similar(titles: Sequence[str], others: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Each two titles that are alike, compared some at once: two agendas may have thousands of events on one day."""
    for begin in range(0, len(titles), _AT_ONCE):
        some = titles[begin : begin + _AT_ONCE]
        scores = process.cdist(some, others, scorer=fuzz.token_set_ratio, score_cutoff=SAME_TITLE)
        yield from ((some[one], others[other]) for one, other in zip(*scores.nonzero(), strict=True))


def _same_kind(one: Event, other: Event) -> bool:
    return bool(one.kind and other.kind) and (_kinds_agree(one, other) or _names(one, other) or _names(other, one))


def _kinds_agree(one: Event, other: Event) -> bool:
    if not one.kind or not other.kind or fold(one.kind) == fold(other.kind):
        return True
    kinds = kind_of(one.kind, "event"), kind_of(other.kind, "event")
    return kinds[0] == kinds[1] or _names(one, other) or _names(other, one)


def _names(one: Event, other: Event) -> bool:
    """Whether the title of the one says the kind of the other (« Restitution des travaux », restitution)."""
    return bool(other.kind) and fold(other.kind) in fold(_words(one))


def _words(event: Event) -> str:
    title = full_title(event)
    return title.value if title else ""
