"""The statements of an RDF file by their subjects, every node with a name. What they mean is not for here."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from ingest.records import BLANK
from ingest.sources.decoding import MAX_BYTES
from ingest.sources.rdf.blank_nodes import blank_node_names
from ontology.errors import DataError, Place
from ontology.folding import slug
from ontology.rdf_file import read_triples

__all__ = ["LOCAL", "Statements", "Term", "read_statements"]

LOCAL = "./"
"""How the name of a node begins that is below the workspace's base: no IRI begins so."""

Term = str | Literal
"""A node by its name, or a literal."""

_NOWHERE = "http://relative.invalid/"
"""Where relative IRIs start from in a file that is said to come from nowhere (RFC 2606, section 2)."""


@dataclass(slots=True)
class Statements:
    """For each node its properties and their values, in the order of the file.

    ``graphs`` are the names of the graphs in which they stood, ``quoted`` counts statements about statements: both are
    left out.
    """

    by_subject: dict[str, dict[str, list[Term]]] = field(default_factory=dict)
    graphs: set[str] = field(default_factory=set)
    quoted: int = 0

    def add(self, subject: str, name: str, value: Term) -> None:
        """Take a statement, once."""
        values = self.by_subject.setdefault(subject, defaultdict(list))[name]
        if value not in values:
            values.append(value)

    def values(self, subject: str, name: str) -> list[Term]:
        """The values of one property of a node, as the file says it."""
        return self.by_subject.get(subject, {}).get(name, [])


def read_statements(path: Path, base: str = "") -> Statements:
    """All statements of a file; relative IRIs start from ``base``, the address that it was taken from.

    Raises :class:`DataError` when the file cannot be read or parsed, is larger than :data:`MAX_BYTES`, or holds none.
    """
    _check_size(path)
    quads = list(read_triples(path, base=base or _NOWHERE + quote(path.name), most=MAX_BYTES))
    if not quads:
        raise DataError("the file holds no statement", Place(str(path)), "Fill it, or take it out of maillage.toml.")
    blank = blank_node_names(quads, path.name)
    found = Statements()
    for quad in quads:
        subject, value = _named(quad.subject, blank), _named(quad.object, blank)
        if isinstance(subject, str) and value is not None:
            found.add(subject, _iri(quad.predicate.value), value)
        else:
            found.quoted += 1
        if isinstance(quad, Quad) and isinstance(quad.graph_name, NamedNode):
            found.graphs.add(quad.graph_name.value)
    return found


def _check_size(path: Path) -> None:
    if path.is_file() and path.stat().st_size > MAX_BYTES:
        limit = f"{MAX_BYTES // 1_000_000} MB"
        remedy = "Cut it in parts, and name their folder."
        raise DataError(f"RDF of more than {limit} is not read as one file", Place(str(path)), remedy)


def _named(term: object, blank: dict[str, str]) -> Term | None:
    if isinstance(term, BlankNode):
        return f"{BLANK}{blank[term.value]}"
    if isinstance(term, NamedNode):
        return _iri(term.value)
    return term if isinstance(term, Literal) else None


def _iri(iri: str) -> str:
    """The IRI as it is written in the graph: schema.org by https, what stood relative in the file below the base."""
    if iri.startswith(_NOWHERE):
        return f"{LOCAL}resource/{slug(iri.removeprefix(_NOWHERE)) or 'x'}"
    return f"https{iri[4:]}" if iri.startswith("http://schema.org/") else iri
