"""Rows of a CSV or TSV file of any size, whatever its delimiter. What the columns mean is not for here."""

from __future__ import annotations

import csv
import re
from collections.abc import Collection, Iterator
from itertools import chain, takewhile
from pathlib import Path

from ingest.records import Rejection
from ingest.sources.decoding import read_lines
from ingest.sources.table.heading import TITLES, is_title
from ingest.sources.table.row import Row
from ontology.errors import DataError, Place

__all__ = ["delimited_rows", "sniff"]

_SAMPLE = 65_536
_SAMPLED_ROWS = 20
_ANNOUNCED = re.compile(r"sep=(.)[ \t]*$", re.IGNORECASE)


def delimited_rows(path: Path, mapped: Collection[str] = ()) -> Iterator[Row | Rejection]:
    """The rows that are not blank, each with the line where it begins; ``mapped`` are names of columns.

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
    reader = csv.reader(chain(sample, lines), delimiter=delimiter or sniff(text, mapped), strict=True)
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


def sniff(text: str, mapped: Collection[str] = ()) -> str:
    """The delimiter that parts the first rows most evenly: comma, semicolon, tab or bar; comma for a single column.

    Titles above the header, which hold no delimiter, count for less; names of columns that are ``mapped`` are none.

    >>> sniff("Titre;Date\\n\\"RSE, où en est-on ?\\";2013\\n")
    ';'
    """
    return max(",;\t|", key=lambda delimiter: _evenness(text[:_SAMPLE], delimiter, mapped))


def _evenness(sample: str, delimiter: str, mapped: Collection[str]) -> tuple[int, float, int]:
    """How well a delimiter parts the rows: whether the first is like most, how many are like the header, its width."""
    rows: list[list[str]] = []
    try:
        for row in csv.reader(_lines(sample), delimiter=delimiter):
            if row:
                rows.append(row)
            if len(rows) > _SAMPLED_ROWS:
                break
    except csv.Error:
        pass
    above = takewhile(lambda row: len(row) == 1 and is_title(row[0].strip(), mapped), rows[:TITLES])
    width = next((len(row) for row in rows[sum(1 for _ in above) :]), 0)
    even = sum(len(row) == width for row in rows) / max(1, len(rows))
    is_usual = len(rows[0]) == width and even > 1 / 2 if rows else False
    return (1 + is_usual) * (width > 1), even, width
