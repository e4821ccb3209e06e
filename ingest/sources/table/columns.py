"""Which column of a table holds which field of a record: by the mapping of the workspace, else by the usual names.

The names are in :mod:`ingest.sources.table.usual_names`.
"""

from __future__ import annotations

import difflib
from collections.abc import Sequence, Set

from graph.workspace import Source
from ingest.sources.table.usual_names import KINDS, REQUIRED, TELLING, names_of
from ontology.errors import DataError, Place
from ontology.folding import fold
from ontology.nearest import did_you_mean

__all__ = ["columns_of", "has_two_sides", "quoted", "record_kind"]

_SIDES = (frozenset({"partenaire", "partner"}), frozenset({"avec", "with"}))
"""Names of the columns of which a table of partnerships has one each."""
_NUMBERED = (
    frozenset({"partenaire 1", "partner 1", "partenaire a", "partner a"}),
    frozenset({"partenaire 2", "partner 2", "partenaire b", "partner b"}),
)
"""The same, but a table of events may have them too: beside a title."""

_TITLE = frozenset("titre title intitule evenement event".split())

_LISTED = 8
"""Columns that a message names: enough to know the table again."""


def record_kind(source: Source, header: Sequence[str], place: Place) -> str:
    """What the rows are: what the workspace says, else what its mapping or the columns suggest.

    Raises :class:`DataError` for a kind of record that does not exist, or when nothing tells.
    """
    if source.record in KINDS:
        return source.record
    entry = Place("maillage.toml", f"source “{source.path}”")
    if source.record:
        raise DataError(f"“{source.record}” is not a kind of record", entry, did_you_mean(source.record, KINDS))
    if not source.map and has_two_sides(header):
        return "partnership"
    present = {fold(column) for column in (source.map or header)}
    is_dated = bool(present & {*names_of("event", "start")}) and (bool(source.map) or _is_titled(present))
    for kind, names in TELLING.items():
        if present & {fold(name) for name in names.split("|")}:
            return kind
        if kind == "event" and is_dated:
            return kind
    remedy = (
        f"Add record = … ({', '.join(KINDS)}) and map = … to this source in maillage.toml; "
        "`maillage map FILE --write` proposes and writes them."
    )
    raise DataError(f"nothing tells what the rows are; {_listed(header)}", place, remedy)


def _is_titled(called: Set[str]) -> bool:
    """Whether a column is called as one of titles, or has the word among others."""
    return bool(called & {*names_of("event", "title")}) or any(_TITLE & set(name.split()) for name in called)


def has_two_sides(header: Sequence[str]) -> bool:
    """Whether the columns are those of a table of partnerships, which names both sides of each.

    >>> has_two_sides(["Partenaire A", "Partenaire B"]), has_two_sides(["Titre", "Partenaire A", "Partenaire B"])
    (True, False)
    """
    called = {fold(column) for column in header}
    words = [set(name.split()) for name in called]
    is_titled = any(set(title.split()) <= each for title in names_of("event", "title") for each in words)
    sides = (_SIDES,) if is_titled else (_SIDES, _NUMBERED)
    return any(all(side & called for side in each) for each in sides)


def columns_of(kind: str, source: Source, header: Sequence[str], place: Place) -> dict[str, int]:
    """For each field that the table gives, the index of its column.

    Raises :class:`DataError` for a mapped column that is not there, a field that records of this kind do not have, and
    a table without any column for what makes such a record.
    """
    if source.map:
        fields = {_field(kind, name, source): _index(column, header, place) for name, column in source.map.items()}
    else:
        folded = [fold(column) for column in header]
        found = {
            field: [folded.index(name) for name in names_of(kind, field) if name in folded] for field in KINDS[kind]
        }
        fields = {field: indices[0] for field, indices in found.items() if indices}
    needed = REQUIRED[kind]
    lacking = [field for field in needed if field not in fields]
    if len(lacking) == len(needed) or (lacking and kind == "partnership"):
        remedy = f'Say which in maillage.toml: in its map, {lacking[0]} = "…".'
        raise DataError(
            f"no column holds the {' or the '.join(lacking)} of the {kind}; {_listed(header)}", place, remedy
        )
    return fields


def _field(kind: str, name: str, source: Source) -> str:
    if name in KINDS[kind]:
        return name
    for field in KINDS[kind]:
        if fold(name) in names_of(kind, field):
            return field
    remedy = did_you_mean(name, KINDS[kind], f"Its fields are: {', '.join(KINDS[kind])}.")
    raise DataError(f"“{name}” is not a field of the {kind}", Place("maillage.toml", f"source “{source.path}”"), remedy)


def _index(column: str, header: Sequence[str], place: Place) -> int:
    for known in (list(header), [fold(name) for name in header]):
        wanted = column if known == list(header) else fold(column)
        if known.count(wanted) == 1:
            return known.index(wanted)
        if known.count(wanted) > 1:
            raise DataError(f"{known.count(wanted)} columns are named “{column}”", place, "Give each its own name.")
    near = difflib.get_close_matches(column, header, n=1, cutoff=0.5)
    remedy = f"Did you mean “{near[0]}”?" if near else "Mend the map of this source in maillage.toml."
    raise DataError(f"no column is named “{column}”; {_listed(header)}", place, remedy)


def _listed(header: Sequence[str]) -> str:
    names, more = quoted(header, _LISTED)
    return f"the columns are {names}{more}"


def quoted(columns: Sequence[str], most: int) -> tuple[str, str]:
    """The names of the first columns as a message quotes them, and how many more there are.

    >>> quoted(["a", "b", "c"], 2)
    ('“a”, “b”', ' and 1 more')
    """
    names = ", ".join(f"“{name[:40]}”" for name in columns[:most])
    return names, f" and {len(columns) - most} more" if len(columns) > most else ""
