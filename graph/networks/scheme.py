"""The concept scheme as a tree, with how many events and publications are on each concept and on those below it.

Vocabularies themselves are read in ``ontology``; here only what the graph holds of them counts.
"""

from __future__ import annotations

from collections import defaultdict, deque
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from graph.networks.hierarchy import broader_and_self
from graph.networks.index import Index, Numbers
from graph.networks.indexed import IndexedGraph
from graph.networks.matrices import link_matrix, once
from graph.networks.network import named
from graph.networks.relations import DOCUMENTS, SUBJECTS
from graph.views.things import Thing, ThingKind
from ontology.namespaces import SKOS

__all__ = ["Branch", "Scheme", "scheme", "told_of"]


@dataclass(frozen=True, slots=True)
class Branch:
    """A concept: ``total`` documents on it or below it, ``direct`` on itself; ``hidden`` counts children not shown."""

    thing: Thing
    direct: int
    total: int
    children: tuple[Branch, ...]
    hidden: int


@dataclass(frozen=True, slots=True)
class Scheme:
    """The tops of the tree, the most told of first; ``concepts`` counts all, ``used`` those with documents."""

    tops: tuple[Branch, ...]
    concepts: int
    used: int
    hidden: int


def scheme(graph: IndexedGraph, language: str = "fr", *, limit: int = 400, used_only: bool = True) -> Scheme:
    """The tree of concepts, at most about ``limit`` of them, those with most documents before those with fewer.

    A concept under two others stands under both; one that stands above itself is not followed in circles.
    """
    direct, totals = told_of(graph)
    index = graph.index
    concepts = np.flatnonzero(index.are([ThingKind.CONCEPT]))
    wanted = concepts[totals[concepts] > 0] if used_only else concepts
    children = _children(index, set(wanted.tolist()), totals)
    below = {child for each in children.values() for child in each}
    tops = _ordered([each for each in wanted.tolist() if each not in below], totals)
    shown = _shown(tops, children, limit)
    known = named(graph.store, index, np.array(sorted(shown), dtype=np.int64), language)

    def branch(number: int, above: frozenset[int]) -> Branch:
        every = [child for child in children.get(number, ()) if child not in above]
        made = tuple(branch(child, above | {child}) for child in every if child in shown)
        thing = known[index.iris[number]]
        return Branch(thing, int(direct[number]), int(totals[number]), made, len(every) - len(made))

    made = tuple(branch(number, frozenset({number})) for number in tops if number in shown)
    return Scheme(made, len(concepts), int(np.count_nonzero(totals[concepts])), len(tops) - len(made))


def told_of(graph: IndexedGraph) -> tuple[Numbers, Numbers]:
    """For each thing, by its number, how many events and publications are on it, and on it or what is below it."""
    return graph.kept(("scheme",), lambda: _counts(graph.index))


def _counts(index: Index) -> tuple[Numbers, Numbers]:
    about = link_matrix(index, SUBJECTS)
    kept = sparse.csr_array(sparse.diags_array(index.are(DOCUMENTS).astype(float)) @ about)
    direct = np.asarray(kept.sum(axis=0), dtype=np.int64)
    wider = sparse.csr_array(kept @ broader_and_self(index))
    wider.eliminate_zeros()
    return direct, np.asarray(once(wider).sum(axis=0), dtype=np.int64)


def _children(index: Index, wanted: set[int], totals: Numbers) -> dict[int, list[int]]:
    links = index.links([SKOS.broader.value])
    found: defaultdict[int, set[int]] = defaultdict(set)
    for child, parent in zip(index.sources[links].tolist(), index.targets[links].tolist(), strict=True):
        if child in wanted and parent in wanted:
            found[parent].add(child)
    return {parent: _ordered(list(each), totals) for parent, each in found.items()}


def _ordered(numbers: list[int], totals: Numbers) -> list[int]:
    return sorted(numbers, key=lambda number: (-int(totals[number]), number))


def _shown(tops: list[int], children: dict[int, list[int]], limit: int) -> set[int]:
    """The concepts to show, level by level."""
    shown: set[int] = set()
    waiting = deque(tops)
    while waiting and len(shown) < limit:
        number = waiting.popleft()
        if number not in shown:
            shown.add(number)
            waiting.extend(children.get(number, ()))
    return shown
