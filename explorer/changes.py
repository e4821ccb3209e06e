"""Changes of a graph told on the command line, source by source. Finding them is not for here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

import click

from explorer.terminal import counted

if TYPE_CHECKING:
    from graph.difference import SourceChange
    from graph.manifest import Manifest

__all__ = ["show_changes", "source_names"]


def source_names(manifests: Iterable[Manifest], base: str) -> dict[str, str]:
    """What each source is called, by its IRI; ``base`` is that of the workspace's IRIs."""
    return {base + source.iri: source.name for manifest in manifests for source in manifest.sources}


def show_changes(changes: Iterable[SourceChange], names: Mapping[str, str]) -> int:
    """Say what changed in each source, a line each; returns how many lines."""
    told = list(changes)
    for change in told:
        name = names.get(change.source, change.source) or "vocabularies and what people wrote"
        others = f"{change.records_removed} removed, {change.records_changed} changed"
        quads = f"(+{change.quads_added} -{change.quads_removed} quads)"
        click.echo(f"{name}: {counted(change.records_added, 'record')} added, {others} {quads}")
    return len(told)
