"""Which records tell of one thing: the same event in an agenda and on a page, one publication in two bibliographies.

An external identifier decides first, then title, date and kind where nothing contradicts them. What contradicts is for
:mod:`ingest.contradictions`, which titles of events are alike for :mod:`ingest.event_titles`; actors are not for here.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from itertools import combinations, product

from rapidfuzz import fuzz

from ingest.contradictions import Gathered, Known, agree, contradict, known_of, outline, say_the_same, together
from ingest.event_titles import SAME_TITLE, EventTitles
from ingest.identity import DECIDING, deciding, instant
from ingest.records import Actor, Event, Publication, Record, Resource
from ingest.union_find import UnionFind
from ontology.folding import fold

__all__ = ["same_things"]

_SHARED = {"isbn": Publication, "uid": Event}
"""The schemes of which two things may bear one identifier: the volumes of a set, and events of two calendars."""
_TELLING_BOOKS = ("author", "identifier doi", "identifier hal", "identifier handle")
_REMEMBERED = 65_536
"""Pairs of outlines of which it is remembered whether they contradict each other."""
_COMPARED = 16
"""Books of one ISBN, or events of one uid, with which one more is compared: a set has hardly more volumes."""
_NUMBER = re.compile(r"\b(?:\d+|[ivx]+)\b")

_Pairs = Callable[[Callable[[int], int]], Iterable[tuple[int, int]]]
"""Gives pairs of records that may be one, enough for each two groups that a function tells the head of."""


def same_things(records: Sequence[Record]) -> list[list[Record]]:
    """The records grouped by the thing they tell of, groups and members in the order of the records.

    Actors stay alone here: :class:`ingest.actors.resolver.Resolver` groups them.
    """
    groups = _Groups(records)
    _join_identified(groups)
    days: defaultdict[str, list[tuple[int, Event]]] = defaultdict(list)
    titles: defaultdict[str, list[tuple[int, Publication]]] = defaultdict(list)
    for index, record in enumerate(records):
        if isinstance(record, Event) and record.start:
            days[record.start.day].append((index, record))
        elif isinstance(record, Publication) and record.title:
            titles[fold(record.title.value)].append((index, record))
    for events in (*days.values(), *_in_several_zones(days)):
        titled = EventTitles(events)
        groups.join_alike(titled.pairs, titled.slight_pairs)
    for works in titles.values():
        groups.join_alike(_of_years(works))
    gathered: defaultdict[int, list[Record]] = defaultdict(list)
    for index, record in enumerate(records):
        gathered[groups.head(index)].append(record)
    return list(gathered.values())


class _Groups:
    """Records joined one to another, by their numbers, with what each group makes known of its thing."""

    def __init__(self, records: Sequence[Record]) -> None:
        self.records = records
        self._sets = UnionFind(range(len(records)))
        self._known: dict[int, Known] = {}
        self._outlines: dict[int, int] = {}
        self._numbers: dict[Hashable, int] = {}
        self._verdicts: dict[tuple[int, int], bool] = {}

    def head(self, index: int) -> int:
        """The record that stands for the group of this one."""
        return self._sets[index]

    def known(self, index: int) -> Known:
        """What the group of that record makes known."""
        head = self._sets[index]
        known = self._known.get(head)
        if known is None:
            known = self._known[head] = known_of(self.records[head])
        return known

    def join(self, one: int, other: int) -> None:
        """Make one group of those of these two."""
        if self._sets[one] != self._sets[other]:
            known = together(self.known(one), self.known(other))
            self._sets.union(one, other)
            self._known[self._sets[one]] = known
            self._outlines.pop(self._sets[one], None)

    def _outline(self, head: int) -> int:
        """The number of the outline of that head's group: the same for all groups that are alike in it."""
        found = self._outlines.get(head)
        if found is None:
            told = outline(self.known(head))
            found = self._outlines[head] = self._numbers.setdefault(told, len(self._numbers))
        return found

    def _contradict(self, one: int, other: int) -> bool:
        """Whether the groups of two heads contradict each other: found once for two outlines, where these are few."""
        pair = self._outline(one), self._outline(other)
        found = self._verdicts.get(pair)
        if found is None:
            found = contradict(self.known(one), self.known(other))
            if len(self._verdicts) < _REMEMBERED:
                self._verdicts[pair] = found
        return found

    def join_alike(self, pairs: _Pairs, slight: _Pairs = lambda _: ()) -> None:
        """Join the groups that agree or make known the same, and the ``slight`` pairs where they agree.

        Then those that only do not contradict each other; but none to one of several that do, when it could be any.
        """
        left = False
        for one, other in self._possible(pairs):
            if agree(self.known(one), self.known(other)) or say_the_same(self.known(one), self.known(other)):
                self.join(one, other)
            else:
                left = True
        for one, other in self._possible(slight):
            if agree(self.known(one), self.known(other)):
                self.join(one, other)
        doubtful = self._doubtful(pairs) if left else set()
        for one, other in self._possible(pairs) if left else ():
            if (one in doubtful) == (other in doubtful):
                self.join(one, other)

    def _possible(self, pairs: _Pairs) -> Iterator[tuple[int, int]]:
        """The heads of each two groups that do not contradict each other."""
        for each in pairs(self.head):
            one, other = self._sets[each[0]], self._sets[each[1]]
            if one != other and not self._contradict(one, other):
                yield one, other

    def _doubtful(self, pairs: _Pairs) -> set[int]:
        """The heads of groups that could be joined to one or another of two that contradict each other."""
        around, compared = Gathered(), defaultdict[int, set[int]](set)
        doubtful = set()
        for pair in self._possible(pairs):
            for one, other in (pair, pair[::-1]):
                number = self._outline(other)
                if one in doubtful or number in compared[one]:
                    continue
                known = self.known(other)
                if contradict(around.of(one), known):
                    doubtful.add(one)
                if around.add(one, known):
                    compared[one].clear()
                else:
                    compared[one].add(number)  # nothing more comes of others like it
        return doubtful


