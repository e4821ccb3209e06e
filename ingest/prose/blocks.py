"""Plain text (and light Markdown) as a page: headings, paragraphs, list items and rows. HTML is not for here."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator, Sequence

from ingest.prose.page import Block, BlockKind, Page, Span

__all__ = ["BULLET", "looks_like_heading", "text_page"]

BULLET = re.compile(r"[ \t]*(?:[•●▪◦‣⁃∙·*–—-]|\(?\d{1,2}[.)])[ \t]+(?=\S)")
"""What begins an item of a list."""
_HASHES = re.compile(r"[ \t]*(#{1,6})[ \t]+(?=\S)")
_UNDERLINE = re.compile(r"[ \t]*(?:={3,}|-{3,}|~{3,})[ \t]*")
_RULE = re.compile(r"[\s|:+=_*~-]*")
_CELLS = re.compile(r"\t|\|")
_LINE_END = re.compile("\n")
_YEAR = re.compile(r"(?:19|20)\d\d")
_HEADING_LENGTH = 100


def text_page(text: str) -> Page:
    """A plain text as a page; the offsets of its blocks are those of the text as given.

    The title is the first block where that is a heading.

    >>> page = text_page("Agenda\\n\\n• Forum\\n  (12/03/2014)\\n• Fin")
    >>> [(block.kind.value, block.text) for block in page.blocks]
    [('heading', 'Agenda'), ('item', 'Forum\\n  (12/03/2014)'), ('item', 'Fin')]
    """
    blocks: list[Block] = []
    starts = _line_starts(text)
    for group in _groups(text, starts):
        blocks.extend(_blocks(group))
    title = blocks[0].text if blocks and blocks[0].kind is BlockKind.HEADING else ""
    return Page(text, tuple(blocks), title, line_starts=starts, line_numbers=range(1, len(starts) + 1))


def _line_starts(text: str) -> array[int]:
    """The offset at which each line starts."""
    starts = array("q", [0])
    starts.extend(match.end() for match in _LINE_END.finditer(text))
    return starts


def _groups(text: str, starts: Sequence[int]) -> Iterator[list[Span]]:
    """Runs of lines between blank ones."""
    group: list[Span] = []
    for index, start in enumerate(starts):
        end = starts[index + 1] - 1 if index + 1 < len(starts) else len(text)
        line = text[start:end]
        if line and not line.isspace():
            group.append(Span(line, start))
        elif group:
            yield group
            group = []
    if group:
        yield group


def _blocks(lines: list[Span]) -> Iterator[Block]:
    """The blocks of one run of lines: rows, headings, items, each with the lines that continue it."""
    if len(lines) > 1 and all(_CELLS.search(line.text.strip()) or _is_rule(line) for line in lines):
        yield from _rows(lines)
        return
    begin = 0
    for index in range(1, len(lines) + 1):
        if index == len(lines) or _starts(lines, index):
            yield from _block(lines[begin:index])
            begin = index


def _starts(lines: list[Span], index: int) -> bool:
    """Whether a block starts at this line."""
    line, before = lines[index].text, lines[index - 1].text
    if BULLET.match(line) or _HASHES.match(line) or _HASHES.match(before):
        return True
    if _UNDERLINE.fullmatch(before) and index > 1:
        return True
    return index + 1 < len(lines) and bool(_UNDERLINE.fullmatch(lines[index + 1].text))


def _block(lines: list[Span]) -> Iterator[Block]:
    """One block from its lines."""
    first = lines[0]
    if len(lines) > 1 and _UNDERLINE.fullmatch(lines[-1].text):
        level = 1 if "=" in lines[-1].text else 2
        yield _cut(lines[:-1], 0, BlockKind.HEADING, level)
    elif _is_rule(first) and len(lines) == 1:
        return
    elif hashes := _HASHES.match(first.text):
        yield _cut(lines, hashes.end(), BlockKind.HEADING, len(hashes[1]))
    elif bullet := BULLET.match(first.text):
        yield _cut(lines, bullet.end(), BlockKind.ITEM)
    elif len(lines) == 1 and looks_like_heading(first.text):
        yield _cut(lines, 0, BlockKind.HEADING, 2)
    else:
        yield _cut(lines, 0, BlockKind.PARAGRAPH)


def _cut(lines: list[Span], skip: int, kind: BlockKind, level: int = 0) -> Block:
    whole = Span("\n".join(line.text for line in lines), lines[0].start)
    part = whole.cut(skip, len(whole.text))
    return Block(part.text, part.start, kind, level)


def _rows(lines: list[Span]) -> Iterator[Block]:
    """Rows of a table; the first line names the columns where it holds no digit."""
    header: tuple[str, ...] = ()
    first = lines[0]
    is_framed, indent = first.text.lstrip().startswith("|"), _tabs(first)
    for line in lines:
        if _is_rule(line):
            continue
        row = _cut([line], 0, BlockKind.ROW)
        if is_framed and row.text.startswith("|"):
            inner = row.cut(1, len(row.text.removesuffix("|")))
            row = Block(inner.text, inner.start, BlockKind.ROW)
        if line is first and not any(character.isdigit() for character in line.text):
            header = tuple(cell.text for cell in row.cells())
        else:
            blank = _tabs(line) - indent
            columns = tuple(range(blank, blank + len(row.cells()))) if blank > 0 else ()
            yield Block(row.text, row.start, BlockKind.ROW, 0, header, columns)


def _tabs(line: Span) -> int:
    """The tabs before the first word of a line: one for each cell without words."""
    return line.text[: len(line.text) - len(line.text.lstrip())].count("\t")


def _is_rule(line: Span) -> bool:
    return bool(_RULE.fullmatch(line.text))


def looks_like_heading(line: str) -> bool:
    """A short line by itself that is no sentence; a number in it may be a year, and nothing else."""
    words = line.strip()
    if len(words) > _HEADING_LENGTH or words.endswith((".", ",", ";", "…", ":", "!")):
        return False
    return not any(character.isdigit() for character in _YEAR.sub("", words, count=1))
