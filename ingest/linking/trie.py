"""Labels as paths of numbered words, followed for many words at once. What the labels say is not for here."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import numpy as np
from numpy.typing import NDArray

__all__ = ["NOWHERE", "ROOT", "SHIFT", "Trie"]

ROOT = 0
NOWHERE = -1
SHIFT = 24
"""Bits of an edge below those of its node: they hold a word's number."""

_Numbers = NDArray[np.int64]

_BITS = 20
_SPREAD = np.uint64(0x9E3779B97F4A7C15)
"""An odd number that spreads what is multiplied by it over all bits."""


class Trie:
    """A trie whose edges are integers: ``edges`` leads from ``node << SHIFT | word`` to the next node.

    By node: whether a label goes on from there (``inner``), whether with one of the ``signs`` that part words
    (``parted``), and whether one ends there (``ended``). By word, an unknown
    one's last: the node under the root to which it leads (``starts``, :data:`NOWHERE` for none), and whether it goes on
    with a label (``goes_on``).
    """

    def __init__(
        self, edges: Mapping[int, int], ends: Collection[int], words: int, signs: Collection[int] = ()
    ) -> None:
        keys = np.fromiter(edges, np.int64, len(edges))
        nodes = np.fromiter(edges.values(), np.int64, len(edges))
        before, word = keys >> SHIFT, keys & ((1 << SHIFT) - 1)
        self.inner = np.zeros(len(edges) + 1, np.bool_)
        self.inner[before] = True
        self.parted = np.zeros(len(edges) + 1, np.bool_)
        self.parted[before[np.isin(word, np.fromiter(signs, np.int64, len(signs)))]] = True
        self.ended = np.zeros(len(edges) + 1, np.bool_)
        self.ended[list(ends)] = True
        self.starts = np.full(words + 1, NOWHERE, np.int64)
        self.starts[word[before == ROOT]] = nodes[before == ROOT]
        self.goes_on = np.zeros(words + 1, np.bool_)
        self.goes_on[word[before != ROOT]] = True
        order = np.argsort(keys)
        # One more, which nothing asks for, so that each search ends at one.
        self._keys = np.append(keys[order], np.iinfo(np.int64).max)
        self._nodes = np.append(nodes[order], NOWHERE)
        self._likely = np.zeros(1 << _BITS, np.bool_)
        self._likely[_slots(keys)] = True

    def edges(self) -> list[int]:
        """Every edge, in the order of the nodes that they lead to."""
        order = np.argsort(self._nodes[:-1])
        return list(map(int, self._keys[:-1][order]))

    def follow(self, nodes: _Numbers, words: _Numbers) -> _Numbers:
        """The node to which each word leads from each node; :data:`NOWHERE` where there is none."""
        keys = nodes << SHIFT | words
        found = np.full(len(keys), NOWHERE, np.int64)
        likely = np.flatnonzero(self._likely[_slots(keys)])  # most words lead nowhere, and need not be searched
        keys = keys[likely]
        places = np.searchsorted(self._keys, keys)
        found[likely] = np.where(self._keys[places] == keys, self._nodes[places], NOWHERE)
        return found


def _slots(keys: _Numbers) -> _Numbers:
    """Numbers below two to the power of ``_BITS``, few alike."""
    return np.asarray(keys.astype(np.uint64) * _SPREAD >> np.uint64(64 - _BITS), np.int64)
