"""The panels above the relationship graph: how it is presented, what is filtered, what can be taken away.

What they change is the view of the sitting; the files themselves are made elsewhere.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, get_args
from urllib.parse import urlencode

import streamlit as st

from explorer.components.answers import named
from explorer.components.board import Board
from explorer.components.render import show as draw
from explorer.components.search import Target, search_field
from explorer.components.sitting import Sitting
from explorer.components.view import Layout
from explorer.texts import LANGUAGES
from graph.views.things import ThingKind

if TYPE_CHECKING:
    from explorer.pages import Visit

__all__ = ["EXPORTS", "draw_panel"]

EXPORTS = ("png", "svg", "html", "graphml", "gexf", "rq")
"""The forms in which a graph is taken away, by extension; the first is made by the browser."""


def draw_panel(visit: Visit, sitting: Sitting, board: Board) -> None:
    """Draw the one that is open."""
    if sitting.panel == "present":
        draw("relations_present.html", visit.language, view=sitting.view, layouts=get_args(Layout))
    elif sitting.panel == "filter":
        _filters(visit, sitting, board)
    elif sitting.panel == "take":
        _files(visit, sitting)


def _filters(visit: Visit, sitting: Sitting, board: Board) -> None:
    view = sitting.view
    totals = Counter(edge.relation for edge in board.edges if {edge.source, edge.target} <= board.within)
    called = {edge.relation: edge.relation_label for edge in board.edges}
    relations = [
        (iri, name, totals[iri], iri not in view.without_relations)
        for iri, name in sorted(called.items(), key=lambda each: each[1])
    ]
    about = named((view.about,), visit.language)[view.about] if view.about else None
    address = sitting.parameters(sitting.selected)
    sieve, concept = st.columns([7, 4], gap="medium")
    with sieve:
        draw("relations_filter.html", visit.language, view=view, relations=relations, address=address)
    with concept:
        if about:
            draw("relations_about.html", visit.language, about=about)
        else:
            target = Target("relations", "about", address)
            search_field("relations-about", visit.language, target, visit.t("relations.about"), (ThingKind.CONCEPT,))


def _files(visit: Visit, sitting: Sitting) -> None:
    language = {} if visit.language == LANGUAGES[0] else {"lang": visit.language}
    said = {name: value for name, value in sitting.address.items() if value and name != "on"} | language
    links = [(extension, f"/relations.{extension}?{urlencode(said)}") for extension in EXPORTS[1:]]
    draw("relations_take.html", visit.language, links=links)
