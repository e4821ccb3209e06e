"""A graph that lives behind a SPARQL 1.1 endpoint, asked over HTTP. Writing to it is not for here.

The endpoint's default graph must be the merge of its named graphs, as it is for ours.
"""

from __future__ import annotations

from collections.abc import Iterator
from http.client import HTTPException
from io import BytesIO
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

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
from graph.store import Answer, Store, text
from ontology.errors import CallError, DataError, Place, QueryError
from ontology.namespaces import sparql_prefixes

__all__ = ["RemoteStore"]

_RESULTS, _TRIPLES = "application/sparql-results+json", "application/n-triples"
_SHOWN = 300
"""Characters of an endpoint's complaint that are passed on."""


class RemoteStore(Store):
    """The graph at an address; each query is one request, given up after ``timeout`` seconds."""

    def __init__(self, address: str, timeout: float = 60.0) -> None:
        if not address.startswith(("http://", "https://")):
            raise CallError(f"“{address}” is no address of an endpoint", None, "It starts with https:// or http://.")
        self.address = address
        self.timeout = timeout

    def query(self, query: str, bindings: Bindings | None = None) -> Answer:
        """Ask the endpoint.

        Raises :class:`QueryError` with its complaint when it refuses the query, :class:`DataError` when it cannot be
        reached or answers something else.
        """
        asked = sparql_prefixes() + bind(query, bindings or {})
        kind, body = self._ask(asked)
        if kind == _RESULTS:
            try:
                return parse_query_results(BytesIO(body), format=QueryResultsFormat.JSON)
            except (SyntaxError, ValueError) as error:
                raise self._problem(f"the answer cannot be read ({error})") from error
        if kind == _TRIPLES:
            return self._triples(body)
        raise self._problem(f"the answer is “{kind or 'of no type'}”, not a result of SPARQL")

    def graphs(self) -> Iterator[NamedNode]:
        """The names of the named graphs, in the endpoint's order."""
        for row in self.select("SELECT DISTINCT ?graph { GRAPH ?graph { ?s ?p ?o } }"):
            if isinstance(graph := row["graph"], NamedNode):
                yield graph

    def quads(self, graph: NamedNode | None = None) -> Iterator[Quad]:
        """Every quad of the named graphs, or those of one."""
        bound = {"graph": graph} if graph else {}
        query = "SELECT ?s ?p ?o ?named { GRAPH $graph { ?s ?p ?o } BIND($graph AS ?named) }"
        for row in self.select(query, bound):
            subject, predicate, named = row["s"], row["p"], row["named"]
            if (
                isinstance(subject, NamedNode | BlankNode)
                and isinstance(predicate, NamedNode)
                and isinstance(named, NamedNode)
            ):
                yield Quad(subject, predicate, row["o"], named)

    def __len__(self) -> int:
        """How many quads the named graphs hold."""
        (row,) = self.select("SELECT (COUNT(*) AS ?count) { GRAPH ?graph { ?s ?p ?o } }")
        return int(text(row, "count"))

    def _ask(self, query: str) -> tuple[str, bytes]:
        headers = {"Accept": f"{_RESULTS}, {_TRIPLES};q=0.9", "Content-Type": "application/sparql-query; charset=utf-8"}
        request = Request(self.address, query.encode(), headers)  # noqa: S310
        try:
            with urlopen(request, timeout=self.timeout) as answer:  # noqa: S310
                kind = str(answer.headers.get("Content-Type", "")).partition(";")[0].strip().lower()
                return kind, answer.read()
        except HTTPError as error:
            with error:
                said = " ".join(error.read(4 * _SHOWN).decode(errors="replace").split())[:_SHOWN]
            raise QueryError(f"the endpoint refused the query ({error.code}: {said})", Place(self.address)) from error
        except (URLError, HTTPException, OSError) as error:
            raise self._problem(f"the endpoint cannot be reached ({error})") from error

    def _triples(self, body: bytes) -> Answer:
        """The triples as the answer of a query, so that they are read like those of any store."""
        held = Oxigraph()
        try:
            held.load(body, format=RdfFormat.N_TRIPLES)
        except SyntaxError as error:
            raise self._problem(f"the answer cannot be read ({error})") from error
        return held.query("CONSTRUCT WHERE { ?s ?p ?o }")

    def _problem(self, said: str) -> DataError:
        return DataError(said, Place(self.address), "Check the address, and that a SPARQL endpoint answers there.")
