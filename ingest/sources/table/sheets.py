"""The sheets of a workbook that are read as one table: the one that looks most like one, and those with its columns.

What is in a cell is not for here.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice

from ingest.records import Rejection
from ingest.sources.table.heading import with_heading
from ingest.sources.table.merged import Merged, filled
from ingest.sources.table.row import Row
from ingest.sources.table.usual_names import is_usual_name, names_of
from ontology.errors import Place
from ontology.folding import fold

__all__ = ["LEFT_OUT", "Sheet", "rows_of_all"]

LEFT_OUT = "the sheet is left out: its columns are not those of the table"
"""Why a sheet is not read."""

_NAMING = (("event", "title"), ("publication", "title"), ("organisation", "name"))
_BEGINNING = 7
"""Rows among which the header is looked for."""


@dataclass
class Sheet:
    """A sheet that has rows, its title, and which of its cells are ``merged`` with those below."""

    title: str
    rows: Callable[[], Iterator[Row]]
    merged: Callable[[], Merged]
    mapped: Collection[str] = ()

    @cached_property
    def header(self) -> Row:
        """The row with the names of its columns."""
        return with_heading(islice(self.rows(), _BEGINNING), self.mapped)[0] or Row("row 1", [])

    @property
    def columns(self) -> list[str]:
        """The names of its columns, folded."""
        return [fold(name) for name in self.header.cells]

    def whole(self) -> Iterator[Row]:
        """All its rows, those below the header with what cells say that are merged with theirs."""
        merged = self.merged()
        if not merged:
            yield from self.rows()
            return
        head = _number(self.header)
        below = {first: cells for first, cells in merged.items() if first > head}
        yield from filled(((_number(row), row) for row in self.rows()), below)

    def below(self) -> Iterator[Row]:
        """The rows below its header."""
        for row in with_heading(self.whole(), self.mapped)[1]:
            if isinstance(row, Row):
                yield row

    def at(self, row: Row) -> Row:
        """The row, with the sheet in its place."""
        return replace(row, locator=f"sheet “{self.title}”, {row.locator}")


def rows_of_all(sheets: Sequence[Sheet], path: str, mapped: Collection[str] = ()) -> Iterator[Row | Rejection]:
    """The rows of the sheet that is the table, then those of each other with the same columns, in the order of its own.

    ``mapped`` are columns that it has; others may lack the rest then. Else they may lack columns, but none that names
    what a row tells of. A sheet with other columns is rejected.
    """
    for sheet in sheets:
        sheet.mapped = mapped
    if len(sheets) == 1:
        yield from sheets[0].whole()
        return
    table = _table(sheets, mapped)
    others = [sheet for sheet in sheets if sheet is not table]
    whole = table.whole()
    yield from map(table.at, islice(whole, _BEGINNING))
    yield from (_left_out(sheet, path) for sheet in others if not _fits(sheet, table, mapped))
    yield from map(table.at, whole)
    for sheet in others:
        if _fits(sheet, table, mapped):
            yield from (sheet.at(_arranged(row, sheet, table)) for row in sheet.below())


def _number(row: Row) -> int:
    return int(row.locator.rpartition(" ")[2])


def _table(sheets: Sequence[Sheet], mapped: Collection[str]) -> Sheet:
    """The sheet that is the table: the first with the mapped columns, or with several of the usual names."""
    wanted = {fold(name) for name in mapped}
    if fitting := [sheet for sheet in sheets if wanted and wanted <= {*sheet.columns}]:
        return fitting[0]
    usual = [sum(map(is_usual_name, sheet.header.cells)) for sheet in sheets]
    named = [sheet for sheet, count in zip(sheets, usual, strict=True) if count >= min(2, max(usual))]
    return named[0]


def _fits(sheet: Sheet, table: Sheet, mapped: Collection[str]) -> bool:
    """Whether a sheet has the columns of the table: the mapped ones, or none but its, with those that name things."""
    columns = [name for name in sheet.columns if name]
    if mapped:
        wanted = {fold(name) for name in mapped}
        return wanted <= {*columns} and all(columns.count(name) == 1 for name in wanted)
    theirs = {name for name in table.columns if name}
    naming = _naming(table.columns)
    fits = theirs == {*columns} or (bool(naming) and naming <= {*columns} <= theirs and len(columns) > 1)
    return fits and len(columns) == len({*columns})


def _naming(columns: Sequence[str]) -> set[str]:
    """The columns that name what a row tells of, as far as theirs tell: a title, or a name; given names beside."""
    titles = [name for kind, field in _NAMING for name in names_of(kind, field) if name in columns]
    given = [name for name in names_of("person", "given_name") if name in columns]
    return {titles[0], *given[:1]} if titles else set()


def _arranged(row: Row, sheet: Sheet, table: Sheet) -> Row:
    """The row with its cells in the order of the table's columns; those beyond its own header stay beyond."""
    places = [sheet.columns.index(name) if name in sheet.columns else -1 for name in table.columns]
    cells = [row.cells[place] if 0 <= place < len(row.cells) else "" for place in places]
    links = {at: row.links[place] for at, place in enumerate(places) if place in row.links}
    return replace(row, cells=[*cells, *row.cells[len(sheet.columns) :]], links=links)


def _left_out(sheet: Sheet, path: str) -> Rejection:
    remedy = "Name its columns alike, or save it as a file of its own."
    place = Place(path, f"sheet “{sheet.title}”")
    return Rejection(place, LEFT_OUT, remedy)
