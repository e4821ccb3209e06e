"""Which concepts stand above each: the whole hierarchy at once, as a matrix."""

from __future__ import annotations

import numpy as np
from scipy import sparse

from graph.networks.index import Index
from ontology.namespaces import SKOS

__all__ = ["broader_and_self"]

_DEPTH = 64
"""Levels after which a hierarchy is taken to turn in circles."""


def broader_and_self(index: Index) -> sparse.csr_array:
    """A matrix of ones: each thing (rows) with itself and every concept above it (columns)."""
    links = index.links([SKOS.broader.value])
    size = len(index)
    ones = np.ones(len(links), dtype=np.int64)
    above = sparse.csr_array((ones, (index.sources[links], index.targets[links])), shape=(size, size))
    reached = sparse.eye_array(size, dtype=np.int64, format="csr")
    for _ in range(_DEPTH):
        wider = sparse.csr_array(reached @ above + reached)
        wider.data = np.ones_like(wider.data)
        if wider.nnz == reached.nnz:
            break
        reached = wider
    return reached
