"""Brings a SPARQL server to what a store holds, graph by graph: only what differs is sent, and it is counted after.

The server keeps, in a graph of its own, the hash of each graph that was brought whole. So a publication that was
interrupted goes on where it stopped, and graphs that others keep on the same server are left alone.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from pyoxigraph import Literal, NamedNode, Quad, Triple

from graph.binding import Bindings
from graph.embedded import EmbeddedStore
from graph.endpoint import Endpoint
from graph.fingerprint import canonical_lines
from graph.remote import RemoteStore
from graph.store import text
from ontology.errors import DataError, Place, QueryError
from ontology.namespaces import ML

__all__ = ["Publication", "publish_on"]

PIECE = 1_000
"""Triples that one update adds or takes away: Virtuoso refuses much longer ones."""
_PAGE = 2_000
"""Rows asked for at a time: a server may give no more than ten thousand."""

_HASHES = """SELECT ?graph ?hash {
  GRAPH $published { ?graph ml:fingerprint ?hash } FILTER(STR(?graph) > $after) } ORDER BY STR(?graph) LIMIT $page"""
_COUNTS = """SELECT ?graph (COUNT(*) AS ?count) {
  VALUES ?graph { $graphs } GRAPH ?graph { ?s ?p ?o } } GROUP BY ?graph"""
_HELD = "SELECT ?s ?p ?o { GRAPH $graph { ?s ?p ?o } } ORDER BY ?s ?p ?o LIMIT $page OFFSET $start"


@dataclass(frozen=True, slots=True)
class Publication:
    """What was sent: graphs written and taken away, how many quads the server holds of ours, and where to read it."""

    endpoint: Endpoint
    written: int
    removed: int
    quads: int


def publish_on(
    endpoint: Endpoint,
    store: EmbeddedStore,
    base: str,
    track: Callable[[list[NamedNode]], Iterable[NamedNode]] = iter,
) -> Publication:
    """Bring the server to what the store holds; ``base`` begins the names of the two graphs kept for it there.

    Raises :class:`DataError` when the server cannot be reached, does not let us in, or does not hold afterwards what
    was sent; what it has by then is kept, and the next publication goes on from there.
    """
    return _Server(endpoint, store, base).bring(track)


class _Server:
    def __init__(self, endpoint: Endpoint, store: EmbeddedStore, base: str) -> None:
        self.store = store
        self.published = NamedNode(f"{base}graph/published")
        merged = "" if _has_default_graph(endpoint, self.published) else f"{base}graph/merged"
        self.endpoint = replace(endpoint, default_graph=merged)
        self.remote = RemoteStore(replace(endpoint, default_graph=""))

    def bring(self, track: Callable[[list[NamedNode]], Iterable[NamedNode]]) -> Publication:
        """Send what differs, then count."""
        held = dict(self._hashes())
        wanted = {name: _hash(self.store.quads(name)) for name in self.store.graphs()}
        changed = sorted((name for name, value in wanted.items() if held.get(name) != value), key=str)
        gone = sorted(held.keys() - wanted.keys(), key=str)
        waiting: list[str] = []
        size = 0
        for name in track([*gone, *changed]):
            operations, triples = self._operations(name, wanted.get(name), new_to_it=not held)
            if size + triples > PIECE:
                self._send(waiting, size)
                waiting, size = [], 0
            waiting += operations
            size += triples
        self._send(waiting, size)
        return Publication(self.endpoint, len(changed), len(gone), self._verified(list(wanted)))

    def _hashes(self) -> Iterator[tuple[NamedNode, str]]:
        """The graphs that the server holds of ours, each with its hash."""
        after = ""
        while True:
            values: Bindings = {"published": self.published, "after": Literal(after), "page": Literal(_PAGE)}
            rows = list(self.remote.select(_HASHES, values))
            for row in rows:
                if isinstance(graph := row["graph"], NamedNode):
                    yield graph, text(row, "hash")
            if len(rows) < _PAGE:
                return
            after = text(rows[-1], "graph")

    def _operations(self, name: NamedNode, value: str | None, *, new_to_it: bool) -> tuple[list[str], int]:
        """The updates that make the server's graph hold what ours does, and how many triples they name.

        The default graph follows, and the hash is written last. Each can be done again after an interruption: triples
        leave the default graph before their own.
        """
        new = {quad.triple for quad in self.store.quads(name)}
        old = set() if new_to_it else self._held(name)
        added, left = sorted(new - old, key=str), sorted(old - new, key=str)
        default = self.store.oxigraph
        unsaid = [each for each in left if Quad(each.subject, each.predicate, each.object) not in default]
        operations = [
            *_operations("DELETE", unsaid, self._default),
            *_operations("DELETE", left, name),
            *_operations("INSERT", added, self._default),
            *_operations("INSERT", added, name),
            f"DELETE WHERE {{ GRAPH {self.published} {{ {name} {ML.fingerprint} ?hash }} }}",
        ]
        if value is not None:
            operations.append(f'INSERT DATA {{ GRAPH {self.published} {{ {name} {ML.fingerprint} "{value}" }} }}')
        return operations, len(unsaid) + len(left) + 2 * len(added) + 1

    def _send(self, operations: list[str], triples: int) -> None:
        """Send updates: together as one request when they are small, else one after the other."""
        together = [" ;\n".join(operations)] if operations and triples <= PIECE else operations
        for each in together:
            self.endpoint.update(each)

    @property
    def _default(self) -> NamedNode | None:
        return NamedNode(self.endpoint.default_graph) if self.endpoint.default_graph else None

    def _held(self, name: NamedNode) -> set[Triple]:
        """The triples of one graph on the server."""
        found: set[Triple] = set()
        for start in range(0, 1_000_000_000, _PAGE):
            values: Bindings = {"graph": name, "page": Literal(_PAGE), "start": Literal(start)}
            rows = list(self.remote.select(_HELD, values))
            for row in rows:
                subject, predicate = row["s"], row["p"]
                if isinstance(subject, NamedNode) and isinstance(predicate, NamedNode):
                    found.add(Triple(subject, predicate, row["o"]))
            if len(rows) < _PAGE:
                break
        return found

    def _verified(self, names: list[NamedNode]) -> int:
        """How many quads the server holds of ours; those of a graph that is not whole are sent again next time.

        Raises :class:`DataError` naming the graphs whose count differs.
        """
        counts: dict[str, int] = {}
        for start in range(0, len(names), _PAGE // 10):
            for row in self.remote.select(_COUNTS, {"graphs": names[start : start + _PAGE // 10]}):
                counts[text(row, "graph")] = int(text(row, "count"))
        differing = [name for name in names if counts.get(name.value, 0) != sum(1 for _ in self.store.quads(name))]
        for name in differing:
            self.endpoint.update(f"DELETE WHERE {{ GRAPH {self.published} {{ {name} {ML.fingerprint} ?hash }} }}")
        if differing:
            shown = ", ".join(str(name) for name in differing[:3])
            raise DataError(
                f"{len(differing)} graphs do not hold on the server what was sent: {shown}",
                Place(self.endpoint.address),
                "Build again: they are sent anew. If it stays so, the server changes what it is given.",
            )
        return sum(counts.values())


def _hash(quads: Iterable[Quad]) -> str:
    return hashlib.sha256("".join(canonical_lines(quads)).encode()).hexdigest()[:32]


def _operations(verb: str, triples: list[Triple], graph: NamedNode | None) -> Iterator[str]:
    """Updates that add these triples to a graph (or the default one), or take them away, some at a time."""
    for start in range(0, len(triples), PIECE):
        lines = "\n".join(f"{each} ." for each in triples[start : start + PIECE])
        yield f"{verb} DATA {{ GRAPH {graph} {{\n{lines}\n}} }}" if graph else f"{verb} DATA {{\n{lines}\n}}"


def _has_default_graph(endpoint: Endpoint, node: NamedNode) -> bool:
    """Whether the server keeps a default graph of its own, which an update can write to and a query then reads."""
    line = f"{node} {ML.fingerprint} true ."
    try:
        endpoint.update(f"INSERT DATA {{ {line} }}")
    except QueryError:
        return False
    remote = RemoteStore(endpoint)
    apart = remote.ask(f"ASK {{ {line} FILTER NOT EXISTS {{ GRAPH ?graph {{ {line} }} }} }}")
    endpoint.update(f"DELETE DATA {{ {line} }}")
    return apart
