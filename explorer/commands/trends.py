"""``maillage trends``: which concepts rise and fall over the years, or one of them year by year."""

from __future__ import annotations

from pathlib import Path

import click

from explorer.naming import understood
from explorer.opening import in_order, language_option, open_workspace, published, workspace_option
from explorer.tabulating import format_option, print_frame

__all__ = ["command"]


@click.command(name="trends")
@click.argument("concept", required=False)
@click.option("--from", "first", type=int, metavar="YEAR", help="Only documents of this year or later.")
@click.option("--to", "last", type=int, metavar="YEAR", help="Only documents of this year or earlier.")
@click.option("--limit", type=click.IntRange(1), default=20, show_default=True, help="Concepts.")
@format_option
@language_option("Of the labels")
@workspace_option
def command(  # noqa: PLR0913, PLR0917
    workspace: Path | None,
    concept: str | None,
    first: int | None,
    last: int | None,
    limit: int,
    form: str,
    language: str,
) -> None:
    """Show how a concept goes through the years; without one, those that rise or fall most surely.

    \b
    Examples:
      maillage trends
      maillage trends "tiers-lieux" --from 2011
    """
    from graph.notebook import open_graph
    from graph.views.things import ThingKind

    opened = open_workspace(workspace)
    graph = open_graph(opened, language)
    first, last = in_order(first, last)
    if concept is None:
        print_frame(graph.trends(limit, first=first, last=last), form)
        return
    iri = understood(published(opened).labels(), opened.settings.network.base_iri, concept, [ThingKind.CONCEPT])
    found = graph.trend(iri, first=first, last=last)
    print_frame(found, form)
    click.echo(f"{found.attrs['direction']}: {found.attrs['slope']:+.2%} a year (p = {found.attrs['p']:.2g})", err=True)
