"""Which documents make each tie of a projection. It is asked tie after tie, so it marks things instead of sorting them.

How many there are is not for here: that is the weight.
"""

from __future__ import annotations

from functools import cached_property

import numpy as np
from scipy import sparse

from graph.networks.index import Numbers
from graph.networks.projections import Projection
from graph.networks.relations import ACTORS, DOCUMENTS, ROLES, SUBJECTS
from graph.views.things import ThingKind

__all__ = ["Makers"]


class Makers:
    """The documents behind the ties of one projection."""

    def __init__(self, projection: Projection) -> None:
        self._projection = projection
        self._marked = np.zeros(len(projection.index), dtype=np.bool_)
        declared = projection.declaration
        self._are_shared = not {ThingKind.CONCEPT, *ACTORS} & set(declared.middle)
        self._are_ends = set(declared.ends) == set(DOCUMENTS)

    def documents(self, one: int, other: int) -> Numbers:
        """The numbers, growing, of the documents that tie two nodes, given by position: those that both hang on, the
        two themselves, or those of either on what they share.
        """
        if self._are_ends and not self._are_shared:
            return self._projection.nodes[[one, other]]
        middles = self._projection.middles
        shared = self._both(_row(middles, one), _row(middles, other))
        if self._are_shared:
            return shared
        of_ends = self._of(self._projection.nodes[[one, other]])
        return np.sort(self._both(self._of(shared), of_ends))

    def _both(self, some: Numbers, others: Numbers) -> Numbers:
        """Those of the others that are among some."""
        self._marked[some] = True
        found = others[self._marked[others]]
        self._marked[some] = False
        return found

    def _of(self, numbers: Numbers) -> Numbers:
        """The kept documents that have one of these things, each once."""
        return np.unique(self._documents[numbers].indices).astype(np.int64)

    @cached_property
    def _documents(self) -> sparse.csr_array:
        """The kept documents (columns) that name or are about each thing (rows)."""
        index = self._projection.index
        links = index.links((*ROLES, *SUBJECTS))
        links = links[self._projection.filters.documents(index)[index.sources[links]]]
        ends = index.targets[links], index.sources[links]
        return sparse.csr_array((np.ones(len(links), dtype=np.int8), ends), shape=(len(index), len(index)))


def _row(matrix: sparse.csr_array, place: int) -> Numbers:
    return np.asarray(matrix.indices[matrix.indptr[place] : matrix.indptr[place + 1]], dtype=np.int64)
