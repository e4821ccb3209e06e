"""``maillage explore``: build if needed, serve, open the browser."""

from __future__ import annotations

import sys
import webbrowser
from pathlib import Path

import click

from explorer.commands.build import show
from explorer.commands.serve import host_option, port_option
from explorer.opening import bring_home, open_workspace, workspace_option
from explorer.progress import say, track
from explorer.stopping import told_when_stopping

__all__ = ["command"]


@click.command(name="explore")
@host_option
@port_option
@click.option("--browser/--no-browser", default=None, help="Open a browser (default: when there is a terminal).")
@workspace_option
def command(workspace: Path | None, host: str, port: int, *, browser: bool | None) -> None:
    """Build what changed, serve it, and open the explorer in the browser.

    Example: maillage explore --port 0 --no-browser
    """
    from explorer.app import serve
    from ingest.build import build

    opened = open_workspace(workspace)
    with told_when_stopping():
        report = build(opened, track=track, tell=say)
    show(report, opened.root)
    bring_home(opened)

    def ready(address: str) -> None:
        click.echo(f"Maillage is at {address} (Ctrl-C ends it)")
        if browser or (browser is None and sys.stdout.isatty()):
            webbrowser.open(address)

    serve(opened, host, port, ready)
