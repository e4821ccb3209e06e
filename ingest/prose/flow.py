"""The words of marked-up text on their way to blocks: spaces folded, lines and cells kept. Tags are not for here."""

from __future__ import annotations

import re

from ingest.prose.column_names import names_columns
from ingest.prose.page import Block, BlockKind, Page

__all__ = ["Flow"]

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
        self._header: tuple[str, ...] = ()
        self._names_columns = False
        self._is_first = False

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
        )

    def add(self, words: str, line: int) -> None:
        """Add words of the source at that line; runs of white space count as one space."""
        if words:
            if not self._line and words.strip():
                self._line = line
            self._words.append(_SPACE.sub(" ", words))

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
        self._header = ()
        self._is_first = True

    def end_table(self) -> None:
        """End the table."""
        self.end()
        self._header = ()
        if self._tables:
            self._tables.pop()

    def begin_row(self) -> None:
        """Start a row."""
        self.end()
        if self._tables and not self._tables[-1]:
            self._kind = BlockKind.ROW
            self._names_columns = True

    def begin_cell(self, *, names_column: bool) -> None:
        """Start a cell of the row."""
        if self._kind is not BlockKind.ROW:
            self.end()
            return
        self._names_columns = self._names_columns and names_column
        if self._words and "".join(self._words).strip(" "):
            self._words.append("\t")

    def end_row(self) -> None:
        """End the row; one that only names columns is the header of those below.

        The first is one, too, where its cells are usual names.
        """
        if self._kind is BlockKind.ROW:
            cells = tuple(cell.strip() for cell in "".join(self._words).split("\t"))
            if self._names_columns or (self._is_first and names_columns(cells)):
                self._header, self._words = cells, []
            self._is_first = False
        self.end()

    def end(self) -> None:
        """End the block, and keep it if it has words."""
        text = _AROUND_CELL.sub("\t", _AROUND_LINE.sub("\n", _SPACE_ONLY.sub(" ", "".join(self._words)))).strip()
        if text:
            self._append(text)
        self._words, self._line = [], 0
        self._kind, self._level = BlockKind.PARAGRAPH, 0

    def _append(self, text: str) -> None:
        listed = self._kind in (BlockKind.ITEM, BlockKind.ROW)
        before = self.blocks[-1].kind if self.blocks else None
        gap = "" if before is None else "\n" if listed and before is self._kind else "\n\n"
        lead = gap + ("• " if self._kind is BlockKind.ITEM else "")
        header = self._header if self._kind is BlockKind.ROW else ()
        start = self._length + len(lead)
        self.blocks.append(Block(text, start, self._kind, self._level, header))
        self.lines.append(self._line)
        self.parts += [lead, text]
        self._length = start + len(text)


_SPACE_ONLY = re.compile(r" {2,}")
