"""``maillage validate``: the SHACL report of the published graph, in sentences."""

from __future__ import annotations

from pathlib import Path

import click

from explorer.opening import language_option, open_workspace, published, workspace_option

__all__ = ["command"]


@click.command(name="validate")
@click.option("--shapes", type=click.Path(path_type=Path), help="Other shapes, in Turtle (default: the built-in ones).")
@language_option("Of the report")
@click.option("--limit", default=50, show_default=True, type=click.IntRange(1), help="How many sentences to show.")
@workspace_option
def command(workspace: Path | None, shapes: Path | None, language: str, limit: int) -> int:
    """Check the published graph against the shapes and say what is wrong, where, and what to do.

    Exit code 1 says that there are violations. Example: maillage validate --language en --limit 10
    """
    from graph.validation import validate

    opened = open_workspace(workspace)
    report = validate(published(opened).store(), shapes=shapes)
    said = report.sentences(language, limit)
    if said:
        click.echo(said)
    click.echo(report.counted(language), err=bool(said))
    return 0 if report.conforms else 1
