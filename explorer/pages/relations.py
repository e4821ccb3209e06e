"""Relations: the relationship graph, its filters, what is selected, and the same content as tables beside it."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from explorer.components.answers import figures
from explorer.components.board import MOST, Board, compose
from explorer.components.canvas import Drawing, graph_view
from explorer.components.render import show as draw
from explorer.components.search import Target, search_field
from explorer.components.selection import draw_selection
from explorer.components.sitting import Sitting
from explorer.components.view import View
from explorer.pages import Visit
from graph.views.things import ThingKind

__all__ = ["show"]

HEIGHT = "min(70vh, 620px)"


def show(visit: Visit) -> None:
    """Draw the graph that the address describes, after what was just done to it."""
    sitting = Sitting.open(visit)
    sitting.act(visit.click)
    board = compose(sitting.view, visit.language)
    sitting.keep(board)
    if not sitting.view.steps or not board.things:
        _start(visit)
        return
    _tools(visit, sitting, board)
    canvas, side = st.columns([7, 4], gap="medium")
    with canvas:
        graph_view("relations", visit.language, _drawing(sitting, board), HEIGHT, place=True)
        _legend(visit, sitting.view, board)
    with side:
        search_field("relations-add", visit.language, _to_add(sitting), visit.t("relations.add"))
        draw_selection(visit, sitting, board)
    degrees = {iri: sum(iri in {edge.source, edge.target} for edge in board.links) for iri in board.shown}
    draw("relations_table.html", visit.language, board=board, degrees=degrees, pinned=sitting.view.pinned)


def _start(visit: Visit) -> None:
    sentence = visit.t("relations.start_hint")
    draw("start.html", visit.language, title=visit.t("relations.start"), sentence=sentence)
    search_field("relations-start", visit.language, Target("relations", "iri"))
    themes = [thing for thing, _ in figures(visit.language).top_concepts[:8]]
    draw("relations_start.html", visit.language, themes=themes)


def _tools(visit: Visit, sitting: Sitting, board: Board) -> None:
    notices = [visit.t("relations.damaged")] if sitting.damaged else []
    if sitting.stale:
        notices.append(visit.t("relations.stale"))
    if board.full:
        notices.append(visit.t("relations.limit", limit=visit.t.number(MOST)))
    begun = [board.things[iri] for iri in board.things if iri in sitting.view.begun_with]
    words = {"begun": begun, "notices": notices, "can_undo": len(sitting.view.steps) > 1, "can_redo": sitting.can_redo}
    described = visit.t(
        "relations.described",
        things=visit.t("count.things", count=len(board.shown)),
        links=visit.t("count.links", count=len(board.links)),
    )
    draw("relations_tools.html", visit.language, described=described, **words)


def _drawing(sitting: Sitting, board: Board) -> Drawing:
    drawing = Drawing(tuple(board.shown.values()), board.links, hidden=board.hidden)
    view = sitting.view
    return replace(drawing, seeds=view.begun_with, pinned=view.pinned, places=sitting.places, selected=sitting.selected)


def _legend(visit: Visit, view: View, board: Board) -> None:
    counts = {kind: sum(thing.kind is kind for thing in board.things.values()) for kind in ThingKind}
    kinds = [(kind, count, kind.value not in view.without_kinds) for kind, count in counts.items() if count]
    names = {edge.relation: edge.relation_label for edge in board.edges}
    totals = {iri: sum(edge.relation == iri for edge in board.edges) for iri in names}
    relations = [
        (iri, name, totals[iri], iri not in view.without_relations)
        for iri, name in sorted(names.items(), key=lambda each: each[1])
    ]
    draw("relations_legend.html", visit.language, kinds=kinds, relations=relations)


def _to_add(sitting: Sitting) -> Target:
    return Target("relations", "add", sitting.parameters(selected=""))
