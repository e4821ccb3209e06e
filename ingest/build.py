"""The build: bring a draft up to date with what the sources hold, check it, publish it; or say what that would change.

What is left alone because nothing changed is decided here for the whole, and in :mod:`ingest.filling` for each record.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import msgspec

from graph.difference import SourceChange, changes, summarise
from graph.embedded import EmbeddedStore
from graph.snapshot import Draft, Snapshot
from graph.validation import Report
from graph.workspace import Workspace
from ingest.crew import crew
from ingest.decisions.statements import Waiting
from ingest.filling import Filled, Filling, Track, silent
from ingest.inputs import INPUTS, inputs_hash, is_made_of, keep_inputs
from ingest.made_of import manifest_of
from ingest.processes import seldom_collected
from ingest.quarantine import Quarantine
from ingest.reach.ledger import Ledger
from ingest.reading import Reading, list_sources
from ingest.remembered import remember

__all__ = ["BuildReport", "Foresight", "Track", "build", "foresee"]


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did: the current snapshot, how many graphs it wrote and removed, what it read, the SHACL report.

    ``waiting`` are the decisions on things that the graph does not know.
    """

    snapshot: Snapshot
    published: bool
    written: int
    removed: int
    reading: Reading
    validation: Report | None
    waiting: list[Waiting]


@dataclass(frozen=True, slots=True)
class Foresight:
    """What a build would do: changes by source (IRI, or empty), what it read, decisions that would wait."""

    changes: list[SourceChange]
    reading: Reading
    waiting: list[Waiting]


def build(
    workspace: Workspace, *, keep_going: bool = False, track: Track = silent, processes: int = 0, scheduler: str = ""
) -> BuildReport:
    """Bring the published graph up to date with the sources; nothing new is published when nothing changed.

    ``processes`` link and write (0: as many as there are cores), or the workers of the Dask cluster whose ``scheduler``
    has that address; the graph is the same whoever they are.
    Raises :class:`DataError` when a source cannot be read (unless ``keep_going``) or the graph breaks a shape,
    :class:`LockedError` when another build runs, and :class:`CallError` when there is no such scheduler: the published
    snapshot is then as it was.
    """
    with seldom_collected(), workspace.snapshots.draft() as draft:
        listing = list_sources(workspace, keep_going=keep_going)
        current = workspace.snapshots.current()
        with ThreadPoolExecutor(1) as beside:  # what is hashed needs no interpreter
            kept = beside.submit(_kept, workspace, current)
            inputs = "" if listing.failures else inputs_hash(workspace, listing.files)
        if current and inputs and is_made_of(workspace, current, inputs):
            return BuildReport(current, False, 0, 0, Reading(sources=list(current.manifest.sources)), None, [])
        with crew(processes, scheduler) as who:
            made = Filling(workspace, draft, who, track, kept.result(), keep_going=keep_going)
            draft.prepare()
            filled = made.fill(listing)
        return _published(workspace, draft, made, filled, inputs)


def _kept(workspace: Workspace, snapshot: Snapshot | None) -> Ledger | None:
    """What the build of the snapshot kept of its records."""
    return Ledger.load(workspace.state, snapshot.id) if snapshot else None


def _published(workspace: Workspace, draft: Draft, made: Filling, filled: Filled, inputs: str) -> BuildReport:
    """Publish the draft, with the hash of what it was made from, unless it holds what is published already."""
    reading, waiting = filled.reading, filled.waiting
    Quarantine.of(workspace).keep(reading)
    known = inputs if not (reading.failures or waiting) else ""
    current = workspace.snapshots.current()
    if current and not draft.store.changed:
        _keep(workspace, made, current)
        if known and current.manifest.sources == tuple(reading.sources):
            keep_inputs(workspace, current, known)
        return BuildReport(current, False, 0, 0, reading, None, waiting)
    report = made.validated()
    details = {INPUTS: known} if known else {}
    told = manifest_of(workspace, draft.store, made.vocabularies, made.model, reading)
    snapshot = draft.publish(msgspec.structs.replace(told, validation=report.summary, details=details))
    _keep(workspace, made, snapshot)
    return BuildReport(snapshot, True, filled.written, filled.removed, reading, report, waiting)


def _keep(workspace: Workspace, made: Filling, snapshot: Snapshot) -> None:
    """Keep what the next build needs to follow a change of the snapshot."""
    remember(workspace, made.spoken.made_of, made.linker)
    made.keep(snapshot.id)


def foresee(workspace: Workspace, *, keep_going: bool = False, track: Track = silent, processes: int = 0) -> Foresight:
    """What :func:`build` would change now: all is read, linked and checked as it would be, and nothing is published.

    Raises what :func:`build` raises.
    """
    with workspace.snapshots.draft() as draft, crew(processes) as who, seldom_collected():
        current = workspace.snapshots.current()
        made = Filling(workspace, draft, who, track, _kept(workspace, current), keep_going=keep_going)
        filled = made.fill(list_sources(workspace, keep_going=keep_going))
        made.validated()
        before = current.store() if current else EmbeddedStore.memory()
        changed = changes(before, draft.store, draft.store.changed)
        return Foresight(summarise(changed), filled.reading, filled.waiting)
