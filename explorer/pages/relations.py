"""Relations: the relationship graph, its filters, what is selected, and the same content as tables beside it."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from explorer.components.answers import figures
from explorer.components.board import Board, compose
from explorer.components.canvas import graph_view
from explorer.components.drawing import Drawing
from explorer.components.gathering import MOST
from explorer.components.panels import draw_panel
from explorer.components.presenting import drawing_of, groups_of
from explorer.components.render import show as draw
from explorer.components.search import Target, search_field
from explorer.components.selection import draw_selection
from explorer.components.sitting import Sitting
from explorer.context import get_context
from explorer.http.resource import check_known
from explorer.pages import Visit
from graph.views.things import ThingKind
from ontology.errors import CallError

__all__ = ["show"]

HEIGHT = "min(72vh, 640px)"
ROWS = 60
"""Rows of a table shown at first, and with each request for more: the browser goes through all of them at each step."""


def show(visit: Visit) -> None:
    """Draw the graph that the address describes, after what was just done to it."""
    sitting = Sitting(visit)
    sitting.act(visit.click)
    board = compose(sitting.view, visit.language)
    sitting.keep(board)
    if not sitting.view.steps or not board.things:
        _start(visit, sitting)
        return
    _tools(visit, sitting, board)
    with st.container():  # always there, so that the drawing keeps its place in the page, and is not made anew
        draw_panel(visit, sitting, board)
    drawing = replace(
        drawing_of(visit.t, sitting.view, board, sitting.places),
        hidden=board.hidden,
        selected=sitting.selected,
        arrangement=sitting.arrangement,
        wanting=sitting.wanting,
    )
    canvas, side = st.columns([7, 4], gap="medium")
    with canvas:
        graph_view("relations", visit.language, drawing, HEIGHT)
        _legend(visit, sitting, board, drawing)
    with side:
        others = sitting.parameters(selected="")
        search_field("relations-add", visit.language, Target("relations", "add", others), visit.t("relations.add"))
        draw_selection(visit, sitting, board)
    _table(visit, sitting, board)


def _start(visit: Visit, sitting: Sitting) -> None:
    if sitting.damaged:
        draw("relations_damaged.html", visit.language)
    lost = next((iri for iri in sorted(sitting.view.begun_with) if not _is_known(iri)), "")
    title = visit.t("thing.unknown" if lost else "relations.start")
    sentence = visit.t("thing.unknown_hint", iri=lost) if lost else visit.t("relations.start_hint")
    draw("start.html", visit.language, title=title, sentence=sentence)
    search_field("relations-start", visit.language, Target("relations", "iri"))
    themes = [thing for thing, _ in figures(visit.language).top_concepts[:8]]
    draw("relations_start.html", visit.language, themes=themes)


def _is_known(iri: str) -> bool:
    try:
        check_known(get_context().store(), iri)
    except CallError:
        return False
    return True


def _tools(visit: Visit, sitting: Sitting, board: Board) -> None:
    notices = [visit.t("relations.damaged")] if sitting.damaged else []
    if sitting.stale:
        notices.append(visit.t("relations.stale"))
    if board.full:
        notices.append(visit.t("relations.limit", limit=visit.t.number(MOST)))
    begun = [board.things[iri] for iri in board.things if iri in sitting.view.begun_with]
    described = visit.t(
        "relations.described",
        things=visit.t("count.things", count=len(board.shown)),
        links=visit.t("count.links", count=len(board.links)),
    )
    draw("relations_tools.html", visit.language, described=described, begun=begun, notices=notices, sitting=sitting)


def _legend(visit: Visit, sitting: Sitting, board: Board, drawing: Drawing) -> None:
    kinds = []
    for kind in ThingKind:
        if any(thing.kind is kind for thing in board.things.values()):
            drawn = kind.value not in sitting.view.without_kinds
            kinds.append((kind, board.count(kind, drawn=drawn), drawn))
    groups = groups_of(board, drawing)
    draw("relations_legend.html", visit.language, kinds=kinds, groups=groups, undated=board.undated)


def _table(visit: Visit, sitting: Sitting, board: Board) -> None:
    rows = ROWS * sitting.pages
    things = sorted(board.shown.values(), key=lambda thing: -board.degrees[thing.iri])
    values = {"things": things[:rows], "links": board.links[:rows], "marks": list(board.rest.values())}
    more = max(len(board.shown), len(board.links)) - rows
    draw("relations_table.html", visit.language, board=board, more=more, selected=sitting.selected, **values)
