"""Cells of a worksheet whose formula has no value: the program that wrote them did not work them out.

What is said of them is for :mod:`ingest.sources.table.fields`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from zipfile import ZipFile

from openpyxl.utils import column_index_from_string

__all__ = ["NO_VALUE", "valueless"]

NO_VALUE = "#VALUE?"
"""What such a cell says, beside the errors that a spreadsheet has of its own."""

_VALUELESS = re.compile(
    rb"<(?:\w{1,20}:)?c\s(?P<said>[^<>]{1,200})>\s*<(?:\w{1,20}:)?f(?:\s[^<>]{0,300})?(?:/>|>[^<]{0,33000}</(?:\w{1,20}:)?f>)\s*"
    rb"(?:<(?:\w{1,20}:)?v\s*/>|<(?:\w{1,20}:)?v>\s*</(?:\w{1,20}:)?v>)?\s*</(?:\w{1,20}:)?c>"
)
_PLACE = re.compile(rb'\br="([A-Z]{1,3})(\d{1,7})"')
_TEXT = re.compile(rb'\bt="(?:str|inlineStr|s)"')
"""A formula may well give a text without characters."""
_AT_ONCE, _LONGEST = 1_000_000, 34_000
_MOST = 100_000


def valueless(archive: ZipFile, part: str) -> dict[int, list[int]]:
    """By the number of a row, the columns, from 0, of the formulas without a value; ``part`` is the worksheet's name in
    the archive (ECMA-376, part 1, section 18.3.1.40)."""
    found: set[tuple[int, int]] = set()
    with archive.open(part) as file:
        rest = b""
        while len(found) < _MOST and (read := file.read(_AT_ONCE)):
            text = rest + read
            for cell in _VALUELESS.finditer(text):
                place = _PLACE.search(cell["said"])
                if place and not _TEXT.search(cell["said"]):
                    found.add((int(place[2]), column_index_from_string(place[1].decode()) - 1))
            rest = text[-_LONGEST:]
    columns: defaultdict[int, list[int]] = defaultdict(list)
    for row, column in sorted(found):
        columns[row].append(column)
    return columns
