"""A graph with what is computed from it once and kept: index, arcs, confidences, projections.

One object serves all readers of a snapshot, which never changes; what they ask is answered beside.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING, TypeVar

import numpy as np
from numpy.typing import NDArray

from graph.embedded import EmbeddedStore
from graph.home import Home
from graph.networks.arcs import Arcs, arcs
from graph.networks.confidence import link_confidences
from graph.networks.declarations import get_declaration
from graph.networks.filters import EVERYTHING, Filters
from graph.networks.index import Index, read_index
from graph.networks.stored import FILE, stored_index
from graph.published import Snapshot
from graph.store import Store

if TYPE_CHECKING:
    from graph.networks.projections import Projection

__all__ = ["IndexedGraph", "indexed", "keep_only"]

Kept = TypeVar("Kept")
_PROJECTIONS = 8
_WORKSPACES = 2


class IndexedGraph:
    """A store and the arrays made from it, each when it is first wanted; safe to share between threads.

    ``whole`` is what is read through for arrays, where that is another store than the one that is asked; ``file`` is
    where the index is kept for other processes, where there is such a place.
    """

    def __init__(self, store: Store, file: Path | None = None, whole: Store | None = None) -> None:
        self.store = store
        self._whole = store if whole is None else whole  # not "or": a store is counted to know whether it is empty
        self._file = file
        self._lock = RLock()
        self._locks: dict[object, RLock] = {}
        self._kept: OrderedDict[object, object] = OrderedDict()

    @property
    def index(self) -> Index:
        """The things and links as arrays; reading them takes seconds for millions of links."""
        file = self._file
        return self._keep("index", lambda: stored_index(self._whole, file) if file else read_index(self._whole))

    @property
    def arcs(self) -> Arcs:
        """The links as arcs with their costs."""
        return self._keep("arcs", lambda: arcs(self.index))

    @property
    def confidences(self) -> NDArray[np.uint8]:
        """How sure each link is, in percent; every annotation is read for it."""
        return self._keep("confidences", lambda: link_confidences(self._whole, self.index))

    def projection(self, name: str, filters: Filters = EVERYTHING) -> Projection:
        """The declared projection of that name; the last few asked for are kept.

        Raises :class:`CallError` for an unknown projection or concept.
        """
        from graph.networks.projections import project

        declaration = get_declaration(name)
        confidences = self.confidences if filters.confidence else None
        return self.kept((name, filters), lambda: project(self.index, declaration, filters, confidences))

    def kept(self, key: object, compute: Callable[[], Kept]) -> Kept:
        """What was computed under a key lately, else what is computed now; only the last few are kept."""
        found = self._keep(key, compute)
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
            for old in [each for each in self._kept if isinstance(each, tuple)][:-_PROJECTIONS]:
                del self._kept[old]
        return found

    def _keep(self, key: object, compute: Callable[[], Kept]) -> Kept:
        """Each key has its own lock: whoever wants the same waits for it, the others go on."""
        with self._lock:
            lock = self._locks.setdefault(key, RLock())
        with lock:
            if key not in self._kept:
                self._kept[key] = compute()
            return self._kept[key]  # type: ignore[return-value]


_indexed: OrderedDict[tuple[str, bool], IndexedGraph] = OrderedDict()
_lock = RLock()


def indexed(snapshot: Snapshot, home: Home) -> IndexedGraph:
    """The graph of a snapshot with its arrays, the same for all who ask; those of two workspaces are kept.

    That of another snapshot of the workspace is let go, and closes when its last user is done: it may be pruned.

    What is asked beside the arrays is asked at home.
    """
    key = str(snapshot.path), home.holds(snapshot)
    with _lock:
        if key not in _indexed:
            store = home.store(snapshot)
            whole = store if isinstance(store, EmbeddedStore) else snapshot.store()
            _indexed[key] = IndexedGraph(store, snapshot.path / FILE, whole)
            keep_only(snapshot)
        _indexed.move_to_end(key)
        while len(_indexed) > 2 * _WORKSPACES:
            _indexed.popitem(last=False)
        return _indexed[key]


def keep_only(snapshot: Snapshot) -> None:
    """Let go of the graphs of the other snapshots of the same workspace."""
    with _lock:
        for path, held in list(_indexed):
            if Path(path) != snapshot.path and Path(path).parent == snapshot.path.parent:
                del _indexed[path, held]
