"""Every person met, on the disk; in memory, some tens of bytes of each, so that there may be more than it has room for.

Who is who among those who may concern one another is for :mod:`ingest.actors.persons`.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path

import msgspec
import numpy as np
from numpy.typing import NDArray

from graph.scratch import Scratch
from ingest.actors.identity import Identity, Resolution
from ingest.actors.keys import person_keys, person_names, unnumbered
from ingest.actors.persons import Appearance, identified
from ingest.chains import Chains
from ingest.digests import Digests

__all__ = ["PersonRegister"]

_BY_IDENTIFIER, _BY_REGISTER, _BY_THING, _BY_COMPANY = 1.0, 0.95, 0.95, 0.9
_TOGETHER = 8192
"""Appearances that are looked at together, where no more of them may concern one another."""
_KEPT = 1024
"""Identities that are held once they were asked for: many are soon asked for again."""
_encode = msgspec.msgpack.Encoder().encode
_appearance = msgspec.msgpack.Decoder(Appearance).decode
_identity = msgspec.msgpack.Decoder(Identity).decode


class PersonRegister:
    """Every person met, grouped into identities: learned, then settled, then asked for.

    What they say waits in a file in the ``folder``. About so many appearances are looked at ``together``: that changes
    nothing but the memory that it takes.
    """

    def __init__(self, folder: Path | None = None, together: int = _TOGETHER) -> None:
        self._folder = folder
        self._together = together
        self._appearances = Scratch(folder)
        self._chains = Chains()
        self._digests = Digests()
        self._numbers = array("i")
        """Those of the identities, in the order of the digests."""
        self._for_things = bytearray()
        """For each in that order, whether it is known by being named for one thing."""
        self._identity: Callable[[int], Identity]

    def learn(self, appearance: Appearance) -> None:
        """Take note of an appearance; raises :class:`OSError` where the disk is full."""
        packed = _encode(appearance)
        self._appearances.append(packed)
        self._digests.add(packed)
        names = person_names(appearance.name, appearance.identifiers, appearance.variants)
        keys = [*names, *person_keys(appearance.name, appearance.identifiers, appearance.variants)]
        self._chains.add([hash(key) for key in keys], [hash(name) for name in unnumbered(names)])

    def settle(self) -> None:
        """End of learning: group the appearances and give each group its identity, whatever the order of learning.

        Raises :class:`OSError` where the disk is full.
        """
        first = self._digests.settle()
        numbers = np.zeros(len(self._appearances), dtype=np.int32)
        for_things = np.zeros(len(self._appearances), dtype=np.bool_)
        settled = Scratch(self._folder)
        for some in self._parts(np.sort(first)):
            appearances = [_appearance(self._appearances[number]) for number in some.tolist()]
            for identity, places, by_things in identified(appearances):
                numbers[some[places]] = len(settled)
                for_things[some[by_things]] = True
                settled.append(_encode(identity))
        self._numbers = array("i", numbers[first].tobytes())
        self._for_things = bytearray(for_things[first].tobytes())
        self._identity = lru_cache(_KEPT)(lambda number: _identity(settled[number]))
        self._appearances, self._chains = Scratch(), Chains()

    def _parts(self, numbers: NDArray[np.int64]) -> Iterator[NDArray[np.int64]]:
        """The numbers of appearances, those that may concern one another in one part."""
        if len(numbers) <= self._together:
            yield numbers
            return
        heads = self._chains.heads()[numbers]
        order = np.argsort(heads, kind="stable")
        starts = np.flatnonzero(np.diff(heads[order], prepend=-1))
        cuts = starts[1:][np.diff(starts // self._together) > 0]
        yield from map(np.sort, np.split(numbers[order], cuts))

    def resolve(self, appearance: Appearance) -> Resolution:
        """Who that is; raises :class:`KeyError` for an appearance that was not learned before :meth:`settle`."""
        place = self._digests.place(_encode(appearance))
        identity = self._identity(self._numbers[place])
        if not set(appearance.identifiers).isdisjoint(identity.identifiers):
            return Resolution(identity, "identifier", _BY_IDENTIFIER)
        if self._for_things[place]:
            return Resolution(identity, "shared-thing", _BY_THING)
        return Resolution(identity, "name", _BY_REGISTER if not identity.candidates else _BY_COMPANY)
