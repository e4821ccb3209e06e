"""A row of a table as its cells' texts, whether it comes from a text file or a spreadsheet."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["MAX_COLUMNS", "Row"]

MAX_COLUMNS = 1_000
"""The most columns that a table may have; more are a sign of a damaged or hostile file."""


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of one row, stripped of the space around; ``locator`` says where it is (``line 7``, ``row 7``).

    A sparse row may leave out its last cells where they are empty.
    """

    locator: str
    cells: list[str]
    is_sparse: bool = False
