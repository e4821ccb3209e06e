"""What a build writes into its draft: what the sources hold, linked, where it changed.

The order of the steps is here, each step in a module of its own; publishing is not for here.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from itertools import repeat

from pyoxigraph import NamedNode

from graph.snapshot import Draft
from graph.workspace import Workspace
from ingest.crew import Crew
from ingest.decisions.applied import Applied
from ingest.decisions.former import Former, is_said
from ingest.decisions.standing import Background, Standing
from ingest.decisions.statements import GRAPH as DECISIONS
from ingest.decisions.statements import Waiting, decision_quads
from ingest.draft_graphs import DraftGraphs
from ingest.former import PROVENANCE, former_graphs
from ingest.listing import Listing
from ingest.loading import load
from ingest.moved import moved_sources
from ingest.premises import Premises
from ingest.processes import give_back
from ingest.provenance import not_listed, source_quads
from ingest.queued import Queue
from ingest.reach.everything import Everything
from ingest.reach.gathered import Gathered
from ingest.reach.ledger import Ledger
from ingest.reach.together import changed
from ingest.reading import Reading, read_sources
from ingest.relinking import Relinking
from ingest.shards import ShardWriter, Task, Written
from ingest.sources import SourceFile
from ingest.stale import stale
from ingest.tracking import Tell, Track, untold
from ingest.triples import LinkedRecord
from ingest.vocabulary_graphs import write_vocabularies

__all__ = ["Filled", "Filling"]

_MANY = 500_000
"""Bytes of sources, all of them new, from which on processes are started before they are read: fewer records are linked
by this one alone."""


@dataclass(frozen=True, slots=True)
class Filled:
    """What was written into a draft."""

    reading: Reading
    written: int
    removed: int
    waiting: list[Waiting]


class Filling:
    """A draft being brought up to what the sources say; ``who`` reads, links and writes.

    ``kept`` is what the build of the draft's parent kept of its records.
    """

    def __init__(  # noqa: PLR0913
        self,
        workspace: Workspace,
        draft: Draft,
        who: Crew,
        track: Track,
        kept: Ledger | None,
        *,
        keep_going: bool,
        tell: Tell = untold,
    ) -> None:
        self.workspace = workspace
        self.keep_going = keep_going
        self.crew = who
        self.draft = draft
        self.track = track
        self.now = datetime.now(UTC).isoformat(timespec="seconds")
        self.premises = Premises.of(workspace, keep_going=keep_going, tell=tell)
        self.base, self.linker = self.premises.base, self.premises.linker
        self.graphs = DraftGraphs(draft, self.base)
        self.before = kept if kept and kept.made_of == self.premises.made_of else None
        """What the build before kept of the records."""
        if self.before:  # something changed, mostly a few records
            self.crew.prepare(self.linker, self.premises.languages[0], few=True)
        self.ledger: Ledger | None = None
        """What this one knows of them."""
        self.standing: Standing | None = None
        """The decisions as they stand."""

    def fill(self, listing: Listing, *, publishing: bool) -> Filled:
        """Read, link and write all that changed into the draft, which is made ready meanwhile where it is for
        ``publishing``."""
        files = self.premises.spoken.files  # first: processes and records then take the memory that these need
        written = write_vocabularies(files, self.draft, self.graphs, self.base, self.track)
        self.linker.packed_labels(self.premises.languages)  # once here, not once in each process
        if not self.draft.parent and sum(map(_size, listing.files)) >= _MANY:
            give_back()
            self.crew.prepare(self.linker, self.premises.languages[0])
        reading = self._read(listing)
        if publishing:
            self.draft.prepare()  # while this process is busy with what was read, and no other
        queue = Queue(self.draft.store, self.draft.path / "shards")
        gone, applied = self._put_together(reading, queue)
        reading.records = Gathered()  # what follows the writing needs the memory, and none of them
        give_back()
        going = self._going(gone, reading)
        written += self._write_records(queue, going)
        self._write_sources(reading)
        return Filled(reading, written, len(going), self._write_decisions(applied))

    def keep(self, snapshot: str) -> None:
        """Keep what the next build needs to follow a change, now that the draft is what that snapshot holds."""
        self.premises.keep()
        if self.ledger:
            self.ledger.save(self.workspace.state, snapshot)

    def _read(self, listing: Listing) -> Reading:
        """The sources' records; the vocabularies that could not be read are among the failures."""
        reading = read_sources(
            self.workspace,
            listing,
            keep_going=self.keep_going,
            read=self.crew.read,
            track=lambda files: self.track("reading", files),
            known=self.before.pieced if self.before else None,
        )
        reading.failures += self.premises.spoken.failures
        reading.unread += not_listed(self.draft.store, reading, self.base)
        return reading

    def _put_together(self, reading: Reading, queue: Queue) -> tuple[Collection[str], Applied]:
        """Queue the records to be written; the graphs that go, and the decisions as they apply."""
        followed, premises = not (reading.failures or reading.unread), self.premises
        beside = self._beside(reading, followed=followed)
        if followed and self.before:
            change = changed(reading.records, self.before, premises.owner, premises.rulings, self.base, beside)
            if change:
                self._add(change.tasks, queue)
                self.ledger, self.standing = change.ledger, change.applied.standing
                return [self.base + path for path in change.gone], change.applied
        every = Everything(reading.records, premises, beside, followed=followed)
        self._add(every, queue)
        self.ledger, self.standing = every.ledger() if followed else None, every.applied.standing
        wanted = {self.base + graph for graph in [*every.graphs, *(file.graph for file in premises.spoken.files)]}
        return self.graphs.made() - wanted, every.applied

    def _beside(self, reading: Reading, *, followed: bool) -> Background:
        """What is known of things before any record is written."""
        vocabularies = (self.base + file.graph for file in self.premises.spoken.files)
        store, kept = self.draft.store, self._kept(reading)
        parent = self.draft.parent
        former = Former(store, self.base, moved_sources(parent.sources, reading.sources)) if parent else None
        spoken = partial(is_said, store, (*vocabularies, *kept))
        stays = partial(is_said, store, kept)
        return Background(former, spoken, stays, everything=followed)

    def _add(self, linked: Iterable[tuple[str, LinkedRecord]], queue: Queue) -> None:
        """Queue those that changed, each given with the end of its graph's IRI."""
        since = Relinking.since(self.workspace, self.linker) if self.draft.parent else None
        tasks = (Task(self.base + graph, item) for graph, item in linked)
        for task in stale(tasks, self.graphs, self.linker.fingerprint, since):
            queue.add(task)

    def _going(self, gone: Iterable[str], reading: Reading) -> list[NamedNode]:
        """The graphs that no record stands for any more; those of a source that could not be read stay, be it under a
        base that was the network's."""
        kept, unread = self._kept(reading), {source.removeprefix("source/") for source in reading.unread}
        going = (name for name in sorted(gone) if not (name.startswith(kept) or _source_of(name) in unread))
        return [NamedNode(name) for name in going]

    def _kept(self, reading: Reading) -> tuple[str, ...]:
        """The beginnings of the IRIs of graphs that stay since what they are made from could not be read."""
        return (
            *(f"{self.base}graph/{source.removeprefix('source/')}/" for source in reading.unread),
            *(self.base + graph for graph in self.premises.spoken.unread),
        )

    def _write_records(self, queue: Queue, going: list[NamedNode]) -> int:
        """Link and write the queued records, and remove the graphs that go; returns how many."""
        writer = ShardWriter(self.linker, self.graphs.sieve, self.base, self.now)
        done = load(self.draft.store, queue, writer, self.crew, gone=going)
        for written in self.track("linking", _one_by_one(done), len(queue)):
            if written:
                self.graphs.saw(written.sifted, () if written.merged else map(NamedNode, written.graphs))
        return len(queue)

    def _write_sources(self, reading: Reading) -> None:
        """Say what each source is, and no more what was said under a base that is no longer the network's."""
        store = self.draft.store
        now = {NamedNode(self.base + PROVENANCE): source_quads(store, reading, self.base)}
        store.replace({**dict.fromkeys(former_graphs(self.draft.parent, self.base), ()), **now})

    def _write_decisions(self, applied: Applied) -> list[Waiting]:
        """Write what people decided beyond what the records say; returns the decisions that wait."""
        quads, waiting = decision_quads(self.draft.store, applied.rulings, applied.standing, self.base)
        self.draft.store.replace({NamedNode(self.base + DECISIONS): quads})
        return waiting + [Waiting(each, because=why) for each, why in self.premises.refused.items()]


def _one_by_one(done: Iterable[Written]) -> Iterator[Written | None]:
    """The shards, with nothing for each of their records but the first, so that progress counts records."""
    for written in done:
        yield written
        yield from repeat(None, len(written.graphs) - 1)


def _source_of(graph: str) -> str:
    """The end of the IRI of the source of a record's graph, under whatever base.

    >>> _source_of("https://example.org/old/graph/events-csv/2013-forum")
    'events-csv'
    """
    *_, folder, source, _ = ("", "", "", *graph.split("/"))
    return source if folder == "graph" else ""


def _size(file: SourceFile) -> int:
    """The bytes of a source's file, none where it is gone."""
    try:
        return file.path.stat().st_size
    except OSError:
        return 0
