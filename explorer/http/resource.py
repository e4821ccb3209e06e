"""A thing as linked data: what is said of it, what points to it, the evidence, the names of all that is linked, and
which named graphs say so. Syntaxes are not for here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Quad, Triple

from graph.binding import Bindings
from graph.binding import iri as term
from graph.sparql import load
from graph.store import Store
from ontology.errors import CallError
from ontology.namespaces import RDFS

__all__ = ["PAGE", "Resource", "check_known", "is_known", "resource", "stated", "statements"]

PAGE = 500
"""How many incoming links, and how many annotations, a page of the data holds."""
GRAPHS = 10_000
"""How often named graphs are told to state something of the thing, or to point to it."""


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


def stated(store: Store, iri: str, triples: Iterable[Triple]) -> list[Quad]:
    """The triples of a thing's data, each once for every named graph that states it.

    Names of what it is linked to are in the first graph that has them. What the data add, as the ends of quotes, is in
    the default graph; so is what is said of a blank node, and what :data:`GRAPHS` leave no room for.
    """
    thing, left = term(iri), set(triples)
    asked: dict[str, set[NamedNode]] = {"pointing_in": set(), "labelled_in": set(), "said_in": set()}
    for triple in left:
        if isinstance(triple.subject, NamedNode):
            labels = triple.predicate == RDFS.label and triple.subject != thing
            name = "pointing_in" if triple.object == thing else "labelled_in" if labels else "said_in"
            asked[name].add(triple.subject)
    quads = [quad for name, nodes in asked.items() for quad in _quads(store, name, thing, nodes) if quad.triple in left]
    return quads + [Quad(*triple) for triple in left - {quad.triple for quad in quads}]


def _quads(store: Store, name: str, thing: NamedNode, subjects: set[NamedNode]) -> Iterator[Quad]:
    if not subjects:  # some servers take an empty list for no list at all
        return
    bound: Bindings = {"thing": thing, "subjects": _nodes(subjects), "limit": Literal(GRAPHS)}
    for row in store.select(_query(name), bound):
        subject, property_, graph = row["subject"], row["property"], row["graph"]
        if isinstance(subject, NamedNode) and isinstance(property_, NamedNode) and isinstance(graph, NamedNode):
            yield Quad(subject, property_, row["value"], graph)


def _with_names(store: Store, triples: list[Triple]) -> list[Triple]:
    ends = (end for triple in triples for end in (triple.subject, triple.object))
    return [*triples, *store.construct(_query("labels"), {"things": _nodes(ends)})]


def _nodes(terms: Iterable[object]) -> list[NamedNode]:
    return sorted({node for node in terms if isinstance(node, NamedNode)}, key=lambda node: node.value)


def _query(name: str) -> str:
    return load("explorer.http", name)
