"""The graph for those who take it away: RDF dumps, tables and network files. Same snapshot, same bytes.

What a person chooses to export is decided by the caller.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO

from pyoxigraph import Quad, QueryTriples, RdfFormat, Triple, serialize

from graph.fingerprint import canonical_lines
from graph.networks.things import thing_network
from graph.store import Store
from ontology.errors import CallError
from ontology.namespaces import PREFIXES

__all__ = ["FORMATS", "defused", "export", "export_selection", "writable", "write_triples"]

_TRIPLES = {"ttl": RdfFormat.TURTLE, "nt": RdfFormat.N_TRIPLES, "rdf": RdfFormat.RDF_XML, "jsonld": RdfFormat.JSON_LD}
_QUADS = {"nq": RdfFormat.N_QUADS, "trig": RdfFormat.TRIG}
FORMATS: dict[str, str] = {
    "nq": "N-Quads",
    "trig": "TriG",
    "ttl": "Turtle",
    "nt": "N-Triples",
    "rdf": "RDF/XML",
    "jsonld": "JSON-LD",
    "csv": "CSV",
    "graphml": "GraphML",
    "gexf": "GEXF",
}
"""Extension to name. ``nq`` and ``trig`` keep the named graphs, and with them where each statement was read."""

_FORMULA = re.compile(r"^[=+\-@\t\r]")
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")


def defused(cell: str) -> str:
    """The cell with an apostrophe before what a spreadsheet would run as a formula.

    >>> defused("=1+1"), defused("Forum")
    ("'=1+1", 'Forum')
    """
    return f"'{cell}" if _FORMULA.match(cell) else cell


def writable(text: str) -> str:
    """The text with a space in place of each character that XML cannot hold."""
    return _FORBIDDEN.sub(" ", text)


def export(store: Store, folder: Path, extension: str, language: str = "fr", name: str = "maillage") -> list[Path]:
    """Write the whole graph in one format; returns the files, each written whole or not at all.

    CSV gives two files, things and links. Raises :class:`CallError` for a format that is not one of :data:`FORMATS`.
    """
    folder.mkdir(parents=True, exist_ok=True)
    if extension in _QUADS:
        return [_written(folder / f"{name}.{extension}", lambda file: _write_quads(store, file, extension))]
    if extension in _TRIPLES:
        triples = (quad.triple for quad in store.quads())
        return [_written(folder / f"{name}.{extension}", lambda file: file.write(write_triples(triples, extension)))]
    if extension == "csv":
        return [
            _written(folder / f"{name}-things.csv", lambda file: _write_rows(file, _thing_rows(store, language))),
            _written(folder / f"{name}-links.csv", lambda file: _write_rows(file, _link_rows(store, language))),
        ]
    if extension in ("graphml", "gexf"):
        return [_written(folder / f"{name}.{extension}", lambda file: _write_network(store, language, extension, file))]
    raise CallError(f"“{extension}” is not an export format", None, f"Use one of: {', '.join(FORMATS)}.")


def export_selection(store: Store, query: str, folder: Path, extension: str, name: str = "selection") -> Path:
    """Write what a CONSTRUCT or DESCRIBE query gives; raises :class:`CallError` for another query or format."""
    if extension not in _TRIPLES:
        raise CallError(f"a selection cannot be written as “{extension}”", None, f"Use one of: {', '.join(_TRIPLES)}.")
    answer = store.query(query)
    if not isinstance(answer, QueryTriples):
        raise CallError("the query selects no triples", None, "Write a CONSTRUCT or DESCRIBE query.")
    folder.mkdir(parents=True, exist_ok=True)
    return _written(folder / f"{name}.{extension}", lambda file: file.write(write_triples(answer, extension)))


def write_triples(triples: Iterable[Triple], extension: str) -> bytes:
    """Triples, each once and in a stable order, in a syntax of :data:`FORMATS` without named graphs."""
    ordered = sorted(set(triples), key=str)
    return serialize(ordered, format=_TRIPLES[extension], prefixes=PREFIXES) or b""


@contextmanager
def _replacing(path: Path) -> Iterator[IO[bytes]]:
    """A file beside ``path`` that takes its place once it is whole."""
    with NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}-", delete=False) as file:
        temporary = Path(file.name)
        try:
            yield file
            file.flush()
            temporary.chmod(0o644)
            temporary.replace(path)
        finally:
            temporary.unlink(missing_ok=True)


def _written(path: Path, write: Callable[[IO[bytes]], object]) -> Path:
    with _replacing(path) as file:
        write(file)
    return path


def _write_quads(store: Store, file: IO[bytes], extension: str) -> None:
    """Graph by graph in the order of their names, so that memory holds one at a time."""
    for graph in sorted(store.graphs(), key=lambda name: name.value):
        if extension == "nq":
            file.write("".join(canonical_lines(store.quads(graph))).encode())
        else:
            quads: list[Quad] = sorted(set(store.quads(graph)), key=str)
            file.write(serialize(quads, format=_QUADS[extension], prefixes=PREFIXES) or b"")


def _write_rows(file: IO[bytes], rows: Iterable[tuple[str, ...]]) -> None:
    class _Utf8:
        def write(self, text: str) -> int:
            return file.write(text.encode())

    writer = csv.writer(_Utf8(), lineterminator="\r\n")
    writer.writerows([defused(cell) for cell in row] for row in rows)


def _thing_rows(store: Store, language: str) -> Iterator[tuple[str, ...]]:
    yield ("iri", "kind", "label", "date")
    for iri, known in thing_network(store, language, linked_only=False).nodes(data=True):
        yield (iri, known["kind"], known["label"], known.get("date", ""))


def _link_rows(store: Store, language: str) -> Iterator[tuple[str, ...]]:
    network = thing_network(store, language, linked_only=False)
    yield ("source", "source_label", "relation", "target", "target_label")
    for source, target, relation in network.edges(keys=True):
        yield (source, network.nodes[source]["label"], str(relation), target, network.nodes[target]["label"])


def _write_network(store: Store, language: str, extension: str, file: IO[bytes]) -> None:
    import networkx as nx

    network = thing_network(store, language)
    for _, known in network.nodes(data=True):
        known.update({name: writable(value) for name, value in known.items()})
    if extension == "graphml":
        nx.write_graphml(network, file, named_key_ids=True)
    else:
        nx.write_gexf(network, file)
