"""Which words of a web page are its main text, by trafilatura: menus, banners and links to other pages are around it.

The blocks of a page, and what they tell of, are those of :mod:`ingest.prose.markup` and stay as they are: what is
around the main text may name an event, but says nothing of what the page is about.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from trafilatura import bare_extraction

from ingest.prose.page import Block, BlockKind, Page

__all__ = ["with_main_text"]

logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # a page of which it can make nothing is no fault

_LONGEST = 2_000_000
"""The longest page that is looked at, in characters; a longer one is main text as a whole."""
_LEAST = 250
"""With fewer characters than this, too little was found to tell the main text from the rest."""
_SENTENCE = 5
"""Words of a block that may be part of a line; a shorter one is a line, or is not there."""
_WORD = re.compile(r"\w+")


def with_main_text(page: Page, markup: str) -> Page:
    """The page with the blocks that are around its main text told apart; none where the markup leaves doubt."""
    if len(markup) > _LONGEST:
        return page
    found = bare_extraction(markup, include_comments=False, include_tables=True, favor_recall=True)
    text = getattr(found, "text", None) or ""
    if len(text) < _LEAST:
        return page
    main = _Main(text)
    inside = {block.start for block in _with_headings(page.blocks, main)}
    inside |= {block.start for block in page.blocks if block.text == page.title}
    return replace(page, around=frozenset(block.start for block in page.blocks if block.start not in inside))


class _Main:
    """The main text, as lines of words."""

    def __init__(self, text: str) -> None:
        lines = [_words(line) for line in text.splitlines()]
        self.lines = frozenset(lines)
        self.whole = f" {' '.join(lines)} "

    def holds(self, block: Block) -> bool:
        """Whether most lines of a block are in it."""
        lines = [line for line in map(_words, block.text.splitlines()) if line]
        return 2 * sum(self._has(line) for line in lines) > len(lines)

    def _has(self, line: str) -> bool:
        return line in self.lines or (line.count(" ") >= _SENTENCE - 1 and f" {line} " in self.whole)


def _with_headings(blocks: Iterable[Block], main: _Main) -> Iterator[Block]:
    """The blocks in the main text, and the headings right above them that it left out."""
    above: list[Block] = []
    for block in blocks:
        if main.holds(block):
            yield from above
            yield block
            above = []
        else:
            above = [*above, block] if block.kind is BlockKind.HEADING else []


def _words(text: str) -> str:
    return " ".join(_WORD.findall(text.casefold()))
