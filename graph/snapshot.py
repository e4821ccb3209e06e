"""The snapshots of a workspace: published graphs that never change, the current one, and drafts of the next.

What a build writes into a draft is not for here.
"""

from __future__ import annotations

import difflib
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from graph import locking
from graph.difference import GraphChange, changes
from graph.draft import Draft, DraftStore
from graph.fingerprint import Fingerprint
from graph.published import CURRENT, Snapshot, point_to
from graph.room import told_without_room
from ontology.errors import CallError, DataError, Place

__all__ = ["Draft", "Snapshot", "Snapshots"]

DRAFT, REMOVED = ".draft", ".removed-"
_ID = re.compile(r"\d{8}T\d{9}-[0-9a-f]{8}")


class Snapshots:
    """The snapshots kept in one folder, which is made when first written to."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._link = str(root / CURRENT)

    def current(self) -> Snapshot | None:
        """The published snapshot, or None before the first build."""
        link = self.root / CURRENT
        if not link.is_symlink():
            return None
        snapshot = Snapshot(self.root / link.readlink().name)
        if not snapshot.path.is_dir():
            remedy = "Choose another with `maillage snapshots rollback ID`, or build again."
            raise DataError(f"the current snapshot, {snapshot.id}, is gone", Place(str(self.root)), remedy)
        return snapshot

    def current_id(self) -> str:
        """The id of the published snapshot, or an empty text: what :meth:`current` says, for those who ask often."""
        try:
            return os.readlink(self._link).rpartition("/")[2]  # noqa: PTH115  # asked for every request
        except OSError:
            return ""

    def all(self) -> list[Snapshot]:
        """Every snapshot kept, newest first."""
        if not self.root.is_dir():
            return []
        return [Snapshot(path) for path in sorted(self.root.iterdir(), reverse=True) if _ID.fullmatch(path.name)]

    def get(self, snapshot: str) -> Snapshot:
        """The snapshot of that id, or of the only id that begins so; raises :class:`CallError` when there is none."""
        kept = self.all()
        found = [each for each in kept if each.id == snapshot] or [
            each for each in kept if each.id.startswith(snapshot)
        ]
        if len(found) == 1 and snapshot:
            return found[0]
        ids = [each.id for each in kept]
        near = difflib.get_close_matches(snapshot, ids, n=1) or ids[:5]
        remedy = f"Choose one of: {', '.join(near)}." if near else "Run `maillage build`."
        problem = f"“{snapshot}” begins several ids" if found else f"there is no snapshot “{snapshot}”"
        raise CallError(problem, None, remedy)

    @contextmanager
    def draft(self, *, empty: bool = False, patience: float = 0.0) -> Iterator[Draft]:
        """A private copy of the current snapshot to write into, or an empty one; it vanishes unless published.

        Raises :class:`LockedError` when another process still has one after ``patience`` seconds. What a build that
        died left is removed first. :class:`LimitError` names what there is no room to write, also within the block.
        """
        self.root.mkdir(parents=True, exist_ok=True)
        path = self.root / DRAFT
        with told_without_room(path), locking.exclusive(self.root / "lock", patience):
            self._sweep()
            path.mkdir()
            try:
                draft = self._copy(path, None if empty else self.current())
                try:
                    yield draft
                finally:
                    draft.close()
            finally:
                shutil.rmtree(path, ignore_errors=True)

    def _copy(self, path: Path, current: Snapshot | None) -> Draft:
        fingerprint = Fingerprint()
        if current:
            current.store().backup(path / "store")
            fingerprint = Fingerprint.read(current.manifest.fingerprint, current.manifest.quads)
        store = DraftStore.open(path / "store")
        store.start_from(fingerprint)
        if current is None:
            store.touched.lose_sight()  # there is nothing that could follow
        return Draft(self.root, path, store, current.manifest if current else None)

    def rollback(self, snapshot: str | None = None) -> Snapshot:
        """Make that snapshot, or the one before the current one, the current one again.

        Raises :class:`CallError` when there is none, :class:`LockedError` during a build.
        """
        with self._writing():
            if snapshot is None:
                current = self.current()
                older = [each for each in self.all() if current and each.id < current.id]
                if not older:
                    raise CallError("there is no earlier snapshot to go back to", Place(str(self.root)))
                chosen = older[0]
            else:
                chosen = self.get(snapshot)
            point_to(self.root, chosen.id)
        return chosen

    def prune(self, keep: int, origin: str = "") -> list[str]:
        """Remove all but the ``keep`` newest snapshots, or of those of that ``origin`` when one is named.

        The current one and those that someone reads stay. Returns the ids removed. Raises :class:`LockedError` during
        a build.
        """
        with self._writing():
            current = self.current()
            kept = [each for each in self.all() if not origin or each.manifest.origin == origin]
            old = [each for each in kept[max(keep, 0) :] if each != current and not each.is_read()]
            for snapshot in old:
                snapshot.path.rename(self.root / f"{REMOVED}{snapshot.id}")
            self._sweep()
        return [snapshot.id for snapshot in old]

    def diff(self, before: str, after: str) -> Iterator[GraphChange]:
        """What was added and removed from one snapshot to another, a named graph at a time, in order of name."""
        return changes(self.get(before).store(), self.get(after).store())

    @contextmanager
    def _writing(self) -> Iterator[None]:
        self.root.mkdir(parents=True, exist_ok=True)
        with locking.exclusive(self.root / "lock"):
            yield

    def _sweep(self) -> None:
        """Remove what a process that died left."""
        for path in [self.root / DRAFT, *self.root.glob(f"{REMOVED}*")]:
            if path.is_dir():
                shutil.rmtree(path)
