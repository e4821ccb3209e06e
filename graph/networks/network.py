"""A projection as people and programs meet it: named nodes and explained ties, as plain typed data or NetworkX.

What is important in it is measured elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from graph.networks.association import associate
from graph.networks.index import KINDS, Floats, Index, Numbers
from graph.networks.makers import Makers
from graph.networks.meanings import meaning
from graph.networks.projections import Projection
from graph.store import Store
from graph.views.labels import best_label
from graph.views.nodes import things
from graph.views.things import Thing
from ontology.errors import CallError

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["Network", "Node", "Tie", "named", "network", "networkx_graph"]

DOCUMENTS = 10
"""Documents that a tie names; it counts them all."""
NEAR = 24
"""Neighbours that are shown around one thing."""
_MANY = 5_000
"""Things: above this many, labels are read with one pass over all labels."""


@dataclass(frozen=True, slots=True)
class Node:
    """A thing in a network, how many middle things it hangs on, and how many ties it has in the whole network."""

    thing: Thing
    occurrences: int
    degree: int


@dataclass(frozen=True, slots=True)
class Tie:
    """Two things and what ties them: ``documents`` are the IRIs of at most ten, ``document_count`` counts all.

    ``pmi`` and what follows compare with chance (see :class:`Association`); they are None between things of two sorts.
    """

    source: str
    target: str
    weight: float
    documents: tuple[str, ...]
    document_count: int
    expected: float | None = None
    pmi: float | None = None
    npmi: float | None = None
    likelihood: float | None = None
    p: float | None = None
    q: float | None = None


@dataclass(frozen=True, slots=True)
class Network:
    """The heaviest ties of a projection and their ends; ``node_count`` and ``tie_count`` count the whole network.

    ``sentence`` says what a tie and its weight mean. ``left_out`` things, each shared by more than ``widest`` others,
    were too common to tell anything.
    """

    title: str
    sentence: str
    nodes: tuple[Node, ...]
    ties: tuple[Tie, ...]
    node_count: int
    tie_count: int
    left_out: int
    widest: int


def network(  # noqa: PLR0913
    projection: Projection,
    store: Store,
    language: str = "fr",
    limit: int | None = 500,
    by: str = "weight",
    *,
    around: str | None = None,
) -> Network:
    """The network with its ``limit`` strongest ties (None: all), the ends of these, and the documents that make them.

    ``by`` says which are the strongest: ``weight``, or a measure of :class:`Tie` such as ``likelihood`` (the least
    due to chance). ``around`` keeps one thing's ties, the strongest :data:`NEAR` of them, and those among its
    neighbours. Raises :class:`CallError` for another word, or a thing that the graph does not know.
    """
    centre = None if around is None else _place(projection, projection.index.number(around))
    chosen = _strongest(projection, limit, by, centre)
    shown = np.arange(len(projection)) if limit is None else np.unique(np.concatenate(chosen.ends))
    numbers = projection.nodes[shown]
    known = named(store, projection.index, numbers, language)
    degrees, occurrences = np.diff(projection.weights.indptr), projection.occurrences
    nodes = [
        Node(known[projection.index.iris[number]], int(occurrences[place]), int(degrees[place]))
        for place, number in zip(shown.tolist(), numbers.tolist(), strict=True)
    ]
    return Network(
        title=meaning(projection.declaration.name).titles[language],
        sentence=meaning(projection.declaration.name).sentences[language],
        nodes=tuple(nodes),
        ties=tuple(_ties(projection, chosen)),
        node_count=len(projection),
        tie_count=projection.weights.nnz // 2,
        left_out=projection.left_out,
        widest=projection.widest,
    )


def networkx_graph(
    projection: Projection, store: Store, language: str = "fr", limit: int | None = None
) -> nx.Graph[str]:
    """The network as NetworkX takes it: nodes by IRI, with ``label``, ``kind``, ``occurrences``, ``first``, ``last``
    (years, where known); edges with ``weight``, ``documents`` (IRIs, separated by spaces), and the measures of
    :class:`Tie` where they apply.
    """
    import networkx as nx

    found = network(projection, store, language, limit)
    graph: nx.Graph[str] = nx.Graph(name=found.title, sentence=found.sentence)
    years = _years(projection, [node.thing.iri for node in found.nodes])
    for node in found.nodes:
        graph.add_node(node.thing.iri, label=node.thing.label, kind=node.thing.kind.value, occurrences=node.occurrences)
        if span := years.get(node.thing.iri):
            graph.nodes[node.thing.iri].update(first=span[0], last=span[1])
    for tie in found.ties:
        measures = {name: getattr(tie, name) for name in _MEASURES if getattr(tie, name) is not None}
        graph.add_edge(
            tie.source,
            tie.target,
            weight=tie.weight,
            documents=" ".join(tie.documents),
            document_count=tie.document_count,
            **measures,
        )
    return graph


_MEASURES = ("expected", "pmi", "npmi", "likelihood", "p", "q")


def named(store: Store, index: Index, numbers: Numbers, language: str) -> dict[str, Thing]:
    """The things of these numbers with their labels, by IRI. Of many at once, the notes are left out."""
    iris = [index.iris[number] for number in numbers.tolist()]
    if len(iris) <= _MANY:
        return things(store, iris, language)
    from graph.networks.things import labels

    known = labels(store, language)
    return {
        iri: Thing(iri, known.get(iri) or best_label(iri, (), language), KINDS[index.kinds[number]])
        for iri, number in zip(iris, numbers.tolist(), strict=True)
    }


@dataclass(frozen=True, eq=False)
class _Chosen:
    """The ties to show: positions of their ends, their weights, and how they compare with chance."""

    ends: tuple[Numbers, Numbers]
    weights: Floats
    compared: dict[str, Floats]


def _strongest(projection: Projection, limit: int | None, by: str, centre: int | None) -> _Chosen:
    if by != "weight" and (by not in _MEASURES or projection.declaration.is_bipartite):
        remedy = f"Use one of: weight, {', '.join(_MEASURES)}; between things of two sorts, weight alone."
        raise CallError(f"ties cannot be ranked by “{by}”", None, remedy)
    sources, targets, weights = projection.ties()
    compared: dict[str, Floats] = {}
    if not projection.declaration.is_bipartite:
        often, nodes = projection.occurrences.astype(float), len(projection)
        found = associate(weights, often[sources], often[targets], projection.total, nodes * (nodes - 1) // 2)
        compared = {name: getattr(found, name) for name in _MEASURES}
    values = weights if by == "weight" else compared[by]
    order = np.argsort(values if by in ("p", "q") else -values, kind="stable")
    if centre is not None:
        order = _around(centre, sources[order], targets[order], order)
    order = order[:limit]
    ends = sources[order], targets[order]
    return _Chosen(ends, weights[order], {name: each[order] for name, each in compared.items()})


def _place(projection: Projection, number: int) -> int:
    """The position of a thing in the network; -1 when it is not in it."""
    place = int(np.searchsorted(projection.nodes, number))
    return place if place < len(projection) and projection.nodes[place] == number else -1


def _around(centre: int, sources: Numbers, targets: Numbers, order: Numbers) -> Numbers:
    """The places, of those in order, of the ties of one node and of those among its nearest neighbours."""
    own = (sources == centre) | (targets == centre)
    near = np.where(sources == centre, targets, sources)[own][:NEAR]
    inside = np.isin(sources, [*near.tolist(), centre]) & np.isin(targets, [*near.tolist(), centre])
    return np.concatenate([order[own][:NEAR], order[inside & ~own]])


def _ties(projection: Projection, chosen: _Chosen) -> Iterator[Tie]:
    makers, iris, nodes = Makers(projection), projection.index.iris, projection.nodes
    ends = zip(*(each.tolist() for each in chosen.ends), strict=True)
    for place, (one, other) in enumerate(ends):
        documents = makers.documents(one, other)
        yield Tie(
            iris[nodes[one]],
            iris[nodes[other]],
            float(chosen.weights[place]),
            tuple(iris[number] for number in documents[:DOCUMENTS].tolist()),
            len(documents),
            **{name: float(values[place]) for name, values in chosen.compared.items()},
        )


def _years(projection: Projection, iris: list[str]) -> dict[str, tuple[int, int]]:
    """The first and last dated year of each node: its own, or those of the documents that it hangs on."""
    spans = {}
    index = projection.index
    for iri in iris:
        number = index.number(iri)
        place = int(np.searchsorted(projection.nodes, number))
        middle = projection.middles.indices[projection.middles.indptr[place] : projection.middles.indptr[place + 1]]
        years = index.years[[number]] if index.years[number] else index.years[middle]
        if dated := [int(year) for year in years if year]:
            spans[iri] = (min(dated), max(dated))
    return spans
