"""Which nodes a change of named graphs may concern, so that what is kept beside a graph follows only these.

What is kept beside a graph, and how it follows, is not for here.
"""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import BlankNode, NamedNode, Quad, Triple

__all__ = ["Touched"]


class Touched:
    """Both ends of every statement that came or went; all nodes once it cannot be told which."""

    def __init__(self) -> None:
        self._nodes: set[NamedNode] | None = set()

    def note(self, old: Iterable[Quad], new: Iterable[Quad]) -> None:
        """Note what a named graph held, and holds now."""
        if self._nodes is None:
            return
        ends = {end for quad in set(old).symmetric_difference(new) for end in (quad.subject, quad.object)}
        self._nodes.update(end for end in ends if isinstance(end, NamedNode))
        if any(isinstance(end, BlankNode | Triple) for end in ends):  # these cannot be asked for by name
            self.lose_sight()

    def lose_sight(self) -> None:
        """From now on, any node may be concerned."""
        self._nodes = None

    def nodes(self, most: int) -> set[NamedNode] | None:
        """The nodes concerned; None where these are all, or more than ``most``: nothing is gained by knowing them."""
        return self._nodes if self._nodes is not None and len(self._nodes) <= most else None
