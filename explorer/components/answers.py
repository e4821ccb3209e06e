"""What pages ask of the published snapshot, each answer kept under the snapshot's id: it can never grow old.

How it is asked is in ``graph``; how it looks, in the pages.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache, wraps
from typing import TypeVar, TypeVarTuple

from explorer.context import get_context
from graph import views
from graph.networks.census import census
from graph.networks.chronology import Year, chronology
from graph.networks.grouped import ordered_links
from graph.networks.indexed import IndexedGraph
from graph.networks.nearby import Count, Way, joining, ranked
from graph.networks.nearby import counts as nearby_counts
from graph.networks.relations import RELATIONS
from graph.networks.similarity import Close, close_things
from graph.views.explanations import explained
from graph.views.instances import instances
from graph.views.nodes import Names, names
from graph.views.things import Description, Edge, Evidence, LinkGroup, Overview, Thing, ThingKind
from graph.views.told import Told, told_by
from ontology.namespaces import ML

__all__ = [
    "Way",
    "active",
    "around",
    "close",
    "counts",
    "description",
    "edges_among",
    "figures",
    "graph_of_now",
    "instances_of",
    "kept",
    "kept_each",
    "linked",
    "named",
    "reasons",
    "relation_names",
    "tells_of",
    "why",
    "words_for",
]

_MOST = 100
"""Methods, and decisions, whose names are kept."""

_Asked = TypeVarTuple("_Asked")
_Given = TypeVar("_Given")
Reasons = dict[tuple[str, str], tuple[int, float | None]]
KEPT = 512
"""Answers of each sort that are kept."""
EACH = 50_000
"""Answers about one thing each that are kept, before all are forgotten."""


def graph_of_now() -> IndexedGraph:
    """The published snapshot as arrays, for what is computed over the whole of it."""
    return get_context().indexed()


def kept(ask: Callable[[*_Asked], _Given]) -> Callable[[*_Asked], _Given]:
    """Ask once for each snapshot and arguments."""

    @lru_cache(maxsize=KEPT)
    def answer(_snapshot: str, asked: tuple[*_Asked]) -> _Given:
        return ask(*asked)

    @wraps(ask)
    def of_now(*asked: *_Asked) -> _Given:
        return answer(get_context().snapshot().id, asked)

    return of_now


def kept_each(ask: Callable[[tuple[str, ...], str], Mapping[str, _Given]]) -> Callable[..., dict[str, _Given]]:
    """Ask for several IRIs at once, but once only for each of them, for each snapshot and language."""
    known: dict[tuple[str, str, str], _Given] = {}

    @wraps(ask)
    def of_now(iris: tuple[str, ...], language: str = "") -> dict[str, _Given]:
        snapshot = get_context().snapshot().id
        there = {iri: known[key] for iri in iris if (key := (snapshot, language, iri)) in known}
        if missing := tuple(iri for iri in dict.fromkeys(iris) if iri not in there):
            there |= ask(missing, language)
            if len(known) > EACH:
                known.clear()
            known.update({(snapshot, language, iri): there[iri] for iri in missing})
        return {iri: there[iri] for iri in iris}

    return of_now


@kept
def figures(language: str) -> Overview:
    """The graph in figures."""
    return census(graph_of_now(), get_context().snapshot().manifest, language)


@kept
def description(iri: str, language: str, limit: int) -> Description:
    """All that a page on a thing shows first, ``limit`` links a group; raises :class:`CallError` for an unknown one."""
    return views.describe(get_context().store(), iri, language, limit, ordered_links(graph_of_now(), iri, limit))


@kept
def linked(iri: str, way: Way, language: str, limit: int, offset: int = 0) -> LinkGroup:
    """Links that go one way, ``limit`` of them behind ``offset``; raises :class:`CallError` when there are none."""
    asked = (iri, way.relation, bool(way.incoming), ThingKind(way.kind), language, limit, offset)
    return views.links(get_context().store(), *asked, ordered=ordered_links(graph_of_now(), iri, offset + limit))


@kept
def tells_of(iri: str, language: str, limit: int, kinds: tuple[ThingKind, ...]) -> tuple[Told, ...]:
    """What a source tells of, of these kinds (none: all); nothing for what is no source."""
    return told_by(get_context().store(), iri, language, limit, kinds=kinds)


@kept
def counts(iri: str) -> tuple[Count, ...]:
    """How many things each relation, direction and kind of other end leads to from a thing that the graph knows."""
    graph = graph_of_now()
    return nearby_counts(graph, graph.index.number(iri))


@kept
def relation_names(language: str) -> dict[str, Names]:
    """What the relations between things are called, from either end."""
    return names(get_context().store(), RELATIONS, language)


@kept
def words_for(language: str) -> dict[str, str]:
    """What relations, methods and decisions are called, by their IRIs."""
    kinds = (ML.Method.value, ML.Decision.value)
    found = [thing for kind in kinds for thing in instances(get_context().store(), kind, language, _MOST)[1]]
    return {iri: each.label for iri, each in relation_names(language).items()} | {
        each.iri: each.label for each in found
    }


@kept
def active(iri: str) -> tuple[Year, ...]:
    """How many dated events and publications by year are about a concept, or have an actor in them."""
    return chronology(graph_of_now(), about=(iri,), limit=0).years


@kept
def close(iri: str, language: str, limit: int) -> tuple[Close, ...]:
    """The things most like this one; raises :class:`CallError` for a kind that compares with nothing."""
    return close_things(graph_of_now(), iri, language, limit)


@kept
def instances_of(iri: str, language: str, limit: int) -> tuple[int, tuple[Thing, ...]]:
    """How many things are of a class, and some of them."""
    return instances(get_context().store(), iri, language, limit)


@kept
def why(subject: str, relation: str, other: str, language: str) -> tuple[Evidence, ...]:
    """The evidence of a link, in the direction in which it is stated."""
    return views.evidence(get_context().store(), subject, relation, other, language)


@kept_each
def reasons(subjects: tuple[str, ...], _: str) -> dict[str, Reasons]:
    """For each subject, by relation and object: how many annotations explain the link, and how sure the surest is."""
    found: dict[str, Reasons] = {subject: {} for subject in subjects}
    for (subject, relation, other), reason in explained(get_context().store(), subjects).items():
        found[subject][relation, other] = reason
    return found


@kept
def edges_among(numbers: tuple[int, ...], language: str) -> tuple[Edge, ...]:
    """Every relation between two of the things, with the number and confidence of its evidence; one query."""
    graph = graph_of_now()
    index, places = graph.index, joining(graph, numbers).tolist()
    stated = [
        (index.iris[index.sources[at]], RELATIONS[index.relations[at]], index.iris[index.targets[at]]) for at in places
    ]
    why = reasons(tuple({source for source, _, _ in stated}))
    called = relation_names(language)
    return tuple(
        Edge(source, target, relation, called[relation].label, *why[source].get((relation, target), (0, None)))
        for source, relation, target in sorted(stated)
    )


@kept
def around(iri: str, language: str, limit: int) -> tuple[tuple[Thing, ...], tuple[Edge, ...]]:
    """A thing with the most telling of its neighbours, and what joins all these; nothing for one without links."""
    graph = graph_of_now()
    number = graph.index.numbers.get(iri)
    near = ranked(graph, number)[:limit].tolist() if number is not None else []
    if number is None or not near:
        return (), ()
    numbers = (number, *(each for each in near if each != number))
    things = named(tuple(graph.index.iris[each] for each in numbers), language)
    return tuple(things.values()), edges_among(numbers, language)


@kept_each
def named(iris: tuple[str, ...], language: str) -> dict[str, Thing]:
    """The things of these IRIs."""
    return views.things(get_context().store(), iris, language)
