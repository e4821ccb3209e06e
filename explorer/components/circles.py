"""Networks of actors as pages show them: what is drawn, its groups, who is high in it, who stands between groups.

How they are computed is in ``graph.networks``; how they look, in the templates.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from explorer.components.answers import graph_of_now, kept
from graph.networks.communities import Broker, Communities, brokers, communities, membership
from graph.networks.declarations import get_declaration
from graph.networks.files import network_file
from graph.networks.filters import Filters
from graph.networks.indexed import IndexedGraph
from graph.networks.meanings import meaning
from graph.networks.measures import Ranking, rank
from graph.networks.network import Network, network
from graph.networks.projections import Projection, project
from ontology.errors import CallError

__all__ = ["GROUPS", "NETWORKS", "Circle", "circle", "circle_file"]

NETWORKS = ("actors", "actors-by-events", "actors-by-publications", "actors-by-concepts", "partners")
"""The declared projections whose ends are actors."""
TIES, RANKED, GROUPS, BETWEEN = 90, 20, 8, 8
NAMED = 60
"""Groups that are described at most, so that those who bridge smaller ones are said to bridge something."""
PAIRS = 600_000
"""Pairs of actors that a page weighs, in about a second: past it, what most share is left out, and the page says so."""


@dataclass(frozen=True, slots=True)
class Circle:
    """A network of actors: its strongest ties, its groups, a ranking, those who stand between groups.

    ``groups.of`` names the groups of what is shown alone; ``between`` says what a broker is.
    """

    network: Network
    groups: Communities
    ranking: Ranking
    brokers: tuple[Broker, ...]
    between: str


@kept
def circle(name: str, filters: Filters, language: str, measure: str, actor: str) -> Circle:
    """The network of that name, around an actor where one is given.

    Raises :class:`CallError` for an unknown concept, actor or measure.
    """
    graph = graph_of_now()
    projection = _projection(graph, name, filters)
    ranking = rank(projection, graph.store, measure, language, RANKED)
    drawn = _drawn(name, filters, language, actor)
    groups, between = _groups(name, filters, language)
    things = {
        *(node.thing.iri for node in drawn.nodes),
        *(each.thing.iri for each in ranking.scores),
        *(each.thing.iri for each in between),
    }
    shown = {iri: groups.of[iri] for iri in things if iri in groups.of}
    return Circle(drawn, replace(groups, of=shown), ranking, between, meaning("brokers").sentences[language])


@kept
def _drawn(name: str, filters: Filters, language: str, actor: str) -> Network:
    """The strongest ties, which no measure changes."""
    graph = graph_of_now()
    return network(_projection(graph, name, filters), graph.store, language, TIES, around=actor or None)


@kept
def _groups(name: str, filters: Filters, language: str) -> tuple[Communities, tuple[Broker, ...]]:
    """The groups of all, and those who stand between them, whatever is drawn and measured."""
    graph = graph_of_now()
    projection = _projection(graph, name, filters)
    numbers = membership(projection)
    between = brokers(projection, graph.store, language, limit=BETWEEN, numbers=numbers)
    bridged = max((number for each in between for number, _ in each.shares[:3]), default=0)
    most = max(GROUPS, min(bridged + 1, NAMED))
    return communities(projection, graph.store, language, limit=most, numbers=numbers), between


def _projection(graph: IndexedGraph, name: str, filters: Filters) -> Projection:
    """The network as far as a page can weigh it while someone waits."""
    declaration = get_declaration(name)
    return graph.kept((name, filters, PAIRS), lambda: project(graph.index, declaration, filters, pairs=PAIRS))


def circle_file(name: str, filters: Filters, language: str, extension: str) -> bytes:
    """The network of the page as a file; raises :class:`CallError` for an unknown concept or format."""
    graph = graph_of_now()
    projection = _projection(graph, name, filters)
    if not len(projection):
        raise CallError("the network holds nobody", None, "Widen the period or choose another concept.")
    return network_file(projection, graph.store, extension, language)
