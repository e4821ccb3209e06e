"""Word documents (DOCX): a page in people's own words, with the authors and dates that the document bears.

Read from its XML part by part, without opening anything it links to. Its rules are those of :mod:`ingest.prose`.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO
from unicodedata import normalize
from zipfile import BadZipFile, ZipFile

from lxml import etree

from graph.workspace import Source
from ingest.prose.flow import Flow
from ingest.prose.grid import span_of
from ingest.prose.page import BlockKind
from ingest.records import Record, Rejection
from ingest.sources.accounts import is_preset, names_author
from ingest.sources.archives import check_archive
from ingest.sources.described import Description, described_records
from ingest.sources.xml_elements import local_name, words
from ontology.errors import DataError, Place

__all__ = ["read"]

_BODY, _STYLES, _CORE = "word/document.xml", "word/styles.xml", "docProps/core.xml"
_NOTES = ("word/footnotes.xml", "word/endnotes.xml")
"""What is read behind the body."""
_REMEDY = "Open it in a word processor and save it as DOCX again."
_FAULTS = (BadZipFile, zlib.error, etree.XMLSyntaxError, EOFError, OSError, NotImplementedError, KeyError)
_HEADING = re.compile(r"(?:heading|titre|title)\s*([1-6])?", re.IGNORECASE)
_KEYWORDS = re.compile(r"\s*[;,]\s*")
_SIGNS = {"tab": " ", "ptab": " ", "noBreakHyphen": "-", "softHyphen": ""}
"""The elements that stand for a sign or, for a hyphen seen only where a line ends, for none (ECMA-376, 17.3.3)."""
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SAYING = tuple(f"{_W}{name}" for name in ("t", "br", "cr", "sym", *_SIGNS))


def read(path: Path, source: Source) -> Iterator[Record | Rejection]:
    """The document as a page, with the events, publications and partners it tells of.

    Raises :class:`DataError` for what is no DOCX, is damaged, holds no words, or is too large to be opened safely.
    """
    place = Place(str(path))
    parts = check_archive(path, "a DOCX document", _REMEDY)
    if _BODY not in parts:
        raise DataError("this is not a DOCX document", place, _REMEDY)
    try:
        with ZipFile(path) as archive:
            description = _description(archive) if _CORE in parts else Description()
            levels = _levels(archive) if _STYLES in parts else {}
            flow = Flow()
            for part in (_BODY, *(note for note in _NOTES if note in parts)):
                with archive.open(part) as body:
                    _pour(body, levels, flow)
    except _FAULTS as error:
        if isinstance(error, etree.XMLSyntaxError) and "entity" in str(error).lower():
            raise DataError("the file uses entities of its own, which are refused", place, _REMEDY) from error
        raise DataError(f"the document is damaged ({type(error).__name__})", place, _REMEDY) from error
    page = flow.page()
    if not page.blocks:
        raise DataError("the document holds no words", place, "Check that it is not made of pictures alone.")
    yield from described_records(page, path, source, description)


def _tree(archive: ZipFile, part: str) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    with archive.open(part) as file:
        return etree.parse(file, parser).getroot()


def _description(archive: ZipFile) -> Description:
    """The core properties (ECMA-376 part 2, section 11)."""
    core = _tree(archive, _CORE)
    said = {local_name(each): words(each) for each in core if isinstance(each.tag, str)}
    said = {name: written for name, written in said.items() if not is_preset(written)}
    return Description(
        title=said.get("title", ""),
        language=said.get("language", "")[:2].lower(),
        authors=tuple(part.strip() for part in said.get("creator", "").split(";") if names_author(part)),
        keywords=tuple(part for part in _KEYWORDS.split(said.get("keywords", "")) if part),
        made=said.get("created", ""),
        modified=said.get("modified", ""),
    )


def _levels(archive: ZipFile) -> dict[str, int]:
    """The rank of each style that is a heading's: by its outline level, else by its name."""
    found = {}
    for style in _tree(archive, _STYLES).iter(f"{_W}style"):
        outline, name = _value(style.find(f".//{_W}outlineLvl")), style.find(f"{_W}name")
        named = _HEADING.fullmatch(_value(name))
        level = _rank(outline) if outline.isdecimal() else int(named[1] or 1) if named else 0
        if level:
            found[style.get(f"{_W}styleId", "")] = level
    return found


def _rank(outline: str) -> int:
    """The rank of a heading of that outline level, from 1 to 6; 0 where it is none (ECMA-376, part 1, 17.3.1.20)."""
    return int(outline) + 1 if outline in tuple("012345") else 0


