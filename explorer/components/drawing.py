"""What a relationship graph looks like, as the drawing library takes it: nodes, edges, marks, guides.

Putting it on a page is for the canvas; what is in it is decided by the page.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from explorer.components.kinds import GROUPS, LOOKS
from explorer.components.layouts import Guide
from explorer.components.render import shorten
from explorer.texts import Texts
from graph.views.things import Edge, Thing, ThingKind

__all__ = ["Drawing", "Mark", "looks", "network_data"]

WEAK = 0.5
"""Confidence under which a link is drawn with dashes."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Things that are counted and drawn as one, at the thing that they are linked to."""

    name: str
    label: str
    kind: ThingKind
    hub: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """What is drawn: things, relations between them, which things were asked for, pinned, placed, selected.

    ``sizes`` (0 to 1) and ``groups`` (numbers) show importance and communities. Of a network, ``ties`` says that edges
    have no direction and that their evidence counts documents. ``arrangement`` changes when things are to go to their
    ``places`` although they stand elsewhere; ``wanting`` says that these places are not all known yet.
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
    marks: tuple[Mark, ...] = ()
    guides: tuple[Guide, ...] = ()
    arrangement: str = ""
    wanting: bool = False


def looks(t: Texts) -> dict[str, dict[str, str]]:
    """Colours, shape and name of each kind."""
    return {
        kind.value: {"light": look.light, "dark": look.dark, "path": look.path, "name": t(f"kind.{kind.value}")}
        for kind, look in LOOKS.items()
    }


def network_data(t: Texts, drawing: Drawing) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Nodes and edges as pyvis gives them to vis-network: one edge a pair of things, however many relations."""
    from pyvis.network import Network

    network = Network(directed=True)
    for thing in drawing.nodes:
        network.add_node(thing.iri, **_node(t, thing, drawing))
    for mark in drawing.marks:
        network.add_node(mark.name, **_mark(mark, drawing))
    pairs: dict[tuple[str, str], list[Edge]] = {}
    nodes = {thing.iri for thing in drawing.nodes}
    for edge in drawing.edges:
        if edge.source in nodes and edge.target in nodes:
            pairs.setdefault((min(edge.source, edge.target), max(edge.source, edge.target)), []).append(edge)
    for same in pairs.values():
        network.add_edge(same[0].source, same[0].target, **(_tie(t, same) if drawing.ties else _pair(t, same)))
    for mark in drawing.marks:
        network.add_edge(mark.hub, mark.name, **_hanging(mark))
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
    if drawing.sizes:
        node |= {"size": round(drawing.sizes.get(thing.iri, 0.0), 3)}
    if (group := drawing.groups.get(thing.iri)) is not None:
        node |= {"colour": GROUPS[group % len(GROUPS)]}
    return node | _place(thing.iri, drawing)


def _mark(mark: Mark, drawing: Drawing) -> dict[str, Any]:
    node = {"label": mark.label, "note": "", "kind": mark.kind.value, "seed": False, "pinned": False, "more": ""}
    return node | {"rest": True} | _place(mark.name, drawing)


def _place(name: str, drawing: Drawing) -> dict[str, int]:
    place = drawing.places.get(name)
    return {"x": place[0], "y": place[1]} if place else {}


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


def _hanging(mark: Mark) -> dict[str, Any]:
    """The line from a thing to a mark; it is no link, and nothing is to be read of it."""
    return {"id": f"rest {mark.name}", "label": "", "note": "", "weight": 1, "weak": True, "oneway": False}
