"""What this process serves: one workspace, its published snapshot, the open store of that snapshot.

Pages and routes run in one process and share it. Writing is not for here.
"""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING

from graph.published import Snapshot
from graph.search import LabelIndex
from graph.store import Store
from graph.workspace import Workspace
from ontology.errors import CallError, DataError, LimitError

if TYPE_CHECKING:
    from graph.networks.indexed import IndexedGraph

__all__ = ["Context", "get_context", "set_context"]


class Context:
    """An opened workspace and what is published of it; safe to share between threads.

    The store is opened once a snapshot and kept; that of an older snapshot is let go, and closes when its last user is
    done. As long as it is open, pruning leaves its snapshot alone.
    """

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self._snapshots = workspace.snapshots
        self._lock = Lock()
        self._snapshot: Snapshot | None = None
        self._has_arrays = False
        self._opened: tuple[Snapshot, bool, Store] | None = None

    def snapshot(self) -> Snapshot:
        """The snapshot that is published now; raises :class:`LimitError` (503) when there is none yet."""
        known = self._snapshot
        if known is not None and known.id == self._snapshots.current_id():
            return known
        found = self._snapshots.current()
        if found is None:
            raise LimitError("nothing is published in this workspace yet", remedy="Run `maillage build`.")
        with self._lock:
            if self._snapshot is None or self._snapshot.id != found.id:
                self._snapshot = found
                self._let_go()
            return self._snapshot

    def _let_go(self) -> None:
        """Hold nothing of an older snapshot, which may be pruned once its last user is done."""
        self._opened = None
        if self._has_arrays and self._snapshot:
            from graph.networks.indexed import keep_only

            keep_only(self._snapshot)

    def store(self) -> Store:
        """The store to ask; raises as :meth:`opened` does."""
        return self.opened()[1]

    def indexed(self) -> IndexedGraph:
        """The published snapshot as arrays, for what is computed over the whole of it; raises as :meth:`opened`."""
        from graph.networks.indexed import indexed

        self._has_arrays = True
        return indexed(self.snapshot(), self.workspace.home)

    def opened(self) -> tuple[Snapshot, Store]:
        """The published snapshot and the store to ask, its own or a server's.

        The one lasts as long as the other is held, whatever is pruned. Raises :class:`LimitError` when nothing is
        published, :class:`ServerError` when the server cannot be reached.
        """
        snapshot, home = self.snapshot(), self.workspace.home
        held = home.holds(snapshot)
        with self._lock:
            if self._opened is None or self._opened[:2] != (snapshot, held):
                try:
                    self._opened = (snapshot, held, home.store(snapshot))
                except DataError:
                    if self.workspace.snapshots.current() == snapshot:
                        raise
                    self._opened = None  # another was published, and this one pruned, between the two lines
            if self._opened:
                return self._opened[0], self._opened[2]
        return self.opened()

    def labels(self) -> LabelIndex:
        """The published snapshot's label index; raises :class:`LimitError` when nothing is published."""
        return self.snapshot().labels()


_served: list[Context] = []


def set_context(context: Context) -> None:
    """Make this the context of the process, in the place of any other."""
    _served[:] = [context]


def get_context() -> Context:
    """The context of the process; raises :class:`CallError` when no workspace is open in it."""
    if not _served:
        raise CallError("no workspace is open in this process", remedy="Start the explorer with `maillage serve`.")
    return _served[0]
