"""How a command finds its workspace and what is published of it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from ontology.errors import CallError, Place

if TYPE_CHECKING:
    from pyoxigraph import NamedNode

    from graph.snapshot import Snapshot
    from graph.store import Store
    from graph.workspace import Workspace

__all__ = ["asked", "bring_home", "in_order", "language_option", "open_workspace", "published", "workspace_option"]

_LANGUAGES = ("fr", "en")
Command = TypeVar("Command", bound=Callable[..., Any])


def workspace_option(command: Command) -> Command:
    """``--workspace DIR`` after the command's name too, as people type it."""
    return click.option(
        "--workspace",
        metavar="DIR",
        type=click.Path(path_type=Path, file_okay=False),
        callback=lambda context, _, value: value or context.obj,
        is_eager=True,  # the language is the workspace's
        help="The folder that holds maillage.toml (default: here, else the embedded corpus).",
    )(command)


def language_option(of: str) -> Callable[[Command], Command]:
    """``--language``: what is written to a person is in the workspace's first language, unless this names another."""
    return click.option(
        "--language",
        type=click.Choice(_LANGUAGES),
        callback=lambda context, _, value: value or _first_language(context.params["workspace"]),
        help=f"{of} (default: the workspace's first).",
    )


def _first_language(folder: Path | None) -> str:
    spoken = open_workspace(folder).settings.network.languages
    return next((each for each in spoken if each in _LANGUAGES), _LANGUAGES[0])


def in_order(first: int | None, last: int | None) -> tuple[int | None, int | None]:
    """The period, turned around where it is told backwards, which is said on standard error."""
    if first is None or last is None or first <= last:
        return first, last
    click.echo(f"the period is told backwards: taken from {last} to {first}", err=True)
    return last, first


def open_workspace(folder: Path | None) -> Workspace:
    """The workspace in that folder, else here, else the embedded corpus; raises an error naming what is missing."""
    from graph.workspace import FILE, Workspace

    if folder is not None:
        return Workspace.open(folder)
    here = Path.cwd()
    if (here / FILE).exists():
        return Workspace.open(here)
    from ingest.corpus import CORPUS

    return Workspace.open(CORPUS, _corpus_state())


def published(workspace: Workspace, chosen: str = "") -> Snapshot:
    """The workspace's current snapshot, or the kept one whose id begins as ``chosen``.

    Raises :class:`CallError` that says how to make one when there is none, or which there are.
    """
    snapshot = workspace.snapshots.get(chosen) if chosen else workspace.snapshots.current()
    if snapshot is None:
        raise CallError("nothing is published yet", Place(str(workspace.root)), "Run `maillage build` first.")
    return snapshot


def asked(workspace: Workspace, chosen: str = "") -> tuple[Snapshot, Store]:
    """The current snapshot and the store to ask: its own, or the server's that holds it; a ``chosen`` one has its own.

    That a server is waited for is said, on opening and at each question. Raises what :func:`published` raises, and
    :class:`ServerError` when the server cannot be reached.
    """
    from explorer.progress import say

    snapshot, home = published(workspace, chosen), workspace.home.telling(say)
    if chosen:
        return snapshot, snapshot.store()
    if not home.holds(snapshot):
        click.echo(
            f"maillage: {home.address} does not hold snapshot {snapshot.id} yet: answered from here. "
            "Run `maillage build` to bring it there.",
            err=True,
        )
    return snapshot, home.store(snapshot)


def bring_home(workspace: Workspace) -> None:
    """Bring the server that the workspace names to the current snapshot, and say what was done; else do nothing.

    Raises :class:`ServerError` or :class:`DataError` when the server cannot be brought there.
    """
    from explorer.progress import say, track
    from graph.waiting import told_when_late

    home = workspace.home
    if not home.address:
        return
    with told_when_late(home.address, say) as heard:

        def tracked(names: list[NamedNode]) -> Iterable[NamedNode]:
            heard()
            return track("publishing", names, len(names))

        done = home.bring(published(workspace), tracked)
    if done is None:
        click.echo(f"{home.address} holds it already.")
        return
    sent = f"graphs written: {done.written}, removed: {done.removed}"
    click.echo(f"{home.address} holds it now: {done.quads} quads, counted ({sent}).")


def _corpus_state() -> Path:
    """Where the embedded corpus keeps its snapshots, since the package's own folder may be read-only."""
    chosen = os.environ.get("MAILLAGE_STATE")
    home = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    return (Path(chosen) if chosen else home / "maillage") / "corpus"
