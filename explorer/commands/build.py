"""``maillage build``: bring the published graph up to date with the sources."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from explorer.changes import show_changes
from explorer.opening import bring_home, open_workspace, workspace_option
from explorer.progress import say, track
from explorer.stopping import told_when_stopping
from explorer.terminal import plain

if TYPE_CHECKING:
    from graph.workspace import Workspace
    from ingest.build_report import BuildReport, Foresight
    from ingest.decisions.statements import Waiting
    from ingest.reading import Reading

__all__ = ["command", "show", "show_foresight"]

_SHOWN = 5


@click.command(name="build")
@click.option("--keep-going", is_flag=True, help="Build the rest when a source cannot be read.")
@click.option("--dry-run", is_flag=True, help="Say what would change, and publish nothing.")
@click.option("--processes", type=click.IntRange(0), default=0, help="Processes that link and write (0: all cores).")
@click.option("--scheduler", metavar="ADDRESS", default="", help="Read and link on the Dask cluster at this address.")
@workspace_option
def command(workspace: Path | None, processes: int, scheduler: str, *, keep_going: bool, dry_run: bool) -> int:
    """Ingest what changed, link it to concepts and actors, validate, and publish a snapshot.

    The published snapshot stays as it was until the new one is whole, when anything fails, and at Ctrl-C.
    Where [store] names a SPARQL server, it is then brought to the snapshot, graph by graph; a publication that was
    interrupted goes on. Exit code 1 says that a source could not be read, or the server could not be brought there.
    """
    from explorer.memory import told_of_little_memory

    if told := told_of_little_memory():  # before what needs it is imported
        click.echo(f"maillage: {told}", err=True)
    from ingest.build import build, foresee

    opened = open_workspace(workspace)
    if dry_run:
        foresight = foresee(opened, keep_going=keep_going, track=track, tell=say, processes=processes)
        show_foresight(foresight, opened)
        return 1 if foresight.reading.failures else 0
    with told_when_stopping():
        report = build(opened, keep_going=keep_going, track=track, tell=say, processes=processes, scheduler=scheduler)
    show(report, opened.root)
    bring_home(opened)
    return 1 if report.reading.failures else 0


def show_foresight(foresight: Foresight, workspace: Workspace) -> None:
    """Say what a build would do."""
    _show_trouble(foresight.reading, foresight.waiting, workspace.root)
    base = workspace.settings.network.base_iri
    before = foresight.before
    sources = (*(before.manifest.sources if before else ()), *foresight.reading.sources)
    names = {base + source.iri: source.name for source in sources}
    if show_changes(foresight.changes, names):
        click.echo("This is what would change; nothing was published.")
    else:
        click.echo("Nothing would change.")


def show(report: BuildReport, root: Path) -> None:
    """Say what a build did in the workspace at ``root``."""
    if report.mended:
        click.echo("maillage: the label index was gone or damaged: it is made again from the graph.", err=True)
    manifest = report.snapshot.manifest
    _show_trouble(report.reading, report.waiting, root)
    if report.unsaved:
        told = "Until it is, a thing that people decided on may not be known again once it is mended another time."
        click.echo(plain(f"maillage: {report.unsaved} {told}"), err=True)
    if not report.published:
        click.echo(f"Nothing changed: snapshot {report.snapshot.id} is up to date.")
        return
    things = ", ".join(f"{count} {kind}" for kind, count in sorted(manifest.things.items(), key=lambda item: -item[1]))
    click.echo(f"Published snapshot {report.snapshot.id}: {manifest.quads} quads, {manifest.annotations} annotations.")
    click.echo(f"Things: {things}. Graphs written: {report.written}, removed: {report.removed}.")
    if manifest.validation and manifest.validation.warnings:
        click.echo(f"Warnings: {manifest.validation.warnings}; `maillage validate` tells them.", err=True)


def _show_trouble(reading: Reading, decisions: Sequence[Waiting], root: Path) -> None:
    """Say what could not be read, what was set aside, by its place here, and decisions that wait or fail."""
    if not reading.sources and not reading.failures:
        click.echo("maillage.toml names no source: add [[sources]] with the path of a file or a folder.", err=True)
    for failure in reading.failures:
        click.echo(plain(f"maillage: {failure}"), err=True)
    rejections = reading.rejections
    for rejection in rejections[:_SHOWN]:
        place = str(rejection.place).removeprefix(f"{root}/")
        click.echo(plain(f"set aside: {place}: {rejection.reason.rstrip('.')}. {rejection.remedy}"), err=True)
    if len(rejections) > _SHOWN:
        click.echo(f"set aside: and {len(rejections) - _SHOWN} more", err=True)
    aside = len(rejections) or sum(source.quarantined for source in reading.sources)
    if aside:
        click.echo(f"Set aside: {aside} in all; `maillage quarantine` shows them.", err=True)
    for waiting in decisions[:_SHOWN]:
        click.echo(f"decisions.jsonl: {waiting}", err=True)
    if len(decisions) > _SHOWN:
        click.echo(f"decisions.jsonl: and {len(decisions) - _SHOWN} more decisions do not apply", err=True)
