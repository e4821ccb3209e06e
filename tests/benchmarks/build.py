"""The build: synthetic records from JSON Lines to a published, validated, searchable snapshot, and changes in it.

A row a size shows whether the cost grows in a straight line; ratios compare loading with the engine's own, and the
whole with the same job by rdflib. Nothing is asserted.
"""

from __future__ import annotations

import json
import sys
import time
from collections import Counter
from itertools import islice
from pathlib import Path
from shutil import disk_usage, rmtree
from tempfile import TemporaryDirectory, gettempdir

from pyoxigraph import NamedNode, RdfFormat, Triple
from pyoxigraph import Store as Oxigraph

from graph.draft import DraftStore
from graph.fingerprint import Fingerprint
from graph.snapshot import Snapshot
from graph.store import text
from graph.workspace import Workspace
from ingest.decisions import Decision, DecisionLog, Verdict
from ontology.namespaces import ML, OA, OWL, RDF
from tests.benchmarks.corpus_generator import write_workspace
from tests.benchmarks.linking_gold import SHARED
from tests.benchmarks.plain_build import compare_plainly
from tests.benchmarks.processes_watched import Run, watched
from tests.benchmarks.report import Cell, Ratio, Report, Table, figure

_CHANGED = 100
_SAMPLE = 600
"""Records of which the quads are counted by hand."""
_LEAST = 0.15
"""The confidence from which on a record of the second table is linked: it has three people and about as many subjects,
the record with five links for which the figures to reach were written."""
_RECORD_ON_DISK = 60_000
"""Bytes that a record with few links takes while it is built: its line, its shards, its quads in the store."""
_COLUMNS = (
    "records",
    "quads",
    "quads a record",
    "links a record",
    "quads of a record with five links",
    "first build, s",
    "first build, processor s",
    "records a second",
    "processor, ms a record",
    "peak memory, MiB",
    "nothing changed, s",
    f"{_CHANGED} records changed, s",
    "two persons joined, s",
)
_PLOTTED = ("first build, processor s", "peak memory, MiB")


def run(
    *,
    sizes: tuple[int, ...] = (2_000, 20_000),
    few: tuple[int, ...] = (10_000,),
    plain: tuple[int, ...] = (500, 2_000),
    title: str = "The build",
) -> Report:
    """Build each number of records, then those of ``few`` with few links; compare each in ``plain`` with rdflib.

    Of few records, the vocabularies are most of the work. A number in ``few`` that the disk cannot hold is left out.
    """
    rows, ratios = [], []
    for place, records in enumerate(sizes):
        with TemporaryDirectory() as name:
            folder = write_workspace(Path(name) / "workspace", records)
            rows.append(_measured(folder, records))
            if not place:
                ratios.append(_loading(_current(folder), Path(name)))
    held = [records for records in few if _fits(records)]
    which = f"Only links of {_LEAST} and surer ([linking] least)"
    sparse = Table(columns=_COLUMNS, rows=tuple(map(_sparse, held)), title=which, plotted=_PLOTTED * (len(held) > 1))
    for count in plain:
        with TemporaryDirectory() as name:
            ratios.append(compare_plainly(write_workspace(Path(name), count), count))
    notes: tuple[str, ...] = (
        "Memory is that of all processes together, pages that they share counted once (PSS).",
        "Seconds are by the clock: on a machine that others use too, the processor's time tells more.",
    )
    if left_out := sorted(set(few) - set(held)):
        notes = (f"The disk is too small for {', '.join(map(figure, left_out))} records with few links.", *notes)
    if not SHARED.is_dir():
        notes = ("The real data is absent: its words and EuroVoc are replaced by the built-in scheme's.", *notes)
    table = Table(columns=_COLUMNS, rows=tuple(rows), plotted=() if sparse.plotted else _PLOTTED)
    tables = tuple(each for each in (table, sparse) if each.rows)
    return Report(title=title, ratios=tuple(ratios), tables=tables, notes=notes)


def _fits(records: int) -> bool:
    return records * _RECORD_ON_DISK < disk_usage(gettempdir()).free


def _sparse(records: int) -> tuple[Cell, ...]:
    """The row of that many records with few links."""
    with TemporaryDirectory() as name:
        folder = write_workspace(Path(name), records)
        with (folder / "maillage.toml").open("a", encoding="utf-8") as file:
            file.write(f"[linking]\nleast = {_LEAST}\n")
        return _measured(folder, records)


