"""A page as a reader's eye sees it: its text, and the headings, paragraphs, list items and table rows it is made of."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import count, groupby

__all__ = ["Block", "BlockKind", "Moment", "Page", "Span"]


class BlockKind(StrEnum):
    """What a block is to the eye."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    ROW = "row"


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a page's text: the text exactly as it stands there, and its offset in characters."""

    text: str
    start: int

    @property
    def end(self) -> int:
        """The offset after its last character."""
        return self.start + len(self.text)

    def cut(self, start: int, end: int) -> Span:
        """The part between two offsets of this span's own text, without the white space at its ends.

        >>> Span("le forum ", 10).cut(2, 9)
        Span(text='forum', start=13)
        """
        part = self.text[start:end]
        return Span(part.strip(), self.start + start + len(part) - len(part.lstrip()))

    def split(self, separator: re.Pattern[str]) -> Iterator[Span]:
        """The parts between the separators, without those that are blank."""
        begin = 0
        for match in [*separator.finditer(self.text), None]:
            end = match.start() if match else len(self.text)
            if part := self.cut(begin, end):
                yield part
            begin = match.end() if match else end

    def __bool__(self) -> bool:
        return bool(self.text)


@dataclass(frozen=True, slots=True)
class Block(Span):
    """A block of a page. ``level`` is the rank of a heading, 1 the highest; ``header`` the names of a row's columns.

    ``columns`` are those of a row's cells, where these may be others than the first ones; ``above`` the cells of
    rows above that span this row, too, each with its column.
    """

    kind: BlockKind = BlockKind.PARAGRAPH
    level: int = 0
    header: tuple[str, ...] = ()
    columns: tuple[int, ...] = ()
    above: tuple[tuple[int, Span], ...] = ()

    def cells(self) -> list[Span]:
        """The cells of a row, blank ones kept so that they match the header."""
        separator = "\t" if "\t" in self.text else "|"
        cells, begin = [], 0
        for part in self.text.split(separator):
            cells.append(self.cut(begin, begin + len(part)))
            begin += len(part) + 1
        return cells

    def placed(self) -> list[tuple[int, Span]]:
        """The cells of a row with their columns, and those that reach into it from above."""
        return [*zip(self.columns or count(), self.cells(), strict=False), *self.above]


@dataclass(frozen=True, slots=True)
class Moment(Span):
    """Words of a page that its markup gives as a day, or as a moment of one, in XSD form: ``2013-05-13T18:30:00``.

    Where it says that the page itself is of that day, ``value`` is empty: no event is.
    """

    value: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its text, its blocks in order (each an exact slice of the text), its title and language where known.

    ``line_starts`` are offsets in the text, in order, and ``line_numbers`` the lines of the file where those stand;
    ``unit`` says what these count where it is not lines. ``around`` are the offsets of the blocks that are around the
    page's main text, and no part of what it is about. ``moments`` are what its markup gives as dates,
    ``titles`` what it puts in italics, both in order; ``links`` are, by their words in small letters, the addresses
    of those that lead to one alone.
    """

    text: str
    blocks: tuple[Block, ...]
    title: str = ""
    language: str = ""
    url: str = ""
    line_starts: Sequence[int] = ()
    line_numbers: Sequence[int] = ()
    unit: str = "line"
    around: frozenset[int] = frozenset()
    moments: tuple[Moment, ...] = ()
    titles: tuple[Span, ...] = ()
    links: Mapping[str, str] = field(default_factory=dict, hash=False)

    def main_text(self) -> Iterator[Span]:
        """The stretches of the text that are its main text: all of it where nothing is around.

        >>> page = Page("Menu\\n\\nUn mot", (Block("Menu", 0), Block("Un mot", 6)), around=frozenset({0}))
        >>> [span.text for span in page.main_text()]
        ['Un mot']
        """
        if not self.around:
            yield Span(self.text, 0)
            return
        for is_around, blocks in groupby(self.blocks, lambda block: block.start in self.around):
            run = list(blocks)
            if not is_around:
                yield Span(self.text[run[0].start : run[-1].end], run[0].start)

    def line(self, offset: int) -> int:
        """The line of the file at or right before which the character stands, from 1; 0 when it is not known."""
        index = bisect_right(self.line_starts, offset) - 1
        return self.line_numbers[index] if index >= 0 else 0
