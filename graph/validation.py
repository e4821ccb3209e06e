"""SHACL: whether a graph, or the named graphs that a build changed, keeps to the shapes of ``ontology/shapes.ttl``.

A node is checked with all that is said of it in any graph, and with the types of what it points to. Deciding what
follows from a violation is not for here.
"""

from __future__ import annotations

import logging
import warnings
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path

import pyshacl
import rdflib
from pyoxigraph import BlankNode, Literal, NamedNode
from pyshacl.errors import ConstraintLoadError, ReportableRuntimeError, RuleLoadError, ShapeLoadError
from rdflib.namespace import RDFS, SH
from rdflib.term import Identifier

from graph.report import Report, Result, Severity, ordered
from graph.sparql import load
from graph.store import Row, Store, Term, text
from ontology.errors import DataError, Place
from ontology.namespaces import RDF, XSD

__all__ = ["Report", "Result", "Severity", "validate"]

BATCH = 20_000
"""Quads checked at a time, so that memory stays flat."""
_SUBCLASSES = "SELECT DISTINCT ?narrow ?broad { ?narrow rdfs:subClassOf ?broad }"
_TYPES = f"SELECT DISTINCT ?subject ?value {{ VALUES ?subject {{ $subjects }} ?subject {RDF.type} ?value }}"


def validate(store: Store, graphs: Iterable[NamedNode] | None = None, shapes: Path | None = None) -> Report:
    """Check the nodes described in these named graphs (all when None) against the shapes (the built-in ones when None).

    Raises :class:`DataError` when the shapes file cannot be used.
    """
    return _Validation(store, _read_shapes(shapes)).run(store.graphs() if graphs is None else graphs)


def _read_shapes(path: Path | None) -> rdflib.Graph:
    source = Path(str(files("ontology") / "shapes.ttl")) if path is None else path
    try:
        return rdflib.Graph().parse(source, format="turtle")
    except (OSError, SyntaxError) as error:
        raise DataError(f"the shapes cannot be read ({error})", Place(str(source))) from error


class _Validation:
    def __init__(self, store: Store, shapes: rdflib.Graph) -> None:
        self.store = store
        self.shapes = shapes
        self.subclasses = [
            (rdflib.URIRef(text(row, "narrow")), RDFS.subClassOf, rdflib.URIRef(text(row, "broad")))
            for row in store.select(_SUBCLASSES)
        ]
        self.checked: set[Term] = set()

    def run(self, graphs: Iterable[NamedNode]) -> Report:
        results: list[Result] = []
        count = 0
        waiting: set[Term] = set()
        size = 0
        for graph in sorted(graphs, key=lambda name: name.value):
            quads = list(self.store.quads(graph))
            waiting.update(quad.subject for quad in quads)
            size += len(quads)
            count += 1
            if size >= BATCH:
                results += self._check(waiting)
                waiting, size = set(), 0
        results += self._check(waiting)
        return Report(ordered(results), count)

    def _check(self, subjects: set[Term]) -> list[Result]:
        """The results for these nodes; a node that was checked before is not checked again."""
        nodes = {node for node in subjects - self.checked if isinstance(node, NamedNode)}
        self.checked |= nodes
        if not nodes:
            return []
        with _quiet():
            report = _shacl(self._graph(sorted(nodes, key=lambda node: node.value)), self.shapes)
        wanted = {node.value for node in nodes}
        return list(self._placed([result for result in _results(report) if result.focus in wanted]))

    def _graph(self, nodes: Sequence[NamedNode]) -> rdflib.Graph:
        graph = rdflib.Graph()
        for triple in self.subclasses:
            graph.add(triple)
        others: set[NamedNode] = set()
        for row in self.store.select(load("graph", "described"), {"subjects": nodes}):
            graph.add((_rdflib(row["subject"]), _rdflib(row["property"]), _rdflib(row["value"])))
            if isinstance(row["value"], NamedNode):
                others.add(row["value"])
        for row in self.store.select(_TYPES, {"subjects": list(others.difference(nodes))}):
            graph.add((_rdflib(row["subject"]), rdflib.RDF.type, _rdflib(row["value"])))
        return graph

    def _placed(self, results: list[Result]) -> Iterator[Result]:
        """The results with the named graph, source and place where what they find fault with is said."""
        nodes = [NamedNode(focus) for focus in {result.focus for result in results}]
        said: dict[tuple[str, str], Row] = {}
        for row in self.store.select(load("graph", "said_in"), {"subjects": nodes}) if nodes else ():
            said.setdefault((text(row, "subject"), text(row, "property")), row)
            said.setdefault((text(row, "subject"), ""), row)
        for result in results:
            row = said.get((result.focus, result.path)) or said.get((result.focus, ""), {})
            source = text(row, "source")
            place = Place(source, text(row, "locator")) if source else None
            yield Result(
                result.severity, result.focus, result.path, result.value, result.messages, text(row, "graph"), place
            )


def _rdflib(term: Term) -> Identifier:
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


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep rdflib's and pySHACL's remarks on ill-typed literals to themselves: the shapes say it better."""
    loggers = [logging.getLogger(name) for name in ("rdflib", "rdflib.term", "pyshacl")]
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.CRITICAL)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        for logger, level in zip(loggers, levels, strict=True):
            logger.setLevel(level)


def _shacl(graph: rdflib.Graph, shapes: rdflib.Graph) -> rdflib.Graph:
    try:
        _, report, _ = pyshacl.validate(graph, shacl_graph=shapes, inplace=True, do_owl_imports=False)
    except (ConstraintLoadError, ReportableRuntimeError, RuleLoadError, ShapeLoadError) as error:
        raise DataError(f"the shapes cannot be used ({error})") from error
    if not isinstance(report, rdflib.Graph):
        raise DataError(f"the shapes cannot be used ({report})")
    return report


def _results(report: rdflib.Graph) -> Iterator[Result]:
    for node in report.objects(None, SH.result):  # and not their details, which are results too
        severity = str(report.value(node, SH.resultSeverity)).rpartition("#")[2].lower()
        messages = {
            (message.language or "") if isinstance(message, rdflib.Literal) else "": str(message)
            for message in sorted(report.objects(node, SH.resultMessage), key=str)
        }
        value = report.value(node, SH.value)
        path = report.value(node, SH.resultPath)
        yield Result(
            Severity(severity) if severity in set(Severity) else Severity.VIOLATION,
            str(report.value(node, SH.focusNode)),
            str(path) if isinstance(path, rdflib.URIRef) else "",
            "" if value is None else str(value),
            messages,
        )
