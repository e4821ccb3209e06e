"""The build: bring a draft up to date with what the sources hold, check it, publish it; or say what that would change.

What is left alone because nothing changed is decided here for the whole, and in :mod:`ingest.stale` for each record.
What reads, links and publishes is imported while sources are hashed, which needs no interpreter.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

from graph.snapshot import Draft
from graph.workspace import Workspace
from ingest.build_report import BuildReport, Foresight
from ingest.failed_build import noted
from ingest.inputs import hash_sources, inputs_hash, is_made_of
from ingest.listing import list_sources
from ingest.processes import seldom_collected
from ingest.tracking import Tell, Track, silent, untold

__all__ = ["BuildReport", "Foresight", "Track", "build", "foresee"]


def build(  # noqa: PLR0913
    workspace: Workspace,
    *,
    keep_going: bool = False,
    track: Track = silent,
    tell: Tell = untold,
    processes: int = 0,
    scheduler: str = "",
) -> BuildReport:
    """Bring the published graph up to date with the sources; nothing new is published when nothing changed.

    ``processes`` link and write (0: as many as there are cores), or the workers of the Dask cluster whose ``scheduler``
    has that address; the graph is the same whoever they are.
    Where no snapshot is the current one and some are kept, it goes on from the newest that is whole, which ``tell``
    says at once, and which becomes the current one where nothing changed; its label index is made again where it is
    gone or damaged.
    Raises :class:`DataError` when a source cannot be read (unless ``keep_going``) or the graph breaks a shape,
    :class:`LockedError` when another build runs, and :class:`CallError` when there is no such scheduler: the published
    snapshot is then as it was. What is at fault in the data is noted for whoever asks later.
    """
    with seldom_collected(), workspace.snapshots.draft() as draft, noted(workspace):
        _tell_resumed(draft, tell)
        listing = list_sources(workspace, keep_going=keep_going)
        current = draft.before
        with ThreadPoolExecutor(1) as beside:
            beside.submit(hash_sources, listing)
            from graph.labels import mend_labels
            from ingest.making import Making, kept_ledger, unchanged

            kept = kept_ledger(workspace, current)
            mended = current is not None and mend_labels(current)
        inputs = inputs_hash(workspace, listing)
        if current and inputs and is_made_of(workspace, current, inputs):
            draft.resume()
            return replace(unchanged(current), mended=mended)
        making = Making(workspace, draft, listing, kept, track, keep_going, tell)
        return replace(making.published(inputs, processes, scheduler), mended=mended)


def foresee(
    workspace: Workspace,
    *,
    keep_going: bool = False,
    track: Track = silent,
    tell: Tell = untold,
    processes: int = 0,
) -> Foresight:
    """What :func:`build` would change now: all is read, linked and checked as it would be, and nothing is published.

    Raises what :func:`build` raises.
    """
    from ingest.making import Making, kept_ledger

    with workspace.snapshots.draft() as draft, seldom_collected():
        _tell_resumed(draft, tell)
        listing = list_sources(workspace, keep_going=keep_going)
        kept = kept_ledger(workspace, draft.before)
        return Making(workspace, draft, listing, kept, track, keep_going, tell).foreseen(processes)


def _tell_resumed(draft: Draft, tell: Tell) -> None:
    if draft.resumed:
        which = f"{draft.resumed}, the newest of those kept that is whole"
        tell(f"no snapshot is the current one: this goes on from {which}.")
