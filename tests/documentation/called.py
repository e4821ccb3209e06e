"""The pages of what is called: every command with its options, every path with its methods, every measure."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import click
from prometheus_client import generate_latest
from starlette.routing import Route

from explorer.cli import COMMANDS, maillage
from explorer.components import files, taking
from explorer.components.address import PATHS
from explorer.context import Context
from explorer.http.routes import Services
from graph.workspace import Workspace
from ingest.corpus import CORPUS
from tests.documentation.table import first_paragraph, table

__all__ = ["commands", "commands_page", "http_page", "measures", "routes"]

_LANGUAGES = """Le programme parle anglais ; les libellés, ce que les formes trouvent à redire et ce que demande
`maillage review` au terminal sont dans la première langue de l’espace de travail, ou dans celle de `--language`. ·
The program speaks English; labels, what shapes object to, and what `maillage review` asks at a terminal are in the
workspace’s first language, or in that of `--language`."""


def commands_page() -> str:
    """What ``--help`` says of each command."""
    parts = ["# La ligne de commande · The command line", _LANGUAGES, table(("command", "what it does"), _summary())]
    for name, command in commands():
        context = click.Context(command, info_name=name, max_content_width=100, terminal_width=100)
        parts += [f"## `{name}`", f"```text\n{command.get_help(context)}\n```"]
    return "\n\n".join(parts)


def _summary() -> Iterator[tuple[str, str]]:
    for name, sentence in COMMANDS.items():
        yield f"[`maillage {name}`](#maillage-{name})", sentence


def commands() -> list[tuple[str, click.Command]]:
    """Every command and the commands below it, by what is typed."""
    return [("maillage", maillage), *_below("maillage", maillage)]


def _below(name: str, group: click.Command) -> Iterator[tuple[str, click.Command]]:
    if not isinstance(group, click.Group):
        return
    context = click.Context(group, info_name=name)
    for each in group.list_commands(context):
        command = group.get_command(context, each)
        assert command, each
        yield f"{name} {each}", command
        yield from _below(f"{name} {each}", command)


def http_page() -> str:
    """The paths for programs, the explorer's pages, the measures."""
    rows = [(f"`{route.path}`", ", ".join(sorted(route.methods or ())), _said(route)) for route in routes()]
    pages = [(f"`/{path}`", name) for name, path in sorted(PATHS.items())]
    return "\n\n".join(
        [
            "# Les adresses · The addresses",
            "## For programs",
            table(("path", "methods", "answer"), rows),
            "## The explorer's pages",
            table(("path", "page"), pages),
            "## Measures at `/metrics`",
            table(("measure", "type", "what it counts"), measures()),
        ]
    )


def _said(route: Route) -> str:
    said = re.sub(r"; raises `?\w+`? for.*|; raises .*", ".", first_paragraph(inspect.getdoc(route.endpoint)))
    if said or route.endpoint.__name__ != "<lambda>":
        return said
    return "leads to the same path written another way"


@cache
def _services() -> Services:
    return Services(Context(Workspace.open(CORPUS, Path("/nowhere"))))


def routes() -> list[Route]:
    """Every route of the server before the explorer's pages."""
    return [each for each in (*_services().routes(), *taking.routes(), *files.routes()) if isinstance(each, Route)]


def measures() -> list[tuple[str, str, str]]:
    """The measures of our own: name, type and sentence; those of the process itself come with the client library."""
    text = generate_latest(_services().metrics.registry).decode()
    said = dict(re.findall(r"^# HELP (maillage_\w+) (.+)$", text, re.MULTILINE))
    types = dict(re.findall(r"^# TYPE (maillage_\w+) (\w+)$", text, re.MULTILINE))
    return [(f"`{name}`", types[name], said[name]) for name in said if not name.endswith("_created")]
