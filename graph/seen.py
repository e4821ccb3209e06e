"""What was seen of all the named graphs of a build, of which there may be more than memory has room for.

What is seen of each is for :mod:`graph.sifting`.
"""

from __future__ import annotations

from array import array

import numpy as np

from graph.scratch import scratch_file, write_all
from graph.sifting import Sifted

__all__ = ["Seen"]


class Seen:
    """What was seen of graphs, taken in one after the other; the names of their shared nodes wait in a file."""

    def __init__(self) -> None:
        self.graphs = 0
        """How many graphs were looked at."""
        self._doubtful: set[str] = set()
        self._nodes, self._digests, self._ends = array("q"), array("Q"), array("q", [0])
        self._names = scratch_file(self)

    def add(self, sifted: Sifted) -> None:
        """Take in what was seen of more graphs; raises :class:`OSError` where the disk is full."""
        self.graphs += sifted.graphs
        self._doubtful |= sifted.doubtful
        names = [node.encode() for node in sifted.shared]
        self._nodes.extend(map(hash, sifted.shared))
        self._digests.extend(int.from_bytes(digest) for digest in sifted.shared.values())
        end = self._ends[-1]
        self._ends.extend(end := end + len(name) for name in names)
        write_all(self._names, b"".join(names))

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
        return self._doubtful | {self._name(number) for number in np.flatnonzero(unsure).tolist()}

    def _name(self, number: int) -> str:
        begin, end = self._ends[number], self._ends[number + 1]
        self._names.seek(begin)
        return self._names.read(end - begin).decode()
