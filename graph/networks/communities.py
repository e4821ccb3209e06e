"""Communities in a network, named by their concepts, and the brokers who stand between them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from graph.networks.association import associate
from graph.networks.index import Numbers
from graph.networks.matrices import legacy
from graph.networks.meanings import meaning
from graph.networks.network import named
from graph.networks.projections import Projection
from graph.networks.relations import SUBJECTS
from graph.store import Store
from graph.views.things import Thing, ThingKind
from ontology.folding import fold

__all__ = ["Broker", "Communities", "Community", "brokers", "communities", "groups", "membership"]

MEMBERS, CONCEPTS = 10, 3
_DEPENDABLE = 3.84
"""The likelihood ratio that chance reaches once in twenty times: below it, a concept names nothing."""


@dataclass(frozen=True, slots=True)
class Community:
    """A group: its number (0 is the largest), name, size, its best tied members and the concepts that set it apart."""

    number: int
    name: str
    size: int
    members: tuple[Thing, ...]
    concepts: tuple[Thing, ...]


@dataclass(frozen=True, slots=True)
class Communities:
    """The communities of a network, the largest first, and whether they are marked (modularity, -0.5 to 1).

    ``of`` gives the community's number by IRI; things without a tie are in none. ``total`` counts all communities.
    """

    sentence: str
    communities: tuple[Community, ...]
    of: dict[str, int]
    modularity: float
    total: int


@dataclass(frozen=True, slots=True)
class Broker:
    """A thing between groups: ``participation`` is 0 when all its ties stay in one group and nears 1 when they are
    spread evenly over many; ``shares`` gives the weight of its ties to each group, the heaviest first.
    """

    thing: Thing
    participation: float
    shares: tuple[tuple[int, float], ...]


def membership(projection: Projection, resolution: float = 1.0, seed: int = 0) -> Numbers:
    """The number of each node's community, as :func:`groups` gives it: nodes are in the order of their IRIs."""
    return groups(projection.weights, resolution, seed)


def groups(weights: sparse.csr_array, resolution: float = 1.0, seed: int = 0) -> Numbers:
    """The number of the community of each row, -1 for one without a tie; the largest community is 0.

    Louvain (Blondel and others, 2008) over symmetric weights. The same weights and seed give the same groups. A greater
    ``resolution`` gives smaller groups.
    """
    tied = np.diff(weights.indptr) > 0
    numbers = np.full(weights.shape[0], -1, dtype=np.int64)
    if not tied.any():
        return numbers
    from sknetwork.clustering import Louvain

    found = Louvain(resolution=resolution, random_state=seed).fit_predict(legacy(weights))
    labels, firsts, sizes = np.unique(found[tied], return_index=True, return_counts=True)
    order = np.lexsort((firsts, -sizes))
    renumbered = np.empty(len(labels), dtype=np.int64)
    renumbered[order] = np.arange(len(labels))
    numbers[tied] = renumbered[np.searchsorted(labels, found[tied])]
    return numbers


def communities(
    projection: Projection, store: Store, language: str = "fr", *, limit: int = 20, numbers: Numbers | None = None
) -> Communities:
    """The ``limit`` largest communities, described; all of them are in ``of``. ``numbers`` as for :func:`brokers`."""
    numbers = membership(projection) if numbers is None else numbers
    total = int(numbers.max(initial=-1)) + 1
    strength = np.asarray(projection.weights.sum(axis=1), dtype=float)
    members = [np.flatnonzero(numbers == number) for number in range(min(total, limit))]
    best = [each[np.argsort(-strength[each], kind="stable")[:MEMBERS]] for each in members]
    profile = _profile(projection)
    concepts = [_concepts(profile, each, projection) for each in members]
    chosen = np.unique(np.concatenate([*(projection.nodes[each] for each in best), *concepts, np.array([], dtype=int)]))
    known = named(store, projection.index, chosen, language)
    iris = projection.index.iris
    described = []
    for number, (all_, top, about) in enumerate(zip(members, best, concepts, strict=True)):
        things = tuple(known[iris[each]] for each in projection.nodes[top].tolist())
        topics = _distinct(known[iris[each]] for each in about.tolist())[:CONCEPTS]
        name = ", ".join(thing.label for thing in (topics or things[:CONCEPTS]))
        described.append(Community(number, name, len(all_), things, topics))
    of = {
        iris[each]: number
        for each, number in zip(projection.nodes.tolist(), numbers.tolist(), strict=True)
        if number >= 0
    }
    return Communities(
        meaning("communities").sentences[language], tuple(described), of, _modularity(projection, numbers), total
    )


