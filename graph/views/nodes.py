"""Nodes as people meet them: label, kind and note of things, names of properties and classes. Links are not here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

from graph.binding import Value
from graph.binding import iri as term
from graph.sparql import load
from graph.store import Store, Term, text
from graph.views.kinds import kind_of
from graph.views.labels import best_label, best_text
from graph.views.things import Thing
from ontology.namespaces import DCTERMS, FOAF, ML, RDF, RDFS, SCHEMA, SKOS

__all__ = ["Names", "names", "thing", "things", "things_and_names"]

_LABELS = (RDFS.label.value, SKOS.prefLabel.value, FOAF.name.value, DCTERMS.title.value)
_DATES = (SCHEMA.startDate.value, DCTERMS.issued.value)


def thing(store: Store, iri: str, language: str = "fr") -> Thing:
    """The node of that IRI; one that the graph does not know is called by the last part of its IRI."""
    return things(store, [iri], language)[iri]


def things(store: Store, iris: Iterable[str], language: str = "fr") -> dict[str, Thing]:
    """The nodes of those IRIs, each once, in the order given; one query, however many there are."""
    return things_and_names(store, iris, (), language)[0]


def names(store: Store, iris: Iterable[str], language: str) -> dict[str, Names]:
    """The names of properties, classes and kinds, by IRI; one query, however many there are."""
    return things_and_names(store, (), iris, language)[1]


def things_and_names(
    store: Store, iris: Iterable[str], terms: Iterable[str], language: str
) -> tuple[dict[str, Thing], dict[str, Names]]:
    """What :func:`things` gives for the ones, and :func:`names` for the others, in one query."""
    wanted, properties = list(dict.fromkeys(iris)), sorted(set(terms))
    if not wanted and not properties:
        return {}, {}
    said: defaultdict[str, defaultdict[str, list[Term]]] = defaultdict(lambda: defaultdict(list))
    kinds: defaultdict[str, list[Term]] = defaultdict(list)
    called: defaultdict[tuple[str, bool], list[Term]] = defaultdict(list)
    bindings: dict[str, Value] = {"things": [term(iri) for iri in wanted], "terms": [term(iri) for iri in properties]}
    for row in store.select(load("graph.views", "nodes"), bindings):
        if "term" in row:
            called[text(row, "term"), text(row, "property") == ML.inverseLabel.value].append(row["value"])
        elif "kind" in row:
            kinds[text(row, "kind")].append(row["value"])
        else:
            said[text(row, "thing")][text(row, "property")].append(row["value"])
    return (
        {iri: _thing(iri, said[iri], kinds, language) for iri in wanted},
        {iri: _names(iri, called[iri, False], called[iri, True], language) for iri in properties},
    )


def _thing(iri: str, said: defaultdict[str, list[Term]], kinds: Mapping[str, Iterable[Term]], language: str) -> Thing:
    labels = next((pairs for name in _LABELS if (pairs := _pairs(said[name]))), [])
    types = [value.value for value in said[RDF.type.value] if isinstance(value, NamedNode)]
    return Thing(iri, best_label(iri, labels, language), kind_of(iri, types), _note(said, kinds, language))


def _note(said: defaultdict[str, list[Term]], kinds: Mapping[str, Iterable[Term]], language: str) -> str:
    """Kinds, date and place, as far as they are known; the kinds are in the same order in every language."""
    known = sorted({value.value for value in said[DCTERMS.type.value] if isinstance(value, NamedNode)})
    called = [best_label(each, _pairs(kinds.get(each, ())), language) for each in known]
    kind = ", ".join(called) or best_text(_pairs(said[ML.kindLabel.value]), language)
    date = next((pairs[0][0] for name in _DATES if (pairs := sorted(_pairs(said[name])))), "")
    place = best_text(_pairs(said[SCHEMA.location.value]), language)
    return ", ".join(each for each in (kind, date.partition("T")[0], place) if each)


def _pairs(values: Iterable[Term]) -> list[tuple[str, str]]:
    return [(value.value, value.language or "") for value in values if isinstance(value, Literal)]


@dataclass(frozen=True, slots=True)
class Names:
    """What a property, class or kind is called; ``inverse`` is how a property reads from its other end."""

    label: str
    inverse: str


def _names(iri: str, labels: Iterable[Term], inverse: Iterable[Term], language: str) -> Names:
    label = best_label(iri, _pairs(labels), language)
    return Names(label, best_text(_pairs(inverse), language) or f"← {label}")
