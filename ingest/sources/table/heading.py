"""The header of a table made by hand: under a title, over two rows. What its columns hold is not for here."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from itertools import chain, islice

from ingest.records import Rejection
from ingest.sources.table.row import Row
from ingest.sources.table.usual_names import is_usual_name
from ontology.folding import fold

__all__ = ["TITLES", "is_repeated", "is_title", "with_heading"]

TITLES = 5
"""The most rows of titles, remarks and dates above a header."""


def with_heading(
    rows: Iterator[Row | Rejection], mapped: Collection[str] = ()
) -> tuple[Row | None, Iterator[Row | Rejection]]:
    """The header, and the rows below it; None where no row can be read. ``mapped`` are names of columns that it has.

    Rows with one cell filled that stand above a row with several are titles. A row of usual names under a header with
    cells left empty, as cells merged over several columns leave them, completes it.
    """
    beginning = list(islice(rows, TITLES + 2))
    kept = [row for row in beginning if isinstance(row, Row)]
    if not kept:
        return next((row for row in rows if isinstance(row, Row)), None), rows
    at = _place(kept, mapped)
    header, below = kept[at], kept[at + 1 :]
    if below and _completes(below[0], header):
        header, below = _completed(header, below[0].cells), below[1:]
    rejected = (row for row in beginning if isinstance(row, Rejection))
    return header, chain(rejected, below, rows)


def is_repeated(header: Sequence[str], row: Row) -> bool:
    """Whether a row is the header again, as in a table put together of several; a single name may be a title.

    >>> [is_repeated(["Titre", "Date"], Row("", cells)) for cells in (["TITRE", "Date"], ["Titre", "2013"])]
    [True, False]
    """
    cells = [*row.cells, *[""] * (len(header) - len(row.cells))]
    return all(fold(name) == fold(cell) for name, cell in zip(header, cells, strict=False)) and len(_filled(row)) > 1


def _place(rows: Sequence[Row], mapped: Collection[str]) -> int:
    """Which of the first rows is the header: the first, or the first with several cells below titles.

    Titles in a text file have as many cells as the header, for they come from a spreadsheet, or one cell alone, above a
    header as wide as the row below it.
    """
    for at, row in enumerate(rows[: TITLES + 1]):
        filled = _filled(row)
        if len(filled) > 1:
            widths = {len(above.cells) for above in rows[:at]} or {len(row.cells)}
            is_parted = widths == {1} and [len(below.cells) for below in rows[at + 1 : at + 2]] == [len(row.cells)]
            return at if row.is_sparse or is_parted or len(row.cells) == len(rows[0].cells) else 0
        if not is_title(filled[0], mapped):
            return 0
    return 0


def is_title(cell: str, mapped: Collection[str] = ()) -> bool:
    """Whether a cell that is alone in its row may be a title above the header: it is no name of a column."""
    return not is_usual_name(cell) and cell not in mapped


def _filled(row: Row) -> list[str]:
    return [cell for cell in row.cells if cell]


def _completes(row: Row, header: Row) -> bool:
    filled = _filled(row)
    gaps = any(not cell for cell in header.cells[: len(row.cells)])
    return gaps and len(filled) > 1 and all(map(is_usual_name, filled))


def _completed(header: Row, names: Sequence[str]) -> Row:
    """The header with these names in their columns, in the place of those that stand over several."""
    width = max(len(header.cells), len(names))
    upper, lower = ([*cells, *[""] * (width - len(cells))] for cells in (header.cells, names))
    return replace(header, cells=[name or above for name, above in zip(lower, upper, strict=True)])
