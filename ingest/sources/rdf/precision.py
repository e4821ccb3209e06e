"""Dates that a file gives as a moment beside how precise they are, as VIVO does. Reading a date is not for here."""

from __future__ import annotations

from pyoxigraph import Literal

from ingest.sources.rdf.statements import Statements, Term

__all__ = ["as_precise"]

_VIVO = "http://vivoweb.org/ontology/core#"
_PRECISION = f"{_VIVO}dateTimePrecision"
_LENGTHS = {f"{_VIVO}yearPrecision": 4, f"{_VIVO}yearMonthPrecision": 7, f"{_VIVO}yearMonthDayPrecision": 10}
"""How much of a moment the file knows, in characters; all of it where hours and minutes are."""


def as_precise(statements: Statements, node: str, name: str, value: Term) -> Term:
    """The value of a property of a node, or what is known of it: the year of a moment with the precision of a year."""
    said = (each for each in statements.values(node, _PRECISION) if isinstance(each, str))
    lengths = [_LENGTHS[each] for each in said if each in _LENGTHS]
    if not lengths or name != f"{_VIVO}dateTime" or not isinstance(value, Literal):
        return value
    return Literal(value.value.strip()[: min(lengths)])
