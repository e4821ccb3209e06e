"""Accueil: one search field, the graph in figures, its themes as a picture, what is new."""

from __future__ import annotations

import streamlit as st
from graph.views.overview import overview

from explorer.components.bubbles import frame, pack
from explorer.components.render import show as draw
from explorer.components.search import find, search_field
from explorer.context import get_context
from explorer.pages import Visit
from graph.views.things import Overview

__all__ = ["show"]

RESULTS = 100


def show(visit: Visit) -> None:
    """Draw the page; with ``q`` in the address, the things that it may mean."""
    network = get_context().workspace.settings.network.name(visit.language)
    draw("home_top.html", visit.language, network=network)
    search_field("home-search", visit.language)
    text = visit.parameters.get("q", "").strip()
    if text:
        draw("results.html", visit.language, text=text, hits=find(text, visit.language, RESULTS))
        return
    figures = _overview(get_context().snapshot().id, visit.language)
    bubbles = pack([(thing, count) for thing, count in figures.top_concepts if count])
    draw("home.html", visit.language, overview=figures, bubbles=bubbles, picture=frame(bubbles))


@st.cache_data(max_entries=8, show_spinner=False)
def _overview(snapshot: str, language: str) -> Overview:  # noqa: ARG001 — the snapshot is the cache's key
    return overview(get_context().store(), language)
