"""What a build writes into its draft: what the sources hold, linked, where it changed; and whether it may be published.

The order of the steps is here, each step in a module of its own; publishing is not for here.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property, partial
from hashlib import sha256
from itertools import repeat

from pyoxigraph import Literal, NamedNode, Quad

from graph.fingerprint import canonical_lines, statements
from graph.pieces import described
from graph.seen import Seen
from graph.sifting import Sieve
from graph.snapshot import Draft
from graph.validation import Report, superclasses, validate
from graph.workspace import Workspace
from ingest.assembly import Assembly
from ingest.crew import Crew
from ingest.decisions.applied import Applied, decided
from ingest.decisions.former import Former, is_said
from ingest.decisions.kinds import Kinds
from ingest.decisions.renames import rulings_of
from ingest.decisions.standing import Background, Standing
from ingest.decisions.statements import GRAPH as DECISIONS
from ingest.decisions.statements import Waiting, decision_quads
from ingest.fingerprints import graph_path, record_fingerprint
from ingest.former import PROVENANCE, former_graphs
from ingest.linking import ConceptLinker, Model
from ingest.listing import Listing
from ingest.loading import load, load_lines
from ingest.processes import give_back
from ingest.program import program
from ingest.provenance import source_quads
from ingest.queued import Queue
from ingest.reach.gathered import Gathered
from ingest.reach.ledger import Ledger
from ingest.reach.notes import Notes
from ingest.reach.together import Changed, changed
from ingest.reading import Reading, read_sources
from ingest.relinking import Relinking
from ingest.remembered import recall_labels, remember_labels
from ingest.shards import ShardWriter, Task, Written
from ingest.sources import SourceFile
from ingest.sources.keys import Keys
from ingest.tracking import Track
from ingest.triples import EVIDENCE, LinkedRecord
from ingest.vocabularies import read_vocabularies, vocabulary_quads
from ontology.errors import DataError, Place
from ontology.namespaces import ML, RDF

__all__ = ["Filled", "Filling"]

_FINGERPRINTS = "SELECT ?graph ?fingerprint { ?graph ml:fingerprint ?fingerprint }"
_AT_ONCE = 1000
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
        self, workspace: Workspace, draft: Draft, who: Crew, track: Track, kept: Ledger | None, *, keep_going: bool
    ) -> None:
        self.workspace = workspace
        self.keep_going = keep_going
        self.crew = who
        self.base = workspace.settings.network.base_iri
        self.draft = draft
        self.track = track
        self.now = datetime.now(UTC).isoformat(timespec="seconds")
        self.seen = Seen(draft.path)
        self.written: set[NamedNode] = set()
        """The graphs that were replaced and of which all was seen."""
        self.spoken = read_vocabularies(workspace, keep_going=keep_going)
        self.rulings, self.refused = rulings_of(workspace, Kinds(self.base, self.spoken.thesaurus))
        self.vocabularies = self.spoken.files
        self.model = _model(workspace)
        least, known = workspace.settings.linking.least, self.spoken.hash
        self.linker = ConceptLinker(self.spoken.thesaurus, self.model, least=least, vocabulary=known)
        self.owner = workspace.settings.network.name()
        self.made_of = _made_of(self)
        self.linker.recall(recall_labels(workspace, self.made_of))
        self.before = kept if kept and kept.made_of == self.made_of else None
        """What the build before kept of the records."""
        if self.before:  # something changed, mostly a few records
            self.crew.prepare(self.linker, workspace.settings.network.languages[0], few=True)
        self.ledger: Ledger | None = None
        """What this one knows of them."""
        self.standing: Standing | None = None
        """The decisions as they stand, where all that they are on could be read."""

    @cached_property
    def known(self) -> dict[str, str]:
        """The fingerprint of each graph that a build made."""
        return {
            str(row["graph"].value): str(row["fingerprint"].value)
            for row in self.draft.store.select(_FINGERPRINTS)
            if isinstance(row["graph"], NamedNode) and isinstance(row["fingerprint"], Literal)
        }

    @cached_property
    def sieve(self) -> Sieve:
        """The shapes, with the classes that the vocabularies know once they are written."""
        return Sieve(superclasses(self.draft.store), f"{self.base}{EVIDENCE}")

    def _fingerprint(self, graph: str) -> str:
        """The fingerprint of one graph, empty where there is none."""
        name = NamedNode(graph)
        found = next(self.draft.store.oxigraph.quads_for_pattern(name, ML.fingerprint, None, name), None)
        return str(found.object.value) if found and isinstance(found.object, Literal) else ""

    def fill(self, listing: Listing, *, publishing: bool) -> Filled:
        """Read, link and write all that changed into the draft, which is made ready meanwhile where it is for
        ``publishing``."""
        written = self._write_vocabularies()  # first: processes and records then take the memory that these needed
        self.linker.packed_labels(self.workspace.settings.network.languages)  # once here, not once in each process
        if not self.draft.parent and sum(map(_size, listing.files)) >= _MANY:
            give_back()
            self.crew.prepare(self.linker, self.workspace.settings.network.languages[0])
        reading = self._read(listing)
        if publishing:
            self.draft.prepare()  # while this process is busy with what was read, and no other
        followed = not (reading.failures or reading.unread)
        change = None
        if followed and self.before:
            beside = self._beside(reading, followed=True)
            change = changed(reading.records, self.before, self.owner, self.rulings, self.base, beside)
        queue = Queue(self.draft.store, self.draft.path / "shards")
        gone, applied = self._put_together(reading, change, queue, followed=followed)
        reading.records = Gathered()  # what follows the writing needs the memory, and none of them
        give_back()
        going = self._going(gone, reading)
        written += self._write_records(queue, going)
        self._write_sources(reading)
        return Filled(reading, written, len(going), self._write_decisions(applied))

    def _put_together(
        self, reading: Reading, change: Changed | None, queue: Queue, *, followed: bool
    ) -> tuple[Collection[str], Applied]:
        """Queue the records to be written, of all of them unless the ``change`` says more; the graphs that go."""
        if change:
            self.ledger = change.ledger
            self._add(change.tasks, queue)
            self.standing = change.applied.standing
            return [self.base + path for path in change.gone], change.applied
        reading.records.fetch_all()  # at once: each that is asked for alone has its file read through
        notes = Notes(reading.records, self.made_of)
        assembly = Assembly(reading.records, self.owner, noting=notes.take if followed else None)
        every = notes.passing(assembly.every(self.rulings.chosen(self.base)))
        beside = self._beside(reading, followed=followed)
        linked, applied = decided(every, self.rulings, self.base, notes.noted, assembly.owner, beside)
        graphs: list[str] = []
        self._add(_in_graphs(linked, graphs), queue)
        if followed:
            self.ledger = notes.ledger(assembly, graphs, applied.outcome)
            self.standing = applied.standing
        wanted = {*(self.base + graph for graph in graphs), *(self.base + file.graph for file in self.vocabularies)}
        return self.known.keys() - wanted, applied

    def _add(self, linked: Iterable[tuple[str, LinkedRecord]], queue: Queue) -> None:
        """Queue those that changed, each given with the end of its graph's IRI."""
        for task in self._changed(Task(self.base + graph, item) for graph, item in linked):
            queue.add(task)

    def keep(self, snapshot: str) -> None:
        """Keep what the next build needs to follow a change, now that the draft is what that snapshot holds."""
        remember_labels(self.workspace, self.made_of, self.linker)
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
        reading.failures += self.spoken.failures
        return reading

    def _write_vocabularies(self) -> int:
        changed = [file for file in self.vocabularies if self._fingerprint(self.base + file.graph) != file.hash]
        said, new = {}, {}
        for file in self.track("vocabularies", changed):
            graph = NamedNode(self.base + file.graph)
            quads = [*vocabulary_quads(file, self.base), Quad(graph, RDF.type, ML.VocabularyGraph, graph)]
            quads.append(Quad(graph, ML.fingerprint, Literal(file.hash), graph))
            if self.draft.parent:
                self.draft.store.replace({graph: quads})
            else:
                new[graph] = canonical_lines(quads)
            said[graph] = described(quads)
        load_lines(self.draft.store, new, self.draft.path)
        new.clear()  # what is looked at now takes as much memory
        for graph, each in said.items():  # looked at while it is at hand: asking the store for it takes longer
            self.seen.add(self.sieve.sift(graph, each, statements(each)))
        self.written.update(said)
        return len(changed)

    def _write_records(self, queue: Queue, going: list[NamedNode]) -> int:
        """Link and write the queued records, and remove the graphs that go; returns how many."""
        writer = ShardWriter(self.linker, self.sieve, self.base, self.now)
        done = load(self.draft.store, queue, writer, self.crew, gone=going)
        for written in self.track("linking", _one_by_one(done), len(queue)):
            if written:
                self.seen.add(written.sifted)
                if not written.merged:
                    self.written.update(map(NamedNode, written.graphs))
        return len(queue)

    def _changed(self, tasks: Iterable[Task]) -> Iterator[Task]:
        """Those to be linked; the graphs that a new vocabulary leaves as they are get its fingerprint alone."""
        renewed = []
        since = Relinking.since(self.workspace, self.linker) if self.draft.parent else None
        for task in tasks:
            known, item = self._fingerprint(task.graph), task.item
            fingerprint = record_fingerprint(item, self.linker.fingerprint) if known else ""
            if not known:
                yield task
            elif known == fingerprint:
                continue
            elif since and known == record_fingerprint(item, since.linker) and not since.touches(item.record):
                renewed.append((NamedNode(task.graph), fingerprint))
            else:
                yield task
        self._renew(renewed)

    def _renew(self, graphs: list[tuple[NamedNode, str]]) -> None:
        """Give graphs that stay as they are the fingerprint that a build from nothing would give them."""
        for start in range(0, len(graphs), _AT_ONCE):
            now: dict[NamedNode, list[Quad]] = {}
            for graph, fingerprint in graphs[start : start + _AT_ONCE]:
                now[graph] = [quad for quad in self.draft.store.quads(graph) if quad.predicate != ML.fingerprint]
                now[graph].append(Quad(graph, ML.fingerprint, Literal(fingerprint), graph))
            self.draft.store.replace(now)
            self.written.update(now)

    def _going(self, gone: Iterable[str], reading: Reading) -> list[NamedNode]:
        """The graphs that no record stands for any more; those of a source that could not be read stay."""
        kept = self._kept(reading)
        return [NamedNode(name) for name in sorted(gone) if not name.startswith(kept or ("\0",))]

    def _kept(self, reading: Reading) -> tuple[str, ...]:
        """The beginnings of the IRIs of graphs that stay since what they are made from could not be read."""
        return (
            *(f"{self.base}graph/{source.removeprefix('source/')}/" for source in reading.unread),
            *(self.base + graph for graph in self.spoken.unread),
        )

    def _write_sources(self, reading: Reading) -> None:
        """Say what each source is, and no more what was said under a base that is no longer the network's."""
        store = self.draft.store
        now = {NamedNode(self.base + PROVENANCE): source_quads(store, reading, self.base)}
        store.replace({**dict.fromkeys(former_graphs(store, self.base), ()), **now})

    def _beside(self, reading: Reading, *, followed: bool) -> Background:
        """What is known of things before any record is written."""
        staying = (*(self.base + file.graph for file in self.vocabularies), *self._kept(reading))
        former = Former(self.draft.store, self.base) if followed and self.draft.parent else None
        return Background(former, partial(is_said, self.draft.store, staying))

    def _write_decisions(self, applied: Applied) -> list[Waiting]:
        """Write what people decided beyond what the records say; returns the decisions that wait."""
        quads, waiting = decision_quads(self.draft.store, applied.rulings, applied.standing, self.base)
        self.draft.store.replace({NamedNode(self.base + DECISIONS): quads})
        return waiting + [Waiting(each, because=why) for each, why in self.refused.items()]

    def validated(self) -> Report:
        """The SHACL report of the draft; raises :class:`DataError` when it must not be published."""
        report = validate(
            self.draft.store,
            self.draft.store.replaced - self.written,
            nodes=self.seen.unsure(alone=self.draft.parent is None),
            sifted=self.seen.graphs,
        )
        if not report.conforms:
            said = report.refusal(self.workspace.settings.network.languages[0])
            raise DataError(
                f"the graph breaks its shapes and is not published: {said}",
                Place(str(self.workspace.root)),
                "Mend the records of the violations; the published snapshot is as it was.",
            )
        return report


