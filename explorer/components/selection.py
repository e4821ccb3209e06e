"""What is selected in the relationship graph: the card of a thing with its expansions, or the evidence of a link."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rapidfuzz.fuzz import token_set_ratio

from explorer.components.answers import counts, graph_of_now, named, relation_names, why
from explorer.components.board import Board, Rest
from explorer.components.evidence import Card, cards
from explorer.components.gathering import MORE
from explorer.components.render import show as draw
from explorer.components.sitting import Sitting
from explorer.texts import texts
from graph.networks.nearby import Way, ranked
from graph.views.things import Edge, LinkGroup, Thing, ThingKind

if TYPE_CHECKING:
    from explorer.pages import Visit

__all__ = ["Expansion", "draw_selection", "expansions"]

MOST_CARDS = 12
"""Pieces of evidence shown beside the graph for one relation."""
NAMED, ALIKE = 6, 40
"""Things named of those that a mark stands for, and things offered to be drawn as one with another."""


@dataclass(frozen=True, slots=True)
class Expansion:
    """One way to expand a thing: ``left`` of its ``total`` links are not shown yet; ``detail`` names the way."""

    label: str
    kind: ThingKind
    total: int
    left: int
    detail: str


@dataclass(frozen=True, slots=True)
class _Said:
    edge: Edge
    source: Thing
    target: Thing
    items: tuple[Card, ...]
    more: int


def draw_selection(visit: Visit, sitting: Sitting, board: Board) -> None:
    """The card of the selected thing, link or mark; without one, what one can do."""
    ends = sitting.selected.split()
    if len(ends) == 1 and ends[0] in board.shown:
        _thing(visit, sitting, board, board.shown[ends[0]])
    elif len(ends) == 1 and ends[0] in board.rest:
        _rest(visit, board, board.rest[ends[0]])
    elif links := [edge for edge in board.links if {*board.ends(edge)} == set(ends)]:
        draw("relations_link.html", visit.language, said=[_said(visit, board, edge) for edge in links])
    else:
        draw("relations_none.html", visit.language)


def _thing(visit: Visit, sitting: Sitting, board: Board, thing: Thing) -> None:
    draw(
        "relations_thing.html",
        visit.language,
        thing=thing,
        ways=expansions(thing.iri, board, visit.language),
        pinned=thing.iri in sitting.view.pinned,
        foldable=thing.iri in board.foldable,
        parts=board.parts(thing.iri),
        alike=_alike(thing, board),
        address=sitting.parameters(thing.iri),
    )


def _rest(visit: Visit, board: Board, rest: Rest) -> None:
    graph = graph_of_now()
    found = ranked(graph, graph.index.number(rest.hub), Way(kind=rest.kind.value)).tolist()
    iris = [iri for number in found if (iri := graph.index.iris[number]) not in board.things]
    things = list(named(tuple(iris[:NAMED]), visit.language).values())
    draw("relations_rest.html", visit.language, rest=rest, hub=board.things[rest.hub], things=things, more=MORE)


def _alike(thing: Thing, board: Board) -> list[Thing]:
    """The things of the same kind that it may be drawn as one with, those of the nearest names first."""
    others = [each for each in board.shown.values() if each.kind is thing.kind and each.iri != thing.iri]
    return sorted(others, key=lambda each: (-token_set_ratio(thing.label[:200], each.label[:200]), each.label))[:ALIKE]


def expansions(iri: str, board: Board, language: str) -> list[Expansion]:
    """The ways that lead to things not shown yet, the widest first; one of two that say the same from both sides."""
    found: dict[tuple[str, ThingKind], Expansion] = {}
    words, called = texts(language), relation_names(language)
    for count in counts(iri):
        near = {
            edge.source if count.incoming else edge.target
            for edge in board.edges
            if edge.relation == count.relation and (edge.target if count.incoming else edge.source) == iri
        }
        left = count.total - sum(board.things[other].kind is count.kind for other in near)
        detail = f"{count.relation} {'in' if count.incoming else 'out'} {count.kind.value}"
        if left > 0:
            name = called[count.relation]
            label = name.inverse if count.incoming else name.label
            group = LinkGroup(count.relation, label, count.incoming, count.kind, (), count.total)
            way = Expansion(words.relation(group), count.kind, count.total, left, detail)
            found.setdefault((way.label, way.kind), way)
    return sorted(found.values(), key=lambda each: -each.left)


def _said(visit: Visit, board: Board, edge: Edge) -> _Said:
    items = cards(visit.t, why(edge.source, edge.relation, edge.target, visit.language))
    return _Said(
        edge, board.things[edge.source], board.things[edge.target], items[:MOST_CARDS], len(items[MOST_CARDS:])
    )
