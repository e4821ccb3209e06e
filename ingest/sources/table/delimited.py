"""Rows of a CSV or TSV file of any size, whatever its delimiter. What the columns mean is not for here."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from ingest.records import Rejection
from ingest.sources.decoding import read_lines
from ingest.sources.table.row import Row
from ontology.errors import DataError, Place

__all__ = ["delimited_rows", "sniff"]

_SAMPLE = 65_536
_SAMPLED_ROWS = 20
_ANNOUNCED = re.compile(r"sep=(.)[ \t]*$", re.IGNORECASE)


def delimited_rows(path: Path) -> Iterator[Row | Rejection]:
    """The rows that are not blank, each with the line where it begins.

    A row whose quotes do not fit is rejected; the reading goes on behind it. Raises :class:`DataError` when the file
    cannot be read.
    """
    lines = read_lines(path)
    sample = _beginning(lines)
    first = 1
    delimiter = "\t" if path.suffix.lower() == ".tsv" else ""
    if announced := _ANNOUNCED.match(sample[0]):
        sample, delimiter, first = sample[1:], announced[1], 2
    text = "".join(sample)
    if not text.strip() and len(text) <= _SAMPLE:
        raise DataError("the file is empty", Place(str(path)), "Take it out of the sources, or fill it.")
    reader = csv.reader(chain(sample, lines), delimiter=delimiter or sniff(text), strict=True)
    while True:
        line = first + reader.line_num
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            last = first + reader.line_num - 1
            place = Place(str(path), f"line {line}" if last <= line else f"lines {line} to {last}")
            yield Rejection(
                place, f"the row cannot be parted into cells: {error}", "Close its quotes, and double those inside."
            )
            continue
        if any(cell.strip() for cell in cells):
            yield Row(f"line {line}", [cell.strip() for cell in cells])


def _beginning(lines: Iterator[str]) -> list[str]:
    """The first lines, as many as tell the delimiter."""
    taken: list[str] = []
    length = 0
    for line in lines:
        taken.append(line)
        length += len(line)
        if length > _SAMPLE:
            break
    return taken


def _lines(text: str) -> Iterator[str]:
    """The lines with their ends, found as they are asked for."""
    start = 0
    while start < len(text):
        end = text.find("\n", start) + 1 or len(text)
        yield text[start:end]
        start = end


def sniff(text: str) -> str:
    """The delimiter that parts the first rows most evenly: comma, semicolon, tab or bar; comma for a single column.

    >>> sniff("Titre;Date\\n\\"RSE, où en est-on ?\\";2013\\n")
    ';'
    """
    return max(",;\t|", key=lambda delimiter: _evenness(text[:_SAMPLE], delimiter))


def _evenness(sample: str, delimiter: str) -> tuple[bool, float, int]:
    rows: list[list[str]] = []
    try:
        for row in csv.reader(_lines(sample), delimiter=delimiter):
            if row:
                rows.append(row)
            if len(rows) > _SAMPLED_ROWS:
                break
    except csv.Error:
        pass
    width = len(rows[0]) if rows else 0
    even = sum(len(row) == width for row in rows) / max(1, len(rows))
    return width > 1, even, width
