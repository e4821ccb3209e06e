"""Changes of a graph told on the command line, source by source. Finding them is not for here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

import click

from explorer.terminal import counted, cut, plain

if TYPE_CHECKING:
    from graph.difference import SourceChange

__all__ = ["show_changes"]


def show_changes(changes: Iterable[SourceChange], names: Mapping[str, str]) -> int:
    """Say what changed in each source, in figures and by name; returns of how many there was something to say."""
    from ingest.former import PROVENANCE  # it brings the engine, which takes long

    told = sorted(changes, key=lambda change: change.source.endswith(PROVENANCE))
    for change in told:
        quads = f"(+{change.quads_added} -{change.quads_removed} quads)"
        if change.source.endswith(PROVENANCE):
            click.echo(f"what is noted of the sources themselves, such as their hashes: {quads[1:-1]}")
            continue
        name = names.get(change.source, change.source) or "vocabularies and what people wrote"
        others = f"{change.records_removed} removed, {change.records_changed} changed"
        click.echo(f"{name}: {counted(change.records_added, 'record')} added, {others} {quads}")
        _show_names("added", change.added, change.records_added)
        _show_names("removed", change.removed, change.records_removed)
        _show_names("changed", change.changed, change.records_changed - change.records_moved)
        if change.records_moved:
            click.echo(f"  changed in their provenance alone, such as the line: {change.records_moved}")
    return len(told)


def _show_names(what: str, names: tuple[str, ...], count: int) -> None:
    """Name some things, and say how many more there are."""
    if names:
        shown = [plain(cut(name)) for name in names]
        more = [f"and {count - len(names)} more"] if count > len(names) else []
        click.echo(f"  {what}: {'; '.join([*shown, *more])}")
