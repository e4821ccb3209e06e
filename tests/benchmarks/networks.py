"""Networks on generated graphs: how long the index, projections, measures and paths take, and how much memory.

Nothing is asserted.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from functools import partial
from multiprocessing import Process
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from graph.embedded import EmbeddedStore
from graph.networks.communities import communities
from graph.networks.declarations import PROJECTIONS
from graph.networks.indexed import IndexedGraph
from graph.networks.measures import MEASURES, rank
from graph.networks.network import network, networkx_graph
from graph.networks.paths import best_paths
from ontology.namespaces import BIBO, DCTERMS, FOAF, ML, OA, RDF, RDFS, SKOS, XSD
from tests.benchmarks.report import Cell, Ratio, Report, Stopwatch, Table

TITLE = "Networks"
BASE = "https://e.org/"


def generate(path: Path, documents: int, *, bare: bool) -> None:
    """Write N-Quads: documents on 1 to 4 concepts of 5,000 by 1 to 3 people, both of them a few very often."""
    rng = np.random.default_rng(7)
    people = max(documents // 3, 10)
    with path.open("w", encoding="utf-8") as file:
        for number in range(5_000):
            file.writelines(_named("concept", number, SKOS.Concept.value, "concepts"))
            if number >= 100:
                file.write(_quad(f"concept/{number}", SKOS.broader.value, f"concept/{number % 100}", "concepts"))
        for number in range(people):
            file.writelines(_named("person", number, FOAF.Person.value, "people"))
        concepts = np.minimum(rng.zipf(1.25, (documents, 4)) - 1, 10**9) % 5_000
        topics = rng.integers(1, 5, documents)
        # Most people write about one thing: those of a document are drawn from around its first concept.
        circles = (concepts[:, :1] * 13 + rng.zipf(1.6, (documents, 3)) - 1) % people
        sizes = rng.integers(1, 4, documents)
        for number in range(documents):
            linked = [(DCTERMS.subject.value, f"concept/{each}") for each in set(concepts[number, : topics[number]])]
            linked += [(DCTERMS.creator.value, f"person/{each}") for each in set(circles[number, : sizes[number]])]
            file.writelines(_document(number, linked, bare=bare))


def _document(number: int, linked: list[tuple[str, str]], *, bare: bool) -> Iterator[str]:
    name, graph = f"publication/{number}", f"g/{number}"
    yield from _named("publication", number, BIBO.Document.value, graph)
    yield f'<{BASE}{name}> <{DCTERMS.issued.value}> "{1990 + number % 35}"^^<{XSD.gYear.value}> <{BASE}{graph}> .\n'
    for place, (relation, other) in enumerate(linked):
        yield _quad(name, relation, other, graph)
        if not bare:
            yield from _evidence(f"evidence/{number}-{place}", name, relation, other, graph)


def _evidence(node: str, name: str, relation: str, other: str, graph: str) -> Iterator[str]:
    yield _quad(node, RDF.type.value, OA.Annotation.value, graph)
    yield _quad(node, OA.hasBody.value, other, graph)
    yield _quad(node, ML.relation.value, relation, graph)
    yield _quad(node, ML.method.value, ML["method-label"].value, graph)
    yield _quad(node, OA.hasTarget.value, f"{node}/target", graph)
    yield _quad(f"{node}/target", OA.hasSource.value, name, graph)
    yield _quad(f"{node}/target", OA.hasSelector.value, f"{node}/selector", graph)
    yield f'<{BASE}{node}> <{ML.confidence.value}> "0.9"^^<{XSD.decimal.value}> <{BASE}{graph}> .\n'
    yield f'<{BASE}{node}/selector> <{OA.exact.value}> "mots" <{BASE}{graph}> .\n'


def _named(kind: str, number: int, type_: str, graph: str) -> Iterator[str]:
    yield _quad(f"{kind}/{number}", RDF.type.value, type_, graph)
    yield f'<{BASE}{kind}/{number}> <{RDFS.label.value}> "{kind} {number}" <{BASE}{graph}> .\n'


def _quad(subject: str, relation: str, target: str, graph: str) -> str:
    full = target if target.startswith("http") else BASE + target
    return f"<{BASE}{subject}> <{relation}> <{full}> <{BASE}{graph}> .\n"


def run(*, documents: int = 45_000, bare: bool = False, plain: bool = False) -> Report:
    """What each thing costs on a generated graph: 45,000 documents with their evidence make 2 million quads.

    ``bare`` leaves the evidence out, so that a million documents fit; ``plain`` compares with NetworkX alone.
    """
    watch = Stopwatch()
    with TemporaryDirectory() as folder:
        file = Path(folder) / "graph.nq"
        generate(file, documents, bare=bare)
        load = Process(target=_load, args=(file, Path(folder) / "store"))
        load.start()  # in a process of its own, so that its memory is not counted
        load.join()
        graph = IndexedGraph(EmbeddedStore.read_only(Path(folder) / "store"))
        index = watch.time("index", lambda: graph.index)
        watch.time("arcs", lambda: graph.arcs)
        if not bare:
            watch.time("confidences", lambda: graph.confidences)
        size = (
            f"{documents:,} documents, {len(graph.store):,} quads, {len(index):,} things, {len(index.sources):,} links."
        )
        tables = [_paths(graph), _projections(graph, watch)]
        ratios = _plain(graph, watch) if plain else ()
    return Report(title=TITLE, ratios=ratios, tables=(watch.table(), *tables), notes=(size,))


def _load(file: Path, store: Path) -> None:
    Stopwatch().time("load", lambda: EmbeddedStore.open(store).bulk_load(file))
    file.unlink()


def _paths(graph: IndexedGraph) -> Table:
    rng = np.random.default_rng(3)
    ends = [f"{BASE}{kind}/{number}" for number in rng.integers(0, 1_000, 50) for kind in ("person", "concept")]
    times, found = [], 0
    for start, end in zip(ends, reversed(ends), strict=True):
        if start != end and start in graph.index.numbers and end in graph.index.numbers:
            before, busy = time.perf_counter(), time.process_time()
            found += len(best_paths(graph, start, end))
            times.append(((time.perf_counter() - before) * 1000, (time.process_time() - busy) * 1000))
    rows: list[tuple[Cell, ...]] = []
    for name, each in zip(("elapsed", "processor"), zip(*times, strict=True), strict=True):
        middle, high = np.percentile(each, [50, 95])
        rows.append((name, float(middle), float(high), max(each)))
    title = f"Paths between {len(times)} pairs, {found} paths"
    return Table(columns=("time", "p50, ms", "p95, ms", "most, ms"), rows=tuple(rows), title=title)


def _projections(graph: IndexedGraph, watch: Stopwatch) -> Table:
    from sknetwork import clustering, topology  # noqa: F401  # what is imported is not part of what is timed

    rows: list[tuple[Cell, ...]] = []
    for name in PROJECTIONS:
        projection = watch.time(f"project {name}", partial(graph.projection, name))
        rows.append((name, len(projection), projection.weights.nnz // 2, projection.left_out, projection.widest))
    for name in ("actors", "concepts"):
        projection = graph.projection(name)
        watch.time(f"{name}: strongest 500 ties with evidence", partial(network, projection, graph.store))
        for each in MEASURES:
            watch.time(f"{name}: {each}", partial(rank, projection, graph.store, each))
        watch.time(f"{name}: communities", partial(communities, projection, graph.store))
    columns = ("projection", "nodes", "ties", "left out", "over")
    return Table(columns=columns, rows=tuple(rows), title="Projections")


def _plain(graph: IndexedGraph, watch: Stopwatch) -> tuple[Ratio, ...]:
    """The same by NetworkX alone, in the same run, for comparison."""
    import networkx as nx

    made = watch.time("NetworkX: graph of actors", lambda: networkx_graph(graph.projection("actors"), graph.store))
    theirs: dict[str, Callable[[], object]] = {
        "pagerank": lambda: nx.pagerank(made),
        "core_number": lambda: nx.core_number(made),
        "communities": lambda: nx.community.louvain_communities(made, seed=0),
    }
    ratios = []
    for name, compute in theirs.items():
        watch.time(f"NetworkX: {name}", compute)
        ours, peer = watch.processor(f"actors: {name}"), watch.processor(f"NetworkX: {name}")
        ratio = Ratio(
            what=f"{name} of actors",
            peer="NetworkX",
            ours=ours,
            theirs=peer,
            unit="s of processor",
            more_is_better=False,
        )
        ratios.append(ratio)
    return tuple(ratios)
