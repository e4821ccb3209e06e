"""Heavy measures on a GPU: NetworkX's own functions, handed to nx-cugraph where it is installed, and nothing elsewhere.

Communities stay on the processor: nx-cugraph ignores the seed, and its groups would change from run to run.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from typing import Any

import networkx as nx
import numpy as np
from scipy import sparse

from graph.networks.index import Floats

__all__ = ["BACKEND", "betweenness", "core_number", "pagerank"]

BACKEND = "cugraph"
"""The name under which nx-cugraph registers itself with NetworkX."""

EXACT, BATCHES, PIVOTS = 20_000, 8, 64
"""Up to how many nodes every one is a starting point; above it, how many batches of how many drawn ones."""

_log = logging.getLogger(__name__)


def pagerank(weights: sparse.csr_array, damping: float, tolerance: float, rounds: int) -> Floats | None:
    """PageRank of each node, or nothing without a GPU; ``tolerance`` is for the whole vector, as ours is."""
    each = tolerance / max(weights.shape[0], 1)  # NetworkX multiplies it by the number of nodes
    return _on_device(
        weights, lambda graph: nx.pagerank(graph, alpha=damping, tol=each, max_iter=rounds, backend=BACKEND)
    )


def core_number(weights: sparse.csr_array) -> Floats | None:
    """The core number of each node, or nothing without a GPU."""
    return _on_device(weights, lambda graph: nx.core_number(graph, backend=BACKEND))


def betweenness(weights: sparse.csr_array, seed: int = 0) -> tuple[Floats, float] | None:
    """Betweenness of each node and how far any may be off (95 %), or nothing without a GPU.

    Above :data:`EXACT` nodes it is the mean of independent batches of drawn starting points, and how these differ tells
    the error.
    """
    exact = weights.shape[0] <= EXACT
    draws = [None] if exact else [PIVOTS] * BATCHES
    found = [
        _on_device(weights, lambda graph, k=k, place=place: _between(graph, k, seed + place))  # type: ignore[misc]
        for place, k in enumerate(draws)
    ]
    batches = [each for each in found if each is not None]
    if len(batches) < len(draws):
        return None
    values = np.mean(batches, axis=0)
    error = 0.0 if exact else float((1.96 * np.std(batches, axis=0, ddof=1) / np.sqrt(BATCHES)).max(initial=0.0))
    return values, error


def _between(graph: nx.Graph[Any], pivots: int | None, seed: int) -> Mapping[Any, float]:
    return nx.betweenness_centrality(graph, k=pivots, seed=seed, backend=BACKEND)


def _on_device(weights: sparse.csr_array, compute: Callable[[nx.Graph[Any]], Mapping[Any, float]]) -> Floats | None:
    """The values that it computes of the graph on the device, by node; nothing where there is none, or it fails."""
    if BACKEND not in nx.config.backends or not weights.nnz:
        return None
    try:
        values = compute(nx.from_scipy_sparse_array(weights, backend=BACKEND))
    except (ImportError, RuntimeError, MemoryError) as error:  # a missing driver, and the two sorts of CUDA error
        _log.warning("The GPU could not compute this measure (%s): the processor does.", error)
        return None
    return np.fromiter((values[node] for node in range(weights.shape[0])), dtype=float, count=weights.shape[0])
