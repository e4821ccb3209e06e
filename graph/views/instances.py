"""The things of a class: how many, and some of them. What a class means is told by its own description."""

from __future__ import annotations

from pyoxigraph import Literal

from graph.binding import iri as term
from graph.sparql import load
from graph.store import Store, text
from graph.views.nodes import things
from graph.views.things import Thing

__all__ = ["instances"]


def instances(store: Store, class_: str, language: str = "fr", limit: int = 50) -> tuple[int, tuple[Thing, ...]]:
    """How many things are said to be of the class itself, and up to ``limit`` of them in order of IRI.

    Raises :class:`CallError` when the text is no IRI.
    """
    asked = {"class": term(class_)}
    total = sum(int(text(row, "total")) for row in store.select(load("graph.views", "instances_count"), asked))
    rows = store.select(load("graph.views", "instances"), asked | {"limit": Literal(limit)})
    found = [text(row, "thing") for row in rows]
    named = things(store, found, language)
    return total, tuple(named[iri] for iri in found)
