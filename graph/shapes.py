"""SHACL shapes as rdflib has them, for its engine, and terms from pyoxigraph's form to rdflib's and back."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import Path

import rdflib
from pyoxigraph import BlankNode, Literal, NamedNode
from rdflib.term import Identifier

from graph.store import Term
from ontology.namespaces import XSD
from ontology.rdf_file import read_triples

__all__ = ["as_pyoxigraph", "as_rdflib", "read_shapes"]


def read_shapes(path: Path | None = None) -> rdflib.Graph:
    """The shapes in an RDF file, the built-in ones when None; raises :class:`DataError` with the line of a fault."""
    return _builtin_shapes() if path is None else _shapes_in(path)


@cache
def _builtin_shapes() -> rdflib.Graph:
    return _shapes_in(Path(str(files("ontology") / "shapes.ttl")))


def _shapes_in(path: Path) -> rdflib.Graph:
    shapes = rdflib.Graph()
    for each in read_triples(path):
        shapes.add((as_rdflib(each.subject), rdflib.URIRef(each.predicate.value), as_rdflib(each.object)))
    return shapes


def as_pyoxigraph(term: Identifier) -> Term:
    """The same term as pyoxigraph writes it."""
    if isinstance(term, rdflib.URIRef):
        return NamedNode(str(term))
    if isinstance(term, rdflib.Literal):
        if term.language:
            return Literal(str(term), language=term.language)
        return Literal(str(term), datatype=NamedNode(str(term.datatype))) if term.datatype else Literal(str(term))
    return BlankNode(str(term))


def as_rdflib(term: Term) -> Identifier:
    """The same term as rdflib has it; raises :class:`TypeError` for a triple, which is not part of the model."""
    if isinstance(term, NamedNode):
        return rdflib.URIRef(term.value)
    if isinstance(term, BlankNode):
        return rdflib.BNode(term.value)
    if not isinstance(term, Literal):
        raise TypeError("a triple as a term is not part of the model")
    if term.language:
        return rdflib.Literal(term.value, lang=term.language)
    datatype = None if term.datatype == XSD.string else rdflib.URIRef(term.datatype.value)
    return rdflib.Literal(term.value, datatype=datatype, normalize=False)
