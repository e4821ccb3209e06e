"""Which rows of a table head those below: « Année 2025 », « Mars 2025 », with nothing beside. Others are records."""

from __future__ import annotations

import re

from ingest.prose.date_forms import month_number
from ingest.sources.table.row import Row
from ontology.folding import fold

__all__ = ["is_banner"]

_HEADED = ("event", "publication")
_LONGEST = 30
_YEARS = r"(?:19|20)\d\d(?: (?:(?:19|20)?\d\d))?"
_BANNER = re.compile(
    rf"(?:annees?|saison|exercice|years?|season) {_YEARS}"
    rf"|(?:1er|premier|2e|2nd|second|deuxieme|3e|4e|[1-4]) ?(?:semestre|trimestre)(?: {_YEARS})?"
    rf"|(?:printemps|ete|automne|hiver|rentree|spring|summer|autumn|winter) {_YEARS}"
    rf"|(?P<month>[a-z]{{3,9}})(?: (?:19|20)\d\d)?|{_YEARS}"
)


def is_banner(kind: str, row: Row) -> bool:
    """Whether a row of events or publications is surely a heading: one cell of it is filled, and names but a period.

    A year or a month alone may be the title of a publication.

    >>> [is_banner("event", Row("", [text, "", ""])) for text in ("Année 2025", "MARS", "2024/2025", "Forum 2025")]
    [True, True, True, False]
    """
    filled = [cell for cell in row.cells if cell]
    if kind not in _HEADED or len(filled) != 1 or len(filled[0]) > _LONGEST:
        return False
    words = fold(filled[0])
    found = _BANNER.fullmatch(words)
    if not found or (kind != "event" and (" " not in words)):
        return False
    return not found["month"] or month_number(found["month"]) > 0
