"""Constraints of SHACL Core on values, each as a quick test (SHACL, section 4). Paths and shapes are not for here."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import lru_cache

import rdflib
from pyoxigraph import BlankNode, Literal, NamedNode
from rdflib.namespace import SH
from rdflib.term import Identifier

from graph.shapes import as_pyoxigraph
from graph.store import Term
from ontology.namespaces import RDF, XSD

__all__ = ["CONSTRAINTS", "Test", "Values", "Verdict"]

Values = Collection[Term]
Verdict = bool | None
"""Whether values surely conform, surely do not, or cannot be judged here."""
Test = Callable[[Values], Verdict]

_NUMBERS = {XSD.integer.value, XSD.decimal.value, XSD.nonNegativeInteger.value}
_TEXTS = (XSD.string.value, RDF.langString.value)
_DATE = XSD.date.value
_DATES = {XSD.date.value, XSD.gYear.value, XSD.gYearMonth.value}
_FORMS = {
    XSD.integer.value: re.compile(r"[+-]?[0-9]+"),
    XSD.nonNegativeInteger.value: re.compile(r"\+?[0-9]+"),
    XSD.decimal.value: re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)"),
    XSD.boolean.value: re.compile(r"true|false"),
    XSD.gYear.value: re.compile(r"[0-9]{4}"),
    XSD.gYearMonth.value: re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])"),
    XSD.date.value: re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}"),
}
"""Lexical forms that are surely well-formed; rarer ones are left to the engine."""


def _min_count(bound: Identifier) -> Test:
    least = int(bound)
    return lambda values: len(values) >= least


def _max_count(bound: Identifier) -> Test:
    most = int(bound)
    return lambda values: len(values) <= most


def _node_kind(kind: Identifier) -> Test:
    allowed = {
        SH.IRI: (NamedNode,),
        SH.Literal: (Literal,),
        SH.BlankNode: (BlankNode,),
        SH.BlankNodeOrIRI: (BlankNode, NamedNode),
        SH.BlankNodeOrLiteral: (BlankNode, Literal),
        SH.IRIOrLiteral: (NamedNode, Literal),
    }.get(rdflib.URIRef(kind), ())
    return lambda values: all(isinstance(each, allowed) for each in values)


def _datatype(datatype: Identifier) -> Test:
    wanted = str(datatype)

    def test(values: Values) -> Verdict:
        surely: Verdict = True
        for each in values:
            if not isinstance(each, Literal) or each.datatype.value != wanted:
                return False
            surely = surely and (_is_well_formed(each) or None)
        return surely

    return test


@lru_cache(maxsize=65_536)
def _is_well_formed(literal: Term) -> bool:
    if not isinstance(literal, Literal):
        return False
    datatype, text = literal.datatype.value, literal.value
    if datatype in _TEXTS:
        return True
    form = _FORMS.get(datatype)
    if form is None or not form.fullmatch(text):
        return False
    return datatype != _DATE or _is_date(text)


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _pattern(pattern: Identifier) -> Test:
    form, written = re.compile(str(pattern)), (Literal, NamedNode)

    def test(values: Values) -> Verdict:
        return all(isinstance(each, written) and form.search(each.value) is not None for each in values)

    return test


def _unique_language(wanted: Identifier) -> Test:
    def test(values: Values) -> Verdict:
        tags = [each.language for each in values if isinstance(each, Literal) and each.language]
        return str(wanted) != "true" or len(tags) == len(set(tags))

    return test


def _bound(accept: Callable[[Decimal | str, Decimal | str], bool]) -> Callable[[Identifier | Term], Test]:
    """A comparison with a bound, certain only between numbers, or between dates of one precision."""

    def constraint(bound: Identifier | Term) -> Test:
        limit = _comparable(as_pyoxigraph(bound) if isinstance(bound, Identifier) else bound)

        def test(values: Values) -> Verdict:
            for each in values:
                value = _comparable(each)
                if value is None or limit is None or value[0] != limit[0]:
                    return None
                if not accept(value[1], limit[1]):
                    return False
            return True

        return test

    return constraint


@lru_cache(maxsize=65_536)
def _comparable(term: Term) -> tuple[str, Decimal | str] | None:
    """A sort of value and the value, where it can be compared with others of its sort."""
    if not isinstance(term, Literal) or not _is_well_formed(term):
        return None
    if term.datatype.value in _NUMBERS:
        try:
            return "number", Decimal(term.value)
        except InvalidOperation:
            return None
    return (term.datatype.value, term.value) if term.datatype.value in _DATES else None


CONSTRAINTS: dict[str, Callable[..., Test]] = {
    str(SH.minCount): _min_count,
    str(SH.maxCount): _max_count,
    str(SH.nodeKind): _node_kind,
    str(SH.datatype): _datatype,
    str(SH.pattern): _pattern,
    str(SH.uniqueLang): _unique_language,
    str(SH.minInclusive): _bound(lambda value, limit: value >= limit),  # type: ignore[operator]
    str(SH.maxInclusive): _bound(lambda value, limit: value <= limit),  # type: ignore[operator]
    str(SH.lessThan): _bound(lambda value, limit: value < limit),  # type: ignore[operator]
    str(SH.lessThanOrEquals): _bound(lambda value, limit: value <= limit),  # type: ignore[operator]
}
"""The constraint components known here, by the IRI of their parameter."""
