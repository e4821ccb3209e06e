"""Communities and importance within a graph that is shown: any things and the pairs of them that are linked.

Those of whole networks are measured beside.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from scipy import sparse

from graph.networks.communities import groups
from graph.networks.matrices import once
from graph.networks.measures import pagerank

__all__ = ["communities_of", "importance_of"]


def communities_of(things: Sequence[str], pairs: Iterable[tuple[str, str]]) -> dict[str, int]:
    """The number of the community of each thing that is linked; 0 is the largest.

    >>> communities_of("abcdef", [*zip("abc", "bca"), *zip("def", "efd"), ("c", "d")])
    {'a': 0, 'b': 0, 'c': 0, 'd': 1, 'e': 1, 'f': 1}
    """
    found = groups(_matrix(things, pairs)).tolist()
    return {thing: number for thing, number in zip(things, found, strict=True) if number >= 0}


def importance_of(things: Sequence[str], pairs: Iterable[tuple[str, str]]) -> dict[str, float]:
    """The PageRank of each thing among these, as a share (0 to 1) of the greatest.

    >>> importance_of("abc", [("a", "b"), ("a", "c")])["a"]
    1.0
    """
    values = pagerank(_matrix(things, pairs)).tolist()
    most = max(values, default=1.0)
    return {thing: round(value / most, 3) for thing, value in zip(things, values, strict=True)}


def _matrix(things: Sequence[str], pairs: Iterable[tuple[str, str]]) -> sparse.csr_array:
    """Ones wherever two things are linked, both ways."""
    places = {thing: place for place, thing in enumerate(things)}
    ends = np.array([(places[one], places[other]) for one, other in pairs], dtype=np.int64).reshape(-1, 2)
    rows, columns = np.concatenate([ends[:, 0], ends[:, 1]]), np.concatenate([ends[:, 1], ends[:, 0]])
    size = len(things)
    return once(sparse.csr_array((np.ones(len(rows)), (rows, columns)), shape=(size, size)))
