"""The relationship graph that the steps of a view lead to: which things, which relations, what is filtered out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from explorer.components.answers import Way, around, between
from explorer.components.view import Step, View
from graph.views.things import Edge, Thing, ThingKind
from ontology.errors import CallError

__all__ = ["MOST", "Board", "compose"]

FIRST, MORE = 40, 60
"""Neighbours that come with a thing that is added, and with one expansion."""
_REACHES = {"show": 0, "add": FIRST, "expand": MORE}
MOST = 400
"""Things in one graph: what a browser draws smoothly and a person can still read."""


@dataclass(frozen=True, slots=True)
class Board:
    """All that the steps brought (``things``, ``edges``) and what the filters leave of it (``shown``, ``links``).

    ``hidden`` counts neighbours left out for the limit, ``unfolded`` are the things with none left to bring, ``full``
    says that the graph took no more things.
    """

    things: Mapping[str, Thing]
    edges: tuple[Edge, ...]
    shown: Mapping[str, Thing]
    links: tuple[Edge, ...]
    hidden: Mapping[str, int]
    unfolded: frozenset[str]
    full: bool


def compose(view: View, language: str) -> Board:
    """Take the steps one after the other; a thing that the graph does not know brings nothing."""
    things: dict[str, Thing] = {}
    left_out: dict[str, int] = {}
    reach: Counter[tuple[str, Way]] = Counter()
    unwanted: set[str] = set()
    full = False
    for step in view.steps:
        if step.act == "hide":
            unwanted.add(step.iri)
        elif step.act in {"add", "expand", "show"}:
            unwanted.discard(step.iri)
            full |= _bring(step, things, left_out, reach, language)
    things = {iri: thing for iri, thing in things.items() if iri not in unwanted}
    return _filtered(view, things, between(tuple(things), language), left_out, full)


def _bring(
    step: Step, things: dict[str, Thing], left_out: dict[str, int], reach: Counter[tuple[str, Way]], language: str
) -> bool:
    """Add a thing with its neighbours, or those of one way, more each time; tells whether the graph is full."""
    try:
        way = Way(step.relation, step.incoming if step.relation else None, step.kind)
        reach[step.iri, way] += _REACHES[step.act]
        near = around(step.iri, way, language, reach[step.iri, way])
    except (CallError, ValueError):
        return False
    if len(near.nodes) == 1 and near.nodes[0].kind is ThingKind.OTHER:
        return False
    brought = [thing for thing in near.nodes if thing.iri not in things]
    room = MOST - len(things)
    things |= {thing.iri: thing for thing in brought[:room]}
    if way == Way():
        left_out[step.iri] = near.hidden.get(step.iri, 0) + max(len(brought) - room, 0)
    elif step.iri in left_out:
        left_out[step.iri] = max(left_out[step.iri] - len(brought[:room]), 0)
    return len(brought) > room


def _filtered(
    view: View, things: dict[str, Thing], edges: tuple[Edge, ...], hidden: dict[str, int], full: bool
) -> Board:
    shown = {iri: thing for iri, thing in things.items() if thing.kind.value not in view.without_kinds}
    links = tuple(
        edge
        for edge in edges
        if edge.source in shown and edge.target in shown and edge.relation not in view.without_relations
    )
    if view.without_relations:
        joined = {end for edge in links for end in (edge.source, edge.target)} | view.begun_with
        shown = {iri: thing for iri, thing in shown.items() if iri in joined}
    left = {iri: count for iri, count in hidden.items() if count and iri in shown}
    return Board(things, edges, shown, links, left, frozenset(hidden.keys() - left.keys()), full)
