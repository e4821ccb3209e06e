"""The words of marked-up text on their way to blocks: spaces folded, lines and cells kept. Tags are not for here."""

from __future__ import annotations

import re
from dataclasses import replace

from ingest.prose.column_names import names_columns
from ingest.prose.grid import Grid
from ingest.prose.page import Block, BlockKind, Moment, Page

__all__ = ["Flow"]

_BEGINS, _ENDS = "\ufdd0", "\ufdd1"
"""Before and after the words of a moment: what no text holds (Unicode, section 23.7)."""
_NO_MARKS = {ord(_BEGINS): None, ord(_ENDS): None}
_HUGGED, _HUGGED_END = re.compile(f"({_BEGINS})(\\s+)"), re.compile(f"(\\s+)({_ENDS})")
_MOMENT = re.compile(f"{_BEGINS}([^{_BEGINS}{_ENDS}]*){_ENDS}")
_SPACE = re.compile(r"[ \t\r\n\f]+")
_AROUND_LINE = re.compile(r" *\n[ \n]*")
_AROUND_CELL = re.compile(r" *\t *")


class Flow:
    """Collects ``parts`` of the text, its ``blocks``, and the ``lines`` of the source where each starts."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.blocks: list[Block] = []
        self.lines: list[int] = []
        self._length = 0
        self._words: list[str] = []
        self._line = 0
        self._kind = BlockKind.PARAGRAPH
        self._level = 0
        self._tables: list[bool] = []
        self._grid = Grid()
        self._columns: list[int] = []
        self._names_columns = False
        self._is_first = False
        self._moments: list[Moment] = []
        self._values: list[str] = []

    def page(self, title: str = "", language: str = "", url: str = "") -> Page:
        """The page that was poured in; without a title of its own it has that of its first heading of level 1."""
        self.end()
        first = next((block for block in self.blocks if block.kind is BlockKind.HEADING and block.level == 1), None)
        return Page(
            text="".join(self.parts),
            blocks=tuple(self.blocks),
            title=" ".join((title or (first.text if first else "")).split()),
            language=language,
            url=url,
            line_starts=[block.start for block in self.blocks],
            line_numbers=self.lines,
            moments=tuple(self._moments),
        )

    def add(self, words: str, line: int) -> None:
        """Add words of the source at that line; runs of white space count as one space."""
        if words:
            if not self._line and words.strip():
                self._line = line
            self._words.append(_SPACE.sub(" ", words.translate(_NO_MARKS)))

    def begin_moment(self, value: str) -> None:
        """Start words that stand for a day or a moment (:class:`~ingest.prose.page.Moment`)."""
        self._values.append(value)
        self._words.append(_BEGINS)

    def end_moment(self) -> None:
        """End them."""
        self._words.append(_ENDS)

    def break_line(self) -> None:
        """Start a new line in the block; in a row a space, since a row is one line."""
        self._words.append(" " if self._kind is BlockKind.ROW else "\n")

    def begin(self, kind: BlockKind, level: int = 0) -> None:
        """Start a block; inside an item, a row or a heading a paragraph or heading is but a new line."""
        held = self._kind in (BlockKind.ITEM, BlockKind.ROW, BlockKind.HEADING)
        if held and (kind is not BlockKind.ITEM or self._kind is BlockKind.ROW):
            self.break_line()
            return
        self.end()
        self._kind, self._level = kind, level

    def end_holder(self) -> None:
        """End an item or a heading, but not the row that it stands in."""
        if self._kind is BlockKind.ROW:
            self.break_line()
        else:
            self.end()

    def begin_table(self, *, is_layout: bool) -> None:
        """Start a table; the rows of one that only arranges the page are no rows."""
        self.end()
        self._tables.append(is_layout)
        self._grid = Grid()
        self._is_first = True

    def end_table(self) -> None:
        """End the table."""
        self.end()
        self._grid = Grid()
        if self._tables:
            self._tables.pop()

    def begin_row(self) -> None:
        """Start a row."""
        self.end()
        if self._tables and not self._tables[-1]:
            self._kind = BlockKind.ROW
            self._names_columns = True
            self._grid.begin_row()
            self._columns = []

    def begin_cell(self, *, names_column: bool, columns: int = 1, rows: int = 1) -> None:
        """Start a cell of the row, which may span several columns, and reach into the rows below."""
        if self._kind is not BlockKind.ROW:
            self.end()
            return
        self._names_columns = self._names_columns and names_column
        if any(words.strip(" ") for words in self._words):
            self._words.append("\t")
        else:
            self._columns = []
        self._columns.append(self._grid.place(columns, rows))

    def carry_on(self, columns: int = 1) -> None:
        """Pass over the place of a cell that is but the rest of the one above it."""
        if self._kind is BlockKind.ROW:
            self._grid.carry_on(columns)

    def end_row(self) -> None:
        """End the row; one that only names columns is the header of those below.

        The first is one, too, where its cells are usual names. One cell alone below a header is no other header.
        """
        if self._kind is not BlockKind.ROW:
            self.end()
            return
        cells = [cell.strip() for cell in "".join(self._words).split("\t")]
        is_header = self._names_columns and (len(cells) > 1 or len(self._grid.names) < 2)
        if is_header or (self._is_first and names_columns(cells)):
            self._grid.name_columns(list(zip(self._columns, cells, strict=False)))
            self._words = []
        self._is_first = False
        before = len(self.blocks)
        self.end()
        words = self.blocks[-1].cells() if len(self.blocks) > before else []
        self._grid.end_row(list(zip(self._columns, words, strict=False)))

    def end(self) -> None:
        """End the block, and keep it if it has words."""
        words = "".join(self._words)
        if self._values:
            words = _HUGGED_END.sub(r"\2\1", _HUGGED.sub(r"\2\1", words))
        text = _AROUND_CELL.sub("\t", _AROUND_LINE.sub("\n", _SPACE_ONLY.sub(" ", words))).strip()
        bare = text.translate(_NO_MARKS) if self._values else text
        if bare:
            self._append(bare)
            self._mark(text)
        self._words, self._line, self._values = [], 0, []
        self._kind, self._level = BlockKind.PARAGRAPH, 0

    def _append(self, text: str) -> None:
        listed = self._kind in (BlockKind.ITEM, BlockKind.ROW)
        before = self.blocks[-1].kind if self.blocks else None
        gap = "" if before is None else "\n" if listed and before is self._kind else "\n\n"
        lead = gap + ("• " if self._kind is BlockKind.ITEM else "")
        start = self._length + len(lead)
        block = Block(text, start, self._kind, self._level)
        self.blocks.append(self._row(block) if self._kind is BlockKind.ROW else block)
        self.lines.append(self._line)
        self.parts += [lead, text]
        self._length = start + len(text)

    def _mark(self, text: str) -> None:
        """Keep where the moments stand of a block that was appended; ``text`` is its own, with their marks."""
        values = iter(self._values)
        for found in _MOMENT.finditer(text) if self._values else ():
            start = found.start() - sum(map(text[: found.start()].count, (_BEGINS, _ENDS)))
            if found[1]:
                self._moments.append(Moment(found[1], self.blocks[-1].start + start, next(values, "")))

    def _row(self, block: Block) -> Block:
        """The row with the names of its columns, and what it has from the rows above."""
        return replace(block, header=self._grid.names, columns=tuple(self._columns), above=self._grid.above())


_SPACE_ONLY = re.compile(r" {2,}")
