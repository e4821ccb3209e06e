"""A table whose rows are cells side by side, as in a text file or a workbook. Reading those is not for here."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Set

import msgspec

from ingest.records import Rejection
from ingest.sources.runs import Mark, Piece, Run, runs_of
from ingest.sources.table.heading import with_heading
from ingest.sources.table.row import Row

__all__ = ["Cells"]


class Cells:
    """A table whose rows come parted into cells; ``rows`` reads them all, ``mapped`` are columns that it has."""

    def __init__(self, rows: Callable[[], Iterator[Row | Rejection]], mapped: Collection[str] = ()) -> None:
        self._rows = rows
        self._mapped = mapped
        self._begun: Iterator[Row | Rejection] | None
        self.header, self._begun = with_heading(rows(), mapped)

    def pieces(self) -> Iterator[Piece | Rejection]:
        """The rows below the header; for the first time, those that follow what was read already."""
        rows, self._begun = self._begun, None
        if rows is None:
            _, rows = with_heading(self._rows(), self._mapped)
        encode = msgspec.msgpack.Encoder().encode
        for row in rows:
            yield row if isinstance(row, Rejection) else (row.locator, encode((row.cells, row.is_sparse, row.links)))

    def runs(self, known: Mapping[int, Mark], _only: Set[int] | None = None) -> Iterator[Run]:
        """The same in runs, all of them."""
        return runs_of(self.pieces(), known)

    def row(self, piece: Piece) -> Row:
        """The row that these cells are."""
        return Row(piece[0], *msgspec.msgpack.decode(piece[1], type=tuple[list[str], bool, dict[int, str]]))
