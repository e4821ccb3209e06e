"""Paths as people read them: each hop said in a sentence, with its evidence when that is opened.

Which paths are best is decided in ``graph.networks``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from explorer.components.address import anchor
from explorer.components.answers import graph_of_now, kept, why
from explorer.components.evidence import Card, cards
from explorer.components.view import Step, View, encode
from explorer.context import get_context
from explorer.texts import Texts
from graph.networks.filters import Filters
from graph.networks.paths import Hop, Path, best_paths
from graph.networks.relations import ACTORS
from graph.views.labels import local_name
from graph.views.things import Thing, ThingKind

if TYPE_CHECKING:
    from explorer.pages import Visit

__all__ = ["Walk", "between_things", "degree", "in_graph", "verb", "walks"]

PATHS = 5


@kept
def between_things(
    start: str, end: str, language: str, through: tuple[ThingKind, ...], filters: Filters
) -> tuple[Path, ...]:
    """The best paths; raises :class:`CallError` for an unknown thing, or twice the same."""
    return best_paths(graph_of_now(), start, end, language, limit=PATHS, kinds=through, filters=filters)


def degree(iri: str) -> int:
    """To how many things a thing is linked; raises :class:`CallError` for an unknown one."""
    graph = graph_of_now()
    number = graph.index.number(iri)
    return int(graph.arcs.starts[number + 1] - graph.arcs.starts[number])


@dataclass(frozen=True, slots=True)
class _Leg:
    source: Thing
    verb: str
    target: Thing
    evidence: int
    quote: str
    anchor: str
    open: bool
    href: str
    items: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Walk:
    """A path ready for its template: the sentences of its hops, the things on it, its place in the graph page."""

    legs: tuple[_Leg, ...]
    things: tuple[Thing, ...]
    graph_href: str


def walks(visit: Visit, found: Sequence[Path], asked: dict[str, str]) -> list[Walk]:
    """The paths as sentences; ``asked`` are the parameters of the page, which opening a piece of evidence keeps."""
    made = []
    for number, path in enumerate(found):
        legs = [_leg(visit, hop, f"{number}-{place}", asked) for place, hop in enumerate(path.hops)]
        made.append(Walk(tuple(legs), path.things, in_graph(visit, path.things)))
    return made


def in_graph(visit: Visit, things: Sequence[Thing]) -> str:
    """The address of the relationship graph of these things alone."""
    view = View(tuple(Step("show", thing.iri) for thing in things))
    return visit.href("relations", view=encode(view, get_context().workspace.settings.network.base_iri))


def verb(t: Texts, hop: Hop) -> str:
    """How a hop reads between its two things: « porte sur », « a organisé ».

    Actors work on a concept, documents treat of it; a relation without a verb of its own reads as its label.
    """
    name, way = local_name(hop.relation), "forward" if hop.forward else "back"
    kinds = {hop.source.kind, hop.target.kind}
    if name == "subject" and kinds & {*ACTORS, ThingKind.CATEGORY}:
        name = "work"
    elif name == "partner" and ThingKind.PARTNERSHIP in kinds:
        name = "partnership"
    key = f"hop.{name}.{way}"
    return t(key) if t.has(key) else hop.label


def _leg(visit: Visit, hop: Hop, place: str, asked: dict[str, str]) -> _Leg:
    name = anchor(place, hop.source.iri, hop.relation, hop.target.iri)
    is_open = visit.parameters.get("why") == name
    ends = (hop.source, hop.target) if hop.forward else (hop.target, hop.source)
    items = cards(visit.t, why(ends[0].iri, hop.relation, ends[1].iri, visit.language)) if is_open else ()
    href = visit.href("paths", **asked, **({} if is_open else {"why": name}))
    names = {hop.source.label.casefold(), hop.target.label.casefold()}
    quote = "" if hop.quote.casefold() in names else hop.quote
    return _Leg(hop.source, verb(visit.t, hop), hop.target, hop.evidence, quote, name, is_open, href, items)
