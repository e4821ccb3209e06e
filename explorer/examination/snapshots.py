"""The snapshots: whether the current one is whole and says the truth of itself, and what was left lying about."""

from __future__ import annotations

import os
import shlex
import sqlite3
from collections.abc import Iterator
from contextlib import closing

from explorer.examination.finding import Finding, from_error, remark, well, wrong
from explorer.examination.restoring import remedy_of
from explorer.progress import say
from graph import locking
from graph.published import CURRENT, LABELS, Snapshot
from graph.snapshot import DRAFT, REMOVED, Snapshots
from graph.soundness import faults, first_whole
from graph.workspace import Workspace
from ontology.errors import MaillageError

__all__ = ["examine_home", "examine_snapshots"]

_BUILD = "Run `maillage build`, which makes it again."


def examine_snapshots(workspace: Workspace, *, deep: bool = True) -> Iterator[Finding]:
    """The current snapshot (``deep``: its every quad is read), the manifests of the others, what builds left."""
    snapshots = workspace.snapshots
    try:
        current = snapshots.current()
    except MaillageError as error:
        current = None
        if (snapshots.root / CURRENT).is_symlink():
            yield from _none_current(workspace, deep=deep)
        else:  # a folder stands in for the link, which is to be removed first
            yield from_error(error)
    else:
        yield from _one(current, workspace, deep=deep) if current else _none_current(workspace, deep=deep)
    for snapshot in snapshots.all():
        if snapshot != current:
            yield from _manifest(snapshot)
    yield from _left(snapshots)


def _none_current(workspace: Workspace, *, deep: bool) -> Iterator[Finding]:
    """From which of the snapshots that are kept the next build goes on, where it can; and which one is lost."""
    kept, lost = workspace.snapshots.all(), workspace.snapshots.current_id()
    whole = first_whole(kept)
    gone = f"the current snapshot, {lost}, is gone" if lost else ""
    if whole:
        said = f"snapshots are kept ({len(kept)}), and {gone or 'none is the current one'}"
        other = "or choose one: `maillage snapshots` lists them, `maillage snapshots rollback ID` takes one"
        yield wrong(said, f"Run `maillage build`, which goes on from {whole.id}; {other}.")
    elif kept:
        told = list(faults(kept[0]))
        said = f"{gone}, and " if gone else ""
        said += f"none of the snapshots that are kept is whole: {told[0]}"
        yield wrong(said, remedy_of(told, kept[0], workspace, deep=deep))
    elif gone:
        remedy = "Put a copy back, or run `maillage build`, which makes all again but what people wrote."
        yield wrong(f"{gone}, and none is kept", remedy)
    else:
        yield remark("nothing is published yet", "Run `maillage build`.")


def examine_home(workspace: Workspace) -> Iterator[Finding]:
    """Whether the server that the workspace names, if any, answers and holds the current snapshot."""
    home = workspace.home.telling(say)
    if not home.address:
        return
    try:
        current = workspace.snapshots.current()
        if current is None or home.holds(current):
            yield well(f"{home.address} answers" + (f" and holds snapshot {current.id}" if current else ""))
        else:
            yield remark(f"{home.address} does not hold snapshot {current.id}", "Run `maillage build`.")
    except MaillageError as error:
        yield from_error(error)


def _one(snapshot: Snapshot, workspace: Workspace, *, deep: bool) -> Iterator[Finding]:
    told = list(faults(snapshot, deep=deep))
    remedy = remedy_of(told, snapshot, workspace, deep=deep) if told else ""
    yield from (wrong(each, remedy) for each in told)
    if not snapshot.is_described():
        return
    manifest = snapshot.manifest
    if not told:
        how = "and they have the fingerprint of its manifest" if deep else "as its manifest says (not read one by one)"
        yield well(f"snapshot {snapshot.id}: {manifest.quads:,} quads, {how}")
    yield from _labels(snapshot)
    if manifest.validation and not manifest.validation.conforms:
        yield wrong(f"snapshot {snapshot.id} does not conform to the shapes", "See `maillage validate`.")


def _labels(snapshot: Snapshot) -> Iterator[Finding]:
    """Whether the label index is sound and knows as many things of each kind as the manifest."""
    path = snapshot.path / LABELS
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
            (sound,) = connection.execute("PRAGMA integrity_check").fetchone()
            things = dict(connection.execute("SELECT kind, COUNT(*) FROM thing GROUP BY kind"))
    except sqlite3.Error as error:
        sound, things = str(error), {}
    again = f"`rm {shlex.quote(str(path))}`: the next `maillage build` makes it again."
    if path.exists() and not os.access(path, os.R_OK):
        yield wrong(f"{path} cannot be read by this user", f"chmod u+r {shlex.quote(str(path))}")
    elif sound != "ok":
        said = "is damaged" if path.exists() else "is gone"
        yield wrong(f"the label index of {snapshot.id} {said} ({sound})", again if path.exists() else _BUILD)
    elif things != snapshot.manifest.things:
        yield wrong(f"the label index of {snapshot.id} knows other things than its manifest says", again)
    else:
        yield well(f"the label index knows the same {sum(things.values()):,} things")


def _manifest(snapshot: Snapshot) -> Iterator[Finding]:
    try:
        _ = snapshot.manifest
    except MaillageError as error:
        remedy = f"It can no longer be used; `rm -r {shlex.quote(str(snapshot.path))}` makes room."
        yield wrong(f"{error.place}: {error.problem}", remedy)


def _left(snapshots: Snapshots) -> Iterator[Finding]:
    """Whether a build is under way, else what builds that died left behind."""
    leftovers = [path.name for path in (snapshots.root / DRAFT, *snapshots.root.glob(f"{REMOVED}*")) if path.exists()]
    lock = snapshots.root / "lock"
    if lock.exists() and locking.is_leased(lock):
        yield remark(f"a build is under way (process {lock.read_text(encoding='ascii', errors='replace').strip()})")
    elif leftovers:
        yield remark(f"a process that died left {', '.join(leftovers)}", "The next build removes it.")
