"""The drawing of a relationship graph: nodes and edges to a component of the page.

Which things are in the graph, and what a click does, is decided by the page.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from explorer.components.drawing import Drawing, looks, network_data
from explorer.components.files import VIS_NETWORK
from explorer.components.mounting import component, given
from explorer.texts import Texts, texts

if TYPE_CHECKING:
    from streamlit.components.v2.types import ComponentRenderer

__all__ = ["Drawing", "Leads", "graph_view"]


@dataclass(frozen=True, slots=True)
class Leads:
    """Where clicks in a drawing lead: to ``href``, with a node as the parameter ``node``, an edge as those of ``edge``.

    A single parameter of an edge holds both its ends, parted by a space; without any, edges lead nowhere.
    """

    href: str
    node: str
    edge: tuple[str, ...] = ()
    focus: str = ""


@cache
def _component() -> ComponentRenderer:
    return component("graph", "drawing.js", "graph.js")


def graph_view(key: str, language: str, drawing: Drawing, height: str, leads: Leads | None = None) -> None:
    """Draw. What is clicked is a link where it ``leads`` somewhere; else it comes as a click with an action.

    That is ``select`` of a thing, a mark or an edge, ``open`` of a thing or a mark by a double click, and ``pin`` of a
    thing that was moved; ``place`` comes once all stand still. The last two tell the places.
    """
    t = texts(language)
    nodes, edges = network_data(t, drawing)
    data = {
        "name": key,
        "nodes": nodes,
        "edges": edges,
        "looks": looks(t),
        "guides": [guide.data() for guide in drawing.guides],
        "arrangement": drawing.arrangement,
        "wanting": drawing.wanting,
        "selected": drawing.selected,
        "leads": leads,
        "height": height,
        "library": VIS_NETWORK,
        "words": _words(t, len(drawing.nodes), len(edges) - len(drawing.marks)),
    }
    _component()(key=f"{key}-{language}", data=given(data))


def _words(t: Texts, things: int, links: int) -> dict[str, str]:
    words = {name: t(f"relations.{name}") for name in ("closer", "farther", "fit", "picture", "unavailable")}
    described = t("relations.described", things=t("count.things", count=things), links=t("count.links", count=links))
    return words | {"described": described}
