"""Heavy measures on a GPU: NetworkX's own functions, handed to nx-cugraph where it is installed, and nothing elsewhere.

Communities stay on the processor: nx-cugraph ignores the seed, and its groups would change from run to run.
"""

from __future__ import annotations

import logging
from functools import cache
from importlib.metadata import entry_points

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
    return _on_device(weights, "pagerank", alpha=damping, tol=each, max_iter=rounds)


def core_number(weights: sparse.csr_array) -> Floats | None:
    """The core number of each node, or nothing without a GPU."""
    return _on_device(weights, "core_number")


def betweenness(weights: sparse.csr_array, seed: int = 0) -> tuple[Floats, float] | None:
    """Betweenness of each node and how far any may be off (95 %), or nothing without a GPU.

    Above :data:`EXACT` nodes it is the mean of independent batches of drawn starting points, and how these differ tells
    the error.
    """
    exact = weights.shape[0] <= EXACT
    draws = [None] if exact else [PIVOTS] * BATCHES
    found = [_on_device(weights, "betweenness_centrality", k=k, seed=seed + place) for place, k in enumerate(draws)]
    batches = [each for each in found if each is not None]
    if len(batches) < len(draws):
        return None
    values = np.mean(batches, axis=0)
    error = 0.0 if exact else float((1.96 * np.std(batches, axis=0, ddof=1) / np.sqrt(BATCHES)).max(initial=0.0))
    return values, error


@cache
def _installed() -> bool:
    """Whether a package says that it is this backend; NetworkX, which takes long to import, would look no further."""
    return bool(entry_points(group="networkx.backends", name=BACKEND))


def _on_device(weights: sparse.csr_array, measure: str, **options: object) -> Floats | None:
    """What that function of NetworkX gives on the device, by node; nothing where there is none, or it fails."""
    if not _installed() or not weights.nnz:
        return None
    import networkx as nx

    try:
        values = getattr(nx, measure)(nx.from_scipy_sparse_array(weights, backend=BACKEND), backend=BACKEND, **options)
    except (ImportError, RuntimeError, MemoryError) as error:  # a missing driver, and the two sorts of CUDA error
        _log.warning("The GPU could not compute this measure (%s): the processor does.", error)
        return None
    return np.fromiter((values[node] for node in range(weights.shape[0])), dtype=float, count=weights.shape[0])
