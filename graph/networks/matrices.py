"""Links as sparse matrices, and these in the form that other libraries take. What they tell is computed elsewhere."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
from scipy import sparse

from graph.networks.index import Index

__all__ = ["legacy", "link_matrix", "once"]


def link_matrix(index: Index, relations: Collection[str]) -> sparse.csr_array:
    """A matrix of ones: the things (rows) that one of these relations links to others (columns)."""
    links = index.links(relations)
    size = len(index)
    ends = index.sources[links], index.targets[links]
    return once(sparse.csr_array((np.ones(len(links)), ends), shape=(size, size)))


def once(matrix: sparse.csr_array) -> sparse.csr_array:
    """The matrix with ones wherever it has anything."""
    found = sparse.csr_array(matrix)
    found.sum_duplicates()
    return sparse.csr_array((np.ones(len(found.data)), found.indices, found.indptr), shape=found.shape)


def legacy(matrix: sparse.csr_array) -> sparse.csr_matrix:
    """The same matrix, not copied, of the older sort that scikit-network takes."""
    return sparse.csr_matrix((matrix.data, matrix.indices, matrix.indptr), shape=matrix.shape)
