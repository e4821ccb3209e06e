"""Persons of compatible names whom two records of one thing name: they are one, unless several there may be meant.

Which records tell of one thing is told by the identifiers that they give it. Persons of one name in other company are
for :mod:`ingest.actors.persons`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from ingest.actors.groups import Groups
from ingest.actors.names import PersonName, person_name
from ingest.identity import deciding
from ingest.records import Event, Publication, Record

__all__ = ["join_named_for", "may_be_another", "things_of"]

_COMPARED = 16
"""Groups of one name that are compared; where more are, a person decides."""


def things_of(record: Record) -> tuple[str, ...]:
    """What an event or a publication has in common with other records of it by its identifiers, in order."""
    return tuple(sorted(deciding(record))) if isinstance(record, Event | Publication) else ()


def may_be_another(names: Iterable[str]) -> set[str]:
    """Those of the names in one record that another one there may be, too.

    >>> sorted(may_be_another(["Martin, Jean", "J. Martin", "Jean MARTIN", "Anne Martin", "Jacques Petit", "J. Petit"]))
    ['J. Martin', 'J. Petit', 'Jacques Petit', 'Jean MARTIN', 'Martin, Jean']
    >>> may_be_another(["Jean Martin", "Jacques Martin"])
    set()
    """
    families: defaultdict[str, dict[PersonName, list[str]]] = defaultdict(dict)
    for each in dict.fromkeys(names):
        name = person_name(each)
        families[name.family].setdefault(name, []).append(each)
    pairs = (pair for alike in families.values() for pair in combinations(alike, 2) if pair[0].agrees(pair[1]))
    return {each for pair in pairs for name in pair for each in families[name.family][name]}


def join_named_for(
    named: Sequence[tuple[PersonName, tuple[str, ...], bool]], described: Iterable[int], groups: Groups
) -> set[int]:
    """Join those of compatible names that are named for one thing; returns those that were not one before.

    Of each are given the name, the things for which it is named, and whether that may be another of that record too.
    Compatible are the same name, and initials with the one full name there that they fit. Nobody is joined where
    another may be meant, where identifiers differ, or where two of them are ``described``.
    """
    found = sorted(_compatible(named), key=lambda pair: pair[0] is None)  # full names first
    before = {index: groups.head(index) for _, alike in found for index in alike}
    bearing: defaultdict[int, set[PersonName]] = defaultdict(set)
    for index, (name, _, _) in enumerate(named):
        if found and name.is_full:
            bearing[groups.head(index)].add(name)
    wanted: defaultdict[int, set[PersonName]] = defaultdict(set)
    for full, alike in found:
        for head in {before[index] for index in alike}:
            wanted[head] |= bearing.get(head) or ({full} if full else set())
    apart = {groups.head(index) for index in described} if found else set()
    for full, alike in found:
        heads = {groups.head(index) for index in alike if not full or wanted[before[index]] >= {full}}
        heads -= {groups.head(index) for index in alike if len(wanted[before[index]] - bearing[before[index]]) > 1}
        said = [bearing[head] for head in heads if bearing[head]]
        if not 1 < len(heads) <= _COMPARED or len(apart & heads) > 1 or (said and not set.intersection(*said)):
            continue
        if groups.may_be_one(heads):
            is_apart = not apart.isdisjoint(heads)
            groups.join_all(sorted(heads))
            head = groups.head(min(heads))
            bearing[head] = set().union(*said)
            apart |= {head} if is_apart else set()
    return {index for _, alike in found for index in _joined(alike, before, groups)}


def _joined(alike: Sequence[int], before: Mapping[int, int], groups: Groups) -> Iterator[int]:
    """Those that are one with some of these with whom they were not before."""
    formerly: defaultdict[int, set[int]] = defaultdict(set)
    for index in alike:
        formerly[groups.head(index)].add(before[index])
    yield from (index for index in alike if len(formerly[groups.head(index)]) > 1)


def _compatible(
    named: Sequence[tuple[PersonName, tuple[str, ...], bool]],
) -> Iterator[tuple[PersonName | None, list[int]]]:
    """Those named for one thing who may be one, with their full name where it is known."""
    clusters: defaultdict[tuple[str, str, str], list[int]] = defaultdict(list)
    for index, (name, things, _) in enumerate(named):
        if name.initials:
            for thing in things:
                clusters[thing, name.family, name.initials[0]].append(index)
    for _, indices in sorted(clusters.items()):
        if len(indices) > 1 and not any(named[index][2] for index in indices):
            names: defaultdict[PersonName, list[int]] = defaultdict(list)
            for index in indices:
                names[named[index][0]].append(index)
            yield from _fitting(names)


def _fitting(names: Mapping[PersonName, list[int]]) -> Iterator[tuple[PersonName | None, list[int]]]:
    """Those of one name, with the initials that fit no other of the full names."""
    gathered: defaultdict[PersonName, list[int]] = defaultdict(list)
    for name, indices in names.items():
        full = [name] if name.is_full else [each for each in names if each.is_full and name.agrees(each)]
        if len(full) < 2:
            gathered[full[0] if full else name].extend(indices)
    for name, indices in sorted(gathered.items(), key=str):
        if len(indices) > 1:
            yield (name if name.is_full else None), sorted(indices)
