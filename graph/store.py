"""The one interface to a graph, wherever it lives: everything above asks and writes through it.

Queries see the merge of all named graphs as the default graph, each triple once. Snapshots and files are not for here.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    Quad,
    QueryBoolean,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Triple,
    serialize,
)

from graph.binding import Bindings, Value

__all__ = ["Answer", "Bindings", "Row", "Store", "Term", "Value", "WritableStore", "text"]

Term = NamedNode | BlankNode | Literal | Triple
Row = Mapping[str, Term]
"""One solution: the bound variables, by name without the question mark."""
Answer = QuerySolutions | QueryBoolean | QueryTriples


def text(row: Row, name: str, default: str = "") -> str:
    """The IRI or the words that a solution holds under a name, or ``default`` where it holds none.

    >>> text({"l": Literal("RSE", language="fr")}, "l"), text({}, "l")
    ('RSE', '')
    """
    term = row.get(name)
    return default if term is None or isinstance(term, Triple) else term.value


class Store(ABC):
    """A graph that can be asked."""

    @abstractmethod
    def query(self, query: str, bindings: Bindings | None = None) -> Answer:
        """Evaluate any SPARQL 1.1 query; the prefixes of :data:`ontology.namespaces.PREFIXES` need no declaration.

        Raises :class:`ontology.errors.QueryError` with line and column when the query cannot be parsed.
        """

    def select(self, query: str, bindings: Bindings | None = None) -> Iterator[Row]:
        """The solutions of a ``SELECT`` query, one mapping a row, unbound variables left out."""
        answer = self.solutions(query, bindings)
        names = [variable.value for variable in answer.variables]
        for solution in answer:
            yield {name: value for name, value in zip(names, solution, strict=True) if value is not None}

    def solutions(self, query: str, bindings: Bindings | None = None) -> QuerySolutions:
        """The solutions of a ``SELECT`` query with their terms in its order; faster than by name, for the millions."""
        answer = self.query(query, bindings)
        if not isinstance(answer, QuerySolutions):
            raise TypeError("this takes a SELECT query")
        return answer

    def ask(self, query: str, bindings: Bindings | None = None) -> bool:
        """The answer of an ``ASK`` query."""
        return bool(self.query(query, bindings))

    def construct(self, query: str, bindings: Bindings | None = None) -> Iterator[Triple]:
        """The triples of a ``CONSTRUCT`` or ``DESCRIBE`` query."""
        answer = self.query(query, bindings)
        if not isinstance(answer, QueryTriples):
            raise TypeError("construct() takes a CONSTRUCT or DESCRIBE query")
        yield from answer

    @abstractmethod
    def graphs(self) -> Iterator[NamedNode]:
        """The names of the named graphs."""

    @abstractmethod
    def has_graph(self, name: NamedNode) -> bool:
        """Whether there is a named graph of that name."""

    @abstractmethod
    def quads(self, graph: NamedNode | None = None) -> Iterator[Quad]:
        """Every quad, or those of one named graph."""

    def triples(self) -> Iterator[Triple]:
        """What all named graphs say, each triple once, subject by subject: the same order for the same graph."""
        yield from sorted({quad.triple for quad in self.quads()}, key=str)

    def ntriples(self, graph: NamedNode) -> bytes:
        """What one named graph says as N-Triples, a line a triple: the same order for the same graph."""
        ordered = sorted({quad.triple for quad in self.quads(graph)}, key=str)
        return serialize(ordered, format=RdfFormat.N_TRIPLES) or b""

    @abstractmethod
    def __len__(self) -> int:
        """How many quads there are."""


class WritableStore(Store):
    """A graph that can be written too: one draft, one writer."""

    @abstractmethod
    def replace(self, graphs: Mapping[NamedNode, Iterable[Quad]]) -> None:
        """Make each named graph hold exactly these quads; an empty one disappears."""

    @abstractmethod
    def bulk_load(self, path: Path) -> None:
        """Add an N-Quads file, as fast as the store can."""
