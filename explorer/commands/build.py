"""``maillage build``: bring the published graph up to date with the sources."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from explorer.opening import bring_home, open_workspace, workspace_option
from explorer.progress import track

if TYPE_CHECKING:
    from ingest.build import BuildReport

__all__ = ["command", "show"]

_SHOWN = 5


@click.command(name="build")
@click.option("--keep-going", is_flag=True, help="Build the rest when a source cannot be read.")
@workspace_option
def command(workspace: Path | None, *, keep_going: bool) -> int:
    """Ingest what changed, link it to concepts and actors, validate, and publish a snapshot.

    The published snapshot stays as it was until the new one is whole, and when anything fails. Where [store] names a
    SPARQL server, it is then brought to the snapshot, graph by graph; a publication that was interrupted goes on. Exit
    code 1 says that a source could not be read, or the server could not be brought there.
    """
    from ingest.build import build

    opened = open_workspace(workspace)
    report = build(opened, keep_going=keep_going, track=track)
    show(report)
    bring_home(opened)
    return 1 if report.reading.failures else 0


def show(report: BuildReport) -> None:
    """Say what a build did."""
    manifest = report.snapshot.manifest
    for failure in report.reading.failures:
        click.echo(f"maillage: {failure}", err=True)
    rejections = report.reading.rejections
    for rejection in rejections[:_SHOWN]:
        click.echo(
            f"set aside: {rejection.place}: {rejection.reason.rstrip('.')}. {rejection.remedy}".rstrip(), err=True
        )
    if len(rejections) > _SHOWN:
        click.echo(f"set aside: and {len(rejections) - _SHOWN} more", err=True)
    if rejections:
        click.echo(f"Set aside: {len(rejections)} in all; `maillage quarantine` shows them.", err=True)
    for waiting in report.waiting[:_SHOWN]:
        click.echo(f"decisions.jsonl: {waiting}", err=True)
    if len(report.waiting) > _SHOWN:
        click.echo(f"decisions.jsonl: and {len(report.waiting) - _SHOWN} more decisions wait", err=True)
    if not report.published:
        click.echo(f"Nothing changed: snapshot {report.snapshot.id} is up to date.")
        return
    things = ", ".join(f"{count} {kind}" for kind, count in sorted(manifest.things.items(), key=lambda item: -item[1]))
    click.echo(f"Published snapshot {report.snapshot.id}: {manifest.quads} quads, {manifest.annotations} annotations.")
    click.echo(f"Things: {things}. Graphs written: {report.written}, removed: {report.removed}.")
    if manifest.validation and manifest.validation.warnings:
        click.echo(f"Warnings: {manifest.validation.warnings}; `maillage validate` tells them.", err=True)
