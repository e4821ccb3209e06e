"""Betweenness: on how many of the shortest ways between others each node lies. Exact when small, sampled when large."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import sparse

from graph.networks.index import Floats, Numbers

__all__ = ["EXACT", "Betweenness", "betweenness"]

EXACT = 2_000
"""Nodes up to which every node is a starting point."""
PIVOTS = 256
_BATCH = 32


@dataclass(frozen=True, eq=False)
class Betweenness:
    """A value from 0 to 1 a node, and by how much any may be off (0 when exact).

    The error is half of the widest 95 % interval: those of rarely crossed nodes, seen from few pivots, are too hopeful.
    """

    values: Floats
    error: float


def betweenness(weights: sparse.csr_array, pivots: int | None = None, seed: int = 0) -> Betweenness:
    """Brandes' algorithm (2001) on the ties, whatever their weights, from every node or from ``pivots`` drawn ones.

    Drawn from more than :data:`EXACT` nodes, as Brandes and Pich (2007) do: the error is told by how the pivots differ.
    """
    size = weights.shape[0]
    count = min(size, pivots or (size if size <= EXACT else PIVOTS))
    chosen = (
        np.arange(size) if count == size else np.sort(np.random.default_rng(seed).choice(size, count, replace=False))
    )
    ties = sparse.csr_array((np.ones(weights.nnz), weights.indices, weights.indptr), shape=weights.shape)
    total, squares = np.zeros(size), np.zeros(size)
    for start in range(0, count, _BATCH):
        found = _dependencies(ties, chosen[start : start + _BATCH])
        total += found.sum(axis=1)
        squares += (found**2).sum(axis=1)
    scale = 1 / max((size - 1) * (size - 2), 1)
    variance = np.maximum(squares / max(count, 1) - (total / max(count, 1)) ** 2, 0)
    spread = 1.96 * np.sqrt(variance / max(count, 1) * (1 - count / max(size, 1)))
    error = float(spread.max(initial=0.0)) * size * scale
    return Betweenness(total * size / max(count, 1) * scale, error)


def _dependencies(ties: sparse.csr_array, starts: Numbers) -> Floats:
    """How much of the shortest ways from each start (columns) goes through each node (rows)."""
    shape = (ties.shape[0], len(starts))
    ways, depths = np.zeros(shape), np.full(shape, -1, dtype=np.int32)
    columns = np.arange(len(starts))
    ways[starts, columns] = 1
    depths[starts, columns] = 0
    frontier, depth = ways.copy(), 0
    while frontier.any():
        depth += 1
        frontier = np.where(depths < 0, ties @ frontier, 0)
        depths[frontier > 0] = depth
        ways += frontier
    through = np.zeros(shape)
    share = np.zeros(shape)
    for level in range(depth, 1, -1):
        here = depths == level
        share[:] = 0
        share[here] = (1 + through[here]) / ways[here]
        through += np.where(depths == level - 1, ways * (ties @ share), 0)
    return through
