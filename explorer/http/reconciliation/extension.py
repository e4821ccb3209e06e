"""Rows extended with what is known of their things (Reconciliation Service API 0.2, section 7)."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable

from pyoxigraph import Literal

from explorer.http.reconciliation.facts import Facts, facts
from explorer.http.reconciliation.messages import Extension
from explorer.http.reconciliation.vocabulary import KINDS, Property, read_property, type_of
from graph.binding import iri as term
from graph.store import Store, Term
from graph.tables import number
from graph.views.nodes import names
from ontology.namespaces import XSD

__all__ = ["extend"]

Cell = dict[str, object]
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def extend(store: Store, asked: Extension, language: str) -> dict[str, object]:
    """The cells by row and property, and what each property is called; an unknown thing has empty cells.

    Raises :class:`CallError` for an identifier or a property that is no IRI.
    """
    columns = {each.id: read_property(each.id) for each in asked.properties}
    iris = list(dict.fromkeys(term(each).value for each in asked.ids))
    found = facts(store, iris, columns.values(), language)
    named = names(store, {each.iri for each in columns.values()}, language)
    meta = [
        {"id": name, "name": named[each.iri].inverse if each.inverse else named[each.iri].label}
        | _type(each, iris, found, language)
        for name, each in columns.items()
    ]
    rows = {
        iri: {
            each.id: _cells(found.of(iri, columns[each.id]), found, language)[: each.limit()]
            for each in asked.properties
        }
        for iri in iris
    }
    return {"meta": meta, "rows": rows}


def _type(wanted: Property, iris: Iterable[str], found: Facts, language: str) -> dict[str, object]:
    """The type of a column whose cells are all things of one kind."""
    kinds = {thing.kind if (thing := found.thing(value)) else None for iri in iris for value in found.of(iri, wanted)}
    only = kinds.pop() if len(kinds) == 1 else None
    return {"type": type_of(only, language)} if only in KINDS else {}


def _cells(values: Iterable[Term], found: Facts, language: str) -> list[Cell]:
    """The values; of texts in several languages, those of the asked one."""
    kept = list(values)
    if any(_tag(value) == language for value in kept):
        kept = [value for value in kept if _tag(value) in ("", language)]
    return [_cell(value, found) for value in kept]


def _tag(value: Term) -> str:
    return (value.language or "").partition("-")[0] if isinstance(value, Literal) else ""


def _cell(value: Term, found: Facts) -> Cell:
    if thing := found.thing(value):
        return {"id": thing.iri, "name": thing.label}
    if not isinstance(value, Literal):
        return {"str": found.words(value)}
    if value.datatype == XSD.date and _DAY.fullmatch(value.value):
        return {"date": f"{value.value}T00:00:00"}
    if value.datatype == XSD.dateTime and value.value[:1].isdigit():
        return {"date": value.value}
    return _number(value) or {"str": value.value}


def _number(value: Literal) -> Cell:
    found = number(value)
    if isinstance(found, int):
        return {"int": found}
    return {"float": found} if found is not None and math.isfinite(found) else {}