def _in_graphs(linked: Iterable[LinkedRecord], graphs: list[str]) -> Iterator[tuple[str, LinkedRecord]]:
    """Each record with the end of its graph's IRI, which is put into the list."""
    names = Keys()
    for item in linked:
        graphs.append(names.free(graph_path(item.source, item.record.key)))
        yield graphs[-1], item


def _one_by_one(done: Iterable[Written]) -> Iterator[Written | None]:
    """The shards, with nothing for each of their records but the first, so that progress counts records."""
    for written in done:
        yield written
        yield from repeat(None, len(written.graphs) - 1)


def _size(file: SourceFile) -> int:
    """The bytes of a source's file, none where it is gone."""
    try:
        return file.path.stat().st_size
    except OSError:
        return 0


def _made_of(filling: Filling) -> str:
    """The hash of what a graph is made of beside records and decisions."""
    spoken = [f"{file.graph} {file.hash}" for file in filling.vocabularies]
    parts = (program("ontology", "graph", "ingest"), filling.base, filling.owner, filling.linker.fingerprint, *spoken)
    return sha256("\n".join(parts).encode()).hexdigest()


def _model(workspace: Workspace) -> Model:
    """The model that ``maillage.toml`` names, else the general one; :class:`DataError` when it cannot be read."""
    name = workspace.settings.linking.model
    return Model.load(workspace.root / name) if name else Model.untrained()