def _in_several_zones(days: Mapping[str, Sequence[tuple[int, Event]]]) -> Iterator[list[tuple[int, Event]]]:
    """The events of each instant that is on one day in the time zone of one, on another in that of another."""
    instants: defaultdict[str, list[tuple[int, Event]]] = defaultdict(list)
    told_on: defaultdict[str, set[str]] = defaultdict(set)
    for day, events in days.items():
        for index, event in events:
            if event.start and (moment := instant(event.start)):
                instants[moment].append((index, event))
                told_on[moment].add(day)
    yield from (events for moment, events in instants.items() if len(told_on[moment]) > 1)


def _join_identified(groups: _Groups) -> None:
    """Join what an identifier says is one; of those with one ISBN or one uid, those that can be one book or event."""
    first: dict[str, int] = {}
    bearing: defaultdict[str, list[int]] = defaultdict(list)
    for index, record in enumerate(groups.records):
        if isinstance(record, Actor):
            continue
        if isinstance(record, Resource):
            groups.join(first.setdefault(f"iri {record.iri}", index), index)
        shared = [scheme for scheme, class_ in _SHARED.items() if isinstance(record, class_)]
        for key in deciding(record, [scheme for scheme in DECIDING if scheme not in shared]):
            groups.join(first.setdefault(key, index), index)
        for key in deciding(record, shared):
            bearing[key].append(index)
            if isinstance(record, Event):  # one source gives it once
                groups.join(first.setdefault(f"{key} in {record.place.source}", index), index)
    for bearers in bearing.values():
        firsts: list[int] = []
        for index in bearers:
            one = next((each for each in firsts[:_COMPARED] if _are_one(each, index, groups)), None)
            if one is None:
                firsts.append(index)
            else:
                groups.join(one, index)


def _are_one(one: int, other: int, groups: _Groups) -> bool:
    mine, theirs = groups.records[one], groups.records[other]
    if isinstance(mine, Event) and isinstance(theirs, Event):
        return _are_one_event(mine, theirs)
    return _are_one_book(one, other, groups)


def _are_one_event(one: Event, other: Event) -> bool:
    """Whether two events with one uid, in two sources, are one, as RFC 5545 (section 3.8.4.7) has it: not where neither
    title nor day is the same. One may have another day, or another name, in a newer copy."""
    if not (one.title and other.title and one.start and other.start):
        return True
    if one.start.day == other.start.day or instant(one.start) == instant(other.start) != "":
        return True
    return fuzz.token_set_ratio(fold(one.title.value), fold(other.title.value)) >= SAME_TITLE


def _are_one_book(one: int, other: int, groups: _Groups) -> bool:
    """Whether two records with one ISBN are of one book: not where their titles bear other numbers, as those of the
    volumes of a set, nor where neither title nor authors, or surer identifiers, are the same."""
    records = [groups.records[index] for index in (one, other)]
    titles = [fold(each.title.value) for each in records if isinstance(each, Publication) and each.title]
    if len(titles) == 2:
        mine, theirs = (set(_NUMBER.findall(title)) for title in titles)
        if not (mine <= theirs or theirs <= mine):
            return False
        if fuzz.token_set_ratio(*titles) < SAME_TITLE:
            known = [groups.known(index) for index in (one, other)]
            telling = ({name: each[name] for name in _TELLING_BOOKS if name in each} for each in known)
            return not contradict(*telling)
    return True


def _of_years(works: Sequence[tuple[int, Publication]]) -> _Pairs:
    """The pairs of publications of one title that no year tells apart."""
    years: defaultdict[str, list[int]] = defaultdict(list)
    for index, work in works:
        years[work.issued.value[:4] if work.issued else ""].append(index)
    undated = years.pop("", [])

    def pairs(head: Callable[[int], int]) -> Iterator[tuple[int, int]]:
        alone = [*dict.fromkeys(map(head, undated))]
        for dated in years.values():
            heads = [*dict.fromkeys(map(head, dated))]
            yield from combinations(heads, 2)
            yield from product(heads, alone)
        yield from combinations(alone, 2)

    return pairs
