"""JSON objects as rows of a table: each path to a value (``author.name``) is a column, a list a cell of several lines.

What the columns mean is not for here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import chain, islice
from pathlib import Path

import msgspec

from ingest.records import Rejection
from ingest.sources.json_pieces import FAULTS, excerpt, json_pieces
from ingest.sources.table.row import MAX_COLUMNS, Row
from ontology.errors import DataError, Place

__all__ = ["Item", "Json", "object_rows"]

_SAMPLED = 200
_DEEPEST = 12
_REMEDY = "Mend it, or take it out of the file."

Json = dict[str, "Json"] | list["Json"] | str | int | float | bool | None
Item = dict[str, Json]


def object_rows(
    path: Path, wanted: tuple[str, ...] = (), within: Callable[[Item], Item | str] = lambda item: item
) -> Iterator[Row | Rejection]:
    """A header of paths, then a row for each object; what is no object is rejected with its place.

    ``within`` gives the object that is the row, from the one in the file, or the reason why there is none.

    The paths are those of the first 200 objects, and the ``wanted`` ones that they have. Raises :class:`DataError` when
    the file cannot be read, holds no object, or has more than :data:`MAX_COLUMNS` paths.
    """
    objects = _objects(path, within)
    sample = list(islice(objects, _SAMPLED))
    paths = dict.fromkeys(name for item in sample if isinstance(item, tuple) for name in _paths(item[1], path))
    if not paths:
        first = next((item for item in sample if isinstance(item, Rejection)), None)
        said = f": {first.reason}" if first else ""
        raise DataError(f"no object can be read in it{said}", Place(str(path)), "A row is an object, { … }.")
    header = [name for name in wanted if name in paths] if all(name in paths for name in wanted) else []
    header = header or list(paths)
    yield Row("", header, is_sparse=True)
    for item in chain(sample, objects):
        if isinstance(item, Rejection):
            yield item
        else:
            yield Row(item[0], [_cell(item[1], name) for name in header], is_sparse=True)


def _objects(path: Path, within: Callable[[Item], Item | str]) -> Iterator[tuple[str, Item] | Rejection]:
    decoder = msgspec.json.Decoder()
    for locator, content in json_pieces(path):
        try:
            item = decoder.decode(content)
        except FAULTS as error:
            yield Rejection(Place(str(path), locator), f"this is not JSON ({error})", _REMEDY, excerpt=excerpt(content))
            continue
        row = within(item) if isinstance(item, dict) else "this is a value, not an object with names"
        if isinstance(row, dict):
            yield locator, row
        else:
            yield Rejection(Place(str(path), locator), row, _REMEDY, excerpt=excerpt(content))


def _paths(item: Json, path: Path) -> list[str]:
    found = list(islice(dict.fromkeys(_walk(item, "", 0)), MAX_COLUMNS + 1))
    if len(found) > MAX_COLUMNS:
        reason = f"one object has more than {MAX_COLUMNS:,} values"
        raise DataError(reason, Place(str(path)), "Name the ones that matter in the map of maillage.toml.")
    return found


def _walk(item: Json, prefix: str, depth: int) -> Iterator[str]:
    """The paths to all plain values."""
    if depth > _DEEPEST:
        return
    if isinstance(item, dict):
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
    """A plain value as a cell; of several in a list, each on a line of its own."""
    if isinstance(value, bool):
        yield "true" if value else "false"
    elif isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        yield str(int(value))
    elif isinstance(value, str):
        if text := value.strip():
            yield text
    elif value is not None and not isinstance(value, dict):
        yield str(value)
