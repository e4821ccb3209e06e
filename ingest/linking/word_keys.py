"""Numbers by words, looked up for many words at once without making strings of them. Cutting texts is not for here."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ingest.linking.words import Laid

__all__ = ["LONGEST", "WordKeys", "keys_of"]

LONGEST = 16
"""Characters of the longest word that has a key."""

_BITS = 20
_MIXED = np.array([[0x9E3779B97F4A7C15], [0xC2B2AE3D27D4EB4F]], np.uint64)
"""Odd numbers that spread what is multiplied by them over all bits."""
_KEPT = np.array(
    [[(1 << 8 * min(max(length - half, 0), 8)) - 1 for length in range(LONGEST + 2)] for half in (0, 8)], np.uint64
)
"""By the length of a word, one more than the longest included: the bits of each half of its key."""

_Keys = NDArray[np.uint64]
_Places = NDArray[np.intp]


def keys_of(laid: Laid) -> _Keys:
    """The characters of each word side by side, a byte each, in two rows of numbers; zeros where a word has no key:
    where it is longer than :data:`LONGEST`, or has a character of more than a byte.
    """
    lengths = laid.ends - laid.starts
    characters = laid.codes.astype(np.uint8).tobytes() + bytes(LONGEST)
    # The eight characters from each one on, read where they stand: nothing is copied but those of words.
    eights = np.ndarray(len(characters) - 7, "<u8", characters, strides=(1,))
    keys = np.stack([eights[laid.starts], eights[laid.starts + 8]])
    keys &= _KEPT.take(np.minimum(lengths, LONGEST + 1), axis=1)
    keys[:, lengths > LONGEST] = 0
    wide = np.flatnonzero(laid.codes > 0xFF)
    owners = laid.ends.searchsorted(wide, side="right")  # the words that end after them, if they began before
    owners, wide = owners[owners < len(lengths)], wide[owners < len(lengths)]
    keys[:, owners[laid.starts[owners] <= wide]] = 0
    return keys


class WordKeys:
    """The numbers of words, by their keys. Not all are kept: of those that would stand in one place, one."""

    def __init__(self) -> None:
        # One more than a number, so that nought is for none; and by that, the two halves of the word's key.
        self._numbers = np.zeros(1 << _BITS, np.int32)
        self._keys = np.zeros((1024, 2), np.uint64)

    def numbers(self, keys: _Keys) -> _Places:
        """The number of each word; -1 where it has no key or is not kept."""
        numbers = self._numbers.take(_slots(keys))
        first, second = self._keys.take(numbers, axis=0).T
        return np.where((first == keys[0]) & (second == keys[1]), numbers.astype(np.intp) - 1, -1)

    def keep(self, keys: _Keys, numbers: _Places) -> None:
        """Keep the numbers of words, where they have a key and their place is free."""
        slots = _slots(keys)
        free = (self._numbers[slots] == 0) & (keys[0] != 0)
        kept = numbers[free] + 1
        if (more := kept.max(initial=0) + 1 - len(self._keys)) > 0:
            self._keys = np.concatenate((self._keys, np.zeros((max(more, len(self._keys)), 2), np.uint64)))
        self._numbers[slots[free]], self._keys[kept] = kept, keys[:, free].T


def _slots(keys: _Keys) -> _Places:
    first, second = keys * _MIXED
    return np.asarray((first ^ second) >> np.uint64(64 - _BITS), np.intp)
