"""How concepts rise and fall over the years, with a test that tells a trend from chance. Drawing it is not for here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import erfc, sqrt

import numpy as np
from scipy import sparse

from graph.networks.association import corrected
from graph.networks.filters import EVERYTHING, Filters
from graph.networks.hierarchy import broader_and_self
from graph.networks.index import Index, Numbers
from graph.networks.network import named
from graph.networks.relations import SUBJECTS
from graph.store import Store
from graph.views.things import Thing
from ontology.errors import CallError

__all__ = ["Direction", "Trend", "slope_test", "trend", "trends"]

FEWEST = 5
"""Documents below which nothing is said of a trend."""
LEVEL = 0.05


class Direction(StrEnum):
    """What the test says; ``UNKNOWN`` where there are too few documents to say."""

    RISING = "rising"
    FALLING = "falling"
    STEADY = "steady"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Trend:
    """A concept along the years: of ``totals`` dated documents, ``counts`` are about it or a narrower concept.

    ``slope`` is the change of its share (0 to 1) a year; ``p`` is that of the test, ``q`` the same corrected for all
    the concepts looked at, by which ``direction`` is told.
    """

    thing: Thing
    years: tuple[int, ...]
    counts: tuple[int, ...]
    totals: tuple[int, ...]
    slope: float
    p: float
    q: float
    direction: Direction


@dataclass(frozen=True, eq=False)
class _Years:
    """The years there are, how many documents each has, and how many of these are on each concept (columns)."""

    years: Numbers
    totals: Numbers
    counts: sparse.csc_array


def trend(index: Index, store: Store, concept: str, language: str = "fr", filters: Filters = EVERYTHING) -> Trend:
    """How one concept, with those below it, goes through the years.

    Raises :class:`CallError` when the graph does not know it, or nothing in the period is dated.
    """
    number = index.number(concept)
    table = _table(index, filters)
    if not len(table.years):
        raise CallError("nothing in this period is dated", None, "Choose a wider period.")
    return _tested(table, index, store, [number], language)[0]


def trends(
    index: Index, store: Store, language: str = "fr", filters: Filters = EVERYTHING, limit: int = 20
) -> tuple[Trend, ...]:
    """The concepts whose share changes most surely, rising or falling, each counted with those below it.

    Concepts with fewer than :data:`FEWEST` dated documents are left out.
    """
    table = _table(index, filters)
    enough = np.flatnonzero(np.asarray(table.counts.sum(axis=0)) >= FEWEST)
    found = _tested(table, index, store, enough.tolist(), language)
    return tuple(sorted(found, key=lambda each: (each.p, -sum(each.counts), each.thing.iri))[:limit])


def slope_test(years: Sequence[int], counts: Sequence[int], totals: Sequence[int]) -> tuple[float, float]:
    """The slope of the share a year, and the two-sided p-value of the test for trend (Armitage, 1955).

    The variance is that of drawing the documents at random, so that small numbers are not taken for large.

    >>> slope, p = slope_test([2010, 2011, 2012], [0, 5, 10], [10, 10, 10])
    >>> round(slope, 2), p < 0.001
    (0.5, True)
    """
    when, some, every = (np.asarray(each, dtype=float) for each in (years, counts, totals))
    size, hits = float(every.sum()), float(some.sum())
    mean = float((every * when).sum()) / size if size else 0.0
    spread = float((every * (when - mean) ** 2).sum())
    if spread == 0 or size < 2:
        return 0.0, 1.0
    drift = float((some * (when - mean)).sum())
    variance = hits * (size - hits) / (size * (size - 1)) * spread
    return drift / spread, erfc(abs(drift) / sqrt(2 * variance)) if variance else 1.0


def _table(index: Index, filters: Filters) -> _Years:
    kept = np.flatnonzero(filters.documents(index) & (index.years > 0))
    years, rows, totals = np.unique(index.years[kept], return_inverse=True, return_counts=True)
    size = len(index)
    dated = sparse.csr_array((np.ones(len(kept), dtype=np.int64), (rows, kept)), shape=(len(years), size))
    links = index.links(SUBJECTS)
    ones = np.ones(len(links), dtype=np.int64)
    direct = sparse.csr_array((ones, (index.sources[links], index.targets[links])), shape=(size, size))
    topics = sparse.csr_array(direct @ broader_and_self(index))
    topics.data = np.ones_like(topics.data)
    return _Years(years.astype(np.int64), totals.astype(np.int64), sparse.csc_array(dated @ topics))


def _tested(table: _Years, index: Index, store: Store, concepts: list[int], language: str) -> list[Trend]:
    if not concepts:
        return []
    known = named(store, index, np.array(concepts, dtype=np.int64), language)
    years, totals = table.years.tolist(), table.totals.tolist()
    counted = table.counts[:, concepts].toarray().T.tolist()
    tests = [slope_test(years, counts, totals) for counts in counted]
    rates = corrected(np.array([p for _, p in tests]), len(tests)).tolist()
    made = []
    for concept, counts, (slope, p), q in zip(concepts, counted, tests, rates, strict=True):
        along = tuple(years), tuple(counts), tuple(totals)
        made.append(Trend(known[index.iris[concept]], *along, slope, p, q, _direction(sum(counts), slope, q)))
    return made


def _direction(documents: int, slope: float, q: float) -> Direction:
    if documents < FEWEST:
        return Direction.UNKNOWN
    if q > LEVEL:
        return Direction.STEADY
    return Direction.RISING if slope > 0 else Direction.FALLING
