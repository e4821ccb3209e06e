"""The snapshots: whether the current one is whole and says the truth of itself, and what was left lying about."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing

from explorer.examination.finding import Finding, from_error, remark, well, wrong
from explorer.progress import say
from graph import locking
from graph.embedded import EmbeddedStore
from graph.fingerprint import Fingerprint
from graph.manifest import Manifest
from graph.orders import miscounted
from graph.published import LABELS, Snapshot
from graph.snapshot import DRAFT, REMOVED, Snapshots
from graph.workspace import Workspace
from ontology.errors import MaillageError, QueryError

__all__ = ["examine_home", "examine_snapshots"]

_AGAIN = "Go back with `maillage snapshots rollback`, or move the folder of snapshots away and run `maillage build`."


def examine_snapshots(snapshots: Snapshots, *, deep: bool = True) -> Iterator[Finding]:
    """The current snapshot (``deep``: its every quad is read), the manifests of the others, what builds left."""
    try:
        current = snapshots.current()
    except MaillageError as error:
        yield from_error(error)
        return
    if current is None:
        kept = snapshots.all()
        if kept:
            remedy = "Choose one with `maillage snapshots rollback ID`, or run `maillage build`."
            yield wrong(f"snapshots are kept ({len(kept)}), and none is the current one", remedy)
        else:
            yield remark("nothing is published yet", "Run `maillage build`.")
        return
    yield from _one(current, deep=deep)
    for snapshot in snapshots.all():
        if snapshot != current:
            yield from _manifest(snapshot)
    yield from _left(snapshots)


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


def _one(snapshot: Snapshot, *, deep: bool) -> Iterator[Finding]:
    try:
        manifest, store = snapshot.manifest, snapshot.store()
    except MaillageError as error:
        yield wrong(f"{error.place}: {error.problem}" if error.place else error.problem, _AGAIN)
        return
    try:
        yield _content(snapshot.id, manifest, store, deep=deep)
        for order, held, wanted in miscounted(store) if deep else ():
            said = f"snapshot {snapshot.id} holds {held:,} quads by {order}, and {wanted:,} otherwise"
            yield wrong(said, _AGAIN)
    except (OSError, RuntimeError, QueryError) as error:  # the engine's own for blocks that are damaged
        yield wrong(f"the store of snapshot {snapshot.id} cannot be read through ({error})", _AGAIN)
    yield from _labels(snapshot)
    if manifest.validation and not manifest.validation.conforms:
        yield wrong(f"snapshot {snapshot.id} does not conform to the shapes", "See `maillage validate`.")


def _content(name: str, manifest: Manifest, store: EmbeddedStore, *, deep: bool) -> Finding:
    if len(store) != manifest.quads:
        return wrong(f"snapshot {name} holds {len(store):,} quads, its manifest says {manifest.quads:,}", _AGAIN)
    if deep and str(Fingerprint.of(store)) != manifest.fingerprint:
        return wrong(f"snapshot {name} does not hold what its fingerprint says", _AGAIN)
    how = "and they have the fingerprint of its manifest" if deep else "as its manifest says (not read one by one)"
    return well(f"snapshot {name}: {manifest.quads:,} quads, {how}")


def _labels(snapshot: Snapshot) -> Iterator[Finding]:
    """Whether the label index is sound and knows as many things of each kind as the manifest."""
    path = snapshot.path / LABELS
    try:
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
            (sound,) = connection.execute("PRAGMA integrity_check").fetchone()
            things = dict(connection.execute("SELECT kind, COUNT(*) FROM thing GROUP BY kind"))
    except sqlite3.Error as error:
        sound, things = str(error), {}
    if sound != "ok":
        yield wrong(f"the label index of {snapshot.id} is damaged ({sound})", _AGAIN)
    elif things != snapshot.manifest.things:
        yield wrong(f"the label index of {snapshot.id} knows other things than its manifest says", _AGAIN)
    else:
        yield well(f"the label index knows the same {sum(things.values()):,} things")


def _manifest(snapshot: Snapshot) -> Iterator[Finding]:
    try:
        _ = snapshot.manifest
    except MaillageError as error:
        yield wrong(str(error).removesuffix("."), f"Remove its folder: {snapshot.path}")


def _left(snapshots: Snapshots) -> Iterator[Finding]:
    """Whether a build is under way, else what builds that died left behind."""
    leftovers = [path.name for path in (snapshots.root / DRAFT, *snapshots.root.glob(f"{REMOVED}*")) if path.exists()]
    lock = snapshots.root / "lock"
    if lock.exists() and locking.is_leased(lock):
        yield remark(f"a build is under way (process {lock.read_text(encoding='ascii', errors='replace').strip()})")
    elif leftovers:
        yield remark(f"a process that died left {', '.join(leftovers)}", "The next build removes it.")
