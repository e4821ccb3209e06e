"""Identifiers that persons of quite different names bear, as where one was copied to the wrong line: they join nobody.

Which persons are one is for :mod:`ingest.actors.persons`; organisations are for
:mod:`ingest.actors.parted_descriptions`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from itertools import combinations
from typing import TypeVar

from rapidfuzz import fuzz

from ingest.actors.groups import DECIDING
from ingest.records import Identifier
from ingest.union_find import UnionFind
from ontology.folding import fold
from ontology.surnames import PARTICLES

__all__ = ["Misborne", "misborne", "parted_bearers", "quite_different"]

_ALIKE = 75
"""Likeness of two folded words (rapidfuzz ratio, 0 to 100) from which they may be one, spelled otherwise."""
_COMPARED = 16
"""Bearers of one identifier that are compared; of what more bear, nothing is known."""

_Bearer = TypeVar("_Bearer", bound=Hashable)

Misborne = Mapping[Identifier, Mapping[str, str]]
"""By identifier, the names that bear it, each with the one that stands for all like it."""


def misborne(bearers: Iterable[tuple[str, Sequence[Identifier]]]) -> Misborne:
    """The identifiers that quite different names bear; for each of their names, the one that stands for all like it.

    >>> orcid = Identifier("orcid", "0000-0002-1825-0097")
    >>> misborne([("Anne Coste", (orcid,)), ("Paul Martin", (orcid,)), ("Coste, A.", (orcid,))])[orcid]
    {'Anne Coste': 'Anne Coste', 'Coste, A.': 'Anne Coste', 'Paul Martin': 'Paul Martin'}
    """
    names: defaultdict[Identifier, set[str]] = defaultdict(set)
    for name, identifiers in bearers:
        for each in identifiers:
            if each.scheme in DECIDING:
                names[each].add(name)
    return parted_bearers({each: sorted(found) for each, found in names.items()}, quite_different)


def parted_bearers(
    bearing: Mapping[Identifier, Sequence[_Bearer]], differ: Callable[[_Bearer, _Bearer], bool]
) -> dict[Identifier, dict[_Bearer, _Bearer]]:
    """The identifiers of which bearers ``differ``; for each bearer, the first that is like it."""
    parted = {each: _parted(found, differ) for each, found in bearing.items() if 1 < len(found) <= _COMPARED}
    return {each: found for each, found in parted.items() if len(set(found.values())) > 1}


def _parted(bearers: Sequence[_Bearer], differ: Callable[[_Bearer, _Bearer], bool]) -> dict[_Bearer, _Bearer]:
    alike = UnionFind(bearers)
    for one, other in combinations(bearers, 2):
        if not differ(one, other):
            alike.union(one, other)
    first: dict[_Bearer, _Bearer] = {}
    return {each: first.setdefault(alike[each], each) for each in bearers}


def quite_different(one: str, other: str) -> bool:
    """Whether two names of persons, both in Latin letters and of two words, have no word in common, be it misspelt.

    >>> quite_different("Anne Coste", "Paul Martin"), quite_different("Anne Coste", "Anne Roux")
    (True, False)
    >>> quite_different("J. Martin", "MARTIN Jean"), quite_different("Пётр Иванов", "Pyotr Ivanov")
    (False, False)
    """
    mine, theirs = _words(one), _words(other)
    if not mine or not theirs:
        return False
    return not any(_alike(*pair) for pair in ((a, b) for a in mine for b in theirs))


def _words(name: str) -> list[str]:
    """The words of a name that are no initials; none where it may well be said in quite another way."""
    words = [word for word in fold(name).split() if word not in PARTICLES]
    if len(words) < 2 or not all(word.isascii() for word in words):
        return []
    return [word for word in words if len(word) > 1]


def _alike(one: str, other: str) -> bool:
    return one.startswith(other) or other.startswith(one) or fuzz.ratio(one, other) >= _ALIKE
