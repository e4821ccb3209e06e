"""Concepts: the scheme as a tree, the concepts that meet as a map, what rises and falls; one alone, or two compared."""

from __future__ import annotations

from explorer.components.answers import graph_of_now, kept
from explorer.components.canvas import Leads, graph_view
from explorer.components.chosen import choose
from explorer.components.maps import drawing_of
from explorer.components.render import show as draw
from explorer.components.scope import Scope
from explorer.components.trending import chart, movers, sentence, trend_of
from explorer.pages import Visit
from graph.networks.chronology import Chronology, chronology
from graph.networks.comparison import Comparison, compare
from graph.networks.filters import Filters
from graph.networks.meanings import meaning
from graph.networks.network import Network, network
from graph.networks.scheme import Scheme, scheme
from graph.networks.suggestion import Speaker, who_could_talk
from graph.networks.trends import Direction
from graph.views.things import Thing, ThingKind
from ontology.errors import CallError

__all__ = ["show"]

TIES, FEW = 60, 8
USED, WHOLE_TREE = 400, 2_000
"""Concepts of the tree shown at first, and when all are asked for."""
HEIGHT = "min(60vh, 460px)"


def show(visit: Visit) -> None:
    """Draw the page; the concept (``about``), the one compared with it (``with``) and the tree are in the address."""
    scope = Scope.read(visit.parameters)
    other = visit.parameters.get("versus", "")
    draw("concepts_head.html", visit.language)
    fields = {"about": (ThingKind.CONCEPT,)} | ({"versus": (ThingKind.CONCEPT,)} if scope.about else {})
    chosen = choose(visit, "concepts", scope, fields, **({"versus": other} if other else {}))
    concept, compared = (_concept(chosen.get(name)) for name in ("about", "versus"))
    if (scope.about and not concept) or (other and not compared):
        draw("scope_lost.html", visit.language, page="concepts")
        return
    if concept:
        draw("concepts_scope.html", visit.language, scope=scope, versus=other)
        period = Filters(scope.first, scope.last)
        if compared and compared.iri != concept.iri:
            _compare(visit, concept, compared, period)
        else:
            _one(visit, concept, period)
    _meeting(visit, concept)
    _tree(visit, scope.about)


def _concept(thing: Thing | None) -> Thing | None:
    return thing if thing and thing.kind is ThingKind.CONCEPT else None


@kept
def tree(language: str, limit: int, used_only: bool) -> Scheme:
    """The scheme with its counts."""
    return scheme(graph_of_now(), language, limit=limit, used_only=used_only)


@kept
def meeting(language: str, concept: str) -> Network:
    """The concepts that meet more than chance would have it: all, or around one."""
    graph = graph_of_now()
    return network(graph.projection("concepts"), graph.store, language, TIES, "likelihood", around=concept or None)


@kept
def speakers(concept: str, language: str) -> tuple[Speaker, ...]:
    """Who works on a concept."""
    return who_could_talk(graph_of_now(), concept, language, FEW)


@kept
def latest(concepts: tuple[str, ...], language: str, period: Filters) -> Chronology:
    """The latest documents on all these concepts, those without a date last."""
    return chronology(graph_of_now(), language, period, about=concepts, with_undated=True, limit=FEW)


@kept
def compared_by_actor(concepts: tuple[str, ...], language: str, period: Filters) -> Comparison:
    """Who brings these concepts."""
    return compare(graph_of_now(), concepts, language, period)


def _one(visit: Visit, concept: Thing, period: Filters) -> None:
    """A concept: its years and their test, who works on it, the latest of it."""
    try:
        trends = [trend_of(concept.iri, visit.language, period)]
    except CallError:
        trends = []
    draw(
        "concepts_one.html",
        visit.language,
        concept=concept,
        columns=chart(visit, trends),
        trend=sentence(visit.t, trends[0]) if trends else "",
        test=meaning("trends").sentences[visit.language],
        speakers=speakers(concept.iri, visit.language),
        latest=latest((concept.iri,), visit.language, period),
    )


def _compare(visit: Visit, concept: Thing, other: Thing, period: Filters) -> None:
    """Two concepts: their years side by side, who brings each, what is on both."""
    pair = (concept.iri, other.iri)
    try:
        trends = [trend_of(iri, visit.language, period) for iri in pair]
    except CallError:
        trends = []
    draw(
        "concepts_two.html",
        visit.language,
        pair=(concept, other),
        columns=chart(visit, trends),
        trends=[sentence(visit.t, each) for each in trends],
        found=compared_by_actor(pair, visit.language, period),
        both=latest(pair, visit.language, period),
    )


def _meeting(visit: Visit, concept: Thing | None) -> None:
    """The map, and the same ties as a table; a click on a concept opens it, on a tie compares its two."""
    found = meeting(visit.language, concept.iri if concept else "")
    rising, falling = ((), ()) if concept else (movers(visit.t, each) for each in (Direction.RISING, Direction.FALLING))
    draw("concepts_meet.html", visit.language, found=found, concept=concept)
    if found.ties:
        drawing = drawing_of(visit.t, found, {}, concept.iri if concept else "")
        leads = Leads(visit.href("concepts"), "about", ("about", "versus"), "#concept")
        graph_view("concepts", visit.language, drawing, HEIGHT, leads=leads)
    names = {node.thing.iri: node.thing for node in found.nodes}
    draw(
        "concepts_ties.html",
        visit.language,
        found=found,
        names=names,
        rising=rising,
        falling=falling,
        test=meaning("trends").sentences[visit.language],
        whole=concept is None,
    )


def _tree(visit: Visit, about: str) -> None:
    whole = visit.parameters.get("tree") == "whole"
    found = tree(visit.language, WHOLE_TREE if whole else USED, not whole)
    draw("concepts_tree.html", visit.language, scheme=found, whole=whole, about=about)
