"""Who is linked to a thing and what joins several, read from arrays: a hub of a hundred thousand links is no dearer.

Nothing here asks the store; names and evidence are for those who show what was found.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graph.networks.index import KINDS, Flags, Index, Numbers
from graph.networks.indexed import IndexedGraph
from graph.networks.relations import PARTNERS, RELATIONS
from graph.views.things import ThingKind
from ontology.namespaces import SCHEMA

__all__ = ["Count", "Incidence", "Way", "by_way", "counts", "incidence", "joining", "ranked", "reached"]

_WEAK = np.array([relation in {SCHEMA.mentions.value, *PARTNERS} for relation in RELATIONS])
"""Relations that tie less than the others: words, and the two ends of a partnership, which has a node of its own."""


@dataclass(frozen=True, slots=True)
class Way:
    """From a thing to others: a relation, a direction, a kind of other end; what is empty leaves the choice open."""

    relation: str = ""
    incoming: bool | None = None
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Count:
    """How many other things one way leads to."""

    relation: str
    incoming: bool
    kind: ThingKind
    total: int


@dataclass(frozen=True, eq=False)
class Incidence:
    """The links at each thing: those of thing ``n`` are at ``starts[n]`` to ``starts[n + 1]``, seen from it.

    ``others`` are their other ends, ``links`` their positions in the index, ``incoming`` whether they arrive.
    """

    starts: Numbers
    others: NDArray[np.int32]
    links: NDArray[np.int32]
    incoming: Flags

    def at(self, number: int) -> slice:
        """Where the links of a thing are."""
        return slice(int(self.starts[number]), int(self.starts[number + 1]))


def incidence(graph: IndexedGraph) -> Incidence:
    """The links at each thing of a graph; made once."""
    return graph.kept("incidence", lambda: _incidence(graph.index))


def _incidence(index: Index) -> Incidence:
    tails = np.concatenate([index.sources, index.targets])
    order = np.argsort(tails, kind="stable")
    count = len(index.sources)
    return Incidence(
        starts=np.searchsorted(tails[order], np.arange(len(index) + 1)),
        others=np.concatenate([index.targets, index.sources])[order],
        links=(order % max(count, 1)).astype(np.int32),
        incoming=order >= count,
    )


def by_way(graph: IndexedGraph, number: int) -> dict[tuple[str, bool, ThingKind], NDArray[np.int32]]:
    """The other ends of a thing's links by relation, direction and kind of other end."""
    links, index = incidence(graph), graph.index
    at = links.at(number)
    others, relations = links.others[at], index.relations[links.links[at]].astype(np.int64)
    codes = (relations * 2 + links.incoming[at]) * len(KINDS) + index.kinds[others]
    ways = {}
    for code in np.flatnonzero(np.bincount(codes)).tolist():
        way, kind = divmod(code, len(KINDS))
        ways[RELATIONS[way // 2], bool(way % 2), KINDS[kind]] = others[codes == code]
    return ways


def counts(graph: IndexedGraph, number: int) -> tuple[Count, ...]:
    """How many things each relation, direction and kind of other end leads to, the most first."""
    made = [Count(*way, len(others)) for way, others in by_way(graph, number).items()]
    return tuple(sorted(made, key=lambda each: -each.total))


def reached(graph: IndexedGraph, number: int, ways: Iterable[Way]) -> Numbers:
    """The numbers of the things that any of the ways leads to, growing."""
    links = incidence(graph)
    at, found = links.at(number), np.zeros(len(graph.index), dtype=np.bool_)
    for way in ways:
        found[links.others[at][_fitting(graph, links, at, way)]] = True
    return np.flatnonzero(found)


def _fitting(graph: IndexedGraph, links: Incidence, at: slice, way: Way) -> Flags:
    """For each link there, whether it goes that way."""
    index, others = graph.index, links.others[at]
    fitting = np.ones(len(others), dtype=np.bool_)
    if way.relation:
        position = RELATIONS.index(way.relation) if way.relation in RELATIONS else len(RELATIONS)
        fitting &= index.relations[links.links[at]] == position
    if way.incoming is not None:
        fitting &= links.incoming[at] == way.incoming
    if way.kind:
        fitting &= index.kinds[others] == KINDS.index(ThingKind(way.kind))
    return fitting


def ranked(graph: IndexedGraph, number: int, way: Way = Way(), beside: Collection[int] = ()) -> Numbers:
    """The numbers of the things that one way leads to, the most telling first.

    Those that are linked to several of the things ``beside`` come first, then those tied by more than a mention, then
    those with the most links of their own.
    """
    links, index = incidence(graph), graph.index
    at = links.at(number)
    others, relations = links.others[at], index.relations[links.links[at]]
    fitting = _fitting(graph, links, at, way)
    found, places = np.unique(others[fitting], return_inverse=True)
    firm = np.bincount(places, weights=~_WEAK[relations[fitting]], minlength=len(found))
    degrees = np.diff(links.starts)[found]
    order = np.lexsort((found, -degrees, -firm, -_ties(links, found, beside)))
    return np.asarray(found[order], dtype=np.int64)


def _ties(links: Incidence, found: NDArray[np.int32], beside: Collection[int]) -> Numbers:
    """For each thing found, how many of the things beside it is linked to."""
    ties = np.zeros(len(found), dtype=np.int64)
    for number in beside:
        ties += np.isin(found, links.others[links.at(number)])
    return ties


def joining(graph: IndexedGraph, numbers: Sequence[int]) -> Numbers:
    """The positions in the index of every link between two of the things, in the order of the index."""
    links, index = incidence(graph), graph.index
    inside = np.zeros(len(index), dtype=np.bool_)
    inside[list(numbers)] = True
    found = [links.links[at][~links.incoming[at] & inside[links.others[at]]] for at in map(links.at, numbers)]
    return np.sort(np.concatenate([np.zeros(0, dtype=np.int32), *found])).astype(np.int64)
