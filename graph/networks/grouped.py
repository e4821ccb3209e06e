"""The links of a thing by relation, direction and kind of other end, read from arrays, as its page shows them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from graph.networks.indexed import IndexedGraph
from graph.networks.nearby import by_way
from graph.networks.relations import RELATIONS
from graph.views.descriptions import Group, Ordered

__all__ = ["ordered_links"]


def ordered_links(graph: IndexedGraph, iri: str, limit: int) -> Ordered:
    """All groups of links by the relations that the arrays hold, ``limit`` of each with the latest first."""
    number = graph.index.numbers.get(iri)
    if number is None:
        return Ordered()
    iris = graph.index.iris
    groups = {
        Group(*way, len(others)): tuple(iris[each] for each in _latest(graph, others, limit).tolist())
        for way, others in by_way(graph, number).items()
    }
    return Ordered(RELATIONS, groups)


def _latest(graph: IndexedGraph, things: NDArray[np.int32], limit: int) -> NDArray[np.int32]:
    """The latest things, those without a date last; of one date, the first in the index first."""
    ages = -graph.index.dates[things]
    if 0 < limit < len(things):
        among = ages <= np.partition(ages, limit - 1)[limit - 1]
        things, ages = things[among], ages[among]
    return things[np.lexsort((things, ages))[:limit]]
