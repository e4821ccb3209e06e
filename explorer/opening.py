"""How commands find their workspace and its published snapshot."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from collections.abc import Callable

    from graph.snapshot import Snapshot
    from graph.workspace import Workspace

__all__ = ["open_workspace", "published", "workspace_option"]

_Command = TypeVar("_Command", bound="Callable[..., Any]")


def workspace_option(command: _Command) -> _Command:
    """``--workspace DIR`` after the command's name too, as people type it."""
    option = click.option(
        "--workspace",
        type=click.Path(path_type=Path, file_okay=False),
        callback=lambda context, _, value: value or context.obj,
        help="The folder that holds maillage.toml (default: here, else the embedded corpus).",
    )
    return option(command)


def open_workspace(folder: Path | None) -> Workspace:
    """The workspace in that folder, else here, else the embedded corpus; raises an error naming what is missing."""
    from graph.workspace import Workspace
    from ingest.corpus import CORPUS

    if folder is not None:
        return Workspace.open(folder)
    here = Path.cwd()
    if (here / "maillage.toml").exists():
        return Workspace.open(here)
    return Workspace.open(CORPUS, _state())


def published(workspace: Workspace) -> Snapshot:
    """The workspace's current snapshot; raises a :class:`CallError` that says how to make one."""
    from ontology.errors import CallError, Place

    snapshot = workspace.snapshots.current()
    if snapshot is None:
        raise CallError("nothing is published yet", Place(str(workspace.root)), "Run `maillage build` first.")
    return snapshot


def _state() -> Path:
    """Where the embedded corpus keeps its snapshots: the package's own folder may be read-only."""
    chosen = os.environ.get("MAILLAGE_STATE")
    home = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    return Path(chosen) if chosen else home / "maillage" / "corpus"
