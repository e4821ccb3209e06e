"""Which part of the graph a network is drawn from: a period, kinds of document, a concept, a confidence."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graph.networks.index import Flags, Index
from graph.networks.relations import DOCUMENTS, SUBJECTS
from graph.views.things import ThingKind

__all__ = ["EVERYTHING", "Filters"]


@dataclass(frozen=True, slots=True)
class Filters:
    """What is kept: documents of these kinds, of these years (both included; undated ones only without a period), on
    this concept or a narrower one, and links at least this sure (0 to 1; what a source itself states is sure).
    A period told backwards is turned around.

    ``kinds`` empty means events and publications. Web pages take part only where they are named here.
    """

    first: int | None = None
    last: int | None = None
    kinds: frozenset[ThingKind] = frozenset()
    about: str | None = None
    confidence: float = 0.0

    def __post_init__(self) -> None:
        if self.first is not None and self.last is not None and self.first > self.last:
            first, last = self.last, self.first
            object.__setattr__(self, "first", first)
            object.__setattr__(self, "last", last)

    @property
    def has_period(self) -> bool:
        """Whether documents without a date are left out."""
        return self.first is not None or self.last is not None

    def documents(self, index: Index) -> Flags:
        """For each thing, whether it is a document that is kept; raises :class:`CallError` for an unknown concept."""
        kept = index.are(self.kinds or DOCUMENTS)
        if self.has_period:
            kept &= self.in_period(index)
        if self.about is not None:
            links = index.links(SUBJECTS)
            wanted = sorted(index.narrower(index.number(self.about)))
            on_it = np.zeros(len(index), dtype=np.bool_)
            on_it[index.sources[links[np.isin(index.targets[links], wanted)]]] = True
            kept &= on_it
        return kept

    def in_period(self, index: Index) -> Flags:
        """For each thing, whether it is dated within the period."""
        first, last = self.first or 1, 9999 if self.last is None else self.last
        return np.asarray((index.years >= first) & (index.years <= last), dtype=np.bool_)

    def sure(self, confidences: NDArray[np.uint8]) -> Flags:
        """For each link, whether it is sure enough."""
        return np.asarray(confidences >= round(self.confidence * 100), dtype=np.bool_)


EVERYTHING = Filters()
