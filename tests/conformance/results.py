"""Compares answers with those that the W3C's suites expect, up to the names of blank nodes and the order of rows."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from pathlib import Path

from pyoxigraph import (
    BlankNode,
    CanonicalizationAlgorithm,
    Dataset,
    Literal,
    NamedNode,
    Quad,
    QueryBoolean,
    QueryResultsFormat,
    RdfFormat,
    Triple,
    parse,
    parse_query_results,
)

__all__ = ["csv_rows", "expected_graph", "rows_as_graph", "same", "triples_as_graph"]

RS = "http://www.w3.org/2001/sw/DataAccess/tests/result-set#"
BOOLEAN = "http://www.w3.org/2001/XMLSchema#boolean"
_NUMBERS = {f"http://www.w3.org/2001/XMLSchema#{name}" for name in ("integer", "decimal", "double", "float")}
Term = NamedNode | BlankNode | Literal | Triple


def same(one: Iterable[Quad], other: Iterable[Quad]) -> bool:
    """Whether two sets of quads are isomorphic."""
    canonical = []
    for quads in (one, other):
        dataset = Dataset(quads)
        dataset.canonicalize(CanonicalizationAlgorithm.UNSTABLE)
        canonical.append({str(quad) for quad in dataset})
    return canonical[0] == canonical[1]


def rows_as_graph(content: bytes, form: QueryResultsFormat) -> list[Quad]:
    """A table, or a yes or no, as quads: one blank node a row, one property a variable."""
    results = parse_query_results(content, format=form)
    if isinstance(results, QueryBoolean):
        return [Quad(NamedNode("urn:answer"), NamedNode("urn:is"), Literal(bool(results)))]
    quads = [Quad(NamedNode("urn:table"), NamedNode("urn:column"), Literal(each.value)) for each in results.variables]
    for solution in results:
        row = BlankNode()
        quads.append(Quad(NamedNode("urn:table"), NamedNode("urn:row"), row))
        pairs = zip(results.variables, solution, strict=True)
        quads += [
            Quad(row, NamedNode(f"urn:{name.value}"), _plain(value)) for name, value in pairs if value is not None
        ]
    return quads


def triples_as_graph(content: bytes, form: RdfFormat, base: str = "http://suite.example/") -> list[Quad]:
    """A graph as quads."""
    quads = parse(content, format=form, base_iri=base)
    return [Quad(each.subject, each.predicate, _plain(each.object)) for each in quads]


def expected_graph(path: Path) -> tuple[str, list[Quad]]:
    """What a file of results says, in the form of the functions above, and which form: ``table`` or ``graph``."""
    content = path.read_bytes()
    if path.suffix in {".srx", ".srj", ".tsv"}:
        tables = {".srx": QueryResultsFormat.XML, ".srj": QueryResultsFormat.JSON, ".tsv": QueryResultsFormat.TSV}
        return "table", rows_as_graph(content, tables[path.suffix])
    form = RdfFormat.from_extension(path.suffix[1:]) or RdfFormat.TURTLE
    quads = triples_as_graph(content, form, f"http://suite.example/{path.parent.name}/{path.name}")
    if any(quad.object == NamedNode(RS + "ResultSet") for quad in quads):
        return "table", _result_set(quads)
    return "graph", quads


def csv_rows(content: bytes) -> list[list[tuple[str, str]]]:
    """The rows of a CSV table, sorted: the order of columns is open for ``SELECT *``."""
    rows = csv.DictReader(io.StringIO(content.decode()))
    return sorted(sorted((name, _shown(cell)) for name, cell in row.items()) for row in rows)


def _shown(cell: str) -> str:
    """The cell without the name of a blank node, and a number by its value."""
    try:
        return f"{float(cell):g}"
    except ValueError:
        return "_:" if cell.startswith("_:") else cell


def _result_set(quads: list[Quad]) -> list[Quad]:
    """A table that is written as RDF (the suites' own vocabulary)."""
    by_property: dict[str, list[tuple[Term, Term]]] = {}
    for quad in quads:
        by_property.setdefault(quad.predicate.value.removeprefix(RS), []).append((quad.subject, quad.object))
    if "boolean" in by_property:
        return [Quad(NamedNode("urn:answer"), NamedNode("urn:is"), value) for _, value in by_property["boolean"]]
    names, values = dict(by_property.get("variable", [])), dict(by_property.get("value", []))
    table = NamedNode("urn:table")
    made = [Quad(table, NamedNode("urn:column"), value) for _, value in by_property.get("resultVariable", [])]
    made += [Quad(table, NamedNode("urn:row"), row) for _, row in by_property.get("solution", [])]
    for row, binding in by_property.get("binding", []):
        name = names[binding]
        if isinstance(row, BlankNode | NamedNode) and isinstance(name, Literal):
            made.append(Quad(row, NamedNode(f"urn:{name.value}"), values[binding]))
    return made


def _plain(value: Term) -> Term:
    """A number by its value, since stores may write it in another way."""
    if isinstance(value, Literal) and value.datatype.value == BOOLEAN:
        return Literal({"0": "false", "1": "true"}.get(value.value, value.value), datatype=value.datatype)
    if isinstance(value, Literal) and value.datatype.value in _NUMBERS:
        try:
            number = Decimal(value.value)
        except InvalidOperation:
            return value
        return Literal(f"{float(number):.10g}" if number.is_finite() else value.value, datatype=value.datatype)
    return value
