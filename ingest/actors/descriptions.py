"""Which descriptions of organisations tell of one: by identifier, else by name where nothing forbids it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from networkx.utils import UnionFind

from ingest.actors.forms import place_words
from ingest.actors.names import organisation_key
from ingest.records import Actor, ActorType, Identifier

__all__ = ["DECIDING", "agreeing_places", "differing_identifiers", "same_organisations"]

DECIDING = ("ror", "siren", "wikidata", "idref", "hal", "isni", "grid", "orcid")
"""The identifier schemes that decide who is who, surest first."""
_COMPARED = 16
"""Groups of one name and place with which a description is compared."""


def same_organisations(actors: Sequence[Actor], registered: int = 0) -> list[list[int]]:
    """The indices of the descriptions that are one organisation, groups in the order of their first.

    The first ``registered`` descriptions come from registers: two records of a register are two organisations, unless
    they share an identifier that decides.
    """
    groups = _Groups(actors)
    for scheme in DECIDING:
        first: dict[Identifier, int] = {}
        for index, actor in enumerate(actors):
            for identifier in actor.identifiers:
                if identifier.scheme == scheme:
                    groups.join(first.setdefault(identifier, index), index)
    by_name: defaultdict[tuple[ActorType, str], list[int]] = defaultdict(list)
    for index in range(registered, len(actors)):
        by_name[actors[index].type, organisation_key(actors[index].name)].append(index)
    for namesakes in by_name.values():
        _join_namesakes(namesakes, actors, groups)
    return groups.members()


class _Groups:
    """Groups of descriptions that never come to hold two values of a deciding identifier."""

    def __init__(self, actors: Sequence[Actor]) -> None:
        self._size = len(actors)
        self._groups: UnionFind[int] = UnionFind(range(len(actors)))
        self._known = [
            {each.scheme: each.value for each in actor.identifiers if each.scheme in DECIDING} for actor in actors
        ]

    def join(self, one: int, other: int) -> bool:
        """Make them one, unless a deciding identifier differs; whether they are one now."""
        roots = self._groups[one], self._groups[other]
        if roots[0] == roots[1]:
            return True
        mine, theirs = (self._known[root] for root in roots)
        if _differ(mine, theirs):
            return False
        self._groups.union(*roots)
        self._known[self._groups[one]] = {**mine, **theirs}
        return True

    def members(self) -> list[list[int]]:
        """The groups, each with its members in order."""
        gathered: defaultdict[int, list[int]] = defaultdict(list)
        for index in range(self._size):
            gathered[self._groups[index]].append(index)
        return list(gathered.values())


def _join_namesakes(namesakes: Sequence[int], actors: Sequence[Actor], groups: _Groups) -> None:
    """Join those of one name that are in one place; a description without place where there is only one."""
    by_place: defaultdict[frozenset[str], list[int]] = defaultdict(list)
    for index in namesakes:
        by_place[place_words(actors[index].location)].append(index)
    nowhere = by_place.pop(frozenset(), [])
    if len(by_place) == 1:
        (somewhere,) = by_place.values()
        by_place = defaultdict(list, {frozenset(): sorted(somewhere + nowhere)})
    else:
        by_place[frozenset()] = nowhere
    for together in by_place.values():
        heads: list[int] = []
        for index in together:
            if not any(groups.join(head, index) for head in heads[:_COMPARED]):
                heads.append(index)


def _differ(mine: dict[str, str], theirs: dict[str, str]) -> bool:
    """Whether the surest scheme that both have gives them two values."""
    return next((mine[scheme] != theirs[scheme] for scheme in DECIDING if scheme in mine and scheme in theirs), False)


def differing_identifiers(one: Sequence[Identifier], other: Sequence[Identifier]) -> bool:
    """Whether the identifiers say that the two are not one.

    >>> differing_identifiers([Identifier("ror", "02rx3b187")], [Identifier("ror", "02feahw73")])
    True
    """
    return _differ({each.scheme: each.value for each in one}, {each.scheme: each.value for each in other})


def agreeing_places(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two places, as words, may be one: the one says no less than the other, or one of them is not known."""
    return not one or not other or one <= other or other <= one
