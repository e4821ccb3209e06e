"""What pages ask of the published snapshot, each answer kept under the snapshot's id: it can never grow old.

How it is asked is in ``graph``; how it looks, in the pages.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache, wraps
from typing import TypeVar, TypeVarTuple

from explorer.context import get_context
from graph import views
from graph.views.things import Dated, Description, Edge, Evidence, LinkGroup, Neighbourhood, Overview, Thing, ThingKind

__all__ = ["Way", "around", "between", "counts", "dated", "description", "figures", "kept", "linked", "named", "why"]

_Asked = TypeVarTuple("_Asked")
_Given = TypeVar("_Given")
KEPT = 512
"""Answers of each sort that are kept."""
ON_A_TIMELINE = 5_000
"""Dated things counted for the time-line of one thing."""


@dataclass(frozen=True, slots=True)
class Way:
    """From a thing to others: a relation, a direction, a kind of other end; what is empty leaves the choice open."""

    relation: str = ""
    incoming: bool | None = None
    kind: str = ""


def kept(ask: Callable[[*_Asked], _Given]) -> Callable[[*_Asked], _Given]:
    """Ask once for each snapshot and arguments."""

    @lru_cache(maxsize=KEPT)
    def answer(_snapshot: str, asked: tuple[*_Asked]) -> _Given:
        return ask(*asked)

    @wraps(ask)
    def of_now(*asked: *_Asked) -> _Given:
        return answer(get_context().snapshot().id, asked)

    return of_now


@kept
def figures(language: str) -> Overview:
    """The graph in figures."""
    return views.overview(get_context().store(), language)


@kept
def description(iri: str, language: str, limit: int) -> Description:
    """All that a page on a thing shows first, ``limit`` links a group; raises :class:`CallError` for an unknown one."""
    return views.describe(get_context().store(), iri, language, limit)


@kept
def linked(iri: str, way: Way, language: str, limit: int) -> LinkGroup:
    """The links that go one way; raises :class:`CallError` when there are none."""
    return views.links(
        get_context().store(), iri, way.relation, bool(way.incoming), ThingKind(way.kind), language, limit
    )


@kept
def counts(iri: str, language: str) -> tuple[LinkGroup, ...]:
    """How many links of each relation, direction and kind of other end a thing has."""
    return views.expansion_counts(get_context().store(), iri, language)


@kept
def dated(iri: str, language: str) -> tuple[Dated, ...]:
    """The dated events and publications about a thing, the earliest first."""
    return views.timeline(get_context().store(), language, about=iri, limit=ON_A_TIMELINE)


@kept
def why(subject: str, relation: str, other: str, language: str) -> tuple[Evidence, ...]:
    """The evidence of a link, in the direction in which it is stated."""
    return views.evidence(get_context().store(), subject, relation, other, language)


@kept
def around(iri: str, way: Way, language: str, limit: int) -> Neighbourhood:
    """The neighbours of a thing that one way leads to."""
    kinds, relations = [ThingKind(way.kind)] if way.kind else [], [way.relation] if way.relation else []
    return views.neighbourhood(
        get_context().store(), [iri], language, limit=limit, kinds=kinds, relations=relations, incoming=way.incoming
    )


@kept
def between(iris: tuple[str, ...], language: str) -> tuple[Edge, ...]:
    """Every relation between two of the things."""
    return views.edges_between(get_context().store(), iris, language)


@kept
def named(iris: tuple[str, ...], language: str) -> dict[str, Thing]:
    """The things of these IRIs."""
    return views.things(get_context().store(), iris, language)
