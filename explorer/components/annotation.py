"""The page of an annotation: which link it explains, and the evidence as it is read beside that link.

Evidence beside the links of a thing is not for here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import streamlit as st

from explorer.components.answers import kept
from explorer.components.aside import draw_aside
from explorer.components.evidence import cards
from explorer.components.render import shorten
from explorer.components.render import show as draw
from explorer.context import get_context
from graph import views
from graph.binding import iri as term
from graph.sparql import load
from graph.store import text
from graph.views.things import Evidence, Thing

if TYPE_CHECKING:
    from explorer.pages import Visit

__all__ = ["draw_annotation", "said_by"]


@kept
def said_by(annotation: str, language: str) -> tuple[Evidence, ...]:
    """The evidence that an annotation is, one for each link that it explains; none where it tells of no thing."""
    store = get_context().store()
    subjects = store.select(load("explorer.components", "explained"), {"annotation": term(annotation)})
    found = (views.evidence(store, text(row, "subject"), language=language) for row in subjects)
    return tuple(each for pieces in found for each in pieces if each.iri == annotation)


def draw_annotation(visit: Visit, thing: Thing, found: Sequence[Evidence]) -> None:
    """Draw the page of the annotation ``thing``: the link in its title, its ends, the words and where they stand."""
    first = found[0]
    ends = (first.subject.label, first.relation_label, first.object.label)
    title = " — ".join(shorten(each, 80) for each in ends if each)
    network = get_context().workspace.settings.network.name(visit.language)
    st.set_page_config(page_title=f"{shorten(title, 80)} · {network}")
    main, side = st.columns([7, 4], gap="large")
    with main:
        said = [(each, cards(visit.t, [each])[0]) for each in found]
        draw("annotation.html", visit.language, title=title, said=said)
    with side:
        draw_aside(visit, replace(thing, label=title), (), "")
