"""The types and properties that a spreadsheet can be matched and extended by, as the graph itself uses them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from pyoxigraph import NamedNode

from explorer.texts import texts
from graph.binding import iri as term
from graph.sparql import load
from graph.store import Store, text
from graph.views.kinds import THING_TYPES
from graph.views.nodes import names
from graph.views.things import ThingKind
from ontology.errors import CallError
from ontology.namespaces import ML, OWL, RDF, RDFS, SKOS, compact, expand

__all__ = ["KINDS", "Property", "kind_of_type", "kinds_of_types", "properties_of", "read_property", "type_of"]

KINDS = (
    ThingKind.ORGANISATION,
    ThingKind.PERSON,
    ThingKind.CONCEPT,
    ThingKind.EVENT,
    ThingKind.PUBLICATION,
    ThingKind.GROUP,
    ThingKind.CATEGORY,
)
"""The kinds of things that a cell can name, the most likely first."""
_TYPES = {kind: type_ for type_, kind in THING_TYPES.items() if kind in KINDS}
_BY_LAST = {re.split("[#/]", type_)[-1].casefold(): kind for kind, type_ in _TYPES.items()}
_BOOKKEEPING = {
    RDF.type.value, RDFS.isDefinedBy.value, OWL.versionInfo.value, SKOS.hiddenLabel.value, SKOS.topConceptOf.value,
    ML.authorOrder.value, f"^{SKOS.hasTopConcept}",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Property:
    """A property read from the one end or, ``inverse``, from the other."""

    iri: str
    inverse: bool = False

    @property
    def id(self) -> str:
        """How clients name it.

        >>> Property("http://purl.org/dc/terms/subject", inverse=True).id
        '^dcterms:subject'
        """
        return f"{'^' if self.inverse else ''}{compact(self.iri)}"


def read_property(name: str) -> Property:
    """The property that a client names, as an IRI or with a known prefix; raises :class:`CallError` when it names none.

    >>> read_property("^dcterms:subject") == Property("http://purl.org/dc/terms/subject", inverse=True)
    True
    """
    return Property(term(expand(name.removeprefix("^"))).value, name.startswith("^"))


def type_of(kind: ThingKind, language: str) -> dict[str, str]:
    """A type as the API gives it: its IRI and its name."""
    return {"id": _TYPES[kind], "name": texts(language)(f"kind.{kind.value}")}


def kind_of_type(identifier: str) -> ThingKind | None:
    """The kind that a type's identifier, or the last part of one, stands for; None when there is no such type.

    >>> kind_of_type("foaf:Person") is kind_of_type("person") is ThingKind.PERSON
    True
    """
    kind = THING_TYPES.get(expand(identifier)) or _BY_LAST.get(identifier.casefold())
    return kind if kind in KINDS else None


def kinds_of_types(identifiers: Iterable[str]) -> list[ThingKind]:
    """The kinds that types stand for, those without one left out; raises :class:`CallError` for what is no IRI."""
    kinds = []
    for identifier in identifiers:
        kind = kind_of_type(identifier)
        if kind is None and ":" not in identifier:
            offered = ", ".join(compact(_TYPES[each]) for each in KINDS)
            raise CallError(f"there is no type “{identifier[:80]}”", None, f"Use one of: {offered}.")
        kinds += [kind] if kind else []
    return kinds


def properties_of(store: Store, kinds: Iterable[ThingKind], language: str) -> list[tuple[Property, str]]:
    """The properties that things of these kinds have, seen on some of each, with their names, in the order of these."""
    found: set[Property] = set()
    for kind in kinds:
        for row in store.select(load("explorer.http", "properties_in_use"), {"type": NamedNode(_TYPES[kind])}):
            found.add(Property(text(row, "property"), text(row, "direction") == "incoming"))
    kept = [each for each in found if ("^" if each.inverse else "") + each.iri not in _BOOKKEEPING]
    named = names(store, {each.iri for each in kept}, language)
    pairs = [(each, named[each.iri].inverse if each.inverse else named[each.iri].label) for each in kept]
    return sorted(pairs, key=lambda pair: (pair[0].inverse, pair[1].casefold(), pair[0].iri))
