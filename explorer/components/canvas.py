"""The drawing of a relationship graph: nodes and edges to a component of the page, clicks back to Python.

Which things are in the graph, and what a click does, is decided by the page.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

import streamlit as st

from explorer.components import ASSETS
from explorer.components.files import VIS_NETWORK
from explorer.components.kinds import GROUPS, LOOKS
from explorer.components.render import shorten
from explorer.texts import Texts, texts
from graph.views.things import Edge, Thing

if TYPE_CHECKING:
    from streamlit.components.v2.types import ComponentRenderer

__all__ = ["Drawing", "Gesture", "graph_view"]

WEAK = 0.5
"""Confidence under which a link is drawn with dashes."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """What is drawn: things, relations between them, which things were asked for, pinned, placed, selected.

    Of a network, ``ties`` says that edges have no direction and that their evidence counts documents; ``sizes`` (0 to
    1) and ``groups`` (numbers) show importance and communities.
    """

    nodes: tuple[Thing, ...]
    edges: tuple[Edge, ...]
    seeds: frozenset[str] = frozenset()
    pinned: frozenset[str] = frozenset()
    places: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    hidden: Mapping[str, int] = field(default_factory=dict)
    selected: str = ""
    ties: bool = False
    sizes: Mapping[str, float] = field(default_factory=dict)
    groups: Mapping[str, int] = field(default_factory=dict)


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
    script = (ASSETS / "graph.js").read_text(encoding="utf-8")
    return st.components.v2.component("maillage_graph", js=script, isolate_styles=False)


def graph_view(key: str, language: str, drawing: Drawing, height: str, *, place: bool = False) -> Gesture:
    """Draw, and return what was done; ``place`` asks for the places of the nodes once they stand still."""
    t = texts(language)
    nodes, edges = network_data(t, drawing)
    data = {
        "name": key,
        "nodes": nodes,
        "edges": edges,
        "looks": {
            kind.value: {"light": look.light, "dark": look.dark, "path": look.path, "name": t(f"kind.{kind.value}")}
            for kind, look in LOOKS.items()
        },
        "selected": drawing.selected,
        "place": place,
        "height": height,
        "library": VIS_NETWORK,
        "words": _words(t, len(drawing.nodes), len(drawing.edges)),
    }
    answer = _component()(
        key=f"{key}-{language}",
        data=data,
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


def network_data(t: Texts, drawing: Drawing) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Nodes and edges as pyvis gives them to vis-network: one edge a pair of things, however many relations."""
    from pyvis.network import Network

    network = Network(directed=True)
    for thing in drawing.nodes:
        network.add_node(thing.iri, **_node(t, thing, drawing))
    pairs: dict[tuple[str, str], list[Edge]] = {}
    nodes = {thing.iri for thing in drawing.nodes}
    for edge in drawing.edges:
        if edge.source in nodes and edge.target in nodes:
            pairs.setdefault((min(edge.source, edge.target), max(edge.source, edge.target)), []).append(edge)
    for same in pairs.values():
        network.add_edge(same[0].source, same[0].target, **(_tie(t, same) if drawing.ties else _pair(t, same)))
    return network.nodes, network.edges


def _node(t: Texts, thing: Thing, drawing: Drawing) -> dict[str, Any]:
    hidden = drawing.hidden.get(thing.iri, 0)
    node: dict[str, Any] = {
        "label": shorten(thing.label, 200),
        "note": shorten(thing.note, 80),
        "kind": thing.kind.value,
        "seed": thing.iri in drawing.seeds,
        "pinned": thing.iri in drawing.pinned,
        "more": t("count.hidden", count=hidden) if hidden else "",
    }
    if drawing.ties:
        node |= {"size": round(drawing.sizes.get(thing.iri, 0.0), 3)}
    if (group := drawing.groups.get(thing.iri)) is not None:
        node |= {"colour": GROUPS[group % len(GROUPS)]}
    if place := drawing.places.get(thing.iri):
        node |= {"x": place[0], "y": place[1]}
    return node


def _pair(t: Texts, same: list[Edge]) -> dict[str, Any]:
    first = same[0]
    proofs = sum(edge.evidence for edge in same)
    ways = {(edge.source, edge.target) for edge in same}
    return {
        "id": f"{first.source} {first.target}",
        "label": " · ".join(dict.fromkeys(edge.relation_label for edge in same)),
        "note": t("count.evidence", count=proofs) if proofs else "",
        "weight": max(1, proofs),
        "weak": all(edge.confidence is not None and edge.confidence < WEAK for edge in same),
        "oneway": len(ways) == 1,
    }


def _tie(t: Texts, same: list[Edge]) -> dict[str, Any]:
    first = same[0]
    documents = max(edge.evidence for edge in same)
    return {
        "id": f"{first.source} {first.target}",
        "label": first.relation_label,
        "note": t("count.documents", count=documents),
        "weight": max(1, documents),
        "weak": False,
        "oneway": False,
    }


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
