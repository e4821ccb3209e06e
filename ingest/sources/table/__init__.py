"""Tables: CSV, XLSX, JSON, GeoJSON; a record a row, with the columns that are mapped or bear the usual names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from pathlib import Path

from graph.workspace import Source
from ingest.records import Record, Rejection
from ingest.sources.pieces import Pieces, whole
from ingest.sources.runs import Mark, Piece, Run
from ingest.sources.table.banners import is_banner
from ingest.sources.table.cells import Cells
from ingest.sources.table.columns import columns_of, quoted, record_kind
from ingest.sources.table.delimited import delimited_rows
from ingest.sources.table.features import POINT, is_geojson, located, row_of
from ingest.sources.table.fields import Fields
from ingest.sources.table.heading import is_repeated
from ingest.sources.table.objects import Objects
from ingest.sources.table.orders import orders_of
from ingest.sources.table.row import Row, Table, header_of
from ingest.sources.table.rows import record_of
from ingest.sources.table.sums import is_sum
from ingest.sources.table.widths import fits, usual_width
from ontology.errors import Place

__all__ = ["opened", "pieces", "read"]

_SPREADSHEETS = frozenset({".xlsx", ".xlsm"})
_OBJECTS = frozenset({".json", ".jsonl", ".ndjson"})
_UNREAD = "Map them in maillage.toml (`maillage map FILE --write` proposes how), or leave them out."
_SHORT = "Add the delimiters of the empty cells at its end; put quotes around a cell that holds a line end."
_LONG = "Put quotes around a cell that holds the delimiter; take out delimiters that end the row for nothing."

_SUMMED = "Take it out; where it is a true title, give it a date, a place or words beside."


def read(path: Path, source: Source) -> Iterator[Record | Rejection]:
    """A record for each row below the header, and a rejection for each row or cell that cannot be understood.

    Raises :class:`DataError` when the file is no table, has too many columns, or lacks one that is mapped or needed.
    """
    yield from whole(pieces(path, source))


def pieces(path: Path, source: Source) -> Pieces:
    """The file opened, to be read row by row; raises what :func:`read` does."""
    table = opened(path, tuple(source.map.values()), source.format)
    header = header_of(table, path)
    place = Place(str(path), header.locator)
    kind = record_kind(source, header.cells, place)
    source = located(source, kind, header.cells) if is_geojson(path, source.format) else source
    columns = columns_of(kind, source, header.cells, place)
    aside = _unmapped(header, columns, source, place)
    orders, usual = orders_of(table, path, columns), usual_width(table, header)
    return _Reading(table, kind, columns, header.cells, path, source, orders, usual, aside)


def opened(path: Path, wanted: tuple[str, ...] = (), form: str = "") -> Table:
    """The table, with its header; ``wanted`` are the columns that are mapped, of JSON the paths.

    A file of format ``json`` is read as such, whatever its extension. Raises :class:`DataError` when it is no table.
    """
    extension = path.suffix.lower()
    if is_geojson(path, form):
        return Objects(path, (*wanted, *POINT) if wanted else (), row_of)
    if form == "json" or extension in _OBJECTS:
        return Objects(path, wanted)
    if extension in _SPREADSHEETS:
        from ingest.sources.table.spreadsheet import spreadsheet_rows  # what reads workbooks takes long to import

        return Cells(lambda: spreadsheet_rows(path, wanted), wanted)
    return Cells(lambda: delimited_rows(path, wanted), wanted)


def _unmapped(header: Row, columns: dict[str, int], source: Source, place: Place) -> tuple[Rejection, ...]:
    """Where the columns were guessed, those that no field takes, and names that several have."""
    taken = set(columns.values())
    if source.map:
        return ()
    repeated = [name for name in dict.fromkeys(header.cells[index] for index in taken) if header.cells.count(name) > 1]
    unknown = [name for index, name in enumerate(header.cells) if name and index not in taken and name not in repeated]
    told = []
    if repeated:
        names, more = quoted(repeated, 10)
        reason = f"several columns have the same name: {names}{more}; the first of each is read"
        told.append(Rejection(place, reason, "Give each its own name."))
    if unknown:
        names, more = quoted(unknown, 10)
        told.append(Rejection(place, f"no field was found for {names}{more}", _UNREAD))
    return tuple(told)


@dataclass(frozen=True, slots=True)
class _Reading:
    """The table, and what does not change from row to row."""

    table: Table
    kind: str
    columns: dict[str, int]
    header: list[str]
    path: Path
    source: Source
    orders: dict[str, str]
    usual: int
    beginning: tuple[Rejection, ...]

    @property
    def context(self) -> str:
        """The file, the columns, the orders of their dates, the cells of a row, the entry of ``maillage.toml``."""
        return repr((str(self.path), self.kind, self.header, self.columns, self.orders, self.usual, self.source))

    def pieces(self) -> Iterator[Piece | Rejection]:
        """The rows below the header as they stand in the file."""
        return self.table.pieces()

    def runs(self, known: Mapping[int, Mark], only: Set[int] | None = None) -> Iterator[Run]:
        """The same in runs."""
        return self.table.runs(known, only)

    def understood(self, piece: Piece) -> Iterator[Record | Rejection]:
        """The record of a row, and what cannot be understood of it."""
        row = self.table.row(piece)
        if isinstance(row, Rejection):
            yield row
            return
        width = len(self.header)
        if not fits(row, width, self.usual, self.columns):
            reason = f"the row has {len(row.cells)} cells, the header {width}"
            remedy = _SHORT if len(row.cells) < width else _LONG
            yield Rejection(Place(str(self.path), row.locator), reason, remedy, excerpt=_begins(row))
            return
        if is_repeated(self.header, row):
            return
        if is_sum(self.kind, row, self.columns):
            place = Place(str(self.path), row.locator)
            yield Rejection(place, "the row is a sum of others", _SUMMED, excerpt=_begins(row))
            return
        if is_banner(self.kind, row):
            place = Place(str(self.path), row.locator)
            yield Rejection(place, "the row is a heading of those below", _SUMMED, excerpt=_begins(row))
            return
        fields = Fields(row, self.header, self.columns, str(self.path), self.orders)
        record = record_of(self.kind, fields, self.source)
        yield from fields.rejections
        if record:
            yield record
        else:
            reason = f"the row does not say which {self.kind} it is"
            remedy = "Fill its cells, or take the row out."
            yield Rejection(fields.place, reason, remedy, excerpt=_begins(row))


def _begins(row: Row) -> str:
    """The row's first cells, as people read them."""
    return " | ".join(row.cells[:20])[:200]
