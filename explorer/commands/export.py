"""``maillage export``: the graph as files, for those who take it away."""

from __future__ import annotations

from pathlib import Path

import click

from explorer.asking import query_text
from explorer.opening import open_workspace, published, workspace_option

__all__ = ["command"]


@click.command(name="export")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path, file_okay=False))
@click.option(
    "--format",
    "formats",
    multiple=True,
    help="nq, trig, ttl, nt, rdf, jsonld, csv, graphml or gexf; repeat it (default: nq, ttl, csv, graphml).",
)
@click.option("--construct", metavar="QUERY|FILE", help="Only what this CONSTRUCT query gives; ttl, nt, rdf or jsonld.")
@click.option(
    "--language", default="fr", type=click.Choice(["fr", "en"]), show_default=True, help="Of labels in tables."
)
@workspace_option
def command(
    workspace: Path | None, folder: Path, formats: tuple[str, ...], construct: str | None, language: str
) -> None:
    """Write the published graph, or a selection, into DIR. The same snapshot gives the same bytes.

    Example: maillage export out --format ttl --construct "CONSTRUCT WHERE { ?e a schema:Event ; dcterms:subject ?c }"
    """
    from graph.export import export, export_selection

    store = published(open_workspace(workspace)).store()
    if construct:
        query = query_text(construct)
        written = [export_selection(store, query, folder, each) for each in formats or ("ttl",)]
    else:
        written = [
            path
            for each in formats or ("nq", "ttl", "csv", "graphml")
            for path in export(store, folder, each, language)
        ]
    for path in written:
        click.echo(f"{path}  {path.stat().st_size:,} bytes")
