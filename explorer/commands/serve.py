"""``maillage serve``: the explorer, the SPARQL endpoint and linked data at one address."""

from __future__ import annotations

from pathlib import Path

import click

from explorer.opening import open_workspace, published, workspace_option

__all__ = ["command", "host_option", "port_option"]

host_option = click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
port_option = click.option(
    "--port", default=8501, show_default=True, type=click.IntRange(0, 65535), help="The port; 0 takes a free one."
)


@click.command(name="serve")
@host_option
@port_option
@click.option("--edit", is_flag=True, help="Let whoever sits at this machine decide on the review page.")
@click.option(
    "--token-file",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The token with which programs may write (default: what MAILLAGE_UPDATE_TOKEN holds).",
)
@click.option(
    "--log",
    type=click.Choice(["text", "json"]),
    expose_value=False,
    callback=lambda _, __, value: _write_journal(value),
    help="Write a line for each request to the standard error.",
)
@click.option(
    "--log-queries",
    is_flag=True,
    expose_value=False,
    callback=lambda _, __, value: _write_journal("", queries=value),
    help="Write the text of SPARQL queries too: it may tell of persons.",
)
@workspace_option
def command(workspace: Path | None, host: str, port: int, token_file: Path | None, *, edit: bool) -> None:
    """Serve the published snapshot: the explorer at /, SPARQL at /sparql, linked data at /id, /data and /page.

    A snapshot published later is picked up by itself. Ctrl-C ends it. Measures for Prometheus are at /metrics.

    Programs write at /sparql and /graph-store where maillage.toml says enabled = true under [updates], with a token:
    (umask 077; openssl rand -hex 32 > token); maillage serve --token-file token
    """
    from explorer.app import serve
    from explorer.http.authority import read_token

    opened = open_workspace(workspace)
    if edit:
        from explorer.editing import allow_at_keyboard

        allow_at_keyboard(host, opened.root)
    published(opened)
    token = read_token(token_file)
    serve(opened, host, port, lambda address: click.echo(f"Maillage is at {address} (Ctrl-C ends it)"), token)


def _write_journal(form: str | None, *, queries: bool = False) -> None:
    from explorer import journal

    if form:
        journal.write(form)
    if queries:
        journal.write_queries()
