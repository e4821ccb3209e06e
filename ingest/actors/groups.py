"""Groups of descriptions that are one actor, which never come to hold two values of a deciding identifier."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations

from ingest.records import Identifier
from ingest.union_find import UnionFind

__all__ = ["DECIDING", "JOINING", "Groups", "differing_identifiers"]

DECIDING = ("ror", "siren", "orcid", "wikidata", "idref", "idhal", "rnsr", "hal", "isni", "grid")
"""The identifier schemes that decide who is who, surest first."""
_ADDRESS = "url"
JOINING = (*DECIDING, _ADDRESS)
"""Those of which one value is one actor. Two addresses may be of one actor too: RDF has several nodes for it."""
_COMPARED = 16
"""Groups with which one more is compared; a name that more bear is decided by a person."""


class Groups:
    """Descriptions, by index, gathered into actors; those that share an identifier are one from the start."""

    def __init__(self, identifiers: Sequence[Iterable[Identifier]]) -> None:
        self._groups: UnionFind[int] = UnionFind(range(len(identifiers)))
        self._known = [_deciding(each) for each in identifiers]
        self._size = len(identifiers)
        told = [(index, each) for index, each in enumerate(self._known) if each]  # joining puts others in their place
        for scheme in DECIDING:
            first: dict[str, int] = {}
            for index, each in told:
                if scheme in each:
                    self.join(first.setdefault(each[scheme], index), index)
        bearing: dict[Identifier, int] = {}
        for index, all_ in enumerate(identifiers):
            for identifier in all_:
                if identifier.scheme == _ADDRESS:
                    self.join(bearing.setdefault(identifier, index), index)

    def join(self, one: int, other: int) -> bool:
        """Make two one, unless an identifier forbids it; whether they are one now."""
        roots = self._groups[one], self._groups[other]
        if roots[0] == roots[1]:
            return True
        mine, theirs = (self._known[root] for root in roots)
        if _differ(mine, theirs):
            return False
        self._groups.union(*roots)
        self._known[self._groups[one]] = {**mine, **theirs}
        return True

    def join_all(self, indices: Iterable[int]) -> None:
        """Make one of all, each with the first that no identifier tells it from."""
        heads: list[int] = []
        for index in indices:
            if not any(self.join(head, index) for head in heads[:_COMPARED]):
                heads.append(index)

    def may_be_one(self, indices: Iterable[int]) -> bool:
        """Whether no identifier tells any of these from another."""
        known = [self._known[root] for root in {self._groups[index] for index in indices}]
        return not any(_differ(*pair) for pair in combinations(known, 2))

    def head(self, index: int) -> int:
        """The index that stands for the group of this one."""
        return self._groups[index]

    def members(self) -> list[list[int]]:
        """The groups, each with its members in order."""
        gathered: defaultdict[int, list[int]] = defaultdict(list)
        for index in range(self._size):
            gathered[self._groups[index]].append(index)
        return list(gathered.values())


def _deciding(identifiers: Iterable[Identifier]) -> dict[str, str]:
    return {each.scheme: each.value for each in identifiers if each.scheme in DECIDING}


def _differ(mine: dict[str, str], theirs: dict[str, str]) -> bool:
    """Whether the surest scheme that both have gives them two values."""
    return next((mine[scheme] != theirs[scheme] for scheme in DECIDING if scheme in mine and scheme in theirs), False)


def differing_identifiers(one: Iterable[Identifier], other: Iterable[Identifier]) -> bool:
    """Whether the identifiers say that the two are not one.

    >>> differing_identifiers([Identifier("ror", "02rx3b187")], [Identifier("ror", "02feahw73")])
    True
    """
    return _differ(_deciding(one), _deciding(other))
