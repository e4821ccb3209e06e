"""The ``maillage`` command: finds the command's module, imports it when used, and turns errors into sentences.

What each command does is in ``explorer.commands``, not here.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module
from pathlib import Path

import click

from explorer.stopping import STOPPED, stopped_code
from explorer.terminal import plain_lines
from ontology.errors import MaillageError

__all__ = ["COMMANDS", "maillage", "main"]

COMMANDS: dict[str, str] = {
    "init": "Write a new workspace with a commented maillage.toml.",
    "map": "Propose which columns of a table hold which fields, for maillage.toml.",
    "build": "Ingest what changed, link, validate, publish a snapshot.",
    "serve": "Serve the explorer, the SPARQL endpoint and linked data at one address.",
    "explore": "Build if needed, serve, open the browser.",
    "query": "Ask a named question, a query file or a SPARQL string.",
    "network": "Who works with whom, which concepts meet: measures, groups, files.",
    "trends": "Which concepts rise and fall over the years.",
    "paths": "How two things are related, each hop with its evidence.",
    "close": "What is close to a thing; who could talk about a concept.",
    "export": "Write the graph or a selection: RDF, CSV, GraphML, GEXF.",
    "link": "Show the concepts found in a text, with their evidence.",
    "train": "Train the ranking of concepts on texts that carry keywords.",
    "evaluate": "Measure the linking against a gold file.",
    "review": "Decide on unsure links and on actors that may be one.",
    "quarantine": "What the last build could not understand, where and why.",
    "validate": "The SHACL report, in sentences.",
    "snapshots": "List, compare, roll back and prune the published snapshots.",
    "stats": "Counts, coverage, and the documents without a subject.",
    "doctor": "Examine the installation and the workspace; say what to mend.",
}
"""The commands in the order in which people need them, each with its sentence: known without importing any."""


class _ReaderLeftError(Exception):
    """Whoever read the output has what they wanted: nothing is at fault, though click would exit with 1."""


class _Commands(click.Group):
    """A group whose commands live in modules of their own, so that ``--help`` imports none of them."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            return None
        command = import_module(f"explorer.commands.{cmd_name}").command
        assert isinstance(command, click.Command)  # noqa: S101
        return command

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except BrokenPipeError as error:
            raise _ReaderLeftError from error

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        import difflib

        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            near = difflib.get_close_matches(args[0], COMMANDS, n=1)
            ctx.fail(f"There is no command “{args[0]}”." + (f" Did you mean “{near[0]}”?" if near else ""))
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="`maillage COMMAND --help` shows a command's options with an example. Without --workspace, the folder you "
    "are in is used when it holds a maillage.toml, else the embedded corpus.",
)
@click.option(
    "--workspace",
    type=click.Path(path_type=Path, file_okay=False),
    help="The folder that holds maillage.toml (default: here, else the embedded corpus).",
)
@click.version_option(None, "--version", package_name="maillage", prog_name="maillage")
@click.pass_context
def maillage(ctx: click.Context, workspace: Path | None) -> None:
    """Turn the memory of a network (publications, events, partners) into a linked-open-data knowledge graph."""
    ctx.obj = workspace


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and exit: 0 done, 1 the data is at fault, 2 the call is at fault, 130 stopped by Ctrl-C.

    A build or a training that a signal ends has 128 and its number: 143 for SIGTERM, 129 for SIGHUP.
    """
    _take_over()
    try:
        code = maillage.main(arguments, standalone_mode=False)
        sys.stdout.flush()
        gc.freeze()  # what is left ends with the process: no need to look through it for what nobody uses
    except MaillageError as error:
        click.echo(f"maillage: {plain_lines(str(error))}", err=True)
        sys.exit(error.exit_code)
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except (click.Abort, KeyboardInterrupt) as error:
        with suppress(OSError):  # the terminal may be gone
            click.echo(STOPPED, err=True)
        sys.exit(stopped_code(error))
    except MemoryError:
        from explorer.memory import MORE, allowed

        remedy = MORE if allowed() else "Free some, or let a build have fewer processes (--processes 1)."
        click.echo(f"maillage: there is not enough memory. {remedy}", err=True)
        sys.exit(1)
    except (_ReaderLeftError, BrokenPipeError):
        _say_no_more()
        sys.exit(0)
    except OSError as error:
        from graph.room import no_room

        if told := no_room(error):
            click.echo(f"maillage: {plain_lines(str(told))}", err=True)
            _say_no_more()
            sys.exit(told.exit_code)
        where = error.filename or "what was asked for cannot be written or read"
        said = f"{where}: {error.strerror or error}"
        click.echo(f"maillage: {plain_lines(said)}. Check the path, its permissions and the free space.", err=True)
        _say_no_more()
        sys.exit(1)
    sys.exit(code if isinstance(code, int) else 0)


def _take_over() -> None:
    """Let Ctrl-C be heard again once all is imported, and a closed output or input be one that holds nothing."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_DFL:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115 - as long as the program


def _say_no_more() -> None:
    """Let what is still to be written to the output go nowhere: it cannot be taken."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.__stdout__.fileno() if sys.__stdout__ else 1)
