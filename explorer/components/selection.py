"""What is selected in the relationship graph: the card of a thing with its expansions, or the evidence of a link."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from explorer.components.answers import counts, why
from explorer.components.board import Board
from explorer.components.evidence import Card, cards
from explorer.components.render import show as draw
from explorer.components.sitting import Sitting
from explorer.texts import texts
from graph.views.things import Edge, Thing, ThingKind

if TYPE_CHECKING:
    from explorer.pages import Visit

__all__ = ["Expansion", "draw_selection", "expansions"]

MOST_CARDS = 12
"""Pieces of evidence shown beside the graph for one relation."""


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
    """The card of the selected thing or link; without one, what one can do."""
    ends = sitting.selected.split()
    if len(ends) == 1 and ends[0] in board.shown:
        thing = board.shown[ends[0]]
        ways = expansions(thing.iri, board, visit.language)
        pinned = thing.iri in sitting.view.pinned
        draw("relations_thing.html", visit.language, thing=thing, ways=ways, pinned=pinned)
        return
    links = [edge for edge in board.links if {edge.source, edge.target} == set(ends)]
    if links:
        draw("relations_link.html", visit.language, said=[_said(visit, board, edge) for edge in links])
        return
    draw("relations_none.html", visit.language)


def expansions(iri: str, board: Board, language: str) -> list[Expansion]:
    """The ways that lead to things not shown yet, the widest first; one of two that say the same from both sides."""
    found: dict[tuple[str, ThingKind], Expansion] = {}
    words = texts(language)
    for group in counts(iri, language):
        near = {
            edge.source if group.incoming else edge.target
            for edge in board.edges
            if edge.relation == group.relation and (edge.target if group.incoming else edge.source) == iri
        }
        left = group.total - sum(board.things[other].kind is group.kind for other in near)
        detail = f"{group.relation} {'in' if group.incoming else 'out'} {group.kind.value}"
        if left > 0:
            way = Expansion(words.relation(group), group.kind, group.total, left, detail)
            found.setdefault((way.label, way.kind), way)
    return sorted(found.values(), key=lambda each: -each.left)


def _said(visit: Visit, board: Board, edge: Edge) -> _Said:
    items = cards(visit.t, why(edge.source, edge.relation, edge.target, visit.language))
    return _Said(edge, board.shown[edge.source], board.shown[edge.target], items[:MOST_CARDS], len(items[MOST_CARDS:]))
