"""The links behind the cells of a worksheet, to addresses on the web. What a link tells is for
:mod:`ingest.sources.table.fields`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from html import unescape
from zipfile import ZipFile

from openpyxl.utils import column_index_from_string

__all__ = ["Links", "links_of"]

Links = dict[int, dict[int, str]]
"""By the number of a row, the addresses behind its cells, by their columns from 0."""

_LINK = re.compile(rb"<(?:\w{1,20}:)?hyperlink\s([^<>]{1,4000})>")
_FORMULA = re.compile(
    rb'<(?:\w{1,20}:)?c\s[^<>]{0,100}?\br="([A-Z]{1,3}\d{1,7})"[^<>]{0,100}>\s*<(?:\w{1,20}:)?f(?:\s[^<>]{0,300})?>'
    rb'HYPERLINK\((?:"|&quot;)(https?://[^\s"<>]{1,2000}?)(?:"|&quot;)[,;)]'
)
_RELATION = re.compile(rb"<(?:\w{1,20}:)?Relationship\s([^<>]{1,4000})>")
_NAMED = re.compile(rb'(?:^|\s)(?:\w{1,20}:)?(\w{1,20})="([^"<>]*)"')
_CELLS = re.compile(r"([A-Z]{1,3})(\d{1,7})(?::([A-Z]{1,3})(\d{1,7}))?")
_AT_ONCE, _LONGEST = 1_000_000, 8_000
_MOST = 100_000
"""Cells with links that are kept account of, and the bytes of a part that are looked through for what links lead to."""
_MOST_BYTES = 50_000_000


def links_of(archive: ZipFile, part: str) -> Links:
    """The links behind the cells of a worksheet, ``part`` in the archive (ECMA-376, part 1, section 18.3.1.47), and
    those that formulas make (``HYPERLINK("https://…")``). Links to places in the workbook are none."""
    targets = _targets(archive, part)
    found: defaultdict[int, dict[int, str]] = defaultdict(dict)
    count = 0
    for cells, address in _named(archive, part, targets):
        for row, column in _places(cells):
            if count == _MOST:
                return found
            found[row][column] = address
            count += 1
    return found


def _named(archive: ZipFile, part: str, targets: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Cells and the address behind them, in the order of the part."""
    with archive.open(part) as file:
        rest = b""
        while read := file.read(_AT_ONCE):
            text = rest + read
            for cell, address in _FORMULA.findall(text):
                yield cell.decode(), unescape(address.decode("utf-8", "replace"))
            for (said,) in map(re.Match.groups, _LINK.finditer(text)):
                named = _attributes(said)
                if address := targets.get(named.get("id", ""), ""):
                    yield named.get("ref", ""), address
            rest = text[-_LONGEST:]


def _targets(archive: ZipFile, part: str) -> dict[str, str]:
    """By their names, the addresses on the web to which a part of the archive is related."""
    folder, _, name = part.rpartition("/")
    try:
        with archive.open(f"{folder}/_rels/{name}.rels") as file:
            text = file.read(_MOST_BYTES)
    except KeyError:
        return {}
    related = map(_attributes, _RELATION.findall(text))
    return {
        named.get("Id", ""): address
        for named in related
        if (address := named.get("Target", "").strip()).lower().startswith(("http://", "https://"))
    }


def _attributes(said: bytes) -> dict[str, str]:
    return {name.decode(): unescape(value.decode("utf-8", "replace")) for name, value in _NAMED.findall(said)}


def _places(cells: str) -> Iterator[tuple[int, int]]:
    """The rows and columns of « D2 », or of the first column of « D2:E5 »."""
    if found := _CELLS.fullmatch(cells):
        column, first, last = column_index_from_string(found[1]) - 1, int(found[2]), int(found[4] or found[2])
        yield from ((row, column) for row in range(first, min(last, first + _MOST) + 1))
