"""The things that records tell of, found while the records pass by one after the other and none is held.

What makes one thing of two records' is for :mod:`ingest.same_things`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from ingest.chains import Chains
from ingest.free_names import FreeNames
from ingest.identity import full_title, meetings, thing_path
from ingest.records import Actor, Event, Publication, Record, Resource, Text
from ingest.same_things import same_things

__all__ = ["Things", "Told"]


@dataclass(frozen=True, slots=True)
class Told:
    """What a record is the one to state of its thing, among all that tell of it, and the title that the thing has."""

    states: frozenset[str]
    titled: str


class Things:
    """The things of records by number: learned record by record in their order, then settled, then asked for."""

    def __init__(self) -> None:
        self._paths: list[str] = []
        self._resources: set[int] = set()
        self._chains = Chains()
        self._told: dict[int, Told] = {}
        """Of the records that are not the only ones to tell of their things."""

    def learn(self, number: int, record: Record) -> None:
        """Take note of a record; numbers that are left out are of records that tell of nothing."""
        while len(self._paths) < number:
            self._add("", [])
        if isinstance(record, Actor):  # who is who is settled elsewhere
            self._add("", [])
            return
        self._add(thing_path([record]), [hash(key) for key in meetings(record)])
        if isinstance(record, Resource):
            self._resources.add(number)

    def _add(self, path: str, keys: Sequence[int]) -> None:
        self._paths.append(path)
        self._chains.add(keys, ())

    def settle(self, record: Callable[[int], Record]) -> None:
        """End of learning: ``record`` gives each by its number, and is asked for those alone that may be one thing."""
        heads: dict[int, int] = {}
        for numbers in self._together():
            records = [record(number) for number in numbers]
            places = {id(each): number for number, each in zip(numbers, records, strict=True)}
            for group in same_things(records):
                if len(group) > 1:
                    head, *others = (places[id(each)] for each in group)
                    self._paths[head] = thing_path(group)
                    heads.update(dict.fromkeys(others, head))
                    self._told.update(zip((head, *others), _told(group), strict=True))
        names = FreeNames()
        for number, path in enumerate(self._paths):
            if number in heads:
                self._paths[number] = self._paths[heads[number]]
            elif path and number not in self._resources:
                self._paths[number] = names.free(path)

    def _together(self) -> Iterator[list[int]]:
        """The numbers of records that a chain of meetings joins, in order."""
        heads = self._chains.heads()
        alone = np.bincount(heads, minlength=len(heads))[heads] == 1
        gathered: defaultdict[int, list[int]] = defaultdict(list)
        for number in np.flatnonzero(~alone).tolist():
            gathered[int(heads[number])].append(number)
        yield from gathered.values()

    def path(self, number: int) -> str:
        """The end of the IRI of the thing of which that record tells."""
        return self._paths[number]

    def told(self, number: int, record: Record) -> Told:
        """What that record states of its thing, and the title of the thing."""
        return self._told.get(number) or _told([record])[0]


def _told(group: Sequence[Record]) -> list[Told]:
    """What each record of a group states, so that nothing single-valued is said twice."""
    stating = _stating(group)
    titled = next((title.value for record in group if (title := _title(record))), "")
    return [Told(frozenset(name for name, by in stating.items() if by is record), titled) for record in group]


def _title(record: Record) -> Text | None:
    return full_title(record) if isinstance(record, Event | Publication) else None


def _stating(group: Iterable[Record]) -> dict[str, Record]:
    """For each single-valued property the record that states it: the first that has it; for dates, the most precise."""
    by: dict[str, Record] = {}
    length: dict[str, int] = {}
    for record in group:
        by.setdefault("label", record)
        if _title(record):
            by.setdefault("title", record)
        if getattr(record, "coordinates", None):
            by.setdefault("coordinates", record)
        for name in ("start", "end", "issued"):
            when = getattr(record, name, None)
            if when and len(when.value) > length.get(name, 0):
                by[name], length[name] = record, len(when.value)
    return by
