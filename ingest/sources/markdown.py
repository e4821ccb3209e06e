"""Markdown (CommonMark with tables): a page in people's own words, with what its front matter says of it.

Its rules are those of :mod:`ingest.prose`. HTML inside is read as words, never as markup.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token

from graph.workspace import Source
from ingest.prose.flow import Flow
from ingest.prose.page import BlockKind
from ingest.records import Record, Rejection
from ingest.sources.decoding import read_text
from ingest.sources.described import described_records
from ingest.sources.front_matter import front_matter
from ingest.sources.markup_free import markup_free
from ontology.errors import DataError, Place

__all__ = ["read"]

_DEEPEST = 40
_TASK = re.compile(r"^\[[ xX]\]\s+(?=\S)")
"""The box of a task, done or not, at the head of an item (GitHub Flavored Markdown, section 5.3)."""
_NOTE = re.compile(r"\[\^[^\]\s]{1,60}\](?!:)")
"""The mark of a note: « [^1] »."""
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)


def read(path: Path, source: Source) -> Iterator[Record | Rejection]:
    """The page as a document, with the events, publications and partners it tells of.

    Raises :class:`DataError` for a file that :func:`read_text` cannot read, or that holds no words.
    """
    text = read_text(path)
    front = front_matter(text)
    if front.draft:
        reason = f"the page is not published: its front matter says “{front.draft}”"
        yield Rejection(Place(str(path), "line 1"), reason, "Take that line out once the page is published.")
        return
    flow, lost = _poured(text[front.start :], text.count("\n", 0, front.start))
    page = flow.page(language=source.language)
    if not page.blocks:
        raise DataError("the page holds no words", Place(str(path)), "Write some below its front matter.")
    yield from described_records(page, path, source, front.said)
    for line, reason in front.unread:
        yield Rejection(Place(str(path), f"line {line}"), reason, "Put texts between quotes, and close what is opened.")
    if lost:
        place = Place(str(path), f"line {lost}")
        yield Rejection(place, "lists and quotes are nested too deep to be read", "Nest them less.")


def _poured(text: str, above: int) -> tuple[Flow, int]:
    """The text as blocks, and the line from which it is nested too deep, else 0; ``above`` are the lines before it."""
    parser = MarkdownIt("commonmark", {"maxNesting": _DEEPEST}).enable("table")
    flow, line, lost = Flow(), above + 1, 0
    for token in parser.parse(text):
        line = token.map[0] + above + 1 if token.map else line
        lost = lost or (line if token.level >= _DEEPEST - 1 else 0)
        _pour(token, flow, line)
    return flow, lost


def _pour(token: Token, flow: Flow, line: int) -> None:
    if token.type in _OPENING or token.type in _CLOSING:
        _structure(token, flow)
    elif token.type == "inline":
        for part in _without_marks(token.children or ()):
            _pour_inline(part, flow, line)
    elif token.type in ("code_block", "html_block"):  # a fence holds code, which tells of no events
        flow.begin(BlockKind.PARAGRAPH)
        flow.add(markup_free(_COMMENT.sub(" ", token.content)) if token.type == "html_block" else token.content, line)
        flow.begin(BlockKind.PARAGRAPH)


def _without_marks(parts: Sequence[Token]) -> Iterator[Token]:
    """The parts of a line without the box of a task at its head, and the marks of notes."""
    before = ""
    for part in parts:
        if part.type == "text":
            content = _NOTE.sub("", part.content if before else _TASK.sub("", part.content))
            is_mark = before == "link_open" and bool(_NOTE.fullmatch(f"[{content}]"))
            yield part.copy(content="" if is_mark else content)
        else:
            yield part
        before = part.type


def _pour_inline(part: Token, flow: Flow, line: int) -> None:
    """Words, line breaks and what pictures show; the tags of HTML are no words."""
    if part.type in ("text", "code_inline"):
        flow.add(part.content, line)
    elif part.type in ("softbreak", "hardbreak"):
        flow.break_line()
    elif part.type == "em_open":
        flow.begin_title()
    elif part.type == "em_close":
        flow.end_title()
    elif part.type == "image":
        flow.add(part.content, line)


_OPENING = frozenset(
    ("heading_open", "list_item_open", "paragraph_open", "table_open", "tr_open", "th_open", "td_open")
)
_CLOSING = frozenset(("heading_close", "list_item_close", "paragraph_close", "table_close", "tr_close"))


def _structure(token: Token, flow: Flow) -> None:
    """Begin or end a block where the token does."""
    match token.type:
        case "heading_open":
            flow.begin(BlockKind.HEADING, int(token.tag[1]))
        case "list_item_open":
            flow.begin(BlockKind.ITEM)
        case "heading_close" | "list_item_close":
            flow.end_holder()
        case "paragraph_open" | "paragraph_close" if not token.hidden:
            flow.begin(BlockKind.PARAGRAPH)
        case "table_open":
            flow.begin_table(is_layout=False)
        case "table_close":
            flow.end_table()
        case "tr_open":
            flow.begin_row()
        case "tr_close":
            flow.end_row()
        case "th_open" | "td_open":
            flow.begin_cell(names_column=token.type == "th_open")
