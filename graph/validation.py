"""SHACL: whether a graph, or the named graphs that a build changed, keeps to the shapes of ``ontology/shapes.ttl``.

A node is checked with all that is said of it in any graph, and with the types of what it points to. Deciding what
follows from a violation is not for here.
"""

from __future__ import annotations

import logging
import warnings
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

import rdflib
from pyoxigraph import NamedNode
from rdflib.namespace import SH

from graph.constraints import Values
from graph.report import Report, Result, Severity, ordered
from graph.screening import Descriptions, Screen
from graph.shapes import as_rdflib, read_shapes
from graph.sparql import load
from graph.store import Row, Store, Term, text
from ontology.errors import DataError, Place
from ontology.namespaces import RDF

__all__ = ["Report", "Result", "Severity", "superclasses", "validate"]

BATCH = 20_000
"""Quads checked at a time, so that memory stays flat."""
NODES = 2_000
"""Nodes checked at a time where they are given by name."""
_SUBCLASSES = "SELECT DISTINCT ?narrow ?broad { ?narrow rdfs:subClassOf ?broad }"
_TYPES = "SELECT DISTINCT ?subject ?value { VALUES ?subject { $subjects } ?subject rdf:type ?value }"


def validate(
    store: Store,
    graphs: Iterable[NamedNode] | None = None,
    shapes: Path | None = None,
    *,
    nodes: Iterable[str] = (),
    sifted: int = 0,
) -> Report:
    """Check the nodes described in these named graphs (all when None) against the shapes (the built-in ones when None).

    Of ``sifted`` other graphs, only these ``nodes`` are to be checked. Raises :class:`DataError` when the shapes file
    cannot be used.
    """
    validation = _Validation(store, read_shapes(shapes))
    return validation.run(store.graphs() if graphs is None else graphs, nodes, sifted)


def superclasses(store: Store) -> dict[str, set[str]]:
    """For each class of a graph all its broader ones, however far."""
    return _closure((text(row, "narrow"), text(row, "broad")) for row in store.select(_SUBCLASSES))


class _Validation:
    def __init__(self, store: Store, shapes: rdflib.Graph) -> None:
        self.store = store
        self.screen = Screen(shapes)
        self.broader = superclasses(store)
        self.checked: set[Term] = set()

    def run(self, graphs: Iterable[NamedNode], nodes: Iterable[str], sifted: int) -> Report:
        """What is wrong with the nodes of these graphs and with those beside, a bounded number at once."""
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
        others = iter(sorted(nodes))
        while some := {NamedNode(node) for node in islice(others, NODES)}:
            results += self._check(set(some))
        return Report(ordered(results), count + sifted)

    def _check(self, subjects: set[Term]) -> list[Result]:
        """The results for these nodes; a node that was checked before is not checked again."""
        nodes = {node for node in subjects - self.checked if isinstance(node, NamedNode)}
        self.checked |= nodes
        if not nodes:
            return []
        said = self._described(nodes)
        types = self._types(said)
        self.screen.describe(said, types)
        doubtful = {node.value for node in nodes if not self.screen.passes(node.value)}
        if not doubtful:
            return []
        with _quiet():
            report = _shacl(self._graph(doubtful, said, types), self.screen.narrowed(doubtful))
        foci = {str(node) for node in report.objects(None, SH.focusNode) if isinstance(node, rdflib.URIRef)}
        return list(self._placed(list(_results(report)), foci))

    def _described(self, nodes: Iterable[NamedNode]) -> dict[str, dict[str, list[Term]]]:
        said: dict[str, dict[str, list[Term]]] = {node.value: {} for node in nodes}
        wanted = [NamedNode(iri) for iri in said]
        for row in self.store.select(load("graph", "described"), {"subjects": wanted}):
            said[text(row, "subject")].setdefault(text(row, "property"), []).append(row["value"])
        return said

    def _types(self, said: Descriptions) -> dict[str, set[str]]:
        """The classes, broader ones included, of the nodes and of all that they point to."""
        others = {value for each in said.values() for values in each.values() for value in values}
        unknown = [value for value in others if isinstance(value, NamedNode) and value.value not in said]
        types: defaultdict[str, set[str]] = defaultdict(set)
        for row in self.store.select(_TYPES, {"subjects": unknown}) if unknown else ():
            types[text(row, "subject")].add(text(row, "value"))
        for iri, each in said.items():
            types[iri] = {value.value for value in each.get(RDF.type.value, ()) if isinstance(value, NamedNode)}
        return {iri: own.union(*(self.broader.get(type_, ()) for type_ in own)) for iri, own in types.items()}

    def _graph(self, doubtful: Iterable[str], said: Descriptions, types: Mapping[str, Iterable[str]]) -> rdflib.Graph:
        """What the engine needs to judge these nodes: what is said of them and, two steps away, of others."""
        graph = rdflib.Graph()
        for narrow, above in self.broader.items():
            for broad in above:
                graph.add((rdflib.URIRef(narrow), rdflib.RDFS.subClassOf, rdflib.URIRef(broad)))
        wanted: dict[str, Mapping[str, Values]] = {iri: said[iri] for iri in doubtful}
        near = self._reached(wanted, said)
        self._reached(wanted, said)
        for iri, each in wanted.items():
            for name, values_of in each.items():
                for value in values_of:
                    graph.add((rdflib.URIRef(iri), rdflib.URIRef(name), as_rdflib(value)))
        for value in near:
            for type_ in types.get(value.value, ()):
                graph.add((rdflib.URIRef(value.value), rdflib.RDF.type, rdflib.URIRef(type_)))
        return graph

    def _reached(self, wanted: dict[str, Mapping[str, Values]], said: Descriptions) -> list[NamedNode]:
        """Take in what is said of all that these nodes point to; returns it."""
        values = {value for each in wanted.values() for values in each.values() for value in values}
        near = [value for value in values if isinstance(value, NamedNode)]
        new = [value for value in near if value.value not in wanted]
        wanted |= {value.value: said[value.value] for value in new if value.value in said}
        wanted.update(self._described(value for value in new if value.value not in said))
        return near

    def _placed(self, results: list[Result], foci: Iterable[str]) -> Iterator[Result]:
        """The results with the named graph, source and place where what they find fault with is said of ``foci``, which
        are all of theirs but texts in the place of a thing."""
        nodes = [NamedNode(focus) for focus in foci]
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


def _closure(pairs: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    """For each class all its broader ones, however far, from pairs of a class and one right above it."""
    above: defaultdict[str, set[str]] = defaultdict(set)
    for narrow, broad in pairs:
        above[narrow].add(broad)
    closed = {}
    for start in list(above):
        found, waiting = set[str](), [start]
        while waiting:
            new = above.get(waiting.pop(), set()) - found
            found |= new
            waiting += new
        closed[start] = found
    return closed


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


def _unusable(why: object) -> DataError:
    return DataError(f"the shapes cannot be used ({why})", None, "Mend them as SHACL says.")


def _shacl(graph: rdflib.Graph, shapes: rdflib.Graph) -> rdflib.Graph:
    # Takes long to import, and few graphs need it.
    import pyshacl
    from pyshacl.errors import ConstraintLoadError, ReportableRuntimeError, RuleLoadError, ShapeLoadError

    try:
        _, report, _ = pyshacl.validate(graph, shacl_graph=shapes, inplace=True, do_owl_imports=False)
    except (ConstraintLoadError, ReportableRuntimeError, RuleLoadError, ShapeLoadError) as error:
        raise _unusable(error) from error
    if not isinstance(report, rdflib.Graph):
        raise _unusable(report)
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
