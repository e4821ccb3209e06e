"""A graph that lives behind a SPARQL 1.1 endpoint, asked over HTTP. Writing to it is not for here.

A graph that we published there answers as at home. Any other endpoint is asked as it is: its default graph should be
the merge of its named graphs.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from io import BytesIO

from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    Quad,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    parse_query_results,
)
from pyoxigraph import (
    Store as Oxigraph,
)

from graph.binding import Bindings, bind
from graph.endpoint import RESULTS, TRIPLES, Endpoint
from graph.served_dataset import Served, served
from graph.sparql import load
from graph.store import Answer, Row, Store, Term, text
from graph.syntax import syntax_error
from ontology.errors import DataError
from ontology.namespaces import PREFIXES, XSD, sparql_prefixes

__all__ = ["RemoteStore"]

_PAGE = 5_000
"""Rows asked for at a time: Virtuoso gives no more than ten thousand."""
_EMPTY = Oxigraph()
_BASE = re.compile(r"(?:\s+|#[^\r\n]*)*+BASE\s*<[^>]*>", re.IGNORECASE)
_TRUTHS: dict[Term, Term] = {
    Literal(written, datatype=XSD.boolean): Literal(meant, datatype=XSD.boolean)
    for written, meant in (("1", "true"), ("0", "false"))
}
"""How Virtuoso writes what is true and what is false, and how we do."""


class RemoteStore(Store):
    """The graph at an address; each query is one request.

    ``published`` is the graph in which the server keeps what was published there, empty for an endpoint of others.
    ``beside`` is the store of the snapshot that the server holds: it stays open, and unpruned, as long as this one.
    """

    def __init__(self, endpoint: Endpoint | str, published: str = "", beside: Store | None = None) -> None:
        self.endpoint = Endpoint(endpoint) if isinstance(endpoint, str) else endpoint
        self.published = published
        self._beside = beside

    def query(self, query: str, bindings: Bindings | None = None) -> Answer:
        """Ask the endpoint; solutions come as it sends them.

        Raises :class:`QueryError` when the query cannot be parsed or the endpoint refuses it, :class:`ServerError` when
        it cannot be reached, :class:`DataError` when it answers something else.
        """
        return self.evaluate(bind(query, bindings or {}))

    def evaluate(
        self,
        query: str,
        base: str | None = None,
        default_graphs: Collection[str] | None = None,
        named_graphs: Collection[str] | None = None,
    ) -> Answer:
        """As :meth:`query`, with a base for relative IRIs and the dataset of the protocol, where one is named."""
        form = _form(query, base)
        if default_graphs is None and named_graphs is None:
            kept = [self.published] if self.published else []
            asked = served(query, self.endpoint.default_graph, kept, base)
        else:
            asked = Served(query, tuple(default_graphs or ()), tuple(named_graphs or ()))
        return self._sent(asked, form, base)

    def _sent(self, asked: Served, form: type[Answer], base: str | None = None) -> Answer:
        wanted = TRIPLES if form is QueryTriples else RESULTS
        text = _declared(asked.query, base)
        kind, body = self.endpoint.ask(text, wanted, asked.default_graphs, asked.named_graphs)
        if kind != wanted:
            raise self.endpoint.problem(f"the answer is “{kind or 'of no type'}”, not a result of SPARQL")
        try:
            if form is QueryTriples:
                return _triples(body.read())
            found = parse_query_results(body, format=QueryResultsFormat.JSON)
            if form is QueryBoolean and isinstance(found, QuerySolutions):
                return _boolean(value=any(True for _ in found))
        except (SyntaxError, ValueError) as error:
            raise self._unread(error) from error
        return found

    def _unread(self, error: Exception) -> DataError:
        return self.endpoint.problem(f"the answer cannot be read ({error})")

    def _mapped(self, answer: Answer) -> Iterator[Row]:
        """Solutions as mappings, with truth written as we do; raises :class:`DataError` where the answer breaks off."""
        if not isinstance(answer, QuerySolutions):
            raise TypeError("select() takes a SELECT query")
        names = [variable.value for variable in answer.variables]
        try:
            for row in answer:
                known = zip(names, row, strict=True)
                yield {name: _TRUTHS.get(value, value) for name, value in known if value is not None}
        except (SyntaxError, ValueError) as error:
            raise self._unread(error) from error

    def select(self, query: str, bindings: Bindings | None = None) -> Iterator[Row]:
        """The solutions of a ``SELECT`` query, one mapping a row, unbound variables left out."""
        return self._mapped(self.query(query, bindings))

    def _rows(self, query: str, bindings: Bindings) -> Iterator[Row]:
        """The rows of a query on the server's own dataset, and not on ours."""
        return self._mapped(self._sent(Served(bind(query, bindings)), QuerySolutions))

    def graphs(self) -> Iterator[NamedNode]:
        """The names of the named graphs, in the endpoint's order."""
        asked, after = load("graph", "published_graphs" if self.published else "named_graphs"), ""
        while True:
            values: Bindings = {"published": self._published, "after": Literal(after), "page": Literal(_PAGE)}
            rows = list(self._rows(asked, values) if self.published else self.select(asked))
            yield from (graph for row in rows if isinstance(graph := row["graph"], NamedNode))
            if len(rows) < _PAGE or not self.published:
                return
            after = text(rows[-1], "graph")

    def has_graph(self, name: NamedNode) -> bool:
        """Whether there is a named graph of that name that holds anything."""
        return self.ask(load("graph", "holds"), {"graph": name})

    def quads(self, graph: NamedNode | None = None) -> Iterator[Quad]:
        """Every quad of the named graphs, or those of one; a graph is read in pages, each a request."""
        if graph is None:
            for name in self.graphs():
                yield from self.quads(name)
            return
        for start in range(0, 1_000_000_000, _PAGE):
            values: Bindings = {"graph": graph, "page": Literal(_PAGE), "start": Literal(start)}
            rows = list(self._rows(load("graph", "held"), values))
            for row in rows:
                subject, predicate = row["s"], row["p"]
                if isinstance(subject, NamedNode | BlankNode) and isinstance(predicate, NamedNode):
                    yield Quad(subject, predicate, row["o"], graph)
            if len(rows) < _PAGE:
                return

    def __len__(self) -> int:
        """How many quads the named graphs hold."""
        asked = load("graph", "published_count" if self.published else "count")
        values: Bindings = {"published": self._published}
        (row,) = self._rows(asked, values) if self.published else self.select(asked)
        return int(text(row, "count"))

    @property
    def _published(self) -> NamedNode:
        return NamedNode(self.published or "urn:none")


