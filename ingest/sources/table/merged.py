"""Cells of a worksheet that are merged with those below: what the first says counts for each row.

Which rows there are is for :mod:`ingest.sources.table.spreadsheet`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from zipfile import ZipFile

from openpyxl.utils import column_index_from_string

from ingest.sources.table.row import Row

__all__ = ["Merged", "filled", "merged_below"]

Merged = dict[int, list[tuple[int, int]]]
"""By the number of a row, the columns whose cell reaches into rows below, each with the last of these."""

_MERGED = re.compile(rb'<(?:\w{1,20}:)?mergeCell\s[^<>]{0,40}?ref="([A-Z]{1,3})(\d{1,7}):[A-Z]{1,3}(\d{1,7})"')
_AT_ONCE = 1_000_000
_LONGEST = 200
"""Bytes of the element that names one merged cell."""
_MOST = 100_000
"""Merged cells that are kept account of."""


def merged_below(archive: ZipFile, part: str) -> Merged:
    """The cells of a worksheet that are merged over several rows; ``part`` is its name in the archive.

    They are named behind all rows, so the part is looked through once more than it is read.
    """
    found: set[tuple[int, int, int]] = set()
    with archive.open(part) as file:
        rest = b""
        while len(found) < _MOST and (read := file.read(_AT_ONCE)):
            text = rest + read
            for column, first, last in _MERGED.findall(text):
                if int(first) < int(last):
                    found.add((int(first), column_index_from_string(column.decode()) - 1, int(last)))
            rest = text[-_LONGEST:]
    merged: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
    for first, column, last in sorted(found):
        merged[first].append((column, last))
    return merged


def filled(rows: Iterable[tuple[int, Row]], merged: Merged) -> Iterator[Row]:
    """The rows, each with its number, whose empty cells say what those say that reach into them."""
    reaching: dict[int, tuple[str, int]] = {}
    for number, row in rows:
        reaching = {column: said for column, said in reaching.items() if number <= said[1]}
        cells = row.cells
        for column, (text, _) in reaching.items():
            cells = [*cells, *[""] * (column + 1 - len(cells))]
            cells[column] = cells[column] or text
        reaching |= {column: (cells[column], last) for column, last in merged.get(number, ()) if column < len(cells)}
        yield replace(row, cells=cells) if reaching else row
