"""The links of a thing by relation, direction and kind of other end, read from arrays, as its page shows them."""

from __future__ import annotations

import numpy as np

from graph.networks.index import KINDS, Numbers
from graph.networks.indexed import IndexedGraph
from graph.networks.nearby import incidence
from graph.networks.relations import RELATIONS
from graph.views.descriptions import Group, Ordered

__all__ = ["ordered_links"]


def ordered_links(graph: IndexedGraph, iri: str, limit: int) -> Ordered:
    """All groups of links by the relations that the arrays hold, ``limit`` of each with the latest first."""
    number = graph.index.numbers.get(iri)
    if number is None:
        return Ordered()
    links, index = incidence(graph), graph.index
    at = links.at(number)
    others = links.others[at].astype(np.int64)
    ways = np.stack([index.relations[links.links[at]], links.incoming[at], index.kinds[others]], axis=1)
    found, places = np.unique(ways, axis=0, return_inverse=True)
    groups = {}
    for place, (relation, incoming, kind) in enumerate(found.tolist()):
        ends = others[places.reshape(-1) == place]
        shown = tuple(index.iris[each] for each in _latest(graph, ends)[:limit].tolist())
        groups[Group(RELATIONS[relation], bool(incoming), KINDS[kind], len(ends))] = shown
    return Ordered(RELATIONS, groups)


def _latest(graph: IndexedGraph, things: Numbers) -> Numbers:
    """The things in the order of their dates, the latest first, those without a date last."""
    return np.asarray(things[np.lexsort((things, -graph.index.dates[things]))], dtype=np.int64)
