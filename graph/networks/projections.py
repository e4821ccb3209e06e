"""Projections: networks of things of one sort (or two) tied by what they share, as sparse matrices.

Names, NetworkX and files are made of them elsewhere.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from graph.networks.declarations import Declaration, Step
from graph.networks.filters import EVERYTHING, Filters
from graph.networks.index import Flags, Floats, Index, Numbers
from graph.views.things import ThingKind

__all__ = ["PAIRS", "Projection", "project"]

PAIRS = 20_000_000
"""Pairs of ends that one projection may weigh (about 1 GB at its peak): past it, the most shared middle things go."""
NARROW = 50
"""Ends: a middle thing with fewer is always counted."""


@dataclass(frozen=True, eq=False)
class Projection:
    """A network of ``nodes`` (numbers of the index, growing) with a symmetric matrix of weights.

    ``middles`` says which middle things each node hangs on (rows: nodes, columns: numbers of the index); ``total`` is
    how many middle things there are. ``left_out`` middle things, each with more ends than ``widest``, were too common
    to tell anything and were not counted.
    """

    declaration: Declaration
    filters: Filters
    index: Index
    nodes: Numbers
    weights: sparse.csr_array
    middles: sparse.csr_array
    total: int
    left_out: int
    widest: int

    def __len__(self) -> int:
        """How many nodes there are."""
        return len(self.nodes)

    @property
    def occurrences(self) -> Numbers:
        """For each node, the number of middle things it hangs on."""
        return np.diff(self.middles.indptr).astype(np.int64)

    def ties(self, limit: int | None = None) -> tuple[Numbers, Numbers, Floats]:
        """The positions of both ends of each tie, once, and its weight; the heaviest first, at most ``limit``."""
        upper = sparse.triu(self.weights, k=1, format="coo")
        order = np.lexsort((upper.col, upper.row, -upper.data))[:limit]
        return upper.row[order].astype(np.int64), upper.col[order].astype(np.int64), upper.data[order].astype(float)


def project(
    index: Index,
    declaration: Declaration,
    filters: Filters = EVERYTHING,
    confidences: NDArray[np.uint8] | None = None,
    pairs: int = PAIRS,
) -> Projection:
    """The projection that is declared, of what the filters keep; these need ``confidences`` where they ask for one.

    At most about ``pairs`` pairs of ends are weighed. Raises :class:`CallError` for an unknown concept.
    """
    matrices = _Matrices(index, declaration, filters, confidences)
    left = matrices.side(declaration.left, declaration.ends)
    right = matrices.side(declaration.right, declaration.right_ends) if declaration.is_bipartite else left
    total = int(np.count_nonzero(np.diff(left.indptr) + np.diff(right.indptr)))
    left, right, left_out, widest = _without_the_widest(left, right, pairs)
    ends = left if left is right else sparse.csr_array(left + right)
    nodes = np.unique(ends.indices).astype(np.int64)
    weights = sparse.csr_array(left[:, nodes].T @ right[:, nodes])
    weights = sparse.csr_array(weights if left is right else weights + weights.T)
    weights.setdiag(0)
    weights.eliminate_zeros()
    weights.sort_indices()
    middles = sparse.csr_array(ends[:, nodes].T)
    middles.sort_indices()
    return Projection(declaration, filters, index, nodes, weights, middles, total, left_out, widest)


@dataclass(frozen=True)
class _Matrices:
    """Links as matrices of ones over all things, kept by the filters."""

    index: Index
    declaration: Declaration
    filters: Filters
    confidences: NDArray[np.uint8] | None

    def side(self, steps: tuple[Step, ...], ends: tuple[ThingKind, ...]) -> sparse.csr_array:
        """Which ends (columns) hang on each middle thing (rows)."""
        matrix = self._step(steps[0])
        for step in steps[1:]:
            matrix = sparse.csr_array(matrix @ self._step(step))
        matrix.data = np.ones_like(matrix.data)
        return self._only(matrix, ends)

    def _only(self, matrix: sparse.csr_array, ends: tuple[ThingKind, ...]) -> sparse.csr_array:
        found = matrix.tocoo()
        kept = self._are(self.declaration.middle)[found.row] & self._are(ends)[found.col]
        return _matrix(found.row[kept], found.col[kept], len(self.index))

    def _are(self, kinds: tuple[ThingKind, ...]) -> Flags:
        """Whether things are of these kinds; web pages stand among the publications where the filters name them."""
        pages = ThingKind.PAGE in self.filters.kinds and ThingKind.PUBLICATION in kinds
        return self.index.are((*kinds, ThingKind.PAGE) if pages else kinds)

    def _step(self, step: Step) -> sparse.csr_array:
        index = self.index
        links = index.links(step.relations)
        if ThingKind.PARTNERSHIP not in self.declaration.middle:
            links = links[self.filters.documents(index)[index.sources[links]]]
        if self.filters.confidence and self.confidences is not None:
            links = links[self.filters.sure(self.confidences[links])]
        ends = index.sources[links], index.targets[links]
        rows, columns = reversed(ends) if step.back else ends
        return _matrix(rows, columns, len(index))


def _matrix(rows: NDArray[np.int32], columns: NDArray[np.int32], size: int) -> sparse.csr_array:
    matrix = sparse.csr_array((np.ones(len(rows), dtype=np.int32), (rows, columns)), shape=(size, size))
    matrix.sum_duplicates()
    matrix.data = np.ones_like(matrix.data)
    return matrix


def _without_the_widest(
    left: sparse.csr_array, right: sparse.csr_array, pairs: int
) -> tuple[sparse.csr_array, sparse.csr_array, int, int]:
    """Both sides without the middle things that have most ends, so that what remains makes about ``pairs`` pairs.

    Also how many were left out, and the most ends that a middle thing kept has.
    """
    fans = np.diff(left.indptr).astype(np.int64) * np.diff(right.indptr)
    ordered = np.sort(fans)
    fitting = int(np.searchsorted(np.cumsum(ordered), pairs, side="right"))
    kept = np.ones(len(fans), dtype=np.bool_) if fitting == len(fans) else fans < max(ordered[fitting], NARROW**2)
    widest = int(np.sqrt(fans[kept].max(initial=0)))
    if kept.all():
        return left, right, 0, widest
    thinner = _rows(left, kept)
    return thinner, thinner if left is right else _rows(right, kept), int((~kept).sum()), widest


def _rows(matrix: sparse.csr_array, kept: Flags) -> sparse.csr_array:
    """The matrix with nothing in the other rows."""
    found = sparse.csr_array(sparse.diags_array(kept.astype(np.int32), dtype=np.int32) @ matrix)
    found.eliminate_zeros()
    return found
