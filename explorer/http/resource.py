"""A thing as linked data: what is said of it, what points to it, the evidence, and the names of all that is linked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Triple

from graph.binding import Bindings
from graph.binding import iri as term
from graph.sparql import load
from graph.store import Store
from ontology.errors import CallError

__all__ = ["PAGE", "Resource", "check_known", "is_known", "resource", "statements"]

PAGE = 500
"""How many incoming links, and how many annotations, a page of the data holds."""


@dataclass(frozen=True, slots=True)
class Resource:
    """The triples of one page of a thing's data; ``more`` says whether there is a next page."""

    triples: list[Triple]
    more: bool


def is_known(store: Store, iri: str) -> bool:
    """Whether the graph says anything of the thing, or with it."""
    return store.ask(_query("known"), {"thing": term(iri)})


def check_known(store: Store, iri: str) -> None:
    """Raise :class:`CallError` for a thing of which the graph says nothing."""
    if not is_known(store, iri):
        raise CallError(f"the graph knows nothing of <{iri[:500]}>", remedy="Search for it by its name.")


def statements(store: Store, iri: str) -> list[Triple]:
    """What is said of a thing, and the names of what it is linked to; raises :class:`CallError` for what is no IRI."""
    return _with_names(store, list(store.construct(_query("outgoing"), {"thing": term(iri)})))


def resource(store: Store, iri: str, page: int = 1) -> Resource:
    """One page of the data on a thing, counted from 1; the first also has what is said of the thing itself.

    Raises :class:`CallError` for what is no IRI.
    """
    thing = term(iri)
    window: Bindings = {"thing": thing, "limit": Literal(PAGE + 1), "offset": Literal((page - 1) * PAGE)}
    incoming = [
        Triple(row["other"], row["property"], thing)
        for row in store.select(_query("incoming"), window)
        if isinstance(row["other"], NamedNode) and isinstance(row["property"], NamedNode)
    ]
    explaining = [row["annotation"] for row in store.select(_query("annotations"), window)]
    triples = list(store.construct(_query("outgoing"), {"thing": thing})) if page == 1 else []
    triples += incoming[:PAGE]
    if annotations := _nodes(explaining[:PAGE]):  # some servers take an empty list for no list at all
        triples += store.construct(_query("evidence"), {"annotations": annotations})
    return Resource(_with_names(store, triples), max(len(incoming), len(explaining)) > PAGE)


def _with_names(store: Store, triples: list[Triple]) -> list[Triple]:
    ends = (end for triple in triples for end in (triple.subject, triple.object))
    return [*triples, *store.construct(_query("labels"), {"things": _nodes(ends)})]


def _nodes(terms: Iterable[object]) -> list[NamedNode]:
    return sorted({node for node in terms if isinstance(node, NamedNode)}, key=lambda node: node.value)


def _query(name: str) -> str:
    return load("explorer.http", name)
