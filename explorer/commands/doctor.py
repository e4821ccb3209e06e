"""``maillage doctor``: whether the installation and the workspace are well, and what to mend."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from explorer.opening import open_workspace, workspace_option

if TYPE_CHECKING:
    from explorer.examination.finding import Finding

__all__ = ["command"]


@click.command(name="doctor")
@click.option("--quick", is_flag=True, help="Read neither sources nor the snapshot through.")
@click.option("--quiet", is_flag=True, help="Say only what is to be mended or known.")
@workspace_option
def command(workspace: Path | None, *, quick: bool, quiet: bool) -> int:
    """Examine the installation, the workspace and its snapshots, and say what to mend. Nothing is changed.

    Exit code 1 says that something is wrong. Example: maillage doctor --workspace my-network
    """
    from explorer.examination.finding import asking

    count = 0
    for each in _findings(workspace, deep=not quick):
        finding = asking(workspace, each)
        count += finding.state == "wrong"
        if not quiet or finding.state != "ok":
            click.echo(str(finding))
    if count:
        click.echo(f"{count} to be mended.", err=True)
    return 1 if count else 0


def _findings(folder: Path | None, *, deep: bool) -> Iterator[Finding]:
    from explorer.examination.finding import from_error, without_rights, wrong
    from explorer.examination.folders import examine_settings, examine_sources, examine_state
    from explorer.examination.installation import examine_installation, examine_machine
    from explorer.examination.snapshots import examine_home, examine_snapshots
    from ontology.errors import MaillageError

    yield from examine_installation()
    try:
        workspace = open_workspace(folder)
    except MaillageError as error:
        yield from_error(error)
        return
    yield from examine_machine(workspace.settings)
    yield from without_rights(examine_settings(workspace))
    yield from without_rights(examine_sources(workspace, deep=deep))
    if workspace.state.is_dir() and not os.access(workspace.state, os.R_OK | os.X_OK):
        yield wrong(f"{workspace.state} cannot be read by this user", "Give it to the user who builds and serves.")
        return
    yield from without_rights(examine_state(workspace))
    yield from without_rights(examine_snapshots(workspace, deep=deep))
    yield from without_rights(examine_home(workspace))
