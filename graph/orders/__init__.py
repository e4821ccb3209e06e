"""Whether an embedded store can be read in each order in which it keeps its quads, and holds all of them in each.

A question reads one order; a file that rotted is found only by those that read it. What the quads say is not for here.
"""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import QuerySolutions

from graph.embedded import EmbeddedStore
from graph.sparql import load

__all__ = ["miscounted"]

_OF_ALL = ("subject", "predicate", "object")
_OF_GRAPHS = ("graph_and_predicate", "graph_and_object")


def miscounted(store: EmbeddedStore) -> Iterator[tuple[str, int, int]]:
    """The orders that hold more or fewer quads than the store: what leads there, how many it holds, how many there are.

    Every block is read (two million quads: a minute). Raises the engine's own :class:`OSError` or
    :class:`RuntimeError`, or :class:`QueryError`, for one that is damaged.
    """
    named, every = len(store), len(store.oxigraph)
    for names, wanted in ((_OF_ALL, every), (_OF_GRAPHS, named)):
        for name in names:
            held = _count(store, name)
            if held != wanted:
                yield name.replace("_", " "), held, wanted


def _count(store: EmbeddedStore, name: str) -> int:
    """The rows, counted here: the engine's own COUNT never ends where a block is damaged."""
    answer = store.query(load("graph.orders", name))
    assert isinstance(answer, QuerySolutions)  # noqa: S101
    return sum(1 for _ in answer)
