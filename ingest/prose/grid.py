"""The columns of a table, and where the cells of its rows are among them: some span several columns, or several rows.

The words of the cells are not for here.
"""

from __future__ import annotations

from collections.abc import Sequence

from ingest.prose.column_names import fields_of
from ingest.prose.page import Span

__all__ = ["Grid", "span_of"]

_COLUMNS, _ROWS = 100, 1000
"""The columns of a table that are kept account of, and the rows that a cell may span: a page may ask for millions."""


def span_of(said: str) -> int:
    """How many columns or rows a cell spans, as a document says it: one where that is no number that can be.

    >>> span_of("2"), span_of("x"), span_of("9" * 5000)
    (2, 1, 1)
    """
    return int(said) if said.isdecimal() and len(said) < 6 else 1


class Grid:
    """The columns of one table, told row by row and cell by cell; ``names`` are those of its header, in order."""

    def __init__(self) -> None:
        self.names: tuple[str, ...] = ()
        self._spans: list[tuple[range, int]] = []
        """Of each cell of the row at hand, the columns, and how many rows it reaches into."""
        self._taken: dict[int, int] = {}
        self._continued: set[int] = set()
        self._words: dict[int, Span] = {}
        self._telling: frozenset[int] = frozenset()
        """The columns whose names say what they hold, each thing once: no other cell is looked for further down."""

    def begin_row(self) -> None:
        """Begin a row; what the cells above span is taken already."""
        self._taken = {column: rows - 1 for column, rows in self._taken.items() if rows > 1}
        self._continued = set(self._taken)
        self._spans = []

    def place(self, columns: int = 1, rows: int = 1) -> int:
        """Put the next cell into the first column that is free; returns which that is."""
        first = self._spans[-1][0].stop if self._spans else 0
        while first in self._taken:
            first += 1
        last = max(min(first + columns, _COLUMNS), first + 1)
        self._spans.append((range(first, last), min(rows, _ROWS) if first < _COLUMNS else 1))
        return first

    def carry_on(self, columns: int = 1) -> None:
        """The next cell is but the rest of the one above it."""
        self._continued.add(self.place(columns))

    def name_columns(self, cells: Sequence[tuple[int, str]]) -> None:
        """Make a header of the row at hand; a name over several columns is that of each, those of rows above stay."""
        spans = {columns.start: columns for columns, _ in self._spans}
        names = dict(enumerate(self.names))
        names |= {each: name for column, name in cells for each in spans.get(column, (column,))}
        self.names = tuple(names.get(column, "") for column in range(max(names, default=-1) + 1))
        fields = fields_of(self.names)
        self._telling = frozenset(fields.index(field) for field in {*fields} - {""})

    def above(self) -> tuple[tuple[int, Span], ...]:
        """The cells of rows above that reach into the row at hand, each with its column."""
        return tuple((column, self._words[column]) for column in sorted(self._continued & self._words.keys()))

    def end_row(self, cells: Sequence[tuple[int, Span]] = ()) -> None:
        """End the row, whose cells have these words."""
        kept = {column: self._words[column] for column in self._continued & self._words.keys()}
        self._words = kept | {column: words for column, words in cells if column in self._telling}
        self._taken |= {column: rows for columns, rows in self._spans if rows > 1 for column in columns}
