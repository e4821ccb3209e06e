"""What a table or a network of things tells besides: until when and where things are, and how sure their links are.

Reading the network itself is in :mod:`graph.networks.things`.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from graph.sparql import load
from graph.store import Store, text
from ontology.namespaces import DCTERMS, SCHEMA, compact

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["weigh"]

_NAMES = {SCHEMA.endDate.value: "end", SCHEMA.location.value: "place", DCTERMS.type.value: "type"}


def weigh(network: nx.MultiDiGraph[str], store: Store, names: dict[str, str]) -> None:
    """Give things their ``end``, ``place`` and ``type``, and links their ``evidence``, ``weight``, ``confidence`` and
    ``method``, where these are said.

    ``evidence`` counts pieces; ``weight`` is the same, or 1 where there is none; ``confidence`` is that of the surest,
    0 to 1. ``names`` are the labels of types, by IRI.
    """
    told: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for row in store.select(load("graph.exports", "details")):
        thing, value = text(row, "thing"), text(row, "value")
        if thing in network:
            told[thing, _NAMES[text(row, "property")]].add(names.get(value, compact(value)))
    for (thing, name), values in sorted(told.items()):
        network.nodes[thing][name] = " ; ".join(sorted(values))
    pieces: defaultdict[tuple[str, str, str], dict[str, float]] = defaultdict(dict)
    methods: defaultdict[tuple[str, str, str], set[str]] = defaultdict(set)
    for row in store.select(load("graph.exports", "weighed")):
        link = text(row, "source"), text(row, "target"), compact(text(row, "relation"))
        pieces[link][text(row, "annotation")] = float(text(row, "confidence", "") or -1)
        methods[link] |= {compact(text(row, "method", ""))} - {""}
    for source, target, relation, known in network.edges(keys=True, data=True):
        link = source, target, str(relation)
        known["evidence"] = len(pieces.get(link, ()))
        known["weight"] = max(1, known["evidence"])
        if (surest := max(pieces.get(link, {}).values(), default=-1)) >= 0:
            known["confidence"] = surest
        if link in methods:
            known["method"] = " ".join(sorted(methods[link]))
