"""The graph for those who take it away: which files each format is, written whole or not at all. Same snapshot, same
bytes. How each format is written is in :mod:`graph.exports`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import IO

from graph.exports.bibliography import write_bibliography
from graph.exports.calendar import write_calendar
from graph.exports.cells import defused, writable
from graph.exports.crate import CRATE, earlier_files, write_crate
from graph.exports.edition import Edition
from graph.exports.network import weighed_network, write_network
from graph.exports.selection import GRAPH, Part, Selection, period, select
from graph.exports.statements import GRAPH_SYNTAXES, SYNTAXES, write_statements, write_triples
from graph.exports.tables import write_links, write_table_description, write_things
from graph.store import Store
from graph.views.things import ThingKind
from graph.whole_file import whole_file
from ontology.errors import CallError

__all__ = [
    "FORMATS",
    "MEDIA_TYPES",
    "Edition",
    "Selection",
    "check_kinds",
    "defused",
    "describe_files",
    "export",
    "period",
    "select",
    "writable",
    "write_triples",
]

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
    "bib": "BibTeX",
    "ics": "iCalendar",
}
"""Extension to name. ``nq`` and ``trig`` keep the named graphs, and with them where each statement was read."""
MEDIA_TYPES: dict[str, str] = {
    "nq": "application/n-quads",
    "trig": "application/trig",
    "ttl": "text/turtle",
    "nt": "application/n-triples",
    "rdf": "application/rdf+xml",
    "jsonld": "application/ld+json",
    "csv": "text/csv",
    "json": "application/json",
    "graphml": "application/graphml+xml",
    "gexf": "application/gexf+xml",
    "bib": "application/x-bibtex",
    "ics": "text/calendar",
}
"""Extension to media type."""
_HELD = {
    "bib": (frozenset({ThingKind.PUBLICATION}), "a bibliography holds publications"),
    "ics": (frozenset({ThingKind.EVENT}), "a calendar holds events"),
}
"""The formats that hold some kinds of things alone, and what is said where none of these is selected."""
_Write = Callable[[IO[bytes]], object]


def export(store: Store, folder: Path, extension: str, edition: Edition, name: str = "maillage") -> list[Path]:
    """Write what a store holds in one format; returns the files, each written whole or not at all.

    CSV gives three files: things, links, and what their columns are. Raises :class:`CallError` for a format that is not
    one of :data:`FORMATS`, and for one with named graphs where a query constructed the triples.
    """
    writers = _writers(store, extension, edition, name)
    folder.mkdir(parents=True, exist_ok=True)
    return [_written(folder / file, write) for file, write in writers.items()]


def check_kinds(extension: str, selection: Selection) -> None:
    """Raise :class:`CallError` where nothing of the kinds that are selected goes into a file of that format."""
    held, problem = _HELD.get(extension, (frozenset(), ""))
    if problem and selection.kinds and not held & {*selection.kinds}:
        remedy = "Choose them too, or another format."
        raise CallError(problem, None, remedy)


def describe_files(folder: Path, files: Sequence[Path], edition: Edition) -> Path:
    """Make the folder an RO-Crate that holds these files of it, and those of earlier exports that are still there;
    returns the description."""
    before = earlier_files(folder, files)
    return _written(folder / CRATE, lambda file: write_crate(file, edition, files, MEDIA_TYPES, before))


def _writers(store: Store, extension: str, edition: Edition, name: str) -> dict[str, _Write]:
    """What writes each file of a format, by the file's name."""
    if extension not in FORMATS:
        raise CallError(f"“{extension}” is not an export format", None, f"Use one of: {', '.join(FORMATS)}.")
    if extension in GRAPH_SYNTAXES and any(graph == GRAPH for graph in store.graphs()):
        remedy = f"Use one of: {', '.join(SYNTAXES)}."
        raise CallError(f"what a query constructs has no named graphs for “{extension}”", None, remedy)
    if extension == "csv":
        chosen = store.chosen if isinstance(store, Part) else None
        network = cache(lambda: weighed_network(store, edition.language, linked_only=False))
        return {
            f"{name}-things.csv": lambda file: write_things(network(), file, chosen),
            f"{name}-links.csv": lambda file: write_links(network(), file),
            f"{name}-metadata.json": lambda file: write_table_description(file, name, edition),
        }
    writers: dict[str, _Write] = {
        "graphml": lambda file: write_network(store, file, edition.language, "graphml"),
        "gexf": lambda file: write_network(store, file, edition.language, "gexf"),
        "bib": lambda file: write_bibliography(store, file, edition.language),
        "ics": lambda file: write_calendar(store, file, edition),
    }
    statements: _Write = lambda file: write_statements(store, file, extension)  # noqa: E731  # one of several
    return {f"{name}.{extension}": writers.get(extension, statements)}


def _written(path: Path, write: _Write) -> Path:
    with whole_file(path) as file:
        write(file)
    return path
