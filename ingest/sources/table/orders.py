"""In which order a column writes the days and months of its dates, as the first of its values show it together.

Reading a date in that order is for :mod:`ingest.sources.dates`.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import IO
from zipfile import BadZipFile, ZipFile, is_zipfile

from ingest.prose.dates import numeric_order
from ingest.records import Rejection
from ingest.sources.dates import read_period
from ingest.sources.table.row import Table
from ontology.errors import DataError

__all__ = ["orders_of"]

_DATED = ("start", "end", "issued")
_MONTH_FIRST = re.compile(rb"(?<!\d)(?:0?[1-9]|1[0-2])\\?[/.-](?:1[3-9]|2\d|3[01])\\?[/.-]\d\d")
"""What a file holds somewhere if one of its dates can only be month and day; JSON may write a slash with a mark."""
_AT_ONCE, _LONGEST = 1 << 18, 32
_LOOKED_AT, _ROWS = 4 * _AT_ONCE, 10_000
"""Bytes of a file, or of each part of a workbook, and rows: enough to show the order, and soon read in a large one."""


def orders_of(table: Table, path: Path, columns: Mapping[str, int]) -> dict[str, str]:
    """For each field whose column has a date that can only be month and day, the order of the others: ``mdy``; empty
    where the column has one, too, that can only be day and month.

    Only the first rows are looked at, and none where no such date stands at the beginning of the file.
    """
    dated = {field: columns[field] for field in _DATED if field in columns}
    if not dated or not _may_be_month_first(path):
        return {}
    shown: dict[str, set[str]] = {field: set() for field in dated}
    try:
        for piece in islice(table.pieces(), _ROWS):
            row = piece if isinstance(piece, Rejection) else table.row(piece)
            if isinstance(row, Rejection):
                continue
            for field, index in dated.items():
                if index < len(row.cells) and (order := _shown(row.cells[index])):
                    shown[field].add(order)
    except DataError:  # which is told when the rows are read
        pass
    return {field: "" if "dmy" in found else "mdy" for field, found in shown.items() if "mdy" in found}


def _shown(cell: str) -> str:
    """The only order in which the cell is a date, if it is in one alone."""
    order = numeric_order(cell, "en") if cell else ""
    if not order:
        return ""
    try:
        read_period(cell, "en")
    except ValueError:
        return ""
    return order


def _may_be_month_first(path: Path) -> bool:
    """Whether the file holds such a date: far quicker than to read its rows."""
    try:
        end = b""
        for block in _blocks(path):
            content = end + block.replace(b"\0", b"")  # which UTF-16 has beside each of these characters
            if _MONTH_FIRST.search(content):
                return True
            end = content[-_LONGEST:]
    except (OSError, BadZipFile, zlib.error, EOFError, NotImplementedError):
        return True
    return False


def _blocks(path: Path) -> Iterator[bytes]:
    """What the file says first, some at a time; of a workbook, what each of its parts says first."""
    if not is_zipfile(path):
        with path.open("rb") as file:
            yield from _first(file)
        return
    with ZipFile(path) as archive:
        for name in archive.namelist():
            with archive.open(name) as part:
                yield from _first(part)


def _first(file: IO[bytes]) -> Iterator[bytes]:
    return islice(iter(lambda: file.read(_AT_ONCE), b""), _LOOKED_AT // _AT_ONCE)
