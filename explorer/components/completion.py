"""The terms that a query may use here: classes and properties of the graph, as its VoID counts them, with labels."""

from __future__ import annotations

from explorer.components.answers import kept
from explorer.context import get_context
from graph.sparql import load
from graph.store import text
from graph.views.nodes import names
from ontology.namespaces import compact

__all__ = ["Used", "used"]

Used = tuple[str, str, str, int]
"""A term as one writes it, its label, ``class`` or ``property``, and how often the graph uses it."""


@kept
def used(language: str) -> tuple[Used, ...]:
    """Every class and property of the published graph, the most used first."""
    store = get_context().store()
    counted: list[tuple[str, str, int]] = []
    for kind, query, many in (("class", "class_counts", "entities"), ("property", "property_counts", "triples")):
        rows = store.select(load("explorer.http", query))
        counted += [(text(row, kind), kind, int(text(row, many))) for row in rows]
    known = names(store, [iri for iri, _, _ in counted], language)
    found = [(_written(iri), known[iri].label, kind, count) for iri, kind, count in counted]
    return tuple(sorted(found, key=lambda each: (-each[3], each[0])))


def _written(iri: str) -> str:
    """The term with its prefix where one covers it, else in full."""
    short = compact(iri)
    return short if short != iri else f"<{iri}>"
