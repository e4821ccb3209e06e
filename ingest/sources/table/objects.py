"""JSON objects as rows of a table: each path to a value (``author.name``) is a column, a list a cell of several lines.

What the columns mean is not for here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Set
from itertools import islice
from pathlib import Path

import msgspec

from ingest.records import Rejection
from ingest.sources.json_pieces import excerpt, json_pieces, json_runs
from ingest.sources.runs import Mark, Piece, Run
from ingest.sources.table.named_members import names_a_person, whole_name
from ingest.sources.table.row import MAX_COLUMNS, Row
from ontology.decoding import UNDECODABLE
from ontology.errors import DataError, Place

__all__ = ["Item", "Json", "Objects"]

_SAMPLED = 200
_DEEPEST = 12
_REMEDY = "Mend it, or take it out of the file."

Json = dict[str, "Json"] | list["Json"] | str | int | float | bool | None
Item = dict[str, Json]


class Objects:
    """A table whose rows are objects: its columns are the paths of the first 200, and the ``wanted`` ones among them.

    ``within`` gives the object that is the row, from the one in the file, or the reason why there is none. Raises
    :class:`DataError` when the file cannot be read, holds no object, or has more than :data:`MAX_COLUMNS` paths.
    """

    def __init__(
        self, path: Path, wanted: tuple[str, ...] = (), within: Callable[[Item], Item | str] = lambda item: item
    ) -> None:
        self._path = path
        self._within = within
        self._decoder = msgspec.json.Decoder()
        sample = [self._object(piece) for piece in islice(json_pieces(path), _SAMPLED)]
        paths = dict.fromkeys(name for item in sample if isinstance(item, dict) for name in _paths(item, path))
        if not paths:
            first = next((item for item in sample if isinstance(item, Rejection)), None)
            said = f": {first.reason}" if first else ""
            raise DataError(f"no object can be read in it{said}", Place(str(path)), "A row is an object, { … }.")
        header = (
            [name for name in dict.fromkeys(wanted) if name in paths] if all(name in paths for name in wanted) else []
        )
        self._columns = header or list(paths)
        self.header = Row("", self._columns, is_sparse=True)

    def pieces(self) -> Iterator[Piece]:
        """Every object as it is written."""
        return json_pieces(self._path)

    def runs(self, known: Mapping[int, Mark], only: Set[int] | None = None) -> Iterator[Run]:
        """The same in runs."""
        return json_runs(self._path, known, only)

    def row(self, piece: Piece) -> Row | Rejection:
        """The values at the paths; what is no object is rejected with its place."""
        item = self._object(piece)
        if isinstance(item, Rejection):
            return item
        return Row(piece[0], [_cell(item, name) for name in self._columns], is_sparse=True)

    def _object(self, piece: Piece) -> Item | Rejection:
        locator, content = piece
        try:
            item = self._decoder.decode(content)
        except UNDECODABLE as error:
            reason = f"this is not JSON ({error})"
        else:
            row = self._within(item) if isinstance(item, dict) else "this is a value, not an object with names"
            if isinstance(row, dict):
                return row
            reason = row
        return Rejection(Place(str(self._path), locator), reason, _REMEDY, excerpt=excerpt(content))


def _paths(item: Json, path: Path) -> list[str]:
    found = list(islice(dict.fromkeys(_walk(item, "", 0)), MAX_COLUMNS + 1))
    if len(found) > MAX_COLUMNS:
        reason = f"one object has more than {MAX_COLUMNS:,} values"
        raise DataError(reason, Place(str(path)), "Name the ones that matter in the map of maillage.toml.")
    return found


def _walk(item: Json, prefix: str, depth: int) -> Iterator[str]:
    """The paths to all plain values, and to the objects that say a person's name in two members."""
    if depth > _DEEPEST:
        return
    if isinstance(item, dict):
        if prefix and names_a_person(item):
            yield prefix
        for name, value in item.items():
            yield from _walk(value, f"{prefix}.{name}" if prefix else name, depth + 1)
    elif isinstance(item, list):
        for value in item:
            yield from _walk(value, prefix, depth + 1)
    elif prefix:
        yield prefix


def _cell(item: Item, path: str) -> str:
    """The texts at that path, a line each."""
    value = item.get(path)
    if isinstance(value, str):  # as most are
        return value.strip()
    if isinstance(value, list) and all(isinstance(each, str) for each in value):
        return "\n".join(text for each in value if isinstance(each, str) and (text := each.strip()))
    return "\n".join(_texts(item, path))


def _texts(item: Json, path: str) -> Iterator[str]:
    """The texts at that path: those of every item of the lists on the way."""
    if isinstance(item, list):
        for value in item:
            yield from _texts(value, path)
    elif not path:
        yield from _text(item)
    elif isinstance(item, dict):
        if path in item:
            yield from _texts(item[path], "")
            return
        name, _, rest = path.partition(".")
        while rest:
            if name in item:
                yield from _texts(item[name], rest)
                return
            more, _, rest = rest.partition(".")
            name = f"{name}.{more}"


def _text(value: Json) -> Iterator[str]:
    """A plain value, or the name that an object says, as a cell; of several in a list, each on a line of its own."""
    if isinstance(value, bool):
        yield "true" if value else "false"
    elif isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        yield str(int(value))
    elif isinstance(value, str):
        if text := value.strip():
            yield text
    elif isinstance(value, dict):
        if names_a_person(value) and (name := whole_name(value)):
            yield name
    elif value is not None:
        yield str(value)
