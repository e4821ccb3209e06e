"""Beside the page of a thing: activity by year, what is close, its names and pages elsewhere, downloads, citation."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from explorer.components.answers import active, close
from explorer.components.charts import Column, columns
from explorer.components.namesakes import beside, twins
from explorer.components.render import show
from explorer.context import get_context
from explorer.http.addresses import Addresses
from graph.networks.relations import ACTORS
from graph.networks.similarity import Close
from graph.views.things import Thing, ThingKind
from ontology.errors import CallError

if TYPE_CHECKING:
    from explorer.pages import Visit

__all__ = ["draw_aside", "said_of_documents"]

CLOSE = 6


def draw_aside(visit: Visit, thing: Thing, elsewhere: Sequence[object], place: str) -> None:
    """Draw all of it; ``elsewhere`` are its identifiers and outside pages by property, ``place`` its map or empty."""
    show(
        "thing_aside.html",
        visit.language,
        thing=thing,
        years=_activity(visit, thing),
        close=_close(visit, thing),
        downloads=_downloads(thing.iri),
        citation=_citation(visit, thing),
        elsewhere=elsewhere,
        place=place,
    )


def _activity(visit: Visit, thing: Thing) -> tuple[Column, ...]:
    """How many dated things by year, each leading to them, for a concept or an actor."""
    role = "about" if thing.kind is ThingKind.CONCEPT else "actor"
    if thing.kind not in {ThingKind.CONCEPT, *ACTORS}:
        return ()
    found = active(thing.iri)

    def lead(first: int, last: int) -> str:
        return visit.href("timeline", first=str(first), last=str(last), **{role: thing.iri})

    return columns([each.year for each in found], [[each.total for each in found]], said_of_documents(visit), lead)


def said_of_documents(visit: Visit) -> Callable[[str, tuple[float, ...]], str]:
    """How a chart says a year, or some, and the number of documents."""

    def say(years: str, values: tuple[float, ...]) -> str:
        return visit.t("thing.activity_of", year=years, things=visit.t("count.documents", count=int(sum(values))))

    return say


def _close(visit: Visit, thing: Thing) -> tuple[Close, ...]:
    """The things most like it, each told from its namesakes; none for a kind that compares with nothing."""
    try:
        found = close(thing.iri, visit.language, CLOSE)
    except CallError:
        return ()
    apart = beside(twins([thing, *(each.thing for each in found)]), visit.language)
    return tuple(
        replace(each, thing=replace(each.thing, note=apart.get(each.thing.iri, each.thing.note))) for each in found
    )


def _downloads(iri: str) -> list[tuple[str, str]]:
    addresses = Addresses(get_context().workspace.settings.network.base_iri)
    names = {"Turtle": "ttl", "JSON-LD": "jsonld", "RDF/XML": "rdf", "N-Triples": "nt", "N-Quads": "nq", "TriG": "trig"}
    return [(name, addresses.data(iri, extension)) for name, extension in names.items()]


def _citation(visit: Visit, thing: Thing) -> str:
    context = get_context()
    snapshot = context.snapshot()
    network = context.workspace.settings.network.name(visit.language)
    date = visit.t.date(snapshot.manifest.created)
    label = " ".join(thing.label.split())[:300]
    return visit.t("thing.cite_as", label=label, network=network, id=snapshot.id, date=date, iri=thing.iri)
