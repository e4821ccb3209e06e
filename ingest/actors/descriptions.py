"""Which descriptions of organisations tell of one: by identifier, else by name where nothing forbids it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from ingest.actors.forms import place_words
from ingest.actors.groups import Groups
from ingest.actors.names import organisation_key
from ingest.records import Actor, ActorType

__all__ = ["agreeing_places", "same_organisations"]


def same_organisations(actors: Sequence[Actor], registered: int = 0) -> list[list[int]]:
    """The indices of the descriptions that are one organisation, groups in the order of their first.

    The first ``registered`` descriptions come from registers: two records of a register are two organisations, unless
    they share an identifier that decides.
    """
    groups = Groups([actor.identifiers for actor in actors])
    by_name: defaultdict[tuple[ActorType, str], list[int]] = defaultdict(list)
    for index in range(registered, len(actors)):
        by_name[actors[index].type, organisation_key(actors[index].name)].append(index)
    for namesakes in by_name.values():
        for together in _by_place(namesakes, actors):
            groups.join_all(together)
    return groups.members()


def _by_place(namesakes: Sequence[int], actors: Sequence[Actor]) -> list[list[int]]:
    """Those of one name that are in one place; one without place where there is only one place to be in."""
    by_place: defaultdict[frozenset[str], list[int]] = defaultdict(list)
    for index in namesakes:
        by_place[place_words(actors[index].location)].append(index)
    nowhere = by_place.pop(frozenset(), [])
    if len(by_place) <= 1:
        return [sorted(nowhere + [index for together in by_place.values() for index in together])]
    return [*by_place.values(), nowhere]


def agreeing_places(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two places, as words, may be one: the one says no less than the other, or one of them is not known."""
    return not one or not other or one <= other or other <= one
