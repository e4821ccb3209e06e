"""Rows of an XLSX workbook, with formulas as their values and dates as ISO 8601. Which sheets are read is for
:mod:`ingest.sources.table.sheets`.

Archives built to exhaust memory are refused before they are opened.
"""

from __future__ import annotations

import warnings
import zlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import cache
from itertools import islice
from pathlib import Path
from typing import IO, Any, TypeVar
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile, ZipFile

from lxml.etree import XMLSyntaxError
from openpyxl.reader.excel import ExcelReader
from openpyxl.utils.exceptions import InvalidFileException

from ingest.records import Rejection
from ingest.sources.archives import check_archive
from ingest.sources.table.columns import quoted
from ingest.sources.table.formulas import NO_VALUE, valueless
from ingest.sources.table.links import Links, links_of
from ingest.sources.table.merged import merged_below
from ingest.sources.table.row import Row
from ingest.sources.table.sheets import Sheet, rows_of_all
from ontology.errors import DataError, Place

__all__ = ["spreadsheet_rows"]

Result = TypeVar("Result")
_BATCH = 256
_BEGINNING = 7
"""Rows among which the header is looked for."""
_MAX_ROWS = 1_048_576
_FAULTS = (
    BadZipFile, InvalidFileException, XMLSyntaxError, ParseError, zlib.error, EOFError, OSError, NotImplementedError,
    KeyError, ValueError, TypeError, AttributeError, IndexError, OverflowError,
)  # fmt: skip
"""All that openpyxl lets through when a workbook is not what it should be; found by damaging workbooks at random."""


def spreadsheet_rows(path: Path, mapped: Collection[str] = ()) -> Iterator[Row | Rejection]:
    """The rows that are not blank, each with its number in the sheet: those of a table, and of sheets with its columns.

    ``mapped`` are names of columns that it has.

    Raises :class:`DataError` for what is no XLSX workbook, is empty, or is too large.
    """
    check_archive(path, "an XLSX workbook", "Save it as XLSX or CSV.")
    try:
        yield from _rows(path, mapped)
    except _FAULTS as error:
        trouble = f"the workbook is damaged ({type(error).__name__})"
        raise DataError(trouble, Place(str(path)), "Open it in a spreadsheet program and save it again.") from error


def _rows(path: Path, mapped: Collection[str]) -> Iterator[Row | Rejection]:
    with path.open("rb") as file, ZipFile(file) as archive:
        worksheets = _quietly(lambda: _worksheets(file))
        sheets = [_sheet(sheet, path, archive) for sheet in worksheets if sheet.sheet_state == "visible"]
        hidden = [str(sheet.title) for sheet in worksheets if sheet.sheet_state != "visible"]
        found = [sheet for sheet in sheets if next(iter(sheet.rows()), None)]
        if not found:
            raise DataError("the workbook has no rows", Place(str(path)), "Take it out of the sources, or fill it.")
        rows = rows_of_all(found, str(path), mapped)
        yield from islice(rows, _BEGINNING)
        if hidden:
            names, more = quoted(hidden, 10)
            yield Rejection(
                Place(str(path)), f"hidden sheets are not read: {names}{more}", "Show them in the workbook."
            )
        yield from rows


class _SheetsOfCells(ExcelReader):
    """A workbook of which sheets that are but a chart are passed over."""

    def read_chartsheet(self, *_: object) -> None:
        """Pass over it: it has no cells."""


def _worksheets(file: IO[bytes]) -> list[Any]:
    """The sheets of a workbook, with what formulas gave when it was saved."""
    reader = _SheetsOfCells(file, read_only=True, data_only=True, keep_links=False)
    reader.read()
    return list(reader.wb.worksheets)


def _sheet(sheet: Any, path: Path, archive: ZipFile) -> Sheet:
    sheet.reset_dimensions()
    part = str(getattr(sheet, "_worksheet_path", ""))
    merged = cache(lambda: merged_below(archive, part) if part else {})
    lacking = cache(lambda: valueless(archive, part) if part else {})
    links = cache(lambda: links_of(archive, part) if part else {})
    return Sheet(str(sheet.title), lambda: _sheet_rows(sheet.iter_rows(), lacking(), links(), path), merged)


def _sheet_rows(
    cells_by_row: Iterator[tuple[object, ...]], lacking: Mapping[int, Sequence[int]], links: Links, path: Path
) -> Iterator[Row]:
    first = 1
    while batch := _quietly(lambda: list(islice(cells_by_row, _BATCH))):
        for number, cells in enumerate(batch, first):
            if number > _MAX_ROWS:
                raise DataError(f"the sheet has more than {_MAX_ROWS:,} rows", Place(str(path)), "Cut it in parts.")
            if row := _row(number, cells, lacking.get(number, ())):
                yield replace(row, links=links[number]) if number in links else row
        first += len(batch)


def _quietly(call: Callable[[], Result]) -> Result:
    """The result, without the warnings that openpyxl gives of what it repairs."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return call()


def _row(number: int, cells: Iterable[object], lacking: Iterable[int]) -> Row | None:
    texts = [_text(getattr(cell, "value", None), str(getattr(cell, "number_format", ""))) for cell in cells]
    for column in lacking:
        if column < len(texts):
            texts[column] = texts[column] or NO_VALUE
    while texts and not texts[-1]:
        texts.pop()
    return Row(f"row {number}", texts, is_sparse=True) if texts else None


def _text(value: object, number_format: str) -> str:
    """The text of a cell's value: whole numbers without decimals, dates with the precision that their format shows.

    >>> _text(2013.0, "General"), _text(datetime(2013, 5, 1), "mmm yyyy"), _text(None, "")
    ('2013', '2013-05', '')
    """
    match value:
        case None:
            return ""
        case datetime() | date():
            return _date_text(value, number_format.lower())
        case bool():
            return "1" if value else "0"
        case float() if value.is_integer():
            return str(int(value))
        case _:
            return str(value).strip()


def _date_text(value: date, shown: str) -> str:
    if isinstance(value, datetime) and (value.hour or value.minute or value.second):
        return value.isoformat(timespec="seconds")
    day = value.strftime("%Y-%m-%d")
    if "d" in shown or "j" in shown or "y" not in shown:
        return day
    return day[:7] if "m" in shown else day[:4]
