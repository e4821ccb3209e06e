"""Things, types and properties proposed while a person types (Reconciliation Service API 0.2, section 6)."""

from __future__ import annotations

from collections.abc import Iterable

from explorer.http.reconciliation.description import descriptions
from explorer.http.reconciliation.vocabulary import KINDS, properties_of, type_of
from graph.search import LabelIndex
from graph.searchable import LONGEST
from graph.store import Store
from ontology.folding import fold
from ontology.namespaces import compact

__all__ = ["suggest_properties", "suggest_things", "suggest_types"]

SUGGESTED = 20
"""Suggestions given at once."""

Suggestions = list[dict[str, object]]


def suggest_things(store: Store, labels: LabelIndex, prefix: str, start: int, language: str) -> Suggestions:
    """The things that a text, whole or still being typed, may name; ``start`` is how many to pass over."""
    hits = labels.search(prefix, KINDS, start + SUGGESTED, language)[start:]
    known = descriptions(store, [hit.iri for hit in hits], language)
    return [
        {
            "id": hit.iri,
            "name": hit.label,
            "description": known[hit.iri],
            "notable": [type_of(hit.kind, language)],
        }
        for hit in hits
    ]


def suggest_types(prefix: str, language: str) -> Suggestions:
    """The types whose name holds the text."""
    return _holding(prefix, [dict(type_of(kind, language)) for kind in KINDS])


def suggest_properties(store: Store, prefix: str, language: str) -> Suggestions:
    """The properties in use whose name, or identifier, holds the text."""
    pairs = properties_of(store, KINDS, language)
    return _holding(prefix, [{"id": each.id, "name": name, "description": each.iri} for each, name in pairs])


def _holding(prefix: str, offered: Iterable[dict[str, object]]) -> Suggestions:
    wanted = fold(prefix[:LONGEST])
    found: list[tuple[int, dict[str, object]]] = []
    for each in offered:
        said = (str(each["name"]), compact(str(each["id"])))
        places = [f" {fold(words)}".find(f" {wanted}") for words in said]
        if max(places) >= 0:
            found.append((min(place for place in places if place >= 0), each))
    return [each for _, each in sorted(found, key=lambda pair: pair[0])][:SUGGESTED]
