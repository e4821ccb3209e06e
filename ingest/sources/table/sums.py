"""Which rows of a table sum others up: « Total », « Sous-total » with figures or nothing beside. Others are records."""

from __future__ import annotations

import re
from collections.abc import Mapping

from ingest.sources.table.row import Row
from ingest.sources.table.usual_names import IDENTIFIERS
from ontology.folding import fold

__all__ = ["is_sum"]

_LABELLED = {"event": ("title", "start", "issued"), "publication": ("title", "start", "issued"), "person": ("name",)}
"""The kinds whose rows may sum up, by what says so; « Total » alone in a table of organisations is the company."""
_DATED_AND_PLACED = ("start", "end", "issued", "location")
_BARE = ("latitude", "longitude", "coordinates", "language", *IDENTIFIERS)
"""The columns in which figures are more than an amount."""
_LONGEST = 24
_LABEL = re.compile(
    r"(?:(?:sous|sub|grand) )?(?:total|totaux|totals)(?: (?:general|generaux|partiel|partiels|cumule|cumules))?"
    r"|(?:grand )?somme|sum|subtotals?"
)
_AMOUNT = re.compile(
    r"[-–—]|[-+]?\d[\d\s.,’']*\s?(?:[%€$£hk]|k€|m€)?|#VALUE\?|=\s?(?:sum|somme|subtotal|sous\.total)\(.*", re.I
)
_COUNT = re.compile(r"\d[\d\s.,’']*\s[^\W\d_]+(?:\s[^\W\d_]+)?")
"""« 1 adhérent », « 12 membres actifs »: what persons are counted in, wherever it stands."""
_SMALL = re.compile(r"\d{0,3}|[-–—]")
"""What is neither date nor place in their columns: a year has four figures, a spreadsheet's day or a postcode five."""


def is_sum(kind: str, row: Row, columns: Mapping[str, int]) -> bool:
    """Whether a row is surely the sum of others: its title, or what stands for its date, is a word for a sum and
    nothing more, and all other cells are amounts or empty; no date, no place, no words stand beside. Persons may be
    counted beside: « 12 adhérents ».

    >>> columns = {"title": 0, "start": 1, "location": 2}
    >>> [is_sum("event", Row("", cells), columns) for cells in (["TOTAL :", "", "", "1 240 €"], ["Total", "2013", ""])]
    [True, False]
    """
    at = next(
        (place for field in _LABELLED.get(kind, ()) if _is_label(_cell(row, place := columns.get(field, -1)))), -1
    )
    if at < 0:
        return False
    if kind == "person":
        beside = [cell for index, cell in enumerate(row.cells) if index != at and cell]
        return bool(beside) and all(_AMOUNT.fullmatch(cell) or _COUNT.fullmatch(cell) for cell in beside)
    told = {field: _cell(row, index) for field, index in columns.items() if index != at}
    plain = all(_SMALL.fullmatch(told.get(field, "")) for field in _DATED_AND_PLACED)
    bare = not any(told.get(field) for field in _BARE)
    others = (cell for index, cell in enumerate(row.cells) if index != at and cell)
    return plain and bare and all(map(_AMOUNT.fullmatch, others))


def _cell(row: Row, index: int) -> str:
    return row.cells[index] if 0 <= index < len(row.cells) else ""


def _is_label(cell: str) -> bool:
    return 0 < len(cell) <= _LONGEST and bool(_LABEL.fullmatch(fold(cell)))
