"""The drawing of a relationship graph: nodes and edges to a component of the page, clicks back to Python.

Which things are in the graph, and what a click does, is decided by the page.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

from explorer.components.drawing import Drawing, looks, network_data
from explorer.components.files import VIS_NETWORK
from explorer.components.mounting import component, given
from explorer.texts import Texts, texts

if TYPE_CHECKING:
    from streamlit.components.v2.types import ComponentRenderer

__all__ = ["Drawing", "Gesture", "graph_view"]


@dataclass(frozen=True, slots=True)
class Gesture:
    """What was done in the drawing just before this run; empty where nothing was."""

    picked_node: str = ""
    picked_edge: tuple[str, str] | None = None
    expanded: str = ""
    pinned: str = ""
    places: Mapping[str, tuple[int, int]] = field(default_factory=dict)


@cache
def _component() -> ComponentRenderer:
    return component("graph", "drawing.js", "graph.js")


def graph_view(key: str, language: str, drawing: Drawing, height: str, *, place: bool = False) -> Gesture:
    """Draw, and return what was done; ``place`` asks for the places of the nodes once they stand still."""
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
        "place": place,
        "height": height,
        "library": VIS_NETWORK,
        "words": _words(t, len(drawing.nodes), len(edges) - len(drawing.marks)),
    }
    answer = _component()(
        key=f"{key}-{language}",
        data=given(data),
        on_picked_change=_nothing,
        on_expanded_change=_nothing,
        on_placed_change=_nothing,
        on_pinned_change=_nothing,
    )
    return gesture_of(answer)


def _nothing() -> None:
    """The component wants a listener for each of its messages; the run that follows reads them."""


def _words(t: Texts, things: int, links: int) -> dict[str, str]:
    words = {name: t(f"relations.{name}") for name in ("closer", "farther", "fit", "picture", "unavailable")}
    described = t("relations.described", things=t("count.things", count=things), links=t("count.links", count=links))
    return words | {"described": described}


def gesture_of(answer: Mapping[str, Any]) -> Gesture:
    """The messages of the component as a gesture; what is not one is nothing.

    >>> gesture_of({"picked": {"edge": "http://e.org/a http://e.org/b"}}).picked_edge
    ('http://e.org/a', 'http://e.org/b')
    >>> gesture_of({"picked": "nonsense", "placed": {"a": [1, "x"], "b": [1, 2]}})
    Gesture(picked_node='', picked_edge=None, expanded='', pinned='', places={'b': (1, 2)})
    """
    edge = _text(answer.get("picked"), "edge").split()
    placed = answer.get("placed")
    places = {iri: (at[0], at[1]) for iri, at in placed.items() if _is_place(at)} if isinstance(placed, dict) else {}
    return Gesture(
        picked_node=_text(answer.get("picked"), "node"),
        picked_edge=(edge[0], edge[1]) if len(edge) == 2 else None,
        expanded=_text(answer.get("expanded"), "node"),
        pinned=_text(answer.get("pinned"), "node"),
        places=places,
    )


def _text(message: object, name: str) -> str:
    value = message.get(name) if isinstance(message, dict) else None
    return value if isinstance(value, str) else ""


def _is_place(value: object) -> bool:
    return isinstance(value, list) and len(value) == 2 and all(isinstance(part, int) for part in value)
