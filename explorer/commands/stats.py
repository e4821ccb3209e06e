"""``maillage stats``: counts, coverage, and the documents without a subject."""

from __future__ import annotations

from pathlib import Path

import click

from explorer.opening import asked, language_option, open_workspace, workspace_option
from explorer.progress import say
from explorer.terminal import counted

__all__ = ["command"]

_SHOWN = 5
"""Misshapen links of a kind that are told one by one: a source that is wrong is wrong everywhere."""


@click.command(name="stats")
@language_option("Of the labels")
@workspace_option
def command(workspace: Path | None, language: str) -> None:
    """Say what the published graph holds: things by kind, years, top concepts, how much has a subject, what none."""
    from graph.networks.census import census
    from graph.networks.indexed import indexed
    from graph.outward import linksets
    from graph.views.coverage import coverage
    from ontology.namespaces import compact

    opened = open_workspace(workspace)
    snapshot, store = asked(opened)
    seen = census(indexed(snapshot, opened.home.telling(say)), snapshot.manifest, language)
    covered = coverage(store, language)
    sources = counted(len(snapshot.manifest.sources), "source")
    click.echo(f"Snapshot {snapshot.id}, made {snapshot.manifest.created}, from {sources}")
    figures = [(seen.quads, "quad"), (seen.links, "link"), (seen.annotations, "annotation")]
    years = f", {seen.first_year} to {seen.last_year}" if seen.first_year else ""
    click.echo(", ".join(counted(*each) for each in figures) + years)
    for kind, count in seen.things.items():
        click.echo(f"  {count:>8}  {kind.value}")
    if seen.top_concepts:
        click.echo("Most told of:")
    for concept, count in seen.top_concepts[:10]:
        click.echo(f"  {count:>8}  {concept.label}")
    click.echo(f"With a subject: {covered.linked} of {covered.documents} events and publications.")
    for thing in covered.unlinked:
        click.echo(f"  without a subject: {thing.label}  <{thing.iri}>")
    click.echo("Linked to others:")
    for links in linksets(store, opened.settings.network.base_iri):
        click.echo(f"  {links.links:>8}  {links.target.title} ({compact(links.property)})")
        for subject, other in links.misshapen[:_SHOWN]:
            click.echo(f"    not the form of {links.target.title}: <{other}>, of <{subject}>")
        if (left := len(links.misshapen) - _SHOWN) > 0:
            click.echo(f"    not the form of {links.target.title}: and {left} more")
    if covered.ambiguous:
        click.echo(f"Ambiguous names: {', '.join(thing.label for thing in covered.ambiguous)}")
