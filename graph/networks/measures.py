"""Measures of who matters in a network, each with a sentence that says what it means.

They give what NetworkX gives under the same names, computed on sparse matrices, or on a GPU where nx-cugraph is
installed. Communities are beside, not here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from graph.networks import accelerated
from graph.networks.betweenness import betweenness
from graph.networks.index import Floats, Numbers
from graph.networks.matrices import legacy
from graph.networks.meanings import meaning
from graph.networks.network import named
from graph.networks.projections import Projection
from graph.store import Store
from graph.views.things import Thing
from ontology.errors import CallError
from ontology.nearest import did_you_mean

__all__ = ["MEASURES", "Measure", "Ranking", "Score", "core_number", "get_measure", "measure", "pagerank", "rank"]

_DAMPING, _TOLERANCE, _ROUNDS = 0.85, 1e-10, 200


@dataclass(frozen=True, eq=False)
class Values:
    """A value for each node, and by how much any may be off (0: they are exact)."""

    values: Floats
    error: float = 0.0


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure: its name in NetworkX's words, and how it is computed."""

    name: str
    compute: Callable[[Projection], Values]


@dataclass(frozen=True, slots=True)
class Score:
    """The value of a thing."""

    thing: Thing
    value: float


@dataclass(frozen=True, slots=True)
class Ranking:
    """The things of a network by a measure, the highest first; ``sentence`` says what the measure means.

    ``error`` is by how much the values may be off, with a confidence of 95 %: 0 when they are exact, as they are except
    for the betweenness of large networks.
    """

    measure: str
    title: str
    sentence: str
    scores: tuple[Score, ...]
    node_count: int
    error: float


def rank(projection: Projection, store: Store, name: str, language: str = "fr", limit: int = 50) -> Ranking:
    """The ``limit`` highest things of a network by a measure; raises :class:`CallError` for an unknown measure."""
    chosen = get_measure(name)
    found = chosen.compute(projection)
    order = np.argsort(-found.values, kind="stable")[:limit]
    known = named(store, projection.index, projection.nodes[order], language)
    iris = projection.index.iris
    scores = [Score(known[iris[projection.nodes[place]]], float(found.values[place])) for place in order.tolist()]
    return Ranking(
        measure=chosen.name,
        title=meaning(name).titles[language],
        sentence=meaning(name).sentences[language],
        scores=tuple(scores),
        node_count=len(projection),
        error=found.error,
    )


def measure(projection: Projection, name: str) -> dict[str, float]:
    """The value of every node by IRI, as NetworkX gives it; raises :class:`CallError` for an unknown measure."""
    values = get_measure(name).compute(projection).values.tolist()
    iris = projection.index.iris
    return {iris[number]: value for number, value in zip(projection.nodes.tolist(), values, strict=True)}


def get_measure(name: str) -> Measure:
    """The measure of that name; raises :class:`CallError` with the nearest one when there is none."""
    if name not in MEASURES:
        raise CallError(f"there is no measure “{name}”", None, did_you_mean(name, MEASURES))
    return MEASURES[name]


def pagerank(weights: sparse.csr_array) -> Floats:
    """PageRank (Page and others, 1999) over the weights, with a damping of 0.85; the values add up to 1."""
    if (found := accelerated.pagerank(weights, _DAMPING, _TOLERANCE, _ROUNDS)) is not None:
        return found
    size = weights.shape[0]
    strength = np.asarray(weights.sum(axis=1), dtype=float)
    alone = strength == 0
    share = np.divide(1.0, strength, out=np.zeros(size), where=~alone)
    values = np.full(size, 1 / max(size, 1))
    for _ in range(_ROUNDS):
        before = values
        values = _DAMPING * (weights @ (before * share) + before[alone].sum() / max(size, 1)) + (1 - _DAMPING) / max(
            size, 1
        )
        if np.abs(values - before).sum() < _TOLERANCE:
            break
    return np.asarray(values, dtype=float)


def core_number(weights: sparse.csr_array) -> Numbers:
    """The k of the innermost k-core of each node (Seidman, 1983)."""
    if not weights.nnz:
        return np.zeros(weights.shape[0], dtype=np.int64)
    if (found := accelerated.core_number(weights)) is not None:
        return found.astype(np.int64)
    from sknetwork.topology import get_core_decomposition

    return np.asarray(get_core_decomposition(legacy(weights)), dtype=np.int64)


def _betweenness(projection: Projection) -> Values:
    if (computed := accelerated.betweenness(projection.weights)) is not None:
        return Values(*computed)
    found = betweenness(projection.weights)
    return Values(found.values, found.error)


_ALL = (
    Measure("degree", lambda projection: Values(np.diff(projection.weights.indptr).astype(float))),
    Measure("weighted_degree", lambda projection: Values(np.asarray(projection.weights.sum(axis=1), dtype=float))),
    Measure("betweenness", _betweenness),
    Measure("pagerank", lambda projection: Values(pagerank(projection.weights))),
    Measure("core_number", lambda projection: Values(core_number(projection.weights).astype(float))),
    Measure("occurrences", lambda projection: Values(projection.occurrences.astype(float))),
)

MEASURES: dict[str, Measure] = {each.name: each for each in _ALL}
"""The measures, by name."""
