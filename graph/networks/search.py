"""The cheapest ways between two things over all arcs, best first. What they mean to a person is said elsewhere."""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count

import numpy as np

from graph.networks.arcs import Arcs
from graph.networks.index import Flags, Floats, Numbers

__all__ = ["EXPANSIONS", "Route", "Terrain", "routes"]

EXPANSIONS = 20_000
"""Steps after which a search ends, however many ways it has found."""


@dataclass(frozen=True, slots=True)
class Route:
    """A way without a loop: the numbers of its things in order, and what it costs."""

    things: tuple[int, ...]
    cost: float


@dataclass(frozen=True, eq=False)
class Terrain:
    """Where to search: the arcs, the things that may be crossed, and the arcs that may be walked (None: all)."""

    arcs: Arcs
    crossed: Flags
    walked: Flags | None = None

    def costs(self) -> Floats:
        """The cost of each arc, infinite where it may not be walked."""
        costs = self.arcs.costs.astype(np.float64)
        return costs if self.walked is None else np.where(self.walked, costs, np.inf)


def routes(terrain: Terrain, start: int, end: int, hops: int) -> Iterator[Route]:
    """Ways of at most ``hops`` hops from start to end, the cheapest first.

    What lies ahead is first computed for every thing, hop by hop backwards from the end (Bellman, 1958); with it, a
    best-first search goes straight to each next way.
    """
    arcs, costs = terrain.arcs, terrain.costs()
    ahead = _ahead(arcs, costs, end, hops, terrain.crossed)
    if start == end or not np.isfinite(ahead[-1][start]):
        return
    tie = count()
    waiting: list[tuple[float, int, _Branch]] = []
    _push(waiting, tie, _Branch.at(arcs, costs, ahead, (start,), 0.0))
    for _ in range(EXPANSIONS):
        if not waiting:
            return
        total, _, branch = heapq.heappop(waiting)
        things, cost = branch.step()
        _push(waiting, tie, branch)
        if things[-1] == end:
            yield Route(things, total)
        else:
            _push(waiting, tie, _Branch.at(arcs, costs, ahead, things, cost))


def _ahead(arcs: Arcs, costs: Floats, end: int, hops: int, crossed: Flags) -> list[Floats]:
    """For 0, 1, 2… hops left, the least cost from each thing to the end."""
    here = np.full(len(arcs.starts) - 1, np.inf)
    here[end] = 0
    found = [here]
    for _ in range(hops):
        beyond = np.where(crossed, found[-1], np.inf)
        beyond[end] = 0
        nearer = arcs.cheapest(costs, beyond)
        nearer[end] = 0
        found.append(nearer)
        found[-2] = beyond
    return found


class _Branch:
    """A way begun, and the arcs by which it can go on, the most promising first."""

    def __init__(self, things: tuple[int, ...], costs: Floats, heads: Numbers, totals: Floats) -> None:
        self.things = things
        self._costs = costs
        self._heads = heads
        self._totals = totals
        self._place = 0

    @classmethod
    def at(cls, arcs: Arcs, costs: Floats, ahead: list[Floats], things: tuple[int, ...], cost: float) -> _Branch:
        """The branch at the last of these things, reached at this cost."""
        left = len(ahead) - len(things) - 1
        row = slice(arcs.starts[things[-1]], arcs.starts[things[-1] + 1])
        heads, reached = arcs.heads[row].astype(np.int64), cost + costs[row]
        totals = reached + ahead[left][heads]
        open_ = np.flatnonzero(np.isfinite(totals) & ~np.isin(heads, things))
        order = open_[np.argsort(totals[open_], kind="stable")]
        return cls(things, reached[order], heads[order], totals[order])

    @property
    def best(self) -> float | None:
        """The least total cost of the ways not yet taken; None when there is none."""
        return float(self._totals[self._place]) if self._place < len(self._totals) else None

    def step(self) -> tuple[tuple[int, ...], float]:
        """Take the best way not yet taken: the things so far and their cost."""
        place, self._place = self._place, self._place + 1
        return (*self.things, int(self._heads[place])), float(self._costs[place])


def _push(waiting: list[tuple[float, int, _Branch]], tie: Iterator[int], branch: _Branch) -> None:
    if (best := branch.best) is not None:
        heapq.heappush(waiting, (best, next(tie), branch))
