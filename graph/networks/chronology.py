"""Events and publications along time: how many by year, and which, over the index of a snapshot.

Whether a concept rises or falls is told by its trend, not here.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np

from graph.networks.filters import EVERYTHING, Filters
from graph.networks.index import KINDS, Flags, Index, Numbers
from graph.networks.indexed import IndexedGraph
from graph.networks.relations import DOCUMENTS, ROLES, SUBJECTS
from graph.views.nodes import things
from graph.views.things import Dated, ThingKind

__all__ = ["Chronology", "Year", "chronology", "year_span"]


@dataclass(frozen=True, slots=True)
class Year:
    """A year and how many documents of each kind it has; kinds without any are left out."""

    year: int
    counts: dict[ThingKind, int]

    @property
    def total(self) -> int:
        """All documents of the year."""
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True)
class Chronology:
    """Every year from the first to the last, some of the documents in order of date, how many there are in all.

    ``undated`` counts those that the filters would keep if they had a date.
    """

    years: tuple[Year, ...]
    documents: tuple[Dated, ...]
    total: int
    undated: int


def chronology(  # noqa: PLR0913
    graph: IndexedGraph,
    language: str = "fr",
    filters: Filters = EVERYTHING,
    *,
    about: Collection[str] = (),
    latest_first: bool = True,
    with_undated: bool = False,
    limit: int = 100,
    offset: int = 0,
) -> Chronology:
    """The dated events and publications that the filters keep, ``limit`` of them from the ``offset``-th on.

    ``about`` keeps those on each of these concepts, or narrower ones, and those in which each of these actors has a
    part. Those without a date come last ``with_undated``. Raises :class:`CallError` for what is not known.
    """
    index = graph.index
    kept = filters.documents(index)
    for each in about:
        kept &= _about(index, index.number(each))
    dated = np.flatnonzero(kept & (index.dates > 0))
    order = dated[np.lexsort((dated, -index.dates[dated] if latest_first else index.dates[dated]))]
    if with_undated and not filters.has_period:
        order = np.concatenate([order, np.flatnonzero(kept & (index.dates == 0))])
    shown = order[max(offset, 0) : max(offset, 0) + max(limit, 0)]
    known = things(graph.store, [index.iris[number] for number in shown.tolist()], language)
    documents = [Dated(known[index.iris[number]], _written(int(index.dates[number]))) for number in shown.tolist()]
    undated = 0 if filters.has_period else int(np.count_nonzero(kept & (index.dates == 0)))
    return Chronology(_years(index, dated), tuple(documents), len(dated), undated)


def year_span(index: Index) -> tuple[int, int]:
    """The first and the last year of dated events and publications; zeros when none is dated."""
    years = index.years[index.are(DOCUMENTS) & (index.dates > 0)]
    return (int(years.min()), int(years.max())) if len(years) else (0, 0)


def _about(index: Index, number: int) -> Flags:
    """For each thing, whether it is on this concept, or this actor has a part in it."""
    links = index.links((*ROLES, *SUBJECTS))
    found = np.zeros(len(index), dtype=np.bool_)
    found[index.sources[links[np.isin(index.targets[links], sorted(index.narrower(number)))]]] = True
    return found


def _years(index: Index, dated: Numbers) -> tuple[Year, ...]:
    if not len(dated):
        return ()
    years, kinds = index.years[dated].astype(np.int64), index.kinds[dated].astype(np.int64)
    first, last = int(years.min()), int(years.max())
    table = np.zeros((last - first + 1, len(KINDS)), dtype=np.int64)
    np.add.at(table, (years - first, kinds), 1)
    return tuple(
        Year(first + place, {kind: int(count) for kind, count in zip(KINDS, row, strict=True) if count})
        for place, row in enumerate(table.tolist())
    )


def _written(date: int) -> str:
    """The date of the index as it is written, as precise as it is known; empty for none.

    >>> _written(20130513), _written(20130500), _written(20130000), _written(0)
    ('2013-05-13', '2013-05', '2013', '')
    """
    if not date:
        return ""
    text = f"{date:08d}"
    parts = (text[:4], text[4:6], text[6:])
    return "-".join(part for part in parts if part != "00")
