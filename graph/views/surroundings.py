"""The part of the graph around things: who is near, and what joins those shown. Paths are not for here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from pyoxigraph import Literal

from graph.binding import iri as term
from graph.sparql import load
from graph.store import Store, Value, text
from graph.views.explanations import explained
from graph.views.kinds import kind_of
from graph.views.nodes import names, things
from graph.views.things import Edge, Neighbourhood, ThingKind
from ontology.namespaces import ML, SCHEMA

__all__ = ["edges_between", "neighbourhood"]

MOST = 2_000
"""Neighbours of one thing that are weighed; a thing with more shows some of them and counts the rest."""
_LAST = frozenset({SCHEMA.mentions.value, ML.partner.value, ML.candidate.value})


@dataclass(frozen=True, slots=True)
class _Near:
    other: str
    relation: str
    incoming: bool
    kind: ThingKind


def neighbourhood(  # noqa: PLR0913
    store: Store,
    iris: Iterable[str],
    language: str = "fr",
    *,
    limit: int = 60,
    kinds: Collection[ThingKind] = (),
    relations: Collection[str] = (),
    incoming: bool | None = None,
) -> Neighbourhood:
    """The things asked for, up to ``limit`` of their neighbours, and every edge between any two of all these.

    ``kinds``, ``relations`` and ``incoming`` (None: both directions) say which neighbours; empty means all. Those who
    are near to several of the asked things come first, then those tied by more than a mention.
    """
    asked = list(dict.fromkeys(iris))
    near = {iri: _near(store, iri) for iri in asked}
    wanted = {iri: [each for each in found if _fits(each, kinds, relations, incoming)] for iri, found in near.items()}
    chosen = _chosen(asked, wanted, limit)
    shown = {*asked, *chosen}
    known = things(store, [*asked, *chosen], language)
    hidden = {iri: len({each.other for each in found} - shown) for iri, found in wanted.items()}
    edges = edges_between(store, [*asked, *chosen], language)
    return Neighbourhood(tuple(known.values()), edges, {iri: count for iri, count in hidden.items() if count})


def _near(store: Store, iri: str) -> list[_Near]:
    types: defaultdict[tuple[str, str, bool], set[str]] = defaultdict(set)
    bindings: dict[str, Value] = {"thing": term(iri), "limit": Literal(MOST)}
    for row in store.select(load("graph.views", "neighbours"), bindings):
        types[text(row, "other"), text(row, "property"), text(row, "direction") == "incoming"].add(text(row, "type"))
    found = [_Near(*ends, kind_of(ends[0], said)) for ends, said in types.items() if ends[0] != iri]
    return [each for each in found if each.kind is not ThingKind.OTHER]


def _fits(near: _Near, kinds: Collection[ThingKind], relations: Collection[str], incoming: bool | None) -> bool:
    return (
        (not kinds or near.kind in kinds)
        and (not relations or near.relation in relations)
        and incoming in (None, near.incoming)
    )


def _chosen(asked: Sequence[str], wanted: dict[str, list[_Near]], limit: int) -> list[str]:
    ties: defaultdict[str, set[str]] = defaultdict(set)
    firm: defaultdict[str, int] = defaultdict(int)
    for iri, found in wanted.items():
        for each in found:
            ties[each.other].add(iri)
            firm[each.other] += each.relation not in _LAST
    ranked = sorted(ties.keys() - set(asked), key=lambda each: (-len(ties[each]), -firm[each], each))
    return ranked[: max(limit, 0)]


def edges_between(store: Store, iris: Iterable[str], language: str = "fr") -> tuple[Edge, ...]:
    """Every relation stated between two of the things, with the evidence for it; three queries."""
    nodes = list(dict.fromkeys(iris))
    if len(nodes) < 2:
        return ()
    inside = set(nodes)
    stated = set()
    for row in store.select(load("graph.views", "relations"), {"things": [term(iri) for iri in nodes]}):
        source, target = text(row, "source"), text(row, "target")
        if target in inside and target != source:
            stated.add((source, text(row, "property"), target))
    why = explained(store, {source for source, _, _ in stated})
    named = names(store, {relation for _, relation, _ in stated}, language)
    return tuple(
        Edge(source, target, relation, named[relation].label, *why.get((source, relation, target), (0, None)))
        for source, relation, target in sorted(stated)
    )
