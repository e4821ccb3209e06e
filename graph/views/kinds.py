"""Which kind of thing a node is, from its types. How kinds look and are named on screen is not for here."""

from __future__ import annotations

from collections.abc import Iterable

from graph.binding import iri as term
from graph.sparql import load
from graph.store import Store
from graph.views.things import ThingKind
from ontology.namespaces import BIBO, FOAF, KIND, ML, ORG, SCHEMA, SKOS

__all__ = ["THING_TYPES", "is_typed", "kind_of"]

THING_TYPES: dict[str, ThingKind] = {
    SCHEMA.Event.value: ThingKind.EVENT,
    BIBO.Webpage.value: ThingKind.PAGE,
    BIBO.Document.value: ThingKind.PUBLICATION,
    FOAF.Person.value: ThingKind.PERSON,
    ORG.Organization.value: ThingKind.ORGANISATION,
    FOAF.Group.value: ThingKind.GROUP,
    ML.ActorCategory.value: ThingKind.CATEGORY,
    ML.Partnership.value: ThingKind.PARTNERSHIP,
    SKOS.Concept.value: ThingKind.CONCEPT,
}
"""The types that make a node a thing people meet, the most telling first: a web page is a document too."""


def kind_of(iri: str, types: Iterable[str]) -> ThingKind:
    """The kind of a node; ``OTHER`` for what is no thing of its own, such as our kinds, methods and decisions.

    >>> kind_of("http://e.org/p", [BIBO.Document.value, BIBO.Webpage.value])
    <ThingKind.PAGE: 'page'>
    """
    if iri.startswith((KIND.iri, ML.iri)):
        return ThingKind.OTHER
    said = set(types)
    return next((kind for type_, kind in THING_TYPES.items() if type_ in said), ThingKind.OTHER)


def is_typed(store: Store, iri: str) -> bool:
    """Whether the graph says what a node is; raises :class:`CallError` for what is no IRI."""
    return store.ask(load("graph.views", "typed"), {"thing": term(iri)})
