"""Writes statements in every RDF syntax, piece by piece: the same graph gives the same bytes, whatever its size.

Which statements are written is not for here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import IO

from pyoxigraph import Quad, RdfFormat, Triple, serialize

from graph.exports.compact import write_compact
from graph.store import Store
from graph.xml_text import WellFormed
from ontology.namespaces import PREFIXES

__all__ = ["GRAPH_SYNTAXES", "SYNTAXES", "write_quads", "write_statements", "write_triples"]

SYNTAXES = {"ttl": RdfFormat.TURTLE, "nt": RdfFormat.N_TRIPLES, "rdf": RdfFormat.RDF_XML, "jsonld": RdfFormat.JSON_LD}
"""Extension to syntax, of those that write each triple once, whatever graphs state it."""
GRAPH_SYNTAXES = {"nq": RdfFormat.N_QUADS, "trig": RdfFormat.TRIG}
"""Extension to syntax, of those that keep the named graphs."""


def write_statements(store: Store, file: IO[bytes], extension: str) -> None:
    """Write all that a store holds; memory holds one named graph at a time, or less."""
    if extension == "nq":
        _write_lines(store, file)
    elif extension == "trig":
        serialize(_by_graph(store), file, RdfFormat.TRIG, prefixes=PREFIXES)
    else:
        _write(store.triples(), file, extension)


def write_triples(triples: Iterable[Triple], extension: str) -> bytes:
    """Triples, each once and in a stable order, in one of :data:`SYNTAXES`."""
    from io import BytesIO

    written = BytesIO()
    _write(sorted(set(triples), key=str), written, extension)
    return written.getvalue()


def write_quads(quads: Iterable[Quad], extension: str) -> bytes:
    """Quads, each once, graph by graph and in a stable order, in one of :data:`GRAPH_SYNTAXES`; those of no named graph
    come first."""
    ordered = sorted(set(quads), key=lambda quad: (getattr(quad.graph_name, "value", ""), str(quad)))
    prefixes = PREFIXES if extension == "trig" else None
    return serialize(ordered, format=GRAPH_SYNTAXES[extension], prefixes=prefixes) or b""


def _write(triples: Iterable[Triple], file: IO[bytes], extension: str) -> None:
    if extension == "jsonld":
        write_compact(triples, file)
    elif extension == "rdf":
        fit = WellFormed(file)
        serialize(triples, fit, SYNTAXES[extension], prefixes=PREFIXES)  # type: ignore[arg-type]  # it writes, no more
        fit.end()
    else:
        serialize(triples, file, SYNTAXES[extension], prefixes=PREFIXES)


def _write_lines(store: Store, file: IO[bytes]) -> None:
    """N-Quads, graph by graph in the order of their names; a line of N-Triples ends nowhere but at its end."""
    for graph in sorted(store.graphs(), key=lambda name: name.value):
        file.write(store.ntriples(graph).replace(b" .\n", f" {graph} .\n".encode()))


def _by_graph(store: Store) -> Iterator[Quad]:
    for graph in sorted(store.graphs(), key=lambda name: name.value):
        yield from sorted(set(store.quads(graph)), key=str)
