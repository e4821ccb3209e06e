"""``maillage map``: propose which column of a table holds which field, and show what its first rows become."""

from __future__ import annotations

from collections import Counter
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import click

from explorer.opening import workspace_option
from explorer.terminal import counted, cut, plain
from ontology.errors import CallError, Place
from ontology.file_names import check_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph.workspace import Source
    from ingest.records import Record, Rejection

__all__ = ["command"]

_ROWS = 2_000
_SHOWN = 3
_REASONS = 5
_LONGEST = 100
_HIDDEN = frozenset({"key", "place", "passages", "evidence", "method", "confidence", "language", "found_at", "type"})


@click.command(name="map")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--record",
    type=click.Choice(["event", "publication", "organisation", "person", "partnership"]),
    help="What the rows are.",
)
@click.option("--language", default="", help="The language of the texts (fr, en), where all rows are in one.")
@click.option("--write", is_flag=True, help="Put the entry into maillage.toml; its comments stay.")
@workspace_option
def command(workspace: Path | None, file: Path, record: str | None, language: str, *, write: bool) -> None:
    """Propose a mapping for the table FILE (CSV, TSV, XLSX, JSON, JSON Lines), to paste into maillage.toml.

    Columns are told by their names, in French and English, and by their values: dates, identifiers, addresses, kinds.
    What the first rows become is shown, so that you can judge. Example: maillage map lieux.csv --record organisation
    """
    from explorer.settings_file import entry_text, put_source
    from ingest.sources import guess_format
    from ingest.sources.table.proposal import propose

    own = guess_format(file) if file.is_file() else ""
    if own not in ("", "table", "json"):
        click.echo(f"{file} is in the format “{own}”, which needs no map; it is read here as a table.", err=True)
    proposal = propose(file, record or "")
    folder = workspace or Path.cwd()
    source = proposal.source(_path(file, folder), language)
    was_there = put_source(folder / "maillage.toml", source) if write else False
    _show(file, source)
    if proposal.left:
        names = ", ".join(map(plain, proposal.left[:15])) + (
            f" and {len(proposal.left) - 15} more" if proposal.left[15:] else ""
        )
        click.echo(f"# Left out: {names}", err=True)
    if write:
        click.echo(f"{folder / 'maillage.toml'}: the entry is {'changed' if was_there else 'added'}.", err=True)
    click.echo(entry_text(source).rstrip("\n"))


def _path(file: Path, folder: Path) -> str:
    """The file as ``maillage.toml`` names it: seen from its folder where it is in it."""
    if not file.exists():
        raise CallError("there is no such file", Place(str(file)), "Check the path.")
    check_name(file)
    inside = file.resolve().is_relative_to(folder.resolve())
    return (file.resolve().relative_to(folder.resolve()) if inside else file.resolve()).as_posix()


def _show(file: Path, source: Source) -> None:
    """What the first rows become, and how many of them are understood."""
    from ingest.records import Rejection
    from ingest.sources.table import read

    found: list[Record | Rejection] = list(islice(read(file, source), _ROWS))
    records = [item for item in found if not isinstance(item, Rejection)]
    reasons = Counter(item.reason for item in found if isinstance(item, Rejection))
    for each in records[:_SHOWN]:
        click.echo(f"# {source.record}, {each.place.locator}", err=True)
        for name, value in _fields(each):
            click.echo(f"#   {name}: {value}", err=True)
    aside = counted(sum(reasons.values()), "thing")
    click.echo(f"# Of the first rows: {counted(len(records), 'record')}, {aside} set aside.", err=True)
    for reason, count in reasons.most_common(_REASONS):
        click.echo(f"#   {count} × {plain(reason)}", err=True)


def _fields(record: Record) -> Iterator[tuple[str, str]]:
    """The fields that have a value, as a person reads them."""
    for name in record.__dataclass_fields__:
        value = getattr(record, name)
        if value and name not in _HIDDEN:
            values = value if isinstance(value, tuple) else (value,)
            shown = plain("; ".join(_said(each) for each in values))
            yield name, cut(shown, _LONGEST)


def _said(value: object) -> str:
    """A field's value in words: a text, a date, an actor with its relation."""
    from ingest.records import ActorReference, Coordinates, Identifier, Text, When

    match value:
        case Text(value=text) | When(value=text):
            return text
        case ActorReference(name=name, relation=relation):
            return f"{name} ({relation.partition(':')[2]})"
        case Identifier(scheme=scheme, value=text):
            return f"{scheme}:{text}"
        case Coordinates(latitude=latitude, longitude=longitude):
            return f"{latitude}, {longitude}"
        case _:
            return str(value)
