"""The graph of things and their relations as a NetworkX graph, ready to measure or to take to Gephi.

Evidence, provenance and vocabulary bookkeeping are left out: nodes are what a person meets.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from itertools import islice
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from graph.sparql import load
from graph.store import Store, text
from graph.views.authors import author_places
from graph.views.kinds import THING_TYPES, kind_of
from graph.views.labels import best_label
from graph.views.things import ThingKind
from ontology.namespaces import DCTERMS, ML, RDF, SKOS, compact

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["labels", "thing_kinds", "thing_network"]

_BOOKKEEPING = frozenset(
    {RDF.type, SKOS.inScheme, SKOS.topConceptOf, SKOS.hasTopConcept, SKOS.narrower, DCTERMS.type, ML.candidate}
)

_AT_ONCE = 1_000
"""Things whose links are asked for at once."""


def thing_kinds(store: Store) -> dict[str, ThingKind]:
    """The kind of everything a person can meet, by IRI."""
    types: defaultdict[str, set[str]] = defaultdict(set)
    wanted = [NamedNode(type_) for type_ in THING_TYPES]
    for row in store.select(load("graph.views", "types"), {"types": wanted}):
        types[text(row, "thing")].add(text(row, "type"))
    kinds = {iri: kind_of(iri, said) for iri, said in types.items()}
    return {iri: kind for iri, kind in sorted(kinds.items()) if kind is not ThingKind.OTHER}


def thing_network(
    store: Store, language: str = "fr", kinds: Collection[ThingKind] = (), *, linked_only: bool = True
) -> nx.MultiDiGraph[str]:
    """Things as nodes (``label``, ``kind``, ``date``), stated relations as edges (``relation``, in compact form).

    Those to the authors of a publication are in the order of these.
    ``kinds`` keeps those alone; with ``linked_only`` a concept that nothing but the vocabulary speaks of is left out.
    """
    import networkx as nx

    known = {iri: kind for iri, kind in thing_kinds(store).items() if not kinds or kind in kinds}
    network: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    places = _author_places(store)
    edges = sorted(_edges(store, known), key=lambda edge: (edge[:2], places.get(edge, len(places)), edge[2]))
    told = {iri for source, _, target in edges if known[source] is not ThingKind.CONCEPT for iri in (source, target)}
    kept = {iri for iri, kind in known.items() if not linked_only or kind is not ThingKind.CONCEPT or iri in told}
    names, dates = labels(store, language), _dates(store)
    for iri, kind in known.items():
        if iri in kept:
            network.add_node(iri, label=names.get(iri) or best_label(iri, (), language), kind=kind.value)
            if iri in dates:
                network.nodes[iri]["date"] = dates[iri]
    for source, relation, target in edges:
        if source in kept and target in kept:
            network.add_edge(source, target, key=relation, relation=relation)
    return network


def _edges(store: Store, known: Collection[str]) -> set[tuple[str, str, str]]:
    found, wanted, asked = set(), iter(known), load("graph.networks", "links_of")
    while things := [NamedNode(iri) for iri in islice(wanted, _AT_ONCE)]:
        for row in store.select(asked, {"things": things}):
            relation, target = row["relation"], text(row, "target")
            if relation not in _BOOKKEEPING and target in known:
                found.add((text(row, "source"), compact(text(row, "relation")), target))
    return found


def _author_places(store: Store) -> dict[tuple[str, str, str], int]:
    """The place of each link to an author among those of its publication."""
    orders: defaultdict[str, list[str]] = defaultdict(list)
    for row in store.select(load("graph.networks", "author_orders")):
        orders[text(row, "thing")].append(text(row, "order"))
    relation = compact(DCTERMS.creator.value)
    return {
        (thing, relation, author): place
        for thing, told in orders.items()
        for author, place in author_places(told).items()
    }


def labels(store: Store, language: str) -> dict[str, str]:
    """The best label of everything that has one, by IRI; the store is read through for it."""
    texts: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for row in store.select(load("graph.networks", "labels")):
        texts[text(row, "thing")].append((text(row, "label"), text(row, "tag")))
    return {iri: best_label(iri, said, language) for iri, said in texts.items()}


def _dates(store: Store) -> dict[str, str]:
    return {text(row, "thing"): text(row, "date") for row in store.select(load("graph.networks", "first_dates"))}