def _form(query: str, base: str | None) -> type[Answer]:
    """What a query gives, found out at home: what cannot be parsed is told with its line, and no update gets through.

    Raises :class:`QueryError` for text that is no query of SPARQL 1.1.
    """
    try:
        return type(_EMPTY.query(query, base_iri=base or None, prefixes=PREFIXES))
    except SyntaxError as error:
        raise syntax_error(str(error.msg), query) from error
    except (OSError, ValueError):  # a SERVICE that a query of that form asks at once
        return QueryBoolean


def _declared(query: str, base: str | None) -> str:
    """The query with the prefixes of the project; a base comes before them, as Virtuoso wants it."""
    own = _BASE.match(query)
    first = own[0] if own else f"BASE <{base}>" if base else ""
    return f"{first}\n{sparql_prefixes()}{query[own.end() if own else 0 :]}"


def _boolean(*, value: bool) -> Answer:
    said = b"true" if value else b"false"
    return parse_query_results(b'{"head":{},"boolean":%s}' % said, format=QueryResultsFormat.JSON)


def _triples(body: bytes) -> Answer:
    """The triples as the answer of a query, so that they are read like those of any store."""
    held = Oxigraph()
    held.load(BytesIO(body), format=RdfFormat.N_TRIPLES)
    return held.query("CONSTRUCT WHERE { ?s ?p ?o }")
