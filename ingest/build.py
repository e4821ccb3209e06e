"""The build: read what the sources hold, link it, write what changed into a draft, check it, publish it.

Each step lives in its own module; here is their order, and what is left alone because nothing changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import repeat
from typing import Protocol, TypeVar

import msgspec
from pyoxigraph import Literal, NamedNode, Quad

from graph.manifest import LinkingSummary, Manifest, ReliabilityBin, VocabularySummary
from graph.sifting import Sieve, Sifted
from graph.snapshot import Draft, Snapshot
from graph.store import text
from graph.validation import Report, superclasses, validate
from graph.workspace import Workspace
from ingest.assembly import assemble
from ingest.decisions import DecisionLog, Rulings
from ingest.decisions.applied import decided
from ingest.decisions.statements import GRAPH as DECISIONS
from ingest.decisions.statements import Waiting, decision_quads
from ingest.fingerprints import graph_names, record_fingerprint
from ingest.linking import ConceptLinker, Model
from ingest.loading import load
from ingest.processes import cores
from ingest.quarantine import Quarantine
from ingest.reading import Reading, read_sources
from ingest.shards import ShardWriter, Task, Written
from ingest.triples import EVIDENCE, LinkedRecord
from ingest.vocabularies import read_vocabularies, vocabulary_quads
from ontology.errors import DataError, Place
from ontology.namespaces import DCTERMS, ML, PROV, RDF, RDFS

__all__ = ["BuildReport", "Track", "build"]

Item = TypeVar("Item")

_FINGERPRINTS = "SELECT ?graph ?fingerprint { ?graph ml:fingerprint ?fingerprint }"
_CONCEPTS = "SELECT (COUNT(DISTINCT ?concept) AS ?total) { GRAPH $graph { ?concept a skos:Concept } }"


class Track(Protocol):
    """Shows progress: given the name of a step and its items, it yields the items."""

    def __call__(self, step: str, items: Iterable[Item], total: int | None = None, /) -> Iterable[Item]:
        """Yield the items one by one while showing how far they are."""


def _silent(_step: str, items: Iterable[Item], _total: int | None = None, /) -> Iterable[Item]:
    return items


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


def build(workspace: Workspace, *, keep_going: bool = False, track: Track = _silent, processes: int = 0) -> BuildReport:
    """Bring the published graph up to date with the sources; nothing new is published when nothing changed.

    ``processes`` link and write (0: as many as there are cores); the graph is the same whatever their number.
    Raises :class:`DataError` when a source cannot be read (unless ``keep_going``) or the graph breaks a shape, and
    :class:`LockedError` when another build runs: the published snapshot is then as it was.
    """
    with workspace.snapshots.draft() as draft:
        return _Build(workspace, draft, track, keep_going=keep_going, processes=processes or cores()).run()


class _Build:
    def __init__(self, workspace: Workspace, draft: Draft, track: Track, *, keep_going: bool, processes: int) -> None:
        self.workspace = workspace
        self.keep_going = keep_going
        self.processes = processes
        self.base = workspace.settings.network.base_iri
        self.draft = draft
        self.track = track
        self.now = datetime.now(UTC).isoformat(timespec="seconds")
        self.sifted = Sifted()
        self.written: set[NamedNode] = set()
        self.rulings = Rulings(DecisionLog.of(workspace).read())
        self.spoken = read_vocabularies(workspace, keep_going=keep_going)
        self.vocabularies = self.spoken.files
        self.model = _model(workspace)
        self.linker = ConceptLinker(self.spoken.thesaurus, self.model)
        self.known = {
            str(row["graph"].value): str(row["fingerprint"].value)
            for row in draft.store.select(_FINGERPRINTS)
            if isinstance(row["graph"], NamedNode) and isinstance(row["fingerprint"], Literal)
        }

    def run(self) -> BuildReport:
        reading = self._read()
        chosen = self.rulings.chosen(self.base)
        linked = assemble(reading.records, self.workspace.settings.network.name(), chosen)
        linked, rulings = decided(linked, self.rulings, self.base)
        written = self._write_vocabularies() + self._write_records(linked)
        wanted = {*(name for name, _ in self._named(linked)), *(self.base + file.graph for file in self.vocabularies)}
        removed = self._remove(self.known.keys() - wanted, reading)
        self._write_sources(reading)
        waiting = self._write_decisions(rulings)
        current = self.workspace.snapshots.current()
        if current and not self.draft.store.changed:
            return BuildReport(current, False, 0, 0, reading, None, waiting)
        report = self._validated()
        snapshot = self.draft.publish(self._manifest(reading, report))
        return BuildReport(snapshot, True, written, removed, reading, report, waiting)

    def _read(self) -> Reading:
        """The sources' records; the vocabularies that could not be read are among the failures."""
        reading = read_sources(
            self.workspace, keep_going=self.keep_going, track=lambda files: self.track("reading", files)
        )
        reading.failures += self.spoken.failures
        Quarantine.of(self.workspace).keep(reading)
        return reading

    def _named(self, linked: Iterable[LinkedRecord]) -> Iterator[tuple[str, LinkedRecord]]:
        """Each record with the IRI of its named graph."""
        return ((self.base + path, item) for path, item in graph_names(linked))

    def _write_vocabularies(self) -> int:
        changed = [file for file in self.vocabularies if self.known.get(self.base + file.graph) != file.hash]
        for file in self.track("vocabularies", changed):
            graph = NamedNode(self.base + file.graph)
            quads = [*vocabulary_quads(file, self.base), Quad(graph, RDF.type, ML.VocabularyGraph, graph)]
            quads.append(Quad(graph, ML.fingerprint, Literal(file.hash), graph))
            self.draft.store.replace({graph: quads})
        return len(changed)

    def _write_records(self, linked: list[LinkedRecord]) -> int:
        """Link and write the records whose graph is not yet made from the same things; returns how many."""
        changed = list(self._changed(linked))
        writer = ShardWriter(
            self.linker, Sieve(superclasses(self.draft.store), f"{self.base}{EVIDENCE}"), self.base, self.now
        )
        done = load(self.draft.store, changed, writer, self.draft.path / "shards", self.processes)
        for written in self.track("linking", _one_by_one(done), len(changed)):
            if written:
                self.sifted.add(written.sifted)
                self.written.update(map(NamedNode, written.graphs))
        return len(changed)

    def _changed(self, linked: list[LinkedRecord]) -> Iterator[Task]:
        for name, item in self._named(linked):
            fingerprint = record_fingerprint(item, self.linker.fingerprint)
            if self.known.get(name) != fingerprint:
                yield Task(name, fingerprint, item)

    def _remove(self, gone: Iterable[str], reading: Reading) -> int:
        """Take away the graphs that no record stands for any more; those of a source that could not be read stay."""
        kept = (
            *(f"{self.base}graph/{source.removeprefix('source/')}/" for source in reading.unread),
            *(self.base + graph for graph in self.spoken.unread),
        )
        going = {NamedNode(name): list[Quad]() for name in gone if not name.startswith(kept or ("\0",))}
        self.draft.store.replace(going)
        return len(going)

    def _write_sources(self, reading: Reading) -> None:
        graph = NamedNode(f"{self.base}graph/provenance")
        quads: list[Quad] = []
        for source in reading.sources:
            node = NamedNode(self.base + source.iri)
            quads += [
                Quad(node, RDF.type, PROV.Entity, graph),
                Quad(node, RDFS.label, Literal(source.name), graph),
                Quad(node, DCTERMS.format, Literal(source.format), graph),
                Quad(node, ML.sourceHash, Literal(source.hash), graph),
            ]
        if not reading.unread:
            self.draft.store.replace({graph: quads})

    def _write_decisions(self, rulings: Rulings) -> list[Waiting]:
        """Write what people decided beyond what the records say; returns the decisions that wait."""
        quads, waiting = decision_quads(self.draft.store, rulings, self.base)
        self.draft.store.replace({NamedNode(self.base + DECISIONS): quads})
        return waiting

    def _validated(self) -> Report:
        """The SHACL report of the draft; raises :class:`DataError` when it must not be published."""
        report = validate(
            self.draft.store,
            self.draft.store.changed - self.written,
            nodes=self.sifted.unsure(alone=self.draft.parent is None),
            sifted=self.sifted.graphs,
        )
        if not report.conforms:
            said = report.sentences(self.workspace.settings.network.languages[0], limit=10)
            raise DataError(
                f"the graph breaks its shapes and is not published ({report.summary.violations} violations)",
                Place(str(self.workspace.root)),
                f"Mend the records named here; the published snapshot is as it was.\n{said}",
            )
        return report

    def _manifest(self, reading: Reading, report: Report) -> Manifest:
        vocabularies = tuple(
            VocabularySummary(
                name=file.path.name, iri=self.base + file.graph, hash=file.hash, concepts=self._concepts(file.graph)
            )
            for file in self.vocabularies
        )
        figures = {name: float(value) for name, value in self.model.figures.items()}
        linking = LinkingSummary(
            model=self.workspace.settings.linking.model,
            fingerprint=self.model.fingerprint,
            figures=figures,
            reliability=msgspec.convert(self.model.reliability, tuple[ReliabilityBin, ...], from_attributes=True),
        )
        return Manifest(
            sources=tuple(reading.sources), vocabularies=vocabularies, validation=report.summary, linking=linking
        )

    def _concepts(self, graph: str) -> int:
        """How many concepts a vocabulary's graph holds."""
        (row,) = self.draft.store.select(_CONCEPTS, {"graph": NamedNode(self.base + graph)})
        return int(text(row, "total"))


def _one_by_one(done: Iterable[Written]) -> Iterator[Written | None]:
    """The shards, with nothing for each of their records but the first, so that progress counts records."""
    for written in done:
        yield written
        yield from repeat(None, len(written.graphs) - 1)


def _model(workspace: Workspace) -> Model:
    """The model that ``maillage.toml`` names, else the general one; :class:`DataError` when it cannot be read."""
    name = workspace.settings.linking.model
    return Model.load(workspace.root / name) if name else Model.untrained()
