"""Concepts side by side: who brings each of them, who brings them together, and on how many documents they meet.

How each goes through the years is told by its trend.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from graph.networks.filters import EVERYTHING, Filters
from graph.networks.index import Floats, Index
from graph.networks.indexed import IndexedGraph
from graph.networks.matrices import link_matrix
from graph.networks.network import named
from graph.networks.relations import ACTORS, ROLES
from graph.views.things import Thing

__all__ = ["Bearer", "Comparison", "compare"]


@dataclass(frozen=True, slots=True)
class Bearer:
    """An actor and how many documents on each concept they have a part in; ``together``: on all at once."""

    thing: Thing
    counts: tuple[int, ...]
    together: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """How many documents are on each concept, on all of them at once, and who brings them."""

    totals: tuple[int, ...]
    together: int
    actors: tuple[Bearer, ...]
    actor_count: int


def compare(
    graph: IndexedGraph,
    concepts: Sequence[str],
    language: str = "fr",
    filters: Filters = EVERYTHING,
    limit: int = 15,
) -> Comparison:
    """The actors who bring every one of the concepts first, then by what they bring in all; ``limit`` of them.

    Each concept stands for its narrower ones too. Raises :class:`CallError` for one that is not known.
    """
    index = graph.index
    on = np.stack([replace(filters, about=concept).documents(index) for concept in concepts]).astype(float)
    together = on.min(axis=0)
    played = link_matrix(index, ROLES)
    counts = np.stack([played.T @ row for row in (*on, together)])
    counts[:, ~index.are(ACTORS)] = 0
    return Comparison(
        totals=tuple(int(row.sum()) for row in on),
        together=int(together.sum()),
        actors=_bearers(graph, counts, language, limit),
        actor_count=int(np.count_nonzero(counts[:-1].sum(axis=0))),
    )


def _bearers(graph: IndexedGraph, counts: Floats, language: str, limit: int) -> tuple[Bearer, ...]:
    index: Index = graph.index
    each, together = counts[:-1], counts[-1]
    order = np.lexsort((-each.sum(axis=0), -together, -each.min(axis=0)))[: max(limit, 0)]
    order = order[each[:, order].sum(axis=0) > 0]
    known = named(graph.store, index, order.astype(np.int64), language)
    return tuple(
        Bearer(known[index.iris[actor]], tuple(int(value) for value in each[:, actor]), int(together[actor]))
        for actor in order.tolist()
    )
