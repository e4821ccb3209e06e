"""Sheets of a workbook that one source leaves out and another, of the same file, reads: those are not set aside.

Which sheets a source reads is for :mod:`ingest.sources.table.sheets`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ingest.records import Rejection
from ingest.sources.table.sheets import LEFT_OUT

__all__ = ["SetAsideOf", "without_sheets_elsewhere"]


@dataclass(frozen=True, slots=True)
class SetAsideOf:
    """What was set aside of a file that a source names."""

    path: Path
    rejections: Sequence[Rejection]


def without_sheets_elsewhere(read: Sequence[SetAsideOf]) -> list[list[Rejection]]:
    """What stays set aside of each: of sheets, those that all sources of their file leave out.

    >>> from ontology.errors import Place
    >>> one, other, third = (Rejection(Place("a.xlsx", f"sheet “{title}”"), LEFT_OUT) for title in "ABC")
    >>> read = [SetAsideOf(Path("a.xlsx"), found) for found in ([one, third], [other, third])]
    >>> [[each.place.locator for each in kept] for kept in without_sheets_elsewhere(read)]
    [['sheet “C”'], ['sheet “C”']]
    """
    sources = Counter(each.path for each in read)
    leaving = Counter((each.path, one.place) for each in read for one in each.rejections if one.reason == LEFT_OUT)
    return [
        [
            one
            for one in each.rejections
            if one.reason != LEFT_OUT or leaving[each.path, one.place] >= sources[each.path]
        ]
        for each in read
    ]
