"""``maillage snapshots``: list, compare, roll back and prune what was published."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from explorer.changes import show_changes
from explorer.opening import bring_home, open_workspace, published, workspace_option
from explorer.terminal import counted
from ontology.errors import CallError, DataError

if TYPE_CHECKING:
    from graph.published import Snapshot
    from graph.snapshot import Snapshots

__all__ = ["command"]


@click.group(name="snapshots", invoke_without_command=True)
@workspace_option
@click.pass_context
def command(context: click.Context, workspace: Path | None) -> None:
    """List the published snapshots, newest first, with what made each; the current one is marked.

    An id may be cut short: maillage snapshots diff 20261101 20261102
    """
    context.obj = workspace
    if context.invoked_subcommand:
        return
    snapshots = open_workspace(workspace).snapshots
    current = snapshots.current_id()
    kept = snapshots.all()
    for snapshot in kept:
        click.echo(f"{'*' if snapshot.id == current else ' '} {snapshot.id}  {_described(snapshot)}")
    if kept and not any(snapshot.id == current and snapshot.is_described() for snapshot in kept):
        _advise(kept, current)
    if not kept:
        click.echo("There is no snapshot yet: run `maillage build`.")


def _described(snapshot: Snapshot) -> str:
    """What made a snapshot and how large it is, or that its manifest does not say."""
    try:
        manifest = snapshot.manifest
    except DataError as error:
        return error.problem
    sources = counted(len(manifest.sources), "source")
    by = "an update" if manifest.origin == "update" else "a build"
    return f"{manifest.created}  {manifest.quads:>9} quads  {sources}  by {by}"


def _advise(kept: Sequence[Snapshot], current: str) -> None:
    """Say that none is the current one, or that the current one is damaged, and which to take."""
    said = "The current one is damaged" if any(each.id == current for each in kept) else "None is the current one"
    newest = next((each for each in kept if each.is_described()), None)
    remedy = f"`maillage snapshots rollback {newest.id}` takes the newest that can be read" if newest else ""
    click.echo(f"maillage: {said}. {remedy or '`maillage doctor` says more'}.", err=True)


@command.command()
@click.argument("before", required=False)
@click.argument("after", required=False)
@click.option(
    "--format",
    "form",
    type=click.Choice(["words", "patch"]),
    default="words",
    show_default=True,
    help="In words, or as an RDF patch, quad by quad.",
)
@workspace_option
def diff(workspace: Path | None, before: str | None, after: str | None, form: str) -> None:
    """Say what changed from BEFORE (default: the one before) to AFTER (default: the current one), source by source.

    Example: maillage snapshots diff 20261101 20261102 --format patch > changes.rdfp
    """
    from graph.difference import rdf_patch, summarise

    opened = open_workspace(workspace)
    snapshots, base = opened.snapshots, opened.settings.network.base_iri
    after = after or published(opened).id
    before = before or _earlier(snapshots, snapshots.get(after))
    changed = snapshots.diff(before, after)
    if form == "patch":
        for line in rdf_patch(changed):
            click.echo(line.rstrip("\n"))
        return
    earlier, later = (snapshots.get(each).manifest.source_names(base) for each in (before, after))
    if not show_changes(summarise(changed), earlier | later):
        click.echo("The two hold the same quads.")


def _earlier(snapshots: Snapshots, than: Snapshot) -> str:
    """The id of the newest snapshot that is older than a given one."""
    earlier = [snapshot.id for snapshot in snapshots.all() if snapshot.id < than.id]
    if not earlier:
        raise CallError(f"no snapshot is older than {than.id}", None, "Name two: `maillage snapshots` lists them.")
    return max(earlier)


@command.command()
@click.argument("snapshot", required=False)
@workspace_option
def rollback(workspace: Path | None, snapshot: str | None) -> None:
    """Make SNAPSHOT (default: the one before) the current one again; nothing is lost."""
    opened = open_workspace(workspace)
    chosen = opened.snapshots.rollback(snapshot)
    click.echo(f"Snapshot {chosen.id} is the current one.")
    bring_home(opened)


@command.command()
@click.option("--keep", default=5, show_default=True, type=click.IntRange(1), help="How many of the newest to keep.")
@workspace_option
def prune(workspace: Path | None, keep: int) -> None:
    """Remove old snapshots; the current one, and those that someone is reading, stay."""
    from explorer.leftovers import sweep

    opened = open_workspace(workspace)
    snapshots = opened.snapshots
    removed = snapshots.prune(keep)
    sweep(opened)
    click.echo(f"{len(removed)} removed." + "".join(f"\n  {name}" for name in removed))
    current = snapshots.current_id()
    read = [each.id for each in snapshots.all()[keep:] if each.id != current]
    if read:
        click.echo("Left, since someone reads them; when that ends they can be removed:")
        click.echo("\n".join(f"  {name}" for name in read))


@command.command()
@workspace_option
def rewrite(workspace: Path | None) -> None:
    """Write the current snapshot anew, so that its files hold nothing of what was removed from the graph.

    Snapshots share files: the name of someone who is to be forgotten may stand in them when no query finds it any more.
    The graph stays as it is. Then remove the old ones: maillage snapshots prune --keep 1
    """
    from explorer.progress import say
    from ingest.making import kept_ledger

    opened = open_workspace(workspace)
    say(f"Writing {published(opened).manifest.quads} quads anew.")
    before, snapshot = opened.snapshots.rewrite()
    if kept := kept_ledger(opened, before):  # so that the next build goes on from it
        kept.save(opened.state, snapshot.id)
    click.echo(f"Snapshot {snapshot.id} holds the same in files of its own.")
    click.echo("`maillage snapshots prune --keep 1` removes the others.")
    bring_home(opened)
