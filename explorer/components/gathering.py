"""Which things the steps of a view bring to the graph. What is shown of them is decided beside."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass, field
from threading import Lock

import numpy as np

from explorer.components.answers import graph_of_now
from explorer.components.view import Step
from explorer.context import get_context
from graph.networks.index import KINDS, Flags
from graph.networks.indexed import IndexedGraph
from graph.networks.nearby import Way, incidence, ranked, reached
from graph.views.things import ThingKind

__all__ = ["FIRST", "MORE", "MOST", "Gathered", "gather", "left"]

FIRST, MORE = 40, 60
"""Neighbours that come with a thing that is added, and with one expansion."""
_REACHES = {"show": 0, "add": FIRST, "expand": MORE}
LATELY = 64
"""Gathered graphs that are remembered."""
MOST = 400
"""Things drawn one by one: what a browser moves smoothly and a person can still read; the others are counted."""


@dataclass(eq=False)
class Gathered:
    """The numbers of the things drawn one by one, those hidden, and the ways that were opened from things.

    ``full`` says that the graph took no more things.
    """

    out: dict[int, None] = field(default_factory=dict)
    unwanted: set[int] = field(default_factory=set)
    opened: dict[int, dict[Way, None]] = field(default_factory=dict)
    begun: set[int] = field(default_factory=set)
    full: bool = False

    def copy(self) -> Gathered:
        """The same, to go on from."""
        opened = {number: dict(ways) for number, ways in self.opened.items()}
        return Gathered(dict(self.out), set(self.unwanted), opened, set(self.begun), self.full)


_lock = Lock()
_lately: OrderedDict[tuple[str, tuple[Step, ...]], Gathered] = OrderedDict()
"""What was gathered last, by snapshot and steps: the next step goes on from there."""


def gather(steps: tuple[Step, ...]) -> Gathered:
    """Take the steps one after the other; a thing, kind or relation that the graph does not know brings nothing."""
    graph, snapshot = graph_of_now(), get_context().snapshot().id
    with _lock:
        known = [before for of, before in _lately if of == snapshot and steps[: len(before)] == before]
        before = max(known, key=len, default=())
        gathered = _lately[snapshot, before].copy() if known else Gathered()
    for step in steps[len(before) :]:
        number = graph.index.numbers.get(step.iri)
        if number is not None:
            _take(graph, gathered, step, number)
    with _lock:
        _lately[snapshot, steps] = gathered
        while len(_lately) > LATELY:
            _lately.popitem(last=False)
    return gathered


def _take(graph: IndexedGraph, gathered: Gathered, step: Step, number: int) -> None:
    if step.act == "hide":
        gathered.unwanted.add(number)
        gathered.full = False
        gathered.out.pop(number, None)
    elif step.act == "fold":
        for leaf in _leaves(graph, gathered, number):
            del gathered.out[leaf]
        gathered.opened.setdefault(number, {})[Way()] = None
    elif step.act in _REACHES and step.kind in {"", *ThingKind}:
        gathered.unwanted.discard(number)
        if number not in gathered.out and len(gathered.out) >= MOST:
            gathered.full = True
        else:
            gathered.out[number] = None
        if step.act != "expand":
            gathered.begun.add(number)
        if step.act != "show":
            way = Way(step.relation, step.incoming if step.relation else None, step.kind)
            _bring(graph, gathered, number, way, _REACHES[step.act])


def _bring(graph: IndexedGraph, gathered: Gathered, number: int, way: Way, reach: int) -> None:
    """Bring up to ``reach`` neighbours that are not there yet."""
    beside = [each for each in {*gathered.begun, *gathered.opened} if each != number]
    room = MOST - len(gathered.out)
    found = ranked(graph, number, way, beside).tolist()
    fresh = [each for each in found if each not in gathered.out and each not in gathered.unwanted][:reach]
    gathered.out |= dict.fromkeys(fresh[: max(room, 0)])
    gathered.full = len(fresh) > room or number not in gathered.out
    if found:
        gathered.opened.setdefault(number, {})[way] = None


def _leaves(graph: IndexedGraph, gathered: Gathered, number: int) -> list[int]:
    """The neighbours of a thing that hang on it alone and were not asked for by name."""
    links = incidence(graph)
    near = {each for each in links.others[links.at(number)].tolist() if each in gathered.out}
    free = near - gathered.begun - gathered.opened.keys()
    return [each for each in free if not _others_of(links.others[links.at(each)].tolist(), gathered, number)]


def _others_of(near: Iterable[int], gathered: Gathered, number: int) -> bool:
    return any(other in gathered.out for other in near if other != number)


def left(graph: IndexedGraph, gathered: Gathered, allowed: Flags | None = None) -> dict[tuple[int, ThingKind], int]:
    """How many neighbours of each kind the opened things have that are not drawn, of those ``allowed``."""
    wanted = np.ones(len(graph.index), dtype=np.bool_) if allowed is None else allowed.copy()
    wanted[[*gathered.out, *gathered.unwanted]] = False
    found: dict[tuple[int, ThingKind], int] = {}
    for number, ways in gathered.opened.items():
        if number not in gathered.out:
            continue
        near = reached(graph, number, ways)
        near = near[wanted[near]]
        totals = np.bincount(graph.index.kinds[near], minlength=len(KINDS))
        found |= {(number, kind): total for kind, total in zip(KINDS, totals.tolist(), strict=True) if total}
    return found
