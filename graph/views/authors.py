"""Authors in the order in which sources give them (``ml:authorOrder``). How sources say that order is not for here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from pyoxigraph import NamedNode

from graph.binding import iri as term
from graph.sparql import load
from graph.store import Store, text
from ontology.folding import fold

__all__ = ["author_order", "author_places", "authors", "in_order"]


def author_order(iris: Iterable[str]) -> str:
    """The order as it is stated: the IRIs, each at its first place; empty where there are fewer than two.

    >>> author_order(["urn:b", "urn:a", "urn:b"]), author_order(["urn:b", "urn:b"])
    ('urn:b urn:a', '')
    """
    listed = list(dict.fromkeys(iris))
    return " ".join(listed) if len(listed) > 1 else ""


def author_places(orders: Iterable[str]) -> dict[str, int]:
    """The place of each author, from 0, in the longest of the orders that sources give, by its text the first of these.

    >>> author_places(["urn:c urn:a", "urn:b urn:a urn:c"])
    {'urn:b': 0, 'urn:a': 1, 'urn:c': 2}
    """
    listed = [list(dict.fromkeys(order.split())) for order in orders]
    chosen = min(listed, key=lambda iris: (-len(iris), iris), default=[])
    return {iri: place for place, iri in enumerate(chosen)}


def in_order(names: Mapping[str, str], orders: Iterable[str]) -> list[str]:
    """The authors, given by IRI with their names, in their order; those that it does not list follow, by name.

    >>> in_order({"urn:a": "Zoé", "urn:b": "Luc", "urn:c": "Émile"}, ["urn:b urn:gone"])
    ['urn:b', 'urn:c', 'urn:a']
    """
    places = author_places(orders)
    return sorted(names, key=lambda iri: (places.get(iri, len(places)), fold(names[iri])))


def authors(store: Store, publication: str, type_: NamedNode) -> list[str]:
    """The IRIs of a publication's authors that are of a type, in their order; raises :class:`CallError` for no IRI."""
    rows = list(store.select(load("graph.views", "authors"), {"thing": term(publication), "type": type_}))
    orders = {text(row, "order") for row in rows if "order" in row}
    named = sorted({(text(row, "author"), text(row, "name")) for row in rows if "author" in row})
    return in_order(dict(reversed(named)), orders)
