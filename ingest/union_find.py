"""Things of which some turn out to be one: sets joined two by two (Tarjan 1975, union by size, paths compressed).

That of networkx is the same, but its import takes longer than many a build, in each process.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import Generic, TypeVar

__all__ = ["UnionFind"]

Item = TypeVar("Item", bound=Hashable)


class UnionFind(Generic[Item]):
    """Items that are each alone at first, be they given or asked for later.

    >>> sets = UnionFind("abc")
    >>> sets.union("a", "c")
    >>> sets["a"] == sets["c"], sets["a"] == sets["b"], sets["d"]
    (True, False, 'd')
    """

    def __init__(self, items: Iterable[Item] = ()) -> None:
        self._above = {item: item for item in items}
        self._sizes: dict[Item, int] = {}
        """Of the sets of several, by the item that stands for each."""

    def __getitem__(self, item: Item) -> Item:
        """The item that stands for the set in which this one is."""
        above = self._above
        root = above.setdefault(item, item)
        while root != above[root]:
            root = above[root]
        while item != root:
            above[item], item = root, above[item]
        return root

    def union(self, one: Item, other: Item) -> None:
        """Make one set of those in which the two are."""
        first, second = self[one], self[other]
        if first == second:
            return
        sizes = self._sizes.get(first, 1), self._sizes.get(second, 1)
        if sizes[0] < sizes[1]:
            first, second = second, first
        self._above[second] = first
        self._sizes[first] = sum(sizes)