def _value(element: etree._Element | None) -> str:
    return (element.get(f"{_W}val") or "") if element is not None else ""


def _pour(body: IO[bytes], levels: dict[str, int], flow: Flow) -> None:
    """Pour the words of a part as blocks, read element by element."""
    pouring = _Pouring(levels, flow)
    parsing = etree.iterparse(
        body, events=("start", "end"), resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    for event, element in parsing:
        if not isinstance(element.tag, str):
            continue
        if event == "start":
            pouring.open(local_name(element))
        else:
            pouring.close(local_name(element), element)


class _Pouring:
    """The state between one element and the next."""

    UNSAID = frozenset(("del", "moveFrom", "instrText", "delText", "Fallback"))
    """What the reader of the page does not see: deleted words, field codes, second forms of what stands beside."""

    def __init__(self, levels: dict[str, int], flow: Flow) -> None:
        self.flow = flow
        self.levels = levels
        self.unsaid = 0
        self.names_columns = False
        self.cell_awaits = False
        """Whether a cell has begun whose properties are not known yet."""

    def open(self, tag: str) -> None:
        self.unsaid += tag in self.UNSAID
        if tag == "tbl":
            self.flow.begin_table(is_layout=False)
        elif tag == "tr":
            self.names_columns = False
            self.flow.begin_row()
        elif tag == "tblHeader":
            self.names_columns = True
        elif tag == "tc":
            self.cell_awaits = True
        elif tag == "p":
            self.begin_cell()

    def begin_cell(self, columns: int = 1, *, is_rest: bool = False) -> None:
        """Begin the cell that awaits it, if one does; it is but the rest of the one above where it is merged so."""
        if self.cell_awaits and is_rest:
            self.flow.carry_on(columns)
        elif self.cell_awaits:
            self.flow.begin_cell(names_column=self.names_columns, columns=columns)
        self.cell_awaits = False

    def close(self, tag: str, element: etree._Element) -> None:
        if tag in self.UNSAID:
            self.unsaid -= 1
            element.clear()
        elif tag == "p":
            if not self.unsaid:
                self.take(element)
            element.clear()
        elif tag == "tcPr":
            width, merged = element.find(f"{_W}gridSpan"), element.find(f"{_W}vMerge")
            self.begin_cell(span_of(_value(width)), is_rest=merged is not None and _value(merged) in ("", "continue"))
        elif tag == "tr":
            self.flow.end_row()
        elif tag == "tbl":
            self.flow.end_table()
            element.clear()

    def take(self, paragraph: etree._Element) -> None:
        """Take a paragraph, whose properties and words are known by now."""
        kind, level = _kind(paragraph, self.levels)
        self.flow.begin(kind, level)
        for part in paragraph.iter(*_SAYING):
            if _is_hidden(part.getparent()):
                continue
            tag = local_name(part)
            if tag == "t":
                self.flow.add(normalize("NFC", "".join(map(str, part.itertext()))), 0)
            elif tag in _SIGNS:
                self.flow.add(_SIGNS[tag], 0)
            elif tag == "sym":
                self.flow.add(_symbol(part), 0)
            else:
                self.flow.break_line()
        if kind is BlockKind.PARAGRAPH:
            self.flow.begin(kind)
        else:
            self.flow.end_holder()


def _is_hidden(run: etree._Element | None) -> bool:
    """Whether a run of text is not shown (ECMA-376, part 1, 17.3.2.41)."""
    properties = run.find(f"{_W}rPr") if run is not None else None
    vanished = properties.find(f"{_W}vanish") if properties is not None else None
    return vanished is not None and _value(vanished) not in ("0", "false", "off")


def _symbol(element: etree._Element) -> str:
    """The character of a symbol; a space where only its font knows which it is (ECMA-376, part 1, 17.3.3.30)."""
    written = element.get(f"{_W}char") or ""
    number = int(written, 16) if re.fullmatch("[0-9A-Fa-f]{1,5}", written) else 0
    return chr(number) if 0x20 <= number < 0xD800 or 0xF900 <= number < 0x110000 else " "


def _kind(paragraph: etree._Element, levels: dict[str, int]) -> tuple[BlockKind, int]:
    properties = paragraph.find(f"{_W}pPr")
    if properties is None:
        return BlockKind.PARAGRAPH, 0
    level = levels.get(_value(properties.find(f"{_W}pStyle")), 0)
    level = _rank(_value(properties.find(f"{_W}outlineLvl"))) or level
    if level:
        return BlockKind.HEADING, level
    return (BlockKind.ITEM, 0) if properties.find(f"{_W}numPr") is not None else (BlockKind.PARAGRAPH, 0)
