"""The relationship graph that the steps of a view lead to: which things, which relations, what is filtered out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from explorer.components.answers import edges_among, graph_of_now, named
from explorer.components.gathering import Gathered, gather, left
from explorer.components.view import View
from graph.networks.filters import Filters
from graph.networks.index import Flags, Index
from graph.networks.nearby import Way
from graph.networks.relations import DOCUMENTS
from graph.views.things import Edge, Thing, ThingKind

__all__ = ["Board", "Rest", "compose"]

_DATED = (*DOCUMENTS, ThingKind.PAGE)


@dataclass(frozen=True, slots=True)
class Rest:
    """Neighbours of a thing that are counted and not drawn: those of one kind, drawn as one mark."""

    hub: str
    kind: ThingKind
    count: int

    @property
    def mark(self) -> str:
        """The name of the mark, which is no IRI."""
        return f"rest/{self.kind.value}/{self.hub}"


@dataclass(frozen=True)
class Board:
    """All that the steps brought (``things``, ``edges``) and what the filters leave of it (``shown``, ``links``).

    ``rest`` are marks for what is not drawn one by one; ``unfolded`` things have none left to bring, ``foldable`` ones
    have brought some; ``full`` says that the graph took no more things. Things ``merged`` are drawn as another one;
    edges keep the ends that are stated. ``order`` names whatever may have a place, ``years`` tells when things are
    dated. The period and the concept let in what is ``within``; ``undated`` counts the documents that a period leaves
    out for want of a date.
    """

    things: Mapping[str, Thing]
    edges: tuple[Edge, ...]
    shown: Mapping[str, Thing]
    links: tuple[Edge, ...]
    rest: Mapping[str, Rest]
    unfolded: frozenset[str]
    foldable: frozenset[str]
    full: bool
    merged: Mapping[str, str]
    order: tuple[str, ...]
    years: Mapping[str, int]
    within: frozenset[str]
    undated: int

    @cached_property
    def hidden(self) -> dict[str, int]:
        """How many neighbours of a thing are not drawn."""
        found: dict[str, int] = {}
        for rest in self.rest.values():
            found[rest.hub] = found.get(rest.hub, 0) + rest.count
        return found

    @cached_property
    def degrees(self) -> dict[str, int]:
        """How many links each thing shown has."""
        found = dict.fromkeys(self.shown, 0)
        for edge in self.links:
            for end in self.ends(edge):
                found[end] += 1
        return found

    def count(self, kind: ThingKind, *, drawn: bool) -> int:
        """How many things of a kind are drawn; of one that is left out, how many the period and the concept let in."""
        if drawn:
            return sum(thing.kind is kind for thing in self.shown.values())
        return sum(self.things[iri].kind is kind for iri in self.within)

    def ends(self, edge: Edge) -> tuple[str, str]:
        """Between which things shown an edge is drawn."""
        return self.merged.get(edge.source, edge.source), self.merged.get(edge.target, edge.target)

    def parts(self, iri: str) -> list[Thing]:
        """The things that are drawn as this one."""
        return [self.things[each] for each, end in self.merged.items() if end == iri]


def compose(view: View, language: str) -> Board:
    """The graph of a view; a thing that the graph does not know brings nothing."""
    graph, gathered = graph_of_now(), gather(view.steps)
    index = graph.index
    things = named(tuple(index.iris[number] for number in gathered.out), language)
    edges = edges_among(tuple(gathered.out), language)
    merged = {iri: end for iri, end in view.merged.items() if iri in things and end in things}
    allowed = _allowed(index, view)
    shown = {
        iri: thing
        for number, (iri, thing) in zip(gathered.out, things.items(), strict=True)
        if iri not in merged and thing.kind.value not in view.without_kinds and allowed[number]
    }
    links = _links(view, edges, shown, merged)
    if view.without_relations or view.sure or not allowed.all():
        joined = {merged.get(end, end) for edge in links for end in (edge.source, edge.target)}
        shown = {iri: thing for iri, thing in shown.items() if iri in joined | view.begun_with}
    counted = left(graph, gathered)
    every = [Rest(index.iris[hub], kind, count) for (hub, kind), count in counted.items()]
    kept_back = counted if allowed.all() else left(graph, gathered, allowed)
    years = {iri: year for number, iri in zip(gathered.out, things, strict=True) if (year := int(index.years[number]))}
    return Board(
        things=things,
        edges=edges,
        shown=shown,
        links=links,
        rest=_rest(view, kept_back, shown, merged),
        unfolded=_unfolded(index, gathered, {each.hub for each in every}),
        foldable=frozenset(index.iris[number] for number in gathered.opened),
        full=gathered.full,
        merged=merged,
        order=(*things, *(each.mark for each in every)),
        years=years,
        within=frozenset(iri for number, iri in zip(gathered.out, things, strict=True) if allowed[number]),
        undated=sum(thing.kind in _DATED and iri not in years for iri, thing in things.items())
        if view.first or view.last
        else 0,
    )


def _allowed(index: Index, view: View) -> Flags:
    """For each thing, whether the period and the concept let it in: they choose among documents only."""
    if not (view.first or view.last or view.about):
        return np.ones(len(index), dtype=np.bool_)
    about = view.about if view.about in index.numbers else None
    filters = Filters(view.first or None, view.last or None, frozenset(_DATED), about)
    return np.asarray(filters.documents(index) | ~index.are(_DATED), dtype=np.bool_)


def _links(
    view: View, edges: tuple[Edge, ...], shown: Mapping[str, Thing], merged: Mapping[str, str]
) -> tuple[Edge, ...]:
    return tuple(
        edge
        for edge in edges
        if (ends := {merged.get(edge.source, edge.source), merged.get(edge.target, edge.target)}) <= shown.keys()
        and len(ends) == 2
        and edge.relation not in view.without_relations
        and (edge.confidence is None or round(edge.confidence * 100) >= view.sure)
    )


def _rest(
    view: View, counted: dict[tuple[int, ThingKind], int], shown: Mapping[str, Thing], merged: Mapping[str, str]
) -> dict[str, Rest]:
    """The marks that the filters leave, each at a thing that is shown."""
    index = graph_of_now().index
    found: dict[str, Rest] = {}
    for (number, kind), count in counted.items():
        hub = index.iris[number]
        rest = Rest(hub, kind, count)
        if merged.get(hub, hub) in shown and kind.value not in view.without_kinds:
            found[rest.mark] = rest
    return found


def _unfolded(index: Index, gathered: Gathered, lasting: set[str]) -> frozenset[str]:
    return frozenset(
        index.iris[number]
        for number, ways in gathered.opened.items()
        if number in gathered.out and index.iris[number] not in lasting and Way() in ways
    )
