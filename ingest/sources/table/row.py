"""A row of a table as its cells' texts, whether it comes from a text file or a spreadsheet; and the table it is of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from ingest.records import Rejection
from ingest.sources.runs import Mark, Piece, Run
from ontology.errors import DataError, Place

__all__ = ["MAX_COLUMNS", "Row", "Table", "header_of"]

MAX_COLUMNS = 1_000
"""The most columns that a table may have; more are a sign of a damaged or hostile file."""


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of one row, stripped of the space around; ``locator`` says where it is (``line 7``, ``row 7``).

    A sparse row may leave out its last cells where they are empty. ``links`` are the addresses behind cells, by their
    places.
    """

    locator: str
    cells: list[str]
    is_sparse: bool = False
    links: Mapping[int, str] = field(default_factory=dict)


class Table(Protocol):
    """A table that was opened, with its header."""

    @property
    def header(self) -> Row | None:
        """The names of the columns; None where no row can be read."""

    def pieces(self) -> Iterator[Piece | Rejection]:
        """The rows below the header as they stand in the file, and what is none."""

    def runs(self, known: Mapping[int, Mark], only: Set[int] | None = None) -> Iterator[Run]:
        """The same in runs, as :meth:`ingest.sources.pieces.Pieces.runs` gives them."""

    def row(self, piece: Piece) -> Row | Rejection:
        """One of them, or the reason why it is no row."""


def header_of(table: Table, path: Path) -> Row:
    """The header of a table; raises :class:`DataError` where there is none, or it has more than :data:`MAX_COLUMNS`."""
    header = table.header
    if header is None:
        raise DataError("no row can be read", Place(str(path)), "Close the quotes of its first row.")
    if len(header.cells) > MAX_COLUMNS:
        problem = f"it has {len(header.cells):,} columns; {MAX_COLUMNS:,} are allowed"
        raise DataError(problem, Place(str(path), header.locator), "Leave some out.")
    return header
