"""Networks on generated graphs: how long the index, projections, measures and paths take, and how much memory.

Run it with ``python -m tests.benchmarks.networks DOCUMENTS [--bare]``: 45,000 documents with their evidence make 2
million quads; ``--bare`` leaves the evidence out, so that a million documents fit. Nothing is asserted.
"""

from __future__ import annotations

import argparse
import resource
import time
from collections.abc import Callable, Iterator
from multiprocessing import Process
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

import numpy as np

from graph.embedded import EmbeddedStore
from graph.networks.declarations import PROJECTIONS
from graph.networks.indexed import IndexedGraph
from graph.networks.measures import MEASURES, rank
from graph.networks.network import network, networkx_graph
from graph.networks.paths import best_paths
from ontology.namespaces import BIBO, DCTERMS, FOAF, ML, OA, RDF, RDFS, SKOS, XSD

BASE = "https://e.org/"
Result = TypeVar("Result")


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


def timed(name: str, compute: Callable[[], Result]) -> Result:
    """Compute, and print how long it took and the most memory used so far."""
    before, busy = time.perf_counter(), time.process_time()
    result = compute()
    took, worked = time.perf_counter() - before, time.process_time() - busy
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{name:48} {took * 1000:10.0f} ms (processor {worked * 1000:8.0f} ms) {peak:9.0f} MB", flush=True)
    return result


def measure(documents: int, *, bare: bool, plain: bool) -> None:
    """Generate a graph and print what each thing costs on it."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "graph.nq"
        generate(file, documents, bare=bare)
        load = Process(target=_load, args=(file, Path(folder) / "store"))
        load.start()  # in a process of its own, so that its memory is not counted
        load.join()
        graph = IndexedGraph(EmbeddedStore.read_only(Path(folder) / "store"))
        print(f"{documents} documents, {len(graph.store)} quads")
        index = timed("index", lambda: graph.index)
        timed("arcs", lambda: graph.arcs)
        if not bare:
            timed("confidences", lambda: graph.confidences)
        print(f"{len(index)} things, {len(index.sources)} links")
        _paths(graph)
        _projections(graph)
        if plain:
            _plain(graph)


def _load(file: Path, store: Path) -> None:
    timed("load", lambda: EmbeddedStore.open(store).bulk_load(file))
    file.unlink()


def _paths(graph: IndexedGraph) -> None:
    rng = np.random.default_rng(3)
    ends = [f"{BASE}{kind}/{number}" for number in rng.integers(0, 1_000, 50) for kind in ("person", "concept")]
    times, found = [], 0
    for start, end in zip(ends, reversed(ends), strict=True):
        if start != end and start in graph.index.numbers and end in graph.index.numbers:
            before, busy = time.perf_counter(), time.process_time()
            found += len(best_paths(graph, start, end))
            times.append(((time.perf_counter() - before) * 1000, (time.process_time() - busy) * 1000))
    print(f"paths: {len(times)} pairs, {found} paths")
    for name, each in zip(("elapsed", "processor"), zip(*times, strict=True), strict=True):
        middle, high = np.percentile(each, [50, 95])
        print(f"    {name}: p50 {middle:.0f} ms, p95 {high:.0f} ms, most {max(each):.0f} ms", flush=True)


def _projections(graph: IndexedGraph) -> None:
    for name in PROJECTIONS:
        projection = timed(f"project {name}", lambda name=name: graph.projection(name))  # type: ignore[misc]
        ties = projection.weights.nnz // 2
        print(f"    {len(projection)} nodes, {ties} ties, {projection.left_out} left out (over {projection.widest})")
    from graph.networks.communities import communities

    for name in ("actors", "concepts"):
        projection = graph.projection(name)
        timed(f"{name}: strongest 500 ties with evidence", lambda p=projection: network(p, graph.store))  # type: ignore[misc]
        for each in MEASURES:
            timed(f"{name}: {each}", lambda p=projection, e=each: rank(p, graph.store, e))  # type: ignore[misc]
        timed(f"{name}: communities", lambda p=projection: communities(p, graph.store))  # type: ignore[misc]


def _plain(graph: IndexedGraph) -> None:
    """The same by NetworkX alone, in the same run, for comparison."""
    import networkx as nx

    made = timed("NetworkX: graph of actors", lambda: networkx_graph(graph.projection("actors"), graph.store))
    timed("NetworkX: pagerank", lambda: nx.pagerank(made))
    timed("NetworkX: core_number", lambda: nx.core_number(made))
    timed("NetworkX: louvain_communities", lambda: nx.community.louvain_communities(made, seed=0))
    timed("NetworkX: betweenness of 16 pivots", lambda: nx.betweenness_centrality(made, k=16, seed=0))


def main() -> None:
    """Read the command line and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("documents", type=int, nargs="?", default=45_000)
    parser.add_argument("--bare", action="store_true", help="leave the evidence out")
    parser.add_argument("--plain", action="store_true", help="compare with NetworkX alone")
    chosen = parser.parse_args()
    measure(chosen.documents, bare=chosen.bare, plain=chosen.plain)


if __name__ == "__main__":
    main()
