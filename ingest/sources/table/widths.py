"""Whether the cells of a row of a text file are those of its columns: one that was parted by a comma shifts the others.

What the cells say is not for here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from itertools import islice

from ingest.records import Rejection
from ingest.sources.dates import read_period
from ingest.sources.table.row import Row, Table
from ontology.errors import DataError

__all__ = ["fits", "usual_width"]

_DATED = ("start", "end", "issued")
_SAMPLED = 50


def usual_width(table: Table, header: Row) -> int:
    """The number of cells that rows may have: that of most of the first ones, where those beyond the header are empty
    in them; else that of the header.

    One row alone that is longer does not show whether its last cell is one too many, or one before it was parted.
    """
    width = len(header.cells)
    lengths: Counter[int] = Counter()
    try:
        for piece in islice(table.pieces(), 0 if header.is_sparse else _SAMPLED):
            row = piece if isinstance(piece, Rejection) else table.row(piece)
            if not isinstance(row, Rejection) and not any(row.cells[width:]):
                lengths[len(row.cells)] += 1
    except DataError:  # which is told when the rows are read
        pass
    length, count = max(lengths.items(), key=lambda each: each[1], default=(width, 0))
    return length if length > width and 1 < count > lengths.total() / 2 else width


def fits(row: Row, width: int, usual: int, columns: Mapping[str, int]) -> bool:
    """Whether each cell of a row surely is one of its column, of ``width`` columns and ``usual`` cells.

    Empty cells beyond do no harm where a date stands in its column, and behind it no cell that may go on with another.

    >>> rows = ["Forum", "2013", "Vif", ""], ["Déchets", "le cauchemar", "2013", ""], ["Forum", "2013", "Vif", "Mens"]
    >>> [fits(Row("", row), 3, 3, {"title": 0, "start": 1}) for row in rows]
    [True, False, False]
    """
    if any(row.cells[width:]):
        return False
    if row.is_sparse or len(row.cells) in (width, usual):
        return True
    dated = max((index for field, index in columns.items() if field in _DATED and index < width), default=width)
    if len(row.cells) < width or not _is_date(row.cells[dated]):
        return False
    return not any(cell[:1].islower() for cell in row.cells[dated + 1 : width])


def _is_date(cell: str) -> bool:
    try:
        return bool(cell) and bool(read_period(cell, "fr"))
    except ValueError:
        return False
