"""Nodes as people meet them: label, kind and note of things, names of properties and classes. Links are not here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

from graph.binding import iri as term
from graph.sparql import load
from graph.store import Store, Term, text
from graph.views.kinds import kind_of
from graph.views.labels import best_label, best_text
from graph.views.things import Thing
from ontology.namespaces import DCTERMS, FOAF, ML, RDF, RDFS, SCHEMA, SKOS

__all__ = ["Names", "names", "thing", "things"]

_LABELS = (RDFS.label.value, SKOS.prefLabel.value, FOAF.name.value, DCTERMS.title.value)
_DATES = (SCHEMA.startDate.value, DCTERMS.issued.value)


def thing(store: Store, iri: str, language: str = "fr") -> Thing:
    """The node of that IRI; one that the graph does not know is called by the last part of its IRI."""
    return things(store, [iri], language)[iri]


def things(store: Store, iris: Iterable[str], language: str = "fr") -> dict[str, Thing]:
    """The nodes of those IRIs, each once, in the order given; one query, however many there are."""
    wanted = list(dict.fromkeys(iris))
    if not wanted:
        return {}
    said: defaultdict[str, defaultdict[str, list[Term]]] = defaultdict(lambda: defaultdict(list))
    called: defaultdict[str, list[Term]] = defaultdict(list)
    for row in store.select(load("graph.views", "nodes"), {"things": [term(iri) for iri in wanted]}):
        if "kind" in row:
            called[text(row, "kind")].append(row["value"])
        else:
            said[text(row, "thing")][text(row, "property")].append(row["value"])
    return {iri: _thing(iri, said[iri], called, language) for iri in wanted}


def _thing(iri: str, said: defaultdict[str, list[Term]], kinds: Mapping[str, Iterable[Term]], language: str) -> Thing:
    labels = next((pairs for name in _LABELS if (pairs := _pairs(said[name]))), [])
    types = [value.value for value in said[RDF.type.value] if isinstance(value, NamedNode)]
    return Thing(iri, best_label(iri, labels, language), kind_of(iri, types), _note(said, kinds, language))


def _note(said: defaultdict[str, list[Term]], kinds: Mapping[str, Iterable[Term]], language: str) -> str:
    """Kind, date and place, as far as they are known."""
    known = sorted(
        best_label(value.value, _pairs(kinds.get(value.value, ())), language)
        for value in said[DCTERMS.type.value]
        if isinstance(value, NamedNode)
    )
    kind = known[0] if known else best_text(_pairs(said[ML.kindLabel.value]), language)
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


def names(store: Store, iris: Iterable[str], language: str) -> dict[str, Names]:
    """The names of properties, classes and kinds, by IRI; one query, however many there are."""
    wanted = sorted(set(iris))
    said: defaultdict[tuple[str, bool], list[tuple[str, str]]] = defaultdict(list)
    terms = [term(iri) for iri in wanted]
    for row in store.select(load("graph.views", "terms"), {"terms": terms}) if terms else ():
        is_inverse = text(row, "property") == ML.inverseLabel.value
        said[text(row, "term"), is_inverse] += _pairs([row["name"]])
    found = {}
    for iri in wanted:
        label = best_label(iri, said[iri, False], language)
        found[iri] = Names(label, best_text(said[iri, True], language) or f"← {label}")
    return found
