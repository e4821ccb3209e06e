"""Where the published graph is asked: in its snapshot, or on the SPARQL server that the workspace names.

Every build makes a snapshot here first; a server is brought to it afterwards, and asked once it holds it whole. Until
then the snapshot answers, so that no reader meets half a graph. Names, links and exports are always the snapshot's.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from graph import locking
from graph.published import Snapshot
from graph.store import Store
from ontology.errors import DataError, MaillageError, QueryError

if TYPE_CHECKING:
    from graph.endpoint import Endpoint
    from graph.publication import Held, Publication
    from graph.workspace import StoreHome

__all__ = ["EMBEDDED", "Home", "home"]

EMBEDDED = "embedded"
_LASTING = 2.0
"""Seconds for which what a server says of itself, or that it says nothing, is believed."""
Track = Callable[[list[NamedNode]], Iterable[NamedNode]]


class Home:
    """The snapshot itself: the embedded home."""

    address = ""

    def store(self, snapshot: Snapshot) -> Store:
        """The store to ask, for this snapshot."""
        return snapshot.store()

    def telling(self, tell: Callable[[str], object]) -> Home:
        """The same home, which tells that it is waited for, whenever it is long to answer."""
        del tell
        return self

    def holds(self, snapshot: Snapshot) -> bool:
        """Whether the snapshot is asked where the workspace says."""
        del snapshot
        return True

    def listen(self) -> None:
        """Know, for the next moments, what the home says of itself; this may take seconds."""

    def bring(self, snapshot: Snapshot, track: Track = iter, patience: float = 600.0) -> Publication | None:
        """Have the home hold the snapshot; None where it does already."""
        del snapshot, track, patience
        return None


class ServerHome(Home):
    """A SPARQL server; safe to share between threads."""

    def __init__(self, endpoint: Endpoint, base: str, state: Path) -> None:
        self.endpoint = endpoint
        self.address = endpoint.address
        self._base = base
        self._state = state
        self._lock = Lock()
        self._heard = float("-inf")
        self._said: Held | MaillageError | None = None

    def telling(self, tell: Callable[[str], object]) -> Home:
        """The same server, asked as if for the first time."""
        return ServerHome(replace(self.endpoint, tell=tell), self._base, self._state)

    def store(self, snapshot: Snapshot) -> Store:
        """The server, if it holds this snapshot whole; else the snapshot's own store.

        Raises :class:`ServerError` when the server cannot be reached.
        """
        from graph.remote import RemoteStore

        held = self._held()
        if held.snapshot != snapshot.id:
            return snapshot.store()
        endpoint = replace(self.endpoint, default_graph=held.default_graph)
        return RemoteStore(endpoint, held.published, beside=snapshot.store())

    def holds(self, snapshot: Snapshot) -> bool:
        """Whether the server holds this snapshot whole; raises :class:`ServerError` when it cannot be reached."""
        return self._held().snapshot == snapshot.id

    def listen(self) -> None:
        """Ask the server, unless it was asked just now."""
        with suppress(MaillageError):
            self._held()

    def bring(self, snapshot: Snapshot, track: Track = iter, patience: float = 600.0) -> Publication | None:
        """Send the server what differs; None when it holds the snapshot already, as far as counting tells.

        Raises what :func:`graph.publication.publish_on` raises, with the snapshot named and :class:`DataError` for what
        the server refuses, and :class:`LockedError` when another process still publishes after ``patience`` seconds.
        """
        from graph.publication import publish_on

        self._state.mkdir(parents=True, exist_ok=True)
        with locking.exclusive(self._state / "publication.lock", patience):
            self._heard = float("-inf")
            try:
                if self.holds(snapshot) and len(self.store(snapshot)) == snapshot.manifest.quads:
                    return None
                return publish_on(self.endpoint, snapshot.store(), self._base, track, snapshot.id)
            except MaillageError as error:
                again = f"Snapshot {snapshot.id} is kept here: build again, and the server is brought on from there."
                if isinstance(error, QueryError):  # nobody's question: it is ours
                    remedy = f"See what that server can do. {again}"
                    raise DataError(error.problem, error.place, remedy) from error
                error.remedy = f"{error.remedy} {again}".strip()
                raise
            finally:
                self._heard = float("-inf")

    def _held(self) -> Held:
        from graph.endpoint import ServerError
        from graph.publication import Held, held_by

        with self._lock:
            if time.monotonic() - self._heard > _LASTING:
                try:
                    self._said = held_by(self.endpoint, self._base)
                except MaillageError as error:
                    self._said = error
                self._heard = time.monotonic()
            said = self._said
        if isinstance(said, MaillageError):  # whatever it is, it is not the fault of who asks
            raise ServerError(said.problem, said.place, said.remedy)
        return said or Held("")


def home(settings: StoreHome, base: str, state: Path) -> Home:
    """The home that the settings name; raises :class:`CallError` for what is neither ``embedded`` nor an address."""
    if settings.location == EMBEDDED:
        return Home()
    from graph.endpoint import Endpoint

    return ServerHome(Endpoint(settings.location, settings.update, settings.user), base, state)
