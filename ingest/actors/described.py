"""Which organisation of the registers a description of the network's sources tells of, whatever town stands beside it.

Descriptions of which no register knows are not for here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from ingest.actors.choice import Choice, Context, choose, is_unmistakable
from ingest.actors.descriptions import agreeing_places
from ingest.actors.entry import Match, Strength
from ingest.actors.groups import differing_identifiers
from ingest.actors.index import OrganisationIndex
from ingest.actors.names import organisation_key
from ingest.records import Identifier

__all__ = ["Descriptions"]

_WELL = (Strength.NAME, Strength.WORDS, Strength.SHORT)
"""The forms by which a further description may be of what one is already of."""


class Descriptions:
    """Descriptions found one after the other among the organisations of registers, before others are known."""

    def __init__(self, index: OrganisationIndex) -> None:
        self._index = index
        self._names: defaultdict[str, set[str]] = defaultdict(set)
        self._identifiers: defaultdict[str, list[Identifier]] = defaultdict(list)

    def find(
        self, name: str, places: frozenset[str], identifiers: Sequence[Identifier], matches: Sequence[Match]
    ) -> Choice:
        """The organisation of a register that one of that name in that place is; else those that it may be.

        In another town than the register says it is that one where its name cannot be mistaken, and so is what has the
        same name as another description.
        """
        chosen = choose(self._index, matches, Context(places), frozenset())
        entry = chosen.entry
        if entry is None:
            return chosen
        path = entry.identity.path
        if differing_identifiers(identifiers, [*entry.identity.identifiers, *self._identifiers[path]]):
            return Choice(None)
        key = organisation_key(name)
        is_new = not self._names[path]
        is_well_named = key not in self._names[path] and any(match.strength in _WELL for match in matches)
        fits = agreeing_places(places, entry.places) and (is_new or is_well_named)
        if not fits and not is_unmistakable(self._index, matches, places):
            return replace(chosen, entry=None, candidates=(entry, *chosen.candidates))
        self._names[path].add(key)
        self._identifiers[path] += identifiers
        return chosen
