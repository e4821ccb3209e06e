"""A draft filled, checked and published, or compared with what is published, once its inputs may have changed.

Whether they did is for :mod:`ingest.build`.
"""

from __future__ import annotations

from dataclasses import dataclass

import msgspec

from graph.difference import changes, summarise
from graph.embedded import EmbeddedStore
from graph.snapshot import Draft, Snapshot
from graph.workspace import Workspace
from ingest.build_report import BuildReport, Foresight
from ingest.crew import crew
from ingest.decisions.renames import FILE as RENAMES
from ingest.decisions.renames import add_renames
from ingest.filling import Filled, Filling
from ingest.inputs import INPUTS, keep_inputs
from ingest.listing import Listing
from ingest.manifest import manifest_of
from ingest.quarantine import Quarantine
from ingest.reach.ledger import Ledger
from ingest.reading import Reading
from ingest.tracking import Tell, Track
from ontology.errors import DataError

__all__ = ["Making", "kept_ledger", "unchanged"]


def kept_ledger(workspace: Workspace, snapshot: Snapshot | None) -> Ledger | None:
    """What the build of the snapshot kept of its records."""
    return Ledger.load(workspace.state, snapshot.id) if snapshot else None


def unchanged(snapshot: Snapshot) -> BuildReport:
    """What a build did that found its inputs to be those of the published snapshot."""
    return BuildReport(snapshot, False, 0, 0, Reading(sources=list(snapshot.manifest.sources)), None, [])


@dataclass(frozen=True, slots=True)
class Making:
    """A draft and the files that it is made of; ``kept`` is what the last build kept of their records.

    ``tell`` is told at once what is left out of the vocabularies.
    """

    workspace: Workspace
    draft: Draft
    listing: Listing
    kept: Ledger | None
    track: Track
    keep_going: bool
    tell: Tell

    def published(self, inputs: str, processes: int, scheduler: str) -> BuildReport:
        """Publish the draft, with the hash of what it was made from, unless it holds what is published already."""
        made, filled = self._filled(processes, scheduler, publishing=True)
        reading, waiting = filled.reading, filled.waiting
        Quarantine.of(self.workspace).keep(reading)
        known = inputs if not (reading.failures or waiting) else ""
        current = self.draft.before
        if current and not self.draft.store.is_changed:
            unsaved = self._note_names(made)
            self.draft.resume()
            made.keep(current.id)
            if known and current.manifest.sources == tuple(reading.sources):
                keep_inputs(self.workspace, current, known)
            return BuildReport(current, False, 0, 0, reading, None, waiting, unsaved)
        report = made.graphs.validated(self.workspace)
        details = {INPUTS: known} if known else {}
        told = manifest_of(made.premises, self.draft.store, reading)
        unsaved = self._note_names(made)  # before: till then it is known what bore the former names
        snapshot = self.draft.publish(msgspec.structs.replace(told, validation=report.summary, details=details))
        made.keep(snapshot.id)
        return BuildReport(snapshot, True, filled.written, filled.removed, reading, report, waiting, unsaved)

    def foreseen(self, processes: int) -> Foresight:
        """What would change by publishing the draft."""
        made, filled = self._filled(processes, publishing=False)
        made.graphs.validated(self.workspace)
        current = self.draft.before
        before = current.store() if current else EmbeddedStore.memory()
        changed = changes(before, self.draft.store, self.draft.store.changed)
        return Foresight(summarise(changed), filled.reading, filled.waiting, current)

    def _filled(self, processes: int, scheduler: str = "", *, publishing: bool) -> tuple[Filling, Filled]:
        with crew(processes, scheduler) as who:
            made = Filling(
                self.workspace, self.draft, who, self.track, self.kept, keep_going=self.keep_going, tell=self.tell
            )
            return made, made.fill(self.listing, publishing=publishing)

    def _note_names(self, made: Filling) -> DataError | None:
        """Keep the new names of things that people decided on, or say why not: in a folder that may only be read, what
        is alike is looked for anew each time. Raises :class:`DataError` where a name would be lost."""
        try:
            add_renames(self.workspace.root / RENAMES, made.standing.followed if made.standing else {})
        except DataError as error:
            if made.standing and made.standing.traced:
                raise
            return error
        return None
