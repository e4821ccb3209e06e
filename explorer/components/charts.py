"""Bars by year, for one or several series side by side: shares of the tallest bar. Drawing them is for the template."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

__all__ = ["Column", "columns"]


@dataclass(frozen=True, slots=True)
class Column:
    """A year: one bar a series, each a share (0 to 1) of the tallest; what it says in words, where it leads."""

    year: int
    shares: tuple[float, ...]
    said: str
    href: str = ""


def columns(
    years: Sequence[int],
    series: Sequence[Sequence[float]],
    say: Callable[[int, tuple[float, ...]], str],
    lead: Callable[[int], str] = lambda _: "",
) -> tuple[Column, ...]:
    """A column for every year from the first to the last; a year that is not among ``years`` counts 0.

    >>> [column.shares for column in columns([2010, 2012], [[2, 4]], lambda year, values: "")]
    [(0.5,), (0.0,), (1.0,)]
    """
    if not years:
        return ()
    values = dict(zip(years, zip(*series, strict=True), strict=True))
    top = max((value for row in values.values() for value in row), default=0) or 1
    nothing = (0,) * len(series)
    made = []
    for year in range(min(years), max(years) + 1):
        row = tuple(values.get(year, nothing))
        made.append(Column(year, tuple(value / top for value in row), say(year, row), lead(year)))
    return tuple(made)
