"""Whether a snapshot is whole: its manifest, its store, what each says of the other. Mending is not for here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from graph.embedded import EXAMINE
from graph.fingerprint import Fingerprint
from graph.orders import miscounted
from graph.published import Snapshot
from ontology.errors import DataError, MaillageError, Place, QueryError

__all__ = ["faults", "first_whole", "told_of_damage"]


def faults(snapshot: Snapshot, *, deep: bool = False) -> Iterator[str]:
    """What is wrong with a snapshot, a sentence each; none for one that is whole.

    Its quads are counted, which reads the store through in one order (2 million: half a second); where ``deep``, every
    block of it is read, and the quads are compared with the fingerprint (2 million: a minute).
    """
    try:
        manifest, store = snapshot.manifest, snapshot.store()
    except MaillageError as error:
        yield f"{error.place}: {error.problem}" if error.place else error.problem
        return
    except OSError as error:
        yield f"{error.filename}: {error.strerror}"
        return
    try:
        if (held := len(store)) != manifest.quads:
            yield f"snapshot {snapshot.id} holds {held:,} quads, its manifest says {manifest.quads:,}"
        elif deep and str(Fingerprint.of(store)) != manifest.fingerprint:
            yield f"snapshot {snapshot.id} does not hold what its fingerprint says"
        for order, count, wanted in miscounted(store) if deep else ():
            yield f"snapshot {snapshot.id} holds {count:,} quads by {order}, and {wanted:,} otherwise"
    except (OSError, RuntimeError, QueryError) as error:  # the engine's own for blocks that are damaged
        yield f"the store of snapshot {snapshot.id} cannot be read through ({error})"


def first_whole(snapshots: Iterable[Snapshot], *, deep: bool = False) -> Snapshot | None:
    """The first that is whole, or None; ``deep`` is that of :func:`faults`."""
    return next((each for each in snapshots if not any(faults(each, deep=deep))), None)


@contextmanager
def told_of_damage(place: Place) -> Iterator[None]:
    """Within the block, what the engine says of a damaged file is raised as a :class:`DataError` of that place."""
    try:
        yield
    except (OSError, RuntimeError) as error:
        if "Corruption:" not in str(error):
            raise
        remedy = f"Nothing new is published. {EXAMINE}"
        raise DataError(f"the store is damaged ({error})", place, remedy) from error
