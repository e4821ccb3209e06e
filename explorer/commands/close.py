"""``maillage close``: what is close to a thing, or who could talk about a concept, each explained by what is shared."""

from __future__ import annotations

from pathlib import Path

import click

from explorer.naming import understood
from explorer.opening import language_option, open_workspace, published, workspace_option
from explorer.tabulating import format_option, print_frame

__all__ = ["command"]

_NOTHING = "It shares no subject, actor or document with another. `maillage stats` tells what is linked to nothing."
_NOBODY = "No actor has part in a document on it, or on what is near it. `maillage close THING` tells what is near."


@click.command(name="close")
@click.argument("thing")
@click.option("--speakers", is_flag=True, help="Instead, who could talk about it: the thing is a concept.")
@click.option("--limit", type=click.IntRange(1), default=10, show_default=True)
@format_option
@language_option("Of the labels")
@workspace_option
def command(  # noqa: PLR0913, PLR0917
    workspace: Path | None,
    thing: str,
    speakers: bool,
    limit: int,
    form: str,
    language: str,
) -> None:
    """Find what is close to a document, an actor or a concept, named by its label or IRI.

    \b
    Examples:
      maillage close "tiers-lieu"
      maillage close biodiversité --speakers
    """
    from graph.notebook import open_graph
    from graph.views.things import ThingKind

    opened = open_workspace(workspace)
    graph, labels = open_graph(opened, language), published(opened).labels()
    iri = understood(labels, opened.settings.network.base_iri, thing, [ThingKind.CONCEPT] if speakers else [])
    found = graph.speakers(iri, limit) if speakers else graph.close(iri, limit)
    print_frame(found, form)
    if found.empty:
        click.echo(_NOBODY if speakers else _NOTHING, err=True)
