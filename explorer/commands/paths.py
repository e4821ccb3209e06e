"""``maillage paths``: how two things are related, the most telling ways first, each hop with its evidence."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from explorer.naming import understood
from explorer.opening import in_order, language_option, open_workspace, published, workspace_option
from explorer.tabulating import format_option, print_frame
from explorer.terminal import plain

if TYPE_CHECKING:
    from graph.networks.paths import Path as PathBetween

__all__ = ["command"]


@click.command(name="paths")
@click.argument("start", metavar="FROM")
@click.argument("end", metavar="TO")
@click.option("--from", "first", type=int, metavar="YEAR", help="Only through documents of this year or later.")
@click.option("--to", "last", type=int, metavar="YEAR", help="Only through documents of this year or earlier.")
@click.option(
    "--through",
    multiple=True,
    type=click.Choice(["event", "publication", "person", "organisation", "group", "concept"]),
    help="Only through things of this kind; may be given several times.",
)
@click.option("--confidence", type=click.FloatRange(0, 1), default=0.0, help="Only along links at least this sure.")
@click.option("--limit", type=click.IntRange(1), default=5, show_default=True, help="Paths.")
@format_option
@language_option("Of the labels")
@workspace_option
def command(  # noqa: PLR0913, PLR0917
    workspace: Path | None,
    start: str,
    end: str,
    first: int | None,
    last: int | None,
    through: tuple[str, ...],
    confidence: float,
    limit: int,
    form: str,
    language: str,
) -> None:
    """Say how two things, named by label or IRI, are related.

    \b
    Examples:
      maillage paths "RSE" "biodiversité"
      maillage paths "RSE" "biodiversité" --through event --through organisation --from 2010
    """
    from graph.notebook import open_graph

    opened = open_workspace(workspace)
    graph, labels = open_graph(opened, language), published(opened).labels()
    base = opened.settings.network.base_iri
    first, last = in_order(first, last)
    start, end = understood(labels, base, start, role="from"), understood(labels, base, end, role="to")
    if form != "table":
        print_frame(graph.paths(start, end, limit, through, first=first, last=last, confidence=confidence), form)
        return
    found = graph.best_paths(start, end, limit, through, first=first, last=last, confidence=confidence)
    for number, path in enumerate(found, 1):
        _tell(number, path, language)
    if not found:
        click.echo("No path of at most six hops. Try without a period or --through, or a lower --confidence.")


def _tell(number: int, path: PathBetween, language: str) -> None:
    """A path as a heading and a line a hop, with the words that explain it."""
    from explorer.texts import texts

    t = texts(language)
    click.echo(f"{number}. ({len(path.hops)} hops, cost {path.cost:.1f})")
    for hop in path.hops:
        words = f"   {t('paths.quote', words=plain(hop.quote))}" if hop.quote else ""
        click.echo(f"   {plain(hop.source.label)} — {hop.label} → {plain(hop.target.label)}{words}")
