"""``maillage network``: who works with whom, which concepts meet; measures, communities, brokers, files for Gephi."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from explorer.naming import understood
from explorer.opening import in_order, language_option, open_workspace, published, workspace_option
from explorer.tabulating import format_option, print_frame
from ontology.errors import CallError, Place

if TYPE_CHECKING:
    from graph.notebook import OpenGraph, Time
    from graph.workspace import Workspace

__all__ = ["command"]

_OF_A_NETWORK = ("about", "measure", "communities", "brokers", "against", "limit", "output")


@click.command(name="network")
@click.argument("name", metavar="[NETWORK]", required=False)
@click.option("--about", metavar="CONCEPT", help="Only documents on this concept or a narrower one, by label or IRI.")
@click.option("--from", "first", type=int, metavar="YEAR", help="Only documents of this year or later.")
@click.option("--to", "last", type=int, metavar="YEAR", help="Only documents of this year or earlier.")
@click.option("--confidence", type=click.FloatRange(0, 1), default=0.0, help="Only links at least this sure.")
@click.option("--measure", default="weighted_degree", show_default=True, help="What things are ranked by.")
@click.option("--communities", is_flag=True, help="The groups, named by what sets them apart.")
@click.option("--brokers", is_flag=True, help="Those whose ties are spread over several groups.")
@click.option(
    "--against", metavar="TIME", help="Instead, what changed since: years (2008-2012), or an earlier snapshot's id."
)
@click.option("--limit", type=click.IntRange(1), default=20, show_default=True, help="Rows, or ties in a file (all).")
@click.option("--output", type=click.Path(path_type=Path, dir_okay=False), help="Write it: .graphml, .gexf or .csv.")
@format_option
@language_option("Of the labels")
@workspace_option
@click.pass_context
def command(  # noqa: PLR0913, PLR0917
    ctx: click.Context,
    workspace: Path | None,
    name: str | None,
    about: str | None,
    first: int | None,
    last: int | None,
    confidence: float,
    measure: str,
    communities: bool,
    brokers: bool,
    against: str | None,
    limit: int,
    output: Path | None,
    form: str,
    language: str,
) -> None:
    """Rank the things of a network, find its groups, or write it to a file. Without a name, the networks are listed.

    \b
    Examples:
      maillage network actors --about biodiversité --from 2008 --to 2012
      maillage network concepts --measure pagerank --format csv
      maillage network actors --communities
      maillage network actors --from 2013 --to 2016 --against 2008-2012
      maillage network actors --output actors.gexf
    """
    if name is None:
        if asked := [f"--{each}" for each in _OF_A_NETWORK if _given(ctx, each)]:
            raise CallError(f"{asked[0]} needs the name of a network", None, "`maillage network` lists them.")
        _list(language)
        return
    if sum((communities, brokers, against is not None)) > 1:
        raise CallError("several of --communities, --brokers and --against were given", None, "Ask for one at a time.")
    if output is not None and (communities or brokers or against is not None):
        raise CallError("--output takes the network, not what is told of it", None, "Use --format csv, sent to a file.")
    from graph.notebook import open_graph
    from graph.views.things import ThingKind

    opened = open_workspace(workspace)
    graph, labels = open_graph(opened, language), published(opened).labels()
    if about is not None:
        about = understood(labels, opened.settings.network.base_iri, about, [ThingKind.CONCEPT], "about")
    first, last = in_order(first, last)
    filters = {"about": about, "first": first, "last": last, "confidence": confidence}
    if output is not None:
        given = _given(ctx, "limit")
        _write(output, graph.network_file(output.suffix[1:].lower(), name, limit=limit if given else None, **filters))
    elif against is not None:
        _change(graph, name, _time(against, opened, language), limit, form, filters)
    elif communities:
        print_frame(graph.communities(name, **filters).head(limit), form)
    elif brokers:
        print_frame(graph.brokers(name, limit, **filters), form)
    else:
        print_frame(graph.rank(name, measure, limit, **filters), form)


def _given(ctx: click.Context, option: str) -> bool:
    return ctx.get_parameter_source(option) is click.core.ParameterSource.COMMANDLINE


def _time(written: str, workspace: Workspace, language: str) -> Time:
    """A period as people write it, else the graph of an earlier snapshot."""
    from graph.notebook import open_graph

    if period := re.fullmatch(r"(\d{4})(?:\s*[-–]\s*(\d{4}))?", written):
        return int(period[1]), int(period[2] or period[1])
    return open_graph(workspace, language, written)


def _change(graph: OpenGraph, network: str, before: Time, limit: int, form: str, filters: dict[str, Any]) -> None:  # noqa: PLR0913, PLR0917
    after: Time = graph
    if isinstance(before, tuple):
        after = (filters.pop("first"), filters.pop("last"))
    found = graph.change(before, after, network, limit, **filters)
    print_frame(found, form)
    click.echo(
        "{nodes_before} things and {ties_before} ties before, {nodes_after} and {ties_after} after: "
        "{gained} ties gained, {lost} lost".format_map(found.attrs),
        err=True,
    )


def _list(language: str) -> None:
    from explorer.texts import texts
    from graph.networks.declarations import PROJECTIONS
    from graph.networks.meanings import meaning
    from graph.networks.measures import MEASURES

    colon = texts(language)("format.colon")
    for name in PROJECTIONS:
        click.echo(f"{name}\n    {meaning(name).sentences[language]}")
    click.echo(f"\n--measure: {', '.join(MEASURES)}")
    for name in MEASURES:
        click.echo(f"  {name}{colon} {meaning(name).sentences[language]}")


def _write(output: Path, content: bytes) -> None:
    """Write the file whole or not at all."""
    from graph.whole_file import whole_file

    if not output.parent.is_dir():
        raise CallError("there is no such folder", Place(str(output.parent)), "Make it first, or choose another.")
    with whole_file(output) as file:
        file.write(content)
    click.echo(f"{output}: {len(content)} bytes", err=True)
