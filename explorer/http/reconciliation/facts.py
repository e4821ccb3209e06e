"""What is known of many things at once: values by thing and property, with their names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

from explorer.http.reconciliation.vocabulary import Property
from graph.sparql import load
from graph.store import Store, Term, text
from graph.views.authors import in_order
from graph.views.nodes import things
from graph.views.things import Thing, ThingKind
from ontology.namespaces import DCTERMS, ML

__all__ = ["Facts", "facts"]

_AUTHOR, _ORDER = Property(DCTERMS.creator.value), Property(ML.authorOrder.value)


@dataclass(frozen=True, slots=True)
class Facts:
    """The values, authors in theirs, others in a stable order, by thing and property; the things among them by IRI."""

    values: Mapping[tuple[str, Property], list[Term]]
    known: Mapping[str, Thing]

    def of(self, iri: str, wanted: Property) -> list[Term]:
        """The values that a thing has for a property."""
        return self.values.get((iri, wanted), [])

    def thing(self, value: Term) -> Thing | None:
        """The thing that a value is, when a person would meet it."""
        found = self.known.get(value.value) if isinstance(value, NamedNode) else None
        return None if found is None or found.kind is ThingKind.OTHER else found

    def words(self, value: Term) -> str:
        """The value as people write it."""
        if isinstance(value, NamedNode):
            found = self.known.get(value.value)
            return found.label if found else value.value
        return value.value if isinstance(value, Literal) else str(value)


def facts(store: Store, iris: Collection[str], wanted: Iterable[Property], language: str) -> Facts:
    """The values of these properties; a query for those read from either end, and one for the names."""
    values: defaultdict[tuple[str, Property], list[Term]] = defaultdict(list)
    asked = sorted(set(wanted), key=lambda each: each.id)
    if _AUTHOR in asked:
        asked.append(_ORDER)
    for inverse in (False, True):
        properties = [NamedNode(each.iri) for each in asked if each.inverse is inverse]
        if not iris or not properties:
            continue
        query = load("explorer.http", "property_sources" if inverse else "property_values")
        bindings = {"things": [NamedNode(iri) for iri in iris], "properties": properties}
        for row in store.select(query, bindings):
            values[text(row, "thing"), Property(text(row, "property"), inverse)].append(row["value"])
    for found in values.values():
        found.sort(key=str)
    named = {value.value for found in values.values() for value in found if isinstance(value, NamedNode)}
    known = things(store, sorted(named), language)
    for iri in iris if _AUTHOR in asked else ():
        values[iri, _AUTHOR] = _in_order(values[iri, _AUTHOR], values[iri, _ORDER], known)
    return Facts(values, known)


def _in_order(authors: Iterable[Term], orders: Iterable[Term], known: Mapping[str, Thing]) -> list[Term]:
    by_text = {text({"value": each}, "value"): each for each in authors}
    names = {each: known[each].label if each in known else each for each in by_text}
    return [by_text[each] for each in in_order(names, [text({"value": each}, "value") for each in orders])]
