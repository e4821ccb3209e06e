"""The words of marked-up text on their way to blocks: spaces folded, lines and cells kept. Tags are not for here."""

from __future__ import annotations

import re
from dataclasses import replace

from ingest.prose.column_names import names_columns
from ingest.prose.grid import Grid
from ingest.prose.page import Block, BlockKind, Moment, Page, Span

__all__ = ["Flow"]

_MARKS = "\ufdd0\ufdd1\ufdd2\ufdd3"
"""Before and after the words of a moment, and those of a title: what no text holds (Unicode, section 23.7)."""
_NO_MARKS = dict.fromkeys(map(ord, _MARKS))
_HUGGED = re.compile("([\ufdd0\ufdd2])(\\s+)"), re.compile("(\\s+)([\ufdd1\ufdd3])")
_MOMENT, _TITLE = re.compile("\ufdd0([^\ufdd0\ufdd1]*)\ufdd1"), re.compile("\ufdd2([^\ufdd2\ufdd3]*)\ufdd3")
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
        self._titles: list[Span] = []
        self._values: list[str] = []
        self._is_marked = False

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
            titles=tuple(self._titles),
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
        self._put(_MARKS[0])

    def end_moment(self) -> None:
        """End them."""
        self._put(_MARKS[1])

    def begin_title(self) -> None:
        """Start words in italics, as titles are written."""
        self._put(_MARKS[2])

    def end_title(self) -> None:
        """End them."""
        self._put(_MARKS[3])

    def _put(self, mark: str) -> None:
        self._words.append(mark)
        self._is_marked = True

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
        if any(words.strip(" " + _MARKS) for words in self._words):
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
        for hugged in _HUGGED if self._is_marked else ():
            words = hugged.sub(r"\2\1", words)
        text = _AROUND_CELL.sub("\t", _AROUND_LINE.sub("\n", _SPACE_ONLY.sub(" ", words))).strip()
        bare = text.translate(_NO_MARKS).strip() if self._is_marked else text
        if bare:
            self._append(bare)
            if self._is_marked:
                self._mark(text)
        self._words, self._line, self._values, self._is_marked = [], 0, [], False
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
        """Keep where the moments and titles of the last block stand; ``text`` is its own, with their marks."""
        for found, value in zip(_MOMENT.finditer(text), self._values, strict=False):
            if span := self._marked(text, found):
                self._moments.append(Moment(span.text, span.start, value))
        self._titles += [span for found in _TITLE.finditer(text) if (span := self._marked(text, found))]

    def _marked(self, text: str, found: re.Match[str]) -> Span:
        start = len(text[: found.start()].translate(_NO_MARKS))
        return self.blocks[-1].cut(start, start + len(found[1].translate(_NO_MARKS)))

    def _row(self, block: Block) -> Block:
        """The row with the names of its columns, and what it has from the rows above."""
        return replace(block, header=self._grid.names, columns=tuple(self._columns), above=self._grid.above())


_SPACE_ONLY = re.compile(r" {2,}")
