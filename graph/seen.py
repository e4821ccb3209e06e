"""What was seen of all the named graphs of a build, of which there may be more than memory has room for.

What is seen of each is for :mod:`graph.sifting`.
"""

from __future__ import annotations

from array import array
from pathlib import Path

import numpy as np

from graph.scratch import Scratch
from graph.sifting import Sifted

__all__ = ["Seen"]


class Seen:
    """What was seen of graphs, taken in one after the other; names of shared nodes wait in a file in the ``folder``."""

    def __init__(self, folder: Path | None = None) -> None:
        self.graphs = 0
        """How many graphs were looked at."""
        self._doubtful: set[str] = set()
        self._nodes, self._digests = array("q"), array("Q")
        self._names = Scratch(folder)

    def add(self, sifted: Sifted) -> None:
        """Take in what was seen of more graphs; raises :class:`OSError` where the disk is full."""
        self.graphs += sifted.graphs
        self._doubtful |= sifted.doubtful
        for node, digest in sifted.shared.items():
            self._nodes.append(hash(node))
            self._digests.append(int.from_bytes(digest))
            self._names.append(node.encode())

    def unsure(self, *, alone: bool) -> set[str]:
        """The nodes to be checked in the store; ``alone`` where no graph but these describes the shared ones.

        A node of which two graphs say something else is not sure.
        """
        nodes, digests = np.frombuffer(self._nodes, np.int64), np.frombuffer(self._digests, np.uint64)
        unsure = np.ones(len(nodes), np.bool_)
        if alone and len(nodes):
            order = np.argsort(nodes, kind="stable")
            starts = np.flatnonzero(np.diff(nodes[order], prepend=nodes[order[0]] ^ 1))
            least, most = (each.reduceat(digests[order], starts) for each in (np.minimum, np.maximum))
            sure = (least == most) & (least > 0)
            unsure[order] = ~np.repeat(sure, np.diff(starts, append=len(nodes)))
        return self._doubtful | {self._names[number].decode() for number in np.flatnonzero(unsure).tolist()}
