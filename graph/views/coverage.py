"""How much of the graph is linked, and what is not: the state of the linking, seen from the keeper's side."""

from __future__ import annotations

from dataclasses import dataclass

from pyoxigraph import Literal

from graph.sparql import load
from graph.store import Store, text
from graph.views.nodes import things
from graph.views.things import Thing

__all__ = ["Coverage", "coverage"]


@dataclass(frozen=True, slots=True)
class Coverage:
    """Events and publications, web pages left out: how many, how many with a subject, an actor, a date; some without.

    ``unlinked`` are those without a subject; ``ambiguous``, the actors whose name is.
    """

    documents: int
    linked: int
    with_actor: int
    dated: int
    unlinked: tuple[Thing, ...]
    ambiguous: tuple[Thing, ...]


def coverage(store: Store, language: str = "fr", limit: int = 50) -> Coverage:
    """The coverage of a graph, with at most ``limit`` things in each list."""
    (row,) = store.select(load("graph.views", "coverage"))
    documents, linked, with_actor, dated = (
        int(text(row, name)) for name in ("documents", "linked", "with_actor", "dated")
    )
    lists = [
        [text(row, "thing") for row in store.select(load("graph.views", name), {"limit": Literal(limit)})]
        for name in ("unlinked", "ambiguous")
    ]
    known = things(store, [iri for found in lists for iri in found], language)
    unlinked, ambiguous = (tuple(known[iri] for iri in found) for found in lists)
    return Coverage(documents, linked, with_actor, dated, unlinked, ambiguous)
