"""Things with what is said of them, gathered by property, for formats that write one entry a thing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import groupby

from pyoxigraph import Literal, NamedNode

from graph.sparql import load
from graph.store import Store, Term, text
from graph.views.authors import in_order
from ontology.folding import fold
from ontology.languages import in_language
from ontology.namespaces import DCTERMS, ML, RDFS

__all__ = ["Said", "said"]


class Said:
    """What is said of one thing: its values by property, the names of the things among them, those that are persons.

    ``families`` are the family names that are told, by the whole name.
    """

    def __init__(self, iri: str) -> None:
        self.iri = iri
        self.values: defaultdict[NamedNode, dict[Term, dict[str, str]]] = defaultdict(dict)
        self.persons: set[str] = set()
        self.families: dict[str, str] = {}

    def first(self, *properties: NamedNode, language: str = "") -> str:
        """The first value of the first property that has one, preferred in that language; else an empty text."""
        found = [value for each in properties for value in self.values[each]]
        ranked = sorted(found, key=lambda value: _tag(value) != language)
        return text({"value": ranked[0]}, "value") if ranked else ""

    def texts(self, property_: NamedNode) -> list[str]:
        """Every value of a property as text."""
        return [text({"value": value}, "value") for value in self.values[property_]]

    def names(self, property_: NamedNode, language: str = "fr") -> list[str]:
        """The names of what a property leads to, of authors in their order; a text is its own."""
        found: dict[str, str] = {}
        for value, names in self.values[property_].items():
            if isinstance(value, Literal):
                found[value.value] = value.value
            elif names:
                found[text({"value": value}, "value")] = in_language(names, language)
        if property_ == DCTERMS.creator:
            return [found[each] for each in in_order(found, self.texts(ML.authorOrder))]
        return list(found.values())

    def subjects(self, language: str = "fr") -> list[str]:
        """The names of its subjects in their order, each once, with its accents where one of several vocabularies has
        them: their concepts may share a name.
        """
        named = sorted(self.names(DCTERMS.subject, language), key=_plainness, reverse=True)
        return sorted({fold(name): name for name in named}.values())


def said(store: Store, query: str, thing: str) -> Iterator[Said]:
    """The answer of a query of this package (``?property ?value ?name ?person`` of each ``thing``), thing by thing."""
    for iri, rows in groupby(store.select(load("graph.exports", query)), key=lambda row: text(row, thing)):
        one = Said(iri)
        for row in rows:
            property_, value, name = row["property"], row["value"], row.get("name")
            if isinstance(property_, NamedNode):
                names = one.values[property_].setdefault(value, {})
                if isinstance(name, Literal):
                    names.setdefault(name.language or "", name.value)
                if text(row, "person") == "true":
                    one.persons.update(names.values())
                if family := text(row, "family") if "family" in row else "":
                    one.families |= dict.fromkeys(names.values(), family)
        if RDFS.label in one.values:
            yield one


def _plainness(name: str) -> tuple[bool, str]:
    return name.isascii(), name


def _tag(value: Term) -> str:
    return (value.language or "") if isinstance(value, Literal) else ""
