"""Rows of a table whose columns are named: date, title, kind, place. Other rows are read as entries of a programme."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from ingest.prose.column_names import fields_of
from ingest.prose.context import Context
from ingest.prose.dates import DateMention
from ingest.prose.head_days import day_at_head
from ingest.prose.hours import read_hours, timed
from ingest.prose.lexicon import find_kinds
from ingest.prose.page import Block, BlockKind, Span
from ingest.prose.roles import organisers, performers
from ingest.prose.telling import Manner, Telling
from ingest.prose.wording import status_said
from ingest.records import ActorReference
from ontology.folding import fold

__all__ = ["read_row"]

_OF_NAMES = frozenset(("nom", "name"))
_WORD = re.compile(r"\w")


def read_row(block: Block, context: Context, manner: Manner) -> list[Telling] | None:
    """What a row with a date and a title column tells; None where its columns are not so named.

    An event needs a kind, in its own cell or in the title of the section, or a column of places or hours.
    """
    fields = fields_of(block.header)
    if block.kind is not BlockKind.ROW or "date" not in fields or "title" not in fields:
        return None
    cells = _cells(block, fields)
    if "date" not in cells or "title" not in cells:
        return []
    date, title = cells["date"], cells["title"]
    found = _dates(date, cells.get("hour"), manner, context.year)
    kind = cells["kind"].text if "kind" in cells else context.kind
    group = _group(kind) or context.theme or ("event" if _are_of_events(fields, block.header) else "")
    if len(found) != 1 or not title or group not in ("event", "publication"):
        return []
    actors, doubtful = _actors(cells)
    return [
        Telling(
            group=group,
            span=Span(block.text, block.start),
            kind=kind,
            when=None if found[0].problem else found[0].first(date.start),
            until=found[0].last(date.start) if found[0].value else None,
            title=title,
            location=cells["place"].text if "place" in cells else "",
            status=status_said(block.text),
            confidence=0.95 if kind else 0.8,
            problem=f"“{found[0].quote}”: {found[0].problem}" if found[0].problem else "",
            actors=actors,
            doubtful=doubtful,
        )
    ]


def _are_of_events(fields: Sequence[str], names: Sequence[str]) -> bool:
    """Whether columns of dates and titles, and no names, stand beside those of where or when on a day."""
    titles = {name for field, name in zip(fields, names, strict=True) if field == "title"}
    return not {"place", "hour"}.isdisjoint(fields) and not any(fold(name) in _OF_NAMES for name in titles)


def _actors(cells: Mapping[str, Span]) -> tuple[tuple[ActorReference, ...], tuple[str, ...]]:
    """Those who speak and organise by the cells, and the words of which it is doubtful whom they name."""
    speaking, doubtful = performers(cells["performer"]) if "performer" in cells else ([], "")
    holding = organisers(cells["organizer"]) if "organizer" in cells else ()
    return (*speaking, *holding), (doubtful,) if doubtful else ()


def _dates(date: Span, hour: Span | None, manner: Manner, year: str) -> list[DateMention]:
    """The dates of a cell, with the hours of another where it tells them."""
    found = manner.dates(date, year)
    if not found and (alone := day_at_head(f"{date.text} :", manner.order, year)) and alone.end == len(date.text):
        found = [alone]
    if hour is None or len(found) != 1 or not found[0].is_day or found[0].hour:
        return found
    try:
        return [timed(found[0], read_hours(hour.text))]
    except ValueError:
        return found


def _cells(block: Block, fields: Sequence[str]) -> dict[str, Span]:
    """The cells whose column has a known name; each of these ``fields`` once."""
    cells: dict[str, Span] = {}
    for column, cell in block.placed():
        field = fields[column] if column < len(fields) else ""
        if field and _WORD.search(cell.text):
            cells.setdefault(field, cell)
    return cells


def _group(kind: str) -> str:
    """The group of a kind that a cell holds and nothing else."""
    for group in ("event", "publication"):
        if any(found.word == kind for found in find_kinds(kind, group)):
            return group
    return ""
