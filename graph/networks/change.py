"""What changed in a network from one period, or snapshot, to another: who came and went, which ties grew."""

from __future__ import annotations

from dataclasses import dataclass

from graph.networks.meanings import meaning
from graph.networks.projections import Projection
from graph.store import Store
from graph.views.nodes import things
from graph.views.things import Thing
from ontology.errors import CallError

__all__ = ["Change", "NodeChange", "TieChange", "change"]


@dataclass(frozen=True, slots=True)
class NodeChange:
    """A thing and the sum of the weights of its ties, before and after (0: it was not there, or tied to nothing)."""

    thing: Thing
    before: float
    after: float


@dataclass(frozen=True, slots=True)
class TieChange:
    """Two things and the weight of their tie, before and after."""

    source: Thing
    target: Thing
    before: float
    after: float


@dataclass(frozen=True, slots=True)
class Change:
    """The greatest changes first. The counts are of the whole network: ``gained`` and ``lost`` count ties."""

    sentence: str
    nodes: tuple[NodeChange, ...]
    ties: tuple[TieChange, ...]
    nodes_before: int
    nodes_after: int
    ties_before: int
    ties_after: int
    gained: int
    lost: int


def change(before: Projection, after: Projection, store: Store, language: str = "fr", limit: int = 50) -> Change:
    """The ``limit`` greatest changes of things and of ties; labels are those of the store given, that of the later.

    Things are the same by their IRI, so the projections may come from two snapshots. Raises :class:`CallError` when
    they are not of the same declaration.
    """
    if before.declaration.name != after.declaration.name:
        raise CallError("two different networks cannot be compared", None, "Compare the same one at two times.")
    earlier, later = _ties(before), _ties(after)
    pairs = [(pair, earlier.get(pair, 0.0), later.get(pair, 0.0)) for pair in {**earlier, **later}]
    sums = _sums(pairs)
    differing = (each for each in pairs if each[1] != each[2])
    changed = sorted(differing, key=lambda each: (-_size(each[1:]), each[0]))
    moved = sorted((iri for iri in sums if _size(sums[iri])), key=lambda iri: (-_size(sums[iri]), iri))
    ties, nodes = changed[:limit], moved[:limit]
    known = things(store, [*nodes, *(iri for pair, _, _ in ties for iri in pair)], language)
    return Change(
        sentence=meaning("change").sentences[language],
        nodes=tuple(NodeChange(known[iri], *sums[iri]) for iri in nodes),
        ties=tuple(TieChange(known[one], known[other], old, new) for (one, other), old, new in ties),
        nodes_before=len(before),
        nodes_after=len(after),
        ties_before=len(earlier),
        ties_after=len(later),
        gained=len(later.keys() - earlier.keys()),
        lost=len(earlier.keys() - later.keys()),
    )


def _ties(projection: Projection) -> dict[tuple[str, str], float]:
    iris = [projection.index.iris[number] for number in projection.nodes.tolist()]
    sources, targets, weights = projection.ties()
    ends = zip(sources.tolist(), targets.tolist(), weights.tolist(), strict=True)
    return {(iris[one], iris[other]): weight for one, other, weight in ends}


def _sums(pairs: list[tuple[tuple[str, str], float, float]]) -> dict[str, tuple[float, float]]:
    sums: dict[str, tuple[float, float]] = {}
    for pair, old, new in pairs:
        for iri in pair:
            so_far = sums.get(iri, (0.0, 0.0))
            sums[iri] = (so_far[0] + old, so_far[1] + new)
    return sums


def _size(change: tuple[float, float]) -> float:
    return abs(change[1] - change[0])
