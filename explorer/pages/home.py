"""Accueil: one search field, the graph in figures, its themes as a picture, what is latest and what changed."""

from __future__ import annotations

import re

from explorer.components.answers import figures
from explorer.components.bubbles import frame, pack
from explorer.components.namesakes import beside, twins
from explorer.components.news import news
from explorer.components.render import show as draw
from explorer.components.scope import Scope
from explorer.components.search import find, hints, search_field
from explorer.context import get_context
from explorer.pages import Visit
from explorer.pages.timeline import along

__all__ = ["show"]

RESULTS = 100
YEAR = re.compile(r"[12][0-9]{3}")
THEMES = 16


def show(visit: Visit) -> None:
    """Draw the page; with ``q`` in the address, the things that it may mean."""
    network = get_context().workspace.settings.network.name(visit.language)
    draw("home_top.html", visit.language, network=network)
    text = visit.parameters.get("q", "").strip()
    search_field("home-search", visit.language, text=text)
    if text:
        _results(visit, text)
        return
    seen = figures(visit.language)
    bubbles = pack([(thing, count) for thing, count in seen.top_concepts[:THEMES] if count])
    told = news(visit.language)
    apart = beside(twins(bubble.thing for bubble in bubbles), visit.language)
    draw("home.html", visit.language, overview=seen, bubbles=bubbles, picture=frame(bubbles), news=told, beside=apart)


def _results(visit: Visit, text: str) -> None:
    """What may be meant, as far as a list is read, and which of two concepts of one name is which."""
    found = find(text, visit.language, RESULTS + 1)
    hits = found[:RESULTS]
    draw(
        "results.html",
        visit.language,
        text=text,
        hits=hits,
        more=len(found) > RESULTS,
        beside=beside(twins(hits), visit.language),
        hints=[] if hits else hints(text, visit.language),
        dated=_of_year(text, visit.language),
    )


def _of_year(text: str, language: str) -> int:
    """How many dated documents there are of the year that the text is; none where it is no year."""
    return along(Scope(int(text), int(text)), language, 1).total if YEAR.fullmatch(text) else 0