def _distinct(things: Iterable[Thing]) -> tuple[Thing, ...]:
    """The first thing of each name: two vocabularies may have a concept of one name each."""
    found: dict[str, Thing] = {}
    for thing in things:
        found.setdefault(fold(thing.label), thing)
    return tuple(found.values())


def brokers(
    projection: Projection, store: Store, language: str = "fr", *, limit: int = 20, numbers: Numbers | None = None
) -> tuple[Broker, ...]:
    """Those who tie groups together: by participation (Guimerà and Amaral, 2005) times the weight of their ties.

    ``numbers`` are of :func:`membership`, where they are known.
    """
    numbers = membership(projection) if numbers is None else numbers
    shares = _shares(projection, numbers)
    strength = np.asarray(shares.sum(axis=1), dtype=float)
    squares = np.asarray(shares.multiply(shares).sum(axis=1), dtype=float)
    even = np.divide(squares, strength**2, out=np.ones_like(strength), where=strength > 0)
    participation = 1 - even
    order = np.argsort(-participation * strength, kind="stable")[:limit]
    order = order[participation[order] > 1e-12]
    known = named(store, projection.index, projection.nodes[order], language)
    found = []
    for place in order.tolist():
        row = slice(shares.indptr[place], shares.indptr[place + 1])
        pairs = zip(shares.indices[row].tolist(), shares.data[row].tolist(), strict=True)
        heaviest = sorted(
            ((int(group), float(weight)) for group, weight in pairs), key=lambda pair: (-pair[1], pair[0])
        )
        thing = known[projection.index.iris[projection.nodes[place]]]
        found.append(Broker(thing, float(participation[place]), tuple(heaviest)))
    return tuple(found)


def _shares(projection: Projection, numbers: Numbers) -> sparse.csr_array:
    """The weight of each node's ties (rows) to each community (columns)."""
    tied = np.flatnonzero(numbers >= 0)
    shape = (len(projection), int(numbers.max(initial=0)) + 1)
    groups = sparse.csr_array((np.ones(len(tied)), (tied, numbers[tied])), shape=shape)
    return sparse.csr_array(projection.weights @ groups)


def _modularity(projection: Projection, numbers: Numbers) -> float:
    """Newman's modularity (2004) of the weights."""
    weights = projection.weights
    total = float(weights.sum())
    if not total:
        return 0.0
    strength = np.asarray(weights.sum(axis=1), dtype=float)
    tied = numbers >= 0
    inside = float(_shares(projection, numbers)[np.flatnonzero(tied), numbers[tied]].sum())
    groups = np.bincount(numbers[tied], weights=strength[tied])
    return inside / total - float(((groups / total) ** 2).sum())


def _profile(projection: Projection) -> sparse.csr_array:
    """How many times each node (rows) stands in a document on each concept (columns)."""
    index, size = projection.index, len(projection.index)
    if ThingKind.CONCEPT in projection.declaration.ends:
        ones = np.ones(len(projection), dtype=np.int64)
        return sparse.csr_array((ones, (np.arange(len(projection)), projection.nodes)), shape=(len(projection), size))
    links = index.links(SUBJECTS)
    topics = sparse.csr_array((np.ones(len(links)), (index.sources[links], index.targets[links])), shape=(size, size))
    if ThingKind.CONCEPT in projection.declaration.middle:
        return projection.middles
    return sparse.csr_array(projection.middles.sign() @ topics)


def _concepts(profile: sparse.csr_array, members: Numbers, projection: Projection) -> Numbers:
    """The numbers of the concepts that a group is about more than the rest of the network is, some to spare."""
    if ThingKind.CONCEPT in projection.declaration.ends:
        strength = np.asarray(projection.weights.sum(axis=1), dtype=float)[members]
        return projection.nodes[members[np.argsort(-strength, kind="stable")[: 3 * CONCEPTS]]]
    inside = np.asarray(profile[members].sum(axis=0), dtype=float)
    everywhere = np.asarray(profile.sum(axis=0), dtype=float)
    some = np.flatnonzero(inside)
    if not len(some):
        return np.array([], dtype=np.int64)
    size = np.full(len(some), inside.sum())
    found = associate(inside[some], size, everywhere[some], int(everywhere.sum()))
    telling = (found.pmi > 0) & (found.likelihood > _DEPENDABLE)
    order = np.lexsort((some, -found.likelihood))
    return np.asarray(some[order][telling[order]][: 3 * CONCEPTS], dtype=np.int64)
