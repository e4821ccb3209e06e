"""How two things are related: the best paths in the whole graph, each hop with its direction and evidence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice, pairwise

import numpy as np

from graph.binding import iri as term
from graph.networks.arcs import Arcs
from graph.networks.filters import EVERYTHING, Filters
from graph.networks.index import KINDS, Flags, Index
from graph.networks.indexed import IndexedGraph
from graph.networks.relations import DOCUMENTS, RELATIONS
from graph.networks.search import Route, Terrain, routes
from graph.sparql import load
from graph.store import Store, text
from graph.views.nodes import Names, things_and_names
from graph.views.things import Thing, ThingKind
from ontology.errors import CallError

__all__ = ["Hop", "Path", "best_paths"]

HOPS = 6


@dataclass(frozen=True, slots=True)
class Hop:
    """One step of a path, read in the direction of the walk: ``label`` says it so; ``forward``: it is also stated so.

    ``evidence`` counts the annotations that explain it, ``quote`` are the words of the surest and ``confidence`` how
    sure it is (None: the source states the link itself).
    """

    source: Thing
    target: Thing
    relation: str
    label: str
    forward: bool
    evidence: int
    confidence: float | None
    quote: str


@dataclass(frozen=True, slots=True)
class Path:
    """A way from one thing to another. ``cost`` grows with each hop and with how common what it goes through is."""

    things: tuple[Thing, ...]
    hops: tuple[Hop, ...]
    cost: float


def best_paths(  # noqa: PLR0913
    graph: IndexedGraph,
    start: str,
    end: str,
    language: str = "fr",
    *,
    limit: int = 5,
    hops: int = HOPS,
    kinds: Collection[ThingKind] = (),
    filters: Filters = EVERYTHING,
) -> tuple[Path, ...]:
    """The ``limit`` best paths of at most ``hops`` hops between two things given by IRI, the best first.

    ``kinds`` are those that may stand between (empty: all); ``filters`` say which documents may, by kind and period,
    and how sure links must be. Raises :class:`CallError` for a thing that the graph does not know, or twice the same.
    """
    index, arcs = graph.index, graph.arcs
    first, last = index.number(start), index.number(end)
    if first == last:
        raise CallError("a path needs two different things", None, "Choose another thing to go to.")
    walked = filters.sure(graph.confidences[arcs.links]) if filters.confidence else None
    terrain = Terrain(arcs, _crossed(index, kinds, filters), walked)
    found = islice(_distinct(index, routes(terrain, first, last, max(hops, 1))), max(limit, 0))
    return _told(graph, list(found), language)


def _distinct(index: Index, found: Iterable[Route]) -> Iterator[Route]:
    """The routes without those that only take the detour by a partnership where its partners are linked already."""
    seen = set()
    for route in found:
        inside = [each for each in route.things[1:-1] if KINDS[index.kinds[each]] is not ThingKind.PARTNERSHIP]
        if (key := (route.things[0], *inside, route.things[-1])) not in seen:
            seen.add(key)
            yield route


def _crossed(index: Index, kinds: Collection[ThingKind], filters: Filters) -> Flags:
    """Which things may stand between the two ends."""
    crossed = index.are(kinds) if kinds else np.ones(len(index), dtype=np.bool_)
    if filters.kinds or filters.has_period or filters.about:
        crossed &= filters.documents(index) | ~index.are((*DOCUMENTS, ThingKind.PAGE))
    return crossed


@dataclass(frozen=True, slots=True)
class _Why:
    count: int = 0
    confidence: float | None = None
    quote: str = ""


def _told(graph: IndexedGraph, found: list[Route], language: str) -> tuple[Path, ...]:
    store, index, arcs = graph.store, graph.index, graph.arcs
    links = {pair: _link(arcs, *pair) for route in found for pair in pairwise(route.things)}
    iris = (index.iris[number] for route in found for number in route.things)
    relations = {RELATIONS[index.relations[link]] for link in links.values()}
    known, named = things_and_names(store, iris, relations, language)
    why = _explained(store, {index.iris[index.sources[link]] for link in links.values()})
    paths = []
    for route in found:
        hops = [_hop(index, links[pair], pair, known, named, why) for pair in pairwise(route.things)]
        paths.append(Path(tuple(known[index.iris[number]] for number in route.things), tuple(hops), route.cost))
    return tuple(paths)


def _link(arcs: Arcs, tail: int, head: int) -> int:
    """The link by which one thing leads to another."""
    start, end = arcs.starts[tail], arcs.starts[tail + 1]
    return int(arcs.links[start + np.searchsorted(arcs.heads[start:end], head)])


def _hop(  # noqa: PLR0913, PLR0917
    index: Index,
    link: int,
    pair: tuple[int, int],
    known: dict[str, Thing],
    named: dict[str, Names],
    why: dict[tuple[str, str, str], _Why],
) -> Hop:
    source, target = index.iris[index.sources[link]], index.iris[index.targets[link]]
    relation = RELATIONS[index.relations[link]]
    forward = bool(index.sources[link] == pair[0])
    name = named[relation]
    said = why.get((source, relation, target), _Why())
    return Hop(
        source=known[index.iris[pair[0]]],
        target=known[index.iris[pair[1]]],
        relation=relation,
        label=name.label if forward else name.inverse,
        forward=forward,
        evidence=said.count,
        confidence=said.confidence,
        quote=said.quote,
    )


def _explained(store: Store, subjects: set[str]) -> dict[tuple[str, str, str], _Why]:
    """What explains each link from these things: how many annotations, and the surest one's words."""
    if not subjects:
        return {}
    said: defaultdict[tuple[str, str, str], dict[str, tuple[float, str]]] = defaultdict(dict)
    wanted = [term(subject) for subject in sorted(subjects)]
    for row in store.select(load("graph.networks", "quotes"), {"subjects": wanted}):
        ends = text(row, "subject"), text(row, "relation"), text(row, "object")
        said[ends][text(row, "annotation")] = (float(text(row, "confidence", "-1")), text(row, "quote"))
    found = {}
    for ends, each in said.items():
        confidence, quote = max(each.values())
        found[ends] = _Why(len(each), confidence if confidence >= 0 else None, quote)
    return found
