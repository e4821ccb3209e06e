"""The page of tables: for each kind of record its fields, and the names that their columns usually have."""

from __future__ import annotations

from collections.abc import Iterator

from ingest.sources.table.usual_names import IDENTIFIERS, KINDS, REQUIRED
from tests.documentation.table import table

__all__ = ["columns_page"]

_HEAD = """Les champs que `map` accepte (`map = { champ = "Colonne" }`), et les noms de colonnes, outre celui du
champ, qui sont reconnus sans `map`, quels qu’en soient les majuscules et les accents. Un tableau est lu entier par
`map`, ou entier par ces noms. Ce qu’un tableau doit avoir est marqué : au moins un des champs marqués, et pour un
partenariat les deux. · The fields that `map` takes (`map = { field = "Column" }`), and the names of columns, beside
the field’s own, that are known without `map`, whatever their case and accents. A table is read by `map` alone, or by
these names alone. What a table must have is marked: at least one of the marked fields, and both for a partnership.
[Les tableaux · Tables](../formats/table.md)"""
_IDENTIFIERS = "Identifiants, chacun dans une colonne de son nom · Identifiers, each in a column of its name: "


def columns_page() -> str:
    """The page, from what the reader of tables goes by."""
    return "\n\n".join(["# Les colonnes des tableaux · The columns of tables", _HEAD, *_kinds()])


def _kinds() -> Iterator[str]:
    for kind, fields in KINDS.items():
        rows = [
            (f"`{field}`" + (" *" if field in REQUIRED[kind] else ""), names.replace(" | ", ", "))
            for field, names in fields.items()
            if field not in IDENTIFIERS
        ]
        known = ", ".join(
            f"`{field}` ({names})" if names else f"`{field}`" for field, names in fields.items() if field in IDENTIFIERS
        )
        columns = ("champ · field (* doit y être · must be there)", "colonnes · columns")
        yield f'## `record = "{kind}"`\n\n{table(columns, rows)}\n\n{_IDENTIFIERS}{known}.'
