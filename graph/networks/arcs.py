"""The whole graph as arcs that can be walked both ways, each with its cost: dear through hubs, cheap where specific.

Searching it is not for here.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graph.networks.index import Flags, Floats, Index, Numbers
from graph.networks.relations import REACHES, RELATIONS

__all__ = ["Arcs", "arcs"]


@dataclass(frozen=True, eq=False)
class Arcs:
    """Arcs in compressed rows: those from thing ``n`` are at ``starts[n]`` to ``starts[n + 1]``.

    ``links`` says from which link of the index each arc comes: of several between two things, the cheapest. ``tails``
    are the things that have arcs.
    """

    starts: Numbers
    heads: NDArray[np.int32]
    costs: NDArray[np.float32]
    links: NDArray[np.int32]
    tails: Numbers

    def cheapest(self, costs: Floats, beyond: Floats) -> Floats:
        """For each thing the least, over its arcs, of the arc's cost and what lies beyond its head."""
        found = np.full(len(self.starts) - 1, np.inf)
        if len(self.heads):
            found[self.tails] = np.minimum.reduceat(costs + beyond[self.heads], self.starts[self.tails])
        return found


def arcs(index: Index) -> Arcs:
    """The arcs of a graph, both ways along each link.

    A hop costs the reach of its relation times one plus half of the information, in bits, needed to choose this link
    among those that its two ends have of the same relation: a concept of 500 documents is a poor reason to call two of
    them close, one of two documents a good one.
    """
    costs = _costs(index)
    tails = np.concatenate([index.sources, index.targets])
    heads = np.concatenate([index.targets, index.sources])
    links = np.tile(np.arange(len(index.sources), dtype=np.int32), 2)
    order = np.lexsort((costs[links], heads, tails))
    tails, heads, links = tails[order], heads[order], links[order]
    new = np.ones(len(tails), dtype=np.bool_)
    new[1:] = (tails[1:] != tails[:-1]) | (heads[1:] != heads[:-1])
    tails, heads, links = tails[new], heads[new], links[new]
    starts = np.searchsorted(tails, np.arange(len(index) + 1))
    return Arcs(starts, heads, costs[links].astype(np.float32), links, np.unique(tails).astype(np.int64))


def _costs(index: Index) -> Floats:
    """The cost of each link."""
    costs = np.zeros(len(index.sources))
    for position, relation in enumerate(RELATIONS):
        chosen: Flags = index.relations == position
        sources, targets = index.sources[chosen], index.targets[chosen]
        leaving = np.bincount(sources, minlength=len(index))[sources]
        arriving = np.bincount(targets, minlength=len(index))[targets]
        costs[chosen] = REACHES[relation] * (1 + (np.log2(leaving) + np.log2(arriving)) / 2)
    return costs