def _measured(folder: Path, records: int) -> tuple[Cell, ...]:
    """Build, build again, change some records and build, have a person decide and build; the row of figures."""
    first = _built(folder)
    snapshot = _current(folder)
    if not (snapshot.manifest.validation and snapshot.manifest.validation.conforms and snapshot.labels().search("a")):
        raise RuntimeError("what was published is not validated, or not searchable")
    unchanged = _built(folder)
    _change(folder / "corpus.jsonl")
    changed = _built(folder)
    _decide(folder)
    decided = _built(folder)
    peak = max(run.peak for run in (first, unchanged, changed, decided))
    speed, cost = records / first.seconds, 1000 * first.processor / records
    sizes = _quads_a_record(snapshot)
    counted = (records, snapshot.manifest.quads, *sizes, first.seconds, first.processor, speed, cost)
    return (*counted, peak, unchanged.seconds, changed.seconds, decided.seconds)


def _built(folder: Path) -> Run:
    done = watched([sys.executable, "-m", "explorer", "build", "--workspace", str(folder)])
    print(done, flush=True)
    return done


def _current(folder: Path) -> Snapshot:
    snapshot = Workspace.open(folder).snapshots.current()
    if snapshot is None:
        raise RuntimeError("nothing was published")
    return snapshot


def _quads_a_record(snapshot: Snapshot) -> tuple[float, float, float]:
    """Of a sample of records: quads, links explained, and the quads of those with five links."""
    store = snapshot.store()
    sizes: Counter[int] = Counter()
    counts: Counter[int] = Counter()
    record_graphs = (quad.subject for quad in store.oxigraph.quads_for_pattern(None, RDF.type, ML.RecordGraph, None))
    for graph in islice((each for each in record_graphs if isinstance(each, NamedNode)), 2 * _SAMPLE):
        quads = list(store.quads(graph))
        links = len({quad.object for quad in quads if quad.predicate == OA.hasBody})
        sizes[links] += len(quads)
        counts[links] += 1
    total = counts.total()
    mean = sum(number * count for number, count in counts.items()) / total
    return sizes.total() / total, mean, _at(5, mean, sizes, counts)


def _at(links: int, mean: float, sizes: Counter[int], counts: Counter[int]) -> float:
    """Quads of a record with so many links: as counted, else by the line through the others (least squares)."""
    if counts[links]:
        return sizes[links] / counts[links]
    height = sizes.total() / counts.total()
    spread = sum(count * (number - mean) ** 2 for number, count in counts.items())
    slope = sum((sizes[number] - counts[number] * height) * (number - mean) for number in counts) / (spread or 1)
    return height + slope * (links - mean)


def _change(corpus: Path) -> None:
    """Give another title to some records, spread over the file."""
    lines = corpus.read_text(encoding="utf-8").rstrip("\n").split("\n")  # abstracts hold other ends of lines
    for number in range(0, len(lines), max(1, len(lines) // _CHANGED)):
        record = json.loads(lines[number])
        lines[number] = json.dumps(record | {"title": f"{record['title']} (revu)"}, ensure_ascii=False)
    corpus.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _decide(folder: Path) -> None:
    """Say that two of the persons are one."""
    persons = _current(folder).store().select("SELECT ?person { ?person a foaf:Person } ORDER BY ?person LIMIT 2")
    one, other = (text(row, "person") for row in persons)
    decision = Decision(Verdict.ACCEPTED, one, OWL.sameAs.value, other, "bench@example.org", "2026-01-01T00:00:00Z")
    DecisionLog.of(Workspace.open(folder)).append(decision)


def _loading(snapshot: Snapshot, folder: Path) -> Ratio:
    """The engine's own ``bulk_load`` and ours, which keeps the default graph too, on the same named graphs."""
    named, merged = folder / "named.nq", folder / "merged.nt"
    with named.open("w", encoding="utf-8") as one, merged.open("w", encoding="utf-8") as other:
        for quad in snapshot.store().quads():
            one.write(f"{quad} .\n")
            other.write(f"{Triple(quad.subject, quad.predicate, quad.object)} .\n")
    engine, ours = [], []
    for _ in range(3):
        started = time.perf_counter()
        Oxigraph(str(folder / "engine")).bulk_load(path=str(named), format=RdfFormat.N_QUADS)
        engine.append(time.perf_counter() - started)
        started = time.perf_counter()
        DraftStore.open(folder / "ours").load_new((), Fingerprint(), [named], [merged])
        ours.append(time.perf_counter() - started)
        rmtree(folder / "engine")
        rmtree(folder / "ours")
    quads = snapshot.manifest.quads
    peer, what = "pyoxigraph.Store.bulk_load", "loading named graphs, with the default graph kept as their merge"
    return Ratio(what=what, peer=peer, ours=quads / min(ours), theirs=quads / min(engine), unit="quads/s")
