"""A graph that lives behind a SPARQL 1.1 endpoint, asked over HTTP. Writing to it is not for here.

The endpoint's default graph must be the merge of its named graphs, as it is for ours.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO

from pyoxigraph import (
    BlankNode,
    NamedNode,
    Quad,
    QueryResultsFormat,
    RdfFormat,
    parse_query_results,
)
from pyoxigraph import (
    Store as Oxigraph,
)

from graph.binding import Bindings, bind
from graph.endpoint import RESULTS, TRIPLES, Endpoint
from graph.store import Answer, Row, Store, text
from ontology.namespaces import sparql_prefixes

__all__ = ["RemoteStore"]


class RemoteStore(Store):
    """The graph at an address; each query is one request."""

    def __init__(self, endpoint: Endpoint | str) -> None:
        self.endpoint = Endpoint(endpoint) if isinstance(endpoint, str) else endpoint

    def query(self, query: str, bindings: Bindings | None = None) -> Answer:
        """Ask the endpoint.

        Raises :class:`QueryError` with its complaint when it refuses the query, :class:`DataError` when it cannot be
        reached or answers something else.
        """
        asked = sparql_prefixes() + bind(query, bindings or {})
        kind, body = self.endpoint.ask(asked)
        if kind == RESULTS:
            try:
                return parse_query_results(BytesIO(body), format=QueryResultsFormat.JSON)
            except (SyntaxError, ValueError) as error:
                raise self.endpoint.problem(f"the answer cannot be read ({error})") from error
        if kind == TRIPLES:
            return self._triples(body)
        raise self.endpoint.problem(f"the answer is “{kind or 'of no type'}”, not a result of SPARQL")

    def graphs(self) -> Iterator[NamedNode]:
        """The names of the named graphs, in the endpoint's order."""
        for row in self.select(f"SELECT DISTINCT ?graph {{ GRAPH ?graph {{ ?s ?p ?o }} {self._apart} }}"):
            if isinstance(graph := row["graph"], NamedNode):
                yield graph

    def quads(self, graph: NamedNode | None = None) -> Iterator[Quad]:
        """Every quad of the named graphs, or those of one."""
        everything = f"SELECT ?s ?p ?o ?graph {{ GRAPH ?graph {{ ?s ?p ?o }} {self._apart} }}"
        for row in self._quads_of(graph) if graph else self.select(everything):
            subject, predicate, named = row["s"], row["p"], graph or row["graph"]
            if (
                isinstance(subject, NamedNode | BlankNode)
                and isinstance(predicate, NamedNode)
                and isinstance(named, NamedNode)
            ):
                yield Quad(subject, predicate, row["o"], named)

    def _quads_of(self, graph: NamedNode) -> Iterator[Row]:
        """The rows of one graph, asked without a default graph: with one, Virtuoso finds no graph that is named."""
        endpoint = replace(self.endpoint, default_graph="")
        return RemoteStore(endpoint).select("SELECT ?s ?p ?o { GRAPH $graph { ?s ?p ?o } }", {"graph": graph})

    def __len__(self) -> int:
        """How many quads the named graphs hold."""
        (row,) = self.select(f"SELECT (COUNT(*) AS ?count) {{ GRAPH ?graph {{ ?s ?p ?o }} {self._apart} }}")
        return int(text(row, "count"))

    @property
    def _apart(self) -> str:
        """What leaves out the graph that stands for the default graph, where there is one."""
        return f"FILTER(?graph != <{self.endpoint.default_graph}>)" if self.endpoint.default_graph else ""

    def _triples(self, body: bytes) -> Answer:
        """The triples as the answer of a query, so that they are read like those of any store."""
        held = Oxigraph()
        try:
            held.load(body, format=RdfFormat.N_TRIPLES)
        except SyntaxError as error:
            raise self.endpoint.problem(f"the answer cannot be read ({error})") from error
        return held.query("CONSTRUCT WHERE { ?s ?p ?o }")
