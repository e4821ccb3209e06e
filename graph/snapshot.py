"""The snapshots of a workspace: published graphs that never change, the current one, and drafts of the next.

What a build writes into a draft is not for here.
"""

from __future__ import annotations

import difflib
import re
import shlex
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from graph import locking
from graph.difference import GraphChange, changes
from graph.draft import Draft, DraftStore
from graph.embedded import EXAMINE
from graph.fingerprint import Fingerprint
from graph.published import CURRENT, Snapshot, point_to, pointed_to
from graph.room import told_without_room
from graph.soundness import faults, first_whole, told_of_damage
from ontology.errors import CallError, DataError, Place

__all__ = ["RESUME", "Draft", "Snapshot", "Snapshots"]

DRAFT, REMOVED = ".draft", ".removed-"
RESUME = (
    "`maillage build` goes on from the newest kept one that is whole; or choose one: `maillage snapshots` "
    "lists them, `maillage snapshots rollback ID` takes one."
)
"""What to do where no snapshot is the current one."""
_ID = re.compile(r"\d{8}T\d{9}-[0-9a-f]{8}")


class Snapshots:
    """The snapshots kept in one folder, which is made when first written to."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._link = str(root / CURRENT)

    def current(self) -> Snapshot | None:
        """The published snapshot, or None before the first build.

        Raises :class:`DataError` where it is gone, and where a folder stands in the place of the link to it.
        """
        link = self.root / CURRENT
        if not link.is_symlink():
            self._refuse_folder()
            return None
        snapshot = Snapshot(self.root / link.readlink().name)
        if not snapshot.path.is_dir():
            raise DataError(f"the current snapshot, {snapshot.id}, is gone", Place(str(self.root)), RESUME)
        return snapshot

    def _refuse_folder(self) -> None:
        """A copy that followed links left a folder where the link was, which no link can replace."""
        place = self.root / CURRENT
        if place.is_dir() and not place.is_symlink():
            remedy = f"Remove it (`rm -r {shlex.quote(str(place))}`) and build: the newest snapshot is the current one."
            raise DataError("this is a folder, and should be a link: a copy followed links", Place(str(place)), remedy)

    def current_id(self) -> str:
        """The id of the published snapshot, or an empty text: what :meth:`current` says, for those who ask often."""
        return pointed_to(self._link)

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
        died left is removed first; where no snapshot is the current one and some are kept, it is a copy of the newest
        that is whole, for graphs that people wrote are in it alone, and none is the current one until a snapshot is
        published. :class:`LimitError` names what there is no room to write, :class:`DataError` a store that is damaged,
        also within the block.
        """
        self.root.mkdir(parents=True, exist_ok=True)
        path = self.root / DRAFT
        with (
            told_without_room(path),
            told_of_damage(Place(str(self.root / self.current_id()))),
            locking.exclusive(self.root / "lock", patience),
        ):
            self._sweep()
            self._refuse_folder()
            before = None if empty else self._before()
            path.mkdir()
            try:
                draft = self._copy(path, before)
                draft.resumed = before.id if before and before.id != self.current_id() else ""
                try:
                    yield draft
                finally:
                    draft.close()
            finally:
                shutil.rmtree(path, ignore_errors=True)

    def _before(self) -> Snapshot | None:
        """The current snapshot, or the newest that is whole where none is; None where none is kept."""
        current = self.current_id()
        if current and (self.root / current).is_dir():
            return Snapshot(self.root / current)
        kept = self.all()
        whole = first_whole(kept)
        if kept and not whole:
            trouble = next(faults(kept[0]), "")
            problem = f"no snapshot is the current one, and none that is kept is whole ({trouble})"
            raise DataError(problem, Place(str(self.root)), EXAMINE)
        return whole

    def _copy(self, path: Path, current: Snapshot | None) -> Draft:
        fingerprint = Fingerprint()
        if current:
            current.store().backup(path / "store")
            fingerprint = Fingerprint.read(current.manifest.fingerprint, current.manifest.quads)
        store = DraftStore.open(path / "store")
        store.start_from(fingerprint)
        if current is None:
            store.touched.lose_sight()  # there is nothing that could follow
        return Draft(self.root, path, store, current)

    def rollback(self, snapshot: str | None = None) -> Snapshot:
        """Make that snapshot, or the one before the current one, the current one again.

        Raises :class:`CallError` when there is none, :class:`DataError` for one whose manifest cannot be read,
        :class:`LockedError` during a build.
        """
        with self._writing():
            self._refuse_folder()
            if snapshot is None:
                current = self.current_id()
                older = [each for each in self.all() if each.id < current and each.is_described()]
                if not current and self.all():
                    remedy = "Name the one to take: `maillage snapshots` lists them."
                    raise CallError("no snapshot is the current one", Place(str(self.root)), remedy)
                if not older:
                    remedy = "Name another: `maillage snapshots` lists them."
                    raise CallError("there is no earlier snapshot to go back to", Place(str(self.root)), remedy)
                chosen = older[0]
            else:
                chosen = self.get(snapshot)
                _ = chosen.manifest
            point_to(self.root, chosen.id)
        return chosen

    def rewrite(self) -> tuple[Snapshot, Snapshot]:
        """The current snapshot, and the new one that holds the same in files of its own: names and texts that left the
        graph may still stand in those of the former, which share files with others.

        It takes as long as loading the graph. Raises :class:`CallError` before the first build, and what :meth:`draft`
        raises.
        """
        with self.draft(empty=True) as draft:
            current = self.current()
            if current is None:
                raise CallError("nothing is published in this workspace yet", None, "Run `maillage build`.")
            draft.store.copy(current.store())
            return current, draft.publish(current.manifest)

    def prune(self, keep: int, origin: str = "") -> list[str]:
        """Remove all but the ``keep`` newest snapshots, or of those of that ``origin`` when one is named.

        The current one and those that someone reads stay. Returns the ids removed. Raises :class:`LockedError` during
        a build.
        """
        with self._writing():
            current = self.current()
            kept = [
                each for each in self.all() if not origin or (each.is_described() and each.manifest.origin == origin)
            ]
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
