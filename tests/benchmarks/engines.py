"""The store and the shapes beside rdflib, pyoxigraph alone and pySHACL, on the same generated network.

The peers run in this process, with the versions that the project pins; pySHACL and rdflib are slow, so the network is
small. Nothing is asserted.
"""

from __future__ import annotations

from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

import pyshacl
import rdflib
from pyoxigraph import RdfFormat
from pyoxigraph import Store as Oxigraph

from graph.embedded import EmbeddedStore
from graph.validation import validate
from ontology import vocabulary_files
from ontology.namespaces import sparql_prefixes
from tests.benchmarks.networks import BASE, generate
from tests.benchmarks.report import Ratio, Report, Stopwatch

TITLE = "The store and the shapes"
LOOK_UP = "SELECT ?p ?o {{ <{base}publication/{n}> ?p ?o }}"
MEETING = (
    "SELECT ?c (COUNT(?d) AS ?n) {{ <{base}concept/{n}> ^dcterms:subject ?d . ?d dcterms:subject ?c }}"
    " GROUP BY ?c ORDER BY DESC(?n) LIMIT 20"
)


def run(*, documents: int = 500, queries: int = 200) -> Report:
    """Loading, two queries asked again and again, and validation."""
    watch = Stopwatch()
    with TemporaryDirectory() as name:
        folder = Path(name)
        file = folder / "network.nq"
        generate(file, documents, bare=False)
        store = EmbeddedStore.open(folder / "ours")
        watch.time("Maillage: load", lambda: store.bulk_load(file))
        plain = Oxigraph(str(folder / "plain"))
        watch.time("pyoxigraph: load", lambda: plain.bulk_load(path=str(file), format=RdfFormat.N_QUADS))
        # In memory, and as one graph of triples: rdflib's way of asking that is fastest.
        triples = folder / "triples.nt"
        triples.write_bytes(b"".join(f"{triple} .\n".encode() for triple in store.triples()))
        peer = rdflib.Graph()
        watch.time("rdflib: load", lambda: peer.parse(triples, format="nt"))
        for query, text in (("look-ups", LOOK_UP), ("concepts that meet", MEETING)):
            asked = [sparql_prefixes() + text.format(base=BASE, n=100 + number) for number in range(queries)]
            watch.time(f"Maillage: {query}", lambda asked=asked: [list(store.query(each)) for each in asked])  # type: ignore[misc,arg-type]
            watch.time(
                f"pyoxigraph: {query}",
                lambda asked=asked: [list(plain.query(each, use_default_graph_as_union=True)) for each in asked],  # type: ignore[misc,arg-type]
            )
            watch.time(
                f"rdflib: {query}",
                lambda asked=asked: [list(peer.query(each)) for each in islice(asked, queries // 10)],  # type: ignore[misc]
            )
        watch.time("Maillage: validation", lambda: validate(store))
        shapes = rdflib.Graph().parse(vocabulary_files()["shapes"])
        watch.time("pySHACL: validation", lambda: pyshacl.validate(peer, shacl_graph=shapes))
        size = f"{documents:,} documents, {len(store):,} quads; {queries} queries of each sort, a tenth for rdflib."
    return Report(title=TITLE, ratios=_ratios(watch), tables=(watch.table(),), notes=(size, *_NOTES))


_NOTES = (
    "Ratios are of processor seconds, which other work on the machine does not change.",
    "Our store is pyoxigraph with the default graph kept as the merge of all others: loading writes more, asking does "
    "not join graphs at every query.",
    "pySHACL is given the triples as one graph; ours tells the named graph of each result too.",
)


def _ratios(watch: Stopwatch) -> tuple[Ratio, ...]:
    """Processor seconds of the same work; rdflib was asked a tenth of the queries."""
    found = []
    for step in ("load", "look-ups", "concepts that meet"):
        for peer, share in (("pyoxigraph", 1), ("rdflib", 1 if step == "load" else 10)):
            theirs = watch.processor(f"{peer}: {step}") * share
            found.append(_ratio(step, peer, watch.processor(f"Maillage: {step}"), theirs))
    found.append(
        _ratio("validation", "pySHACL", watch.processor("Maillage: validation"), watch.processor("pySHACL: validation"))
    )
    return tuple(found)


def _ratio(what: str, peer: str, ours: float, theirs: float) -> Ratio:
    return Ratio(
        what=f"store: {what}", peer=peer, ours=ours, theirs=theirs, unit="s of processor", more_is_better=False
    )
