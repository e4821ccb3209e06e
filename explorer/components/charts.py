"""Bars by year, or by some years where there are many, of one or several series. Drawing them is for the template."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

__all__ = ["MOST", "Column", "columns"]

MOST = 60
"""Columns of a chart: more would be too narrow to be told apart and clicked, on a telephone above all."""
_MARKS = 5
"""Round years told below a chart, between its ends."""
_APART = 8
"""How many years told below a chart it has room for, one beside the other."""


@dataclass(frozen=True, slots=True)
class Column:
    """The years from ``first`` to ``last``, mostly one: one bar a series, each a share (0 to 1) of the tallest; what it
    says in words, where it leads, and the year told below it, or an empty text."""

    first: int
    last: int
    shares: tuple[float, ...]
    said: str
    href: str = ""
    mark: str = ""


def columns(
    years: Sequence[int],
    series: Sequence[Sequence[float]],
    say: Callable[[str, tuple[float, ...]], str],
    lead: Callable[[int, int], str] = lambda _, __: "",
    *,
    stacked: bool = False,
) -> tuple[Column, ...]:
    """A column for every year from the first to the last, or for as many years as leave :data:`MOST` columns at most.

    A year that is not among ``years`` counts 0. ``say`` has the years in words, ``lead`` the first and the last. Where
    bars are ``stacked``, the tallest is that of all series together.

    >>> [column.shares for column in columns([2010, 2012], [[2, 4]], lambda years, values: "")]
    [(0.5,), (0.0,), (1.0,)]
    >>> [each.said for each in columns([1789, 2016, 2026], [[1, 3, 1]], lambda when, row: f"{when}: {row}")][-3:]
    ['2015–2019: (3,)', '2020–2024: (0,)', '2025–2026: (1,)']
    """
    if not years:
        return ()
    start, end = min(years), max(years)
    step = next(step for step in _rounds(1, 5) if end // step - start // step < MOST)
    values: dict[int, tuple[float, ...]] = dict.fromkeys(range(start // step, end // step + 1), (0,) * len(series))
    for year, row in zip(years, zip(*series, strict=True), strict=True):
        values[year // step] = tuple(map(sum, zip(values[year // step], row, strict=True)))
    top = max((sum(row) if stacked else max(row) for row in values.values() if row), default=0) or 1
    spans = [(max(each * step, start), min(each * step + step - 1, end)) for each in values]
    return tuple(
        Column(
            *(first, last),
            tuple(value / top for value in row),
            say(str(first) if first == last else f"{first}–{last}", row),
            lead(first, last),
            mark,
        )
        for (first, last), row, mark in zip(spans, values.values(), _marks(spans), strict=True)
    )


def _rounds(*numbers: int) -> Iterator[int]:
    """These numbers of years, then ten times each, and so on."""
    power = 1
    while True:
        yield from (power * number for number in numbers)
        power *= 10


def _marks(spans: Sequence[tuple[int, int]]) -> list[str]:
    """The year told below each column: at the ends, and round ones between them that have room.

    >>> _marks([(year, year) for year in range(1981, 1992)])
    ['1981', '', '', '1984', '', '1986', '', '1988', '', '', '1991']
    """
    start, end = spans[0][0], spans[-1][1]
    step = next(step for step in _rounds(1, 2, 5) if end // step - start // step <= _MARKS)
    room, total = len(spans) / _APART, len(spans)
    marks = [""] * total
    for at, (first, last) in enumerate(spans):
        if last // step * step >= first and room <= at <= total - 1 - room:
            marks[at] = str(last // step * step)
    marks[0], marks[-1] = str(start), str(end) if total > 1 else str(start)
    return marks
