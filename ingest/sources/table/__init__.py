"""Tables: CSV, XLSX, JSON, GeoJSON; a record a row, with the columns that are mapped or bear the usual names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from graph.workspace import Source
from ingest.records import Record, Rejection
from ingest.sources.keys import Keys
from ingest.sources.table.columns import columns_of, quoted, record_kind
from ingest.sources.table.delimited import delimited_rows
from ingest.sources.table.features import POINT, is_geojson, located, row_of
from ingest.sources.table.fields import Fields
from ingest.sources.table.objects import object_rows
from ingest.sources.table.row import MAX_COLUMNS, Row
from ingest.sources.table.rows import record_of
from ontology.errors import DataError, Place

__all__ = ["read", "table_rows"]

_SPREADSHEETS = frozenset({".xlsx", ".xlsm"})
_OBJECTS = frozenset({".json", ".jsonl", ".ndjson"})
_UNREAD = "Map them in maillage.toml (`maillage map FILE --write` proposes how), or leave them out."


def read(path: Path, source: Source) -> Iterator[Record | Rejection]:
    """A record for each row below the header, and a rejection for each row or cell that cannot be understood.

    Raises :class:`DataError` when the file is no table, has more than :data:`MAX_COLUMNS` columns, or lacks a column
    that is mapped or needed.
    """
    rows = table_rows(path, tuple(source.map.values()), source.format)
    header = next((row for row in rows if isinstance(row, Row)), None)
    if header is None:
        raise DataError("no row can be read", Place(str(path)), "Close the quotes of its first row.")
    place = Place(str(path), header.locator)
    if len(header.cells) > MAX_COLUMNS:
        raise DataError(f"it has {len(header.cells):,} columns; {MAX_COLUMNS:,} are allowed", place, "Leave some out.")
    kind = record_kind(source, header.cells, place)
    source = located(source, kind, header.cells) if is_geojson(path, source.format) else source
    columns = columns_of(kind, source, header.cells, place)
    yield from _unmapped(header, columns, source, place)
    reading = _Reading(kind, columns, header.cells, path, source, Keys())
    for row in rows:
        yield from reading.read(row) if isinstance(row, Row) else (row,)


def table_rows(path: Path, wanted: tuple[str, ...] = (), form: str = "") -> Iterator[Row | Rejection]:
    """The header, then the rows, each with its place; of JSON, ``wanted`` are the paths that are mapped.

    A file of format ``json`` is read as such, whatever its extension. Raises :class:`DataError` when it is no table.
    """
    extension = path.suffix.lower()
    if is_geojson(path, form):
        return object_rows(path, (*wanted, *POINT) if wanted else (), row_of)
    if form == "json" or extension in _OBJECTS:
        return object_rows(path, wanted)
    if extension in _SPREADSHEETS:
        from ingest.sources.table.spreadsheet import spreadsheet_rows  # what reads workbooks takes long to import

        return spreadsheet_rows(path)
    return delimited_rows(path)


def _unmapped(header: Row, columns: dict[str, int], source: Source, place: Place) -> Iterator[Rejection]:
    """Where the columns were guessed, those that no field takes."""
    taken = set(columns.values())
    unknown = [name for index, name in enumerate(header.cells) if name and index not in taken]
    if unknown and not source.map:
        names, more = quoted(unknown, 10)
        yield Rejection(place, f"no field was found for {names}{more}", _UNREAD)


@dataclass(frozen=True, slots=True)
class _Reading:
    """What does not change from row to row."""

    kind: str
    columns: dict[str, int]
    header: list[str]
    path: Path
    source: Source
    keys: Keys

    def read(self, row: Row) -> Iterator[Record | Rejection]:
        place = Place(str(self.path), row.locator)
        width = len(self.header)
        if any(row.cells[width:]) or (len(row.cells) < width and not row.is_sparse):
            reason = f"the row has {len(row.cells)} cells, the header {width}"
            remedy = "Put quotes around a cell that holds the delimiter."
            yield Rejection(place, reason, remedy, excerpt=_begins(row))
            return
        fields = Fields(row, self.header, self.columns, str(self.path))
        record = record_of(self.kind, fields, self.source, self.keys)
        yield from fields.rejections
        if record:
            yield record
        else:
            reason = f"the row does not say which {self.kind} it is"
            yield Rejection(place, reason, "Fill its cells, or take the row out.", excerpt=_begins(row))


def _begins(row: Row) -> str:
    """The row's first cells, as people read them."""
    return " | ".join(row.cells[:20])[:200]
