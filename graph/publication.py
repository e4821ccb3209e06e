"""Brings a SPARQL server to what a store holds, graph by graph: only what differs is sent, and it is counted after.

The server keeps, in a graph of its own, the hash of each graph that was brought whole, and the name of the snapshot
that it holds whole. So a publication that was interrupted goes on where it stopped, readers know that the server is
half-way, and graphs that others keep on the same server are left alone. Blank nodes go there as Skolem IRIs: no update
can name one that another update made. What answers from there is not for here.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple

from graph.binding import Bindings
from graph.embedded import EmbeddedStore
from graph.endpoint import Endpoint
from graph.fingerprint import canonical_lines
from graph.remote import RemoteStore
from graph.skolem import Skolem
from graph.store import Row, text
from ontology.errors import DataError, Place
from ontology.namespaces import ML

__all__ = ["Held", "Publication", "held_by", "on_server", "publish_on", "published_graph"]

PIECE = 1_000
"""Triples that one update adds or takes away: Virtuoso refuses much longer ones."""
_PAGE = 5_000
"""Rows asked for at a time: a server may give no more than ten thousand."""

_HASHES = """SELECT ?graph ?hash {
  GRAPH $published { ?graph ml:fingerprint ?hash } FILTER(STR(?graph) > $after) } ORDER BY STR(?graph) LIMIT $page"""
_COUNTS = """SELECT ?graph (COUNT(*) AS ?count) {
  VALUES ?graph { $graphs } GRAPH ?graph { ?s ?p ?o } } GROUP BY ?graph"""
_HAS_BLANK = "FILTER(isBlank(?s) || isBlank(?o))"
_BLANK = f"SELECT DISTINCT ?graph {{ VALUES ?graph {{ $graphs }} GRAPH ?graph {{ ?s ?p ?o {_HAS_BLANK} }} }}"
_SNAPSHOT = """SELECT ?published ?snapshot ?default {
  GRAPH ?published { ?published ml:snapshot ?snapshot OPTIONAL { ?published ml:defaultGraph ?default } } } LIMIT 2"""
_TWICE = """SELECT (COUNT(*) AS ?count) { $node ml:fingerprint true }"""
_BESIDE = """ASK { $node ml:fingerprint true GRAPH ?graph { $node ml:fingerprint true } }"""


@dataclass(frozen=True, slots=True)
class Publication:
    """What was sent: graphs written and taken away, how many quads the server holds of ours, and where to read it."""

    endpoint: Endpoint
    written: int
    removed: int
    quads: int


@dataclass(frozen=True, slots=True)
class Held:
    """What a server says that it holds: the graph that says it, a snapshot whole, and what stands for its default
    graph; the last two are empty where there is none.
    """

    published: str
    snapshot: str = ""
    default_graph: str = ""


def published_graph(base: str) -> NamedNode:
    """The graph in which a server keeps what was published there under a base."""
    return NamedNode(f"{base}graph/published")


def held_by(endpoint: Endpoint, base: str = "") -> Held | None:
    """What the server holds of a workspace by its base, or of the only one that is published there.

    Raises what asking does.
    """
    values: Bindings = {"published": published_graph(base)} if base else {}
    rows = list(_plain(endpoint).select(_SNAPSHOT, values))
    if len(rows) != 1:
        return Held(published_graph(base).value) if base else None
    return Held(text(rows[0], "published"), text(rows[0], "snapshot"), text(rows[0], "default"))


def on_server(address: str, tell: Callable[[str], object] | None = None) -> RemoteStore:
    """The graph at an address: the one that was published there, else whatever the endpoint holds.

    ``tell`` is told whenever the server is waited for.
    """
    endpoint = Endpoint(address, tell=tell)
    held = held_by(endpoint)
    if held is None:
        return RemoteStore(endpoint)
    return RemoteStore(replace(endpoint, default_graph=held.default_graph), held.published)


def publish_on(
    endpoint: Endpoint,
    store: EmbeddedStore,
    base: str,
    track: Callable[[list[NamedNode]], Iterable[NamedNode]] = iter,
    snapshot: str = "",
) -> Publication:
    """Bring the server to what the store holds; ``base`` begins the names of the two graphs kept for it there.

    While it works the server holds no snapshot whole; once counted, it holds that of the name ``snapshot``. A graph
    whose count differs, since others wrote to it, is sent once more.

    Raises :class:`ServerError` when the server cannot be reached, :class:`QueryError` when it refuses what is sent and
    :class:`DataError` when it does not let us in, cannot hold such a graph, or does not hold afterwards what was sent;
    what it has by then is kept, and the next publication goes on from there.
    """
    return _Server(endpoint, store, base).bring(track, snapshot)


def _plain(endpoint: Endpoint) -> RemoteStore:
    """The server's own dataset."""
    return RemoteStore(replace(endpoint, default_graph=""))


class _Server:
    def __init__(self, endpoint: Endpoint, store: EmbeddedStore, base: str) -> None:
        self.store = store
        self.skolem = Skolem(base)
        self.published = published_graph(base)
        self.remote = _plain(endpoint)
        self.merges, merged = _default_graph(endpoint, self.published, f"{base}graph/merged")
        self.endpoint = replace(endpoint, default_graph=merged)

    def bring(self, track: Callable[[list[NamedNode]], Iterable[NamedNode]], snapshot: str) -> Publication:
        """Send what differs, then count; what others changed there since is sent once more."""
        self._say("")
        held = dict(self._hashes())
        wanted = {name: _hash(self._quads(name)) for name in self.store.graphs()}
        changed = sorted((name for name, value in wanted.items() if held.get(name) != value), key=str)
        gone = sorted(held.keys() - wanted.keys(), key=str)
        self._take_blank_nodes([*gone, *changed] if held else [])
        self._write(track([*gone, *changed]), wanted, new_to_it=not held)
        counts = self._counts(list(wanted))
        if differing := self._differing(counts):
            self._take_blank_nodes(differing)
            self._write(track(differing), wanted)
            counts |= self._counts(differing)
        self._check(counts)
        self._say(snapshot)
        return Publication(self.endpoint, len({*changed, *differing}), len(gone), sum(counts.values()))

    def _write(self, names: Iterable[NamedNode], wanted: Mapping[NamedNode, str], *, new_to_it: bool = False) -> None:
        """Make these graphs hold there what they do here; those that have no wanted hash are taken away."""
        waiting: list[str] = []
        size = 0
        for name in names:
            operations, triples = self._operations(name, wanted.get(name), new_to_it=new_to_it)
            if size + triples > PIECE:
                self._send(waiting, size)
                waiting, size = [], 0
            waiting += operations
            size += triples
        self._send(waiting, size)

    def _say(self, snapshot: str) -> None:
        """Have the server say which snapshot it holds whole; none when the name is empty."""
        graph = self.published
        said = f"{graph} {ML.snapshot} {Literal(snapshot)} ."
        if self.endpoint.default_graph:
            said += f" {graph} {ML.defaultGraph} {self._default} ."
        self.endpoint.update(f"DELETE WHERE {{ GRAPH {graph} {{ {graph} ?said ?what }} }}")
        if snapshot:
            self.endpoint.update(f"INSERT DATA {{ GRAPH {graph} {{ {said} }} }}")

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
        new = {quad.triple for quad in self._quads(name)}
        old = set() if new_to_it else {quad.triple for quad in self.remote.quads(name)}
        added, left = sorted(new - old, key=str), sorted(old - new, key=str)
        unsaid = [each for each in left if not self._is_stated(each)]
        operations = [
            *_operations("DELETE", unsaid if self.merges else [], self._default),
            *_operations("DELETE", left, name),
            *_operations("INSERT", added if self.merges else [], self._default),
            *_operations("INSERT", added, name),
            f"DELETE WHERE {{ GRAPH {self.published} {{ {name} {ML.fingerprint} ?hash }} }}",
        ]
        if value is not None:
            operations.append(f'INSERT DATA {{ GRAPH {self.published} {{ {name} {ML.fingerprint} "{value}" }} }}')
        return operations, len(unsaid) + len(left) + 2 * len(added) + 1

    def _quads(self, name: NamedNode) -> Iterator[Quad]:
        """What a graph holds here, as it is sent."""
        return map(self.skolem.quad, self.store.quads(name))

    def _is_stated(self, sent: Triple) -> bool:
        """Whether a graph here states a triple of the server's."""
        default, meant = self.store.oxigraph, self.skolem.meant
        return any(
            Quad(subject, sent.predicate, value) in default
            for subject in meant(sent.subject)
            if isinstance(subject, NamedNode | BlankNode)
            for value in meant(sent.object)
        )

    def _take_blank_nodes(self, names: list[NamedNode]) -> None:
        """Take away the triples of these graphs that have a blank node: they are of others, and have no name there."""
        merged = f"GRAPH {self._default} {{ ?s ?p ?o }}" if self._default else "?s ?p ?o"
        for row in self._about(_BLANK, names):
            own = f"GRAPH {row['graph']} {{ ?s ?p ?o }}"
            for place in (merged, own) if self.merges else (own,):
                self.endpoint.update(f"DELETE {{ {place} }} WHERE {{ {own} {_HAS_BLANK} }}")

    def _send(self, operations: list[str], triples: int) -> None:
        """Send updates: together as one request when they are small, else one after the other."""
        together = [" ;\n".join(operations)] if operations and triples <= PIECE else operations
        for each in together:
            self.endpoint.update(each)

    @property
    def _default(self) -> NamedNode | None:
        return NamedNode(self.endpoint.default_graph) if self.endpoint.default_graph else None

    def _counts(self, names: list[NamedNode]) -> dict[NamedNode, int]:
        """How many quads the server holds of each of these graphs."""
        counts = dict.fromkeys(names, 0)
        for row in self._about(_COUNTS, names):
            counts[NamedNode(text(row, "graph"))] = int(text(row, "count"))
        return counts

    def _about(self, query: str, names: list[NamedNode]) -> Iterator[Row]:
        """The rows of a query about these graphs, asked some at a time."""
        for start in range(0, len(names), _PAGE // 10):
            yield from self.remote.select(query, {"graphs": names[start : start + _PAGE // 10]})

    def _differing(self, counts: Mapping[NamedNode, int]) -> list[NamedNode]:
        """The graphs of which the server holds more or fewer quads than the store."""
        differing = (name for name, count in counts.items() if count != len(set(self._quads(name))))
        return sorted(differing, key=str)

    def _check(self, counts: Mapping[NamedNode, int]) -> None:
        """Raise :class:`DataError` naming the graphs whose count differs; these are sent again next time."""
        differing = self._differing(counts)
        for name in differing:
            self.endpoint.update(f"DELETE WHERE {{ GRAPH {self.published} {{ {name} {ML.fingerprint} ?hash }} }}")
        if differing:
            shown = ", ".join(str(name) for name in differing[:3])
            which = "1 graph does not" if len(differing) == 1 else f"{len(differing)} graphs do not"
            raise DataError(
                f"{which} hold on the server what was sent twice: {shown}",
                Place(self.endpoint.address),
                "The server changes what it is given, or others write there too.",
            )


def _hash(quads: Iterable[Quad]) -> str:
    return hashlib.sha256("".join(canonical_lines(quads)).encode()).hexdigest()[:32]


def _operations(verb: str, triples: list[Triple], graph: NamedNode | None) -> Iterator[str]:
    """Updates that add these triples to a graph (or the default one), or take them away, some at a time."""
    for start in range(0, len(triples), PIECE):
        lines = "\n".join(f"{each} ." for each in triples[start : start + PIECE])
        yield f"{verb} DATA {{ GRAPH {graph} {{\n{lines}\n}} }}" if graph else f"{verb} DATA {{\n{lines}\n}}"


def _default_graph(endpoint: Endpoint, node: NamedNode, merged: str) -> tuple[bool, str]:
    """Whether we must write the merge of our graphs, and to which named graph; empty for the server's default graph.

    Found out with a triple in two graphs: a default graph that shows it once is the merge already, one that shows it
    twice is a union that repeats what several graphs state, and is of no use.

    Raises :class:`DataError` for such a server if it hides named graphs from a query that names its default graph.
    """
    line = f"{node} {ML.fingerprint} true ."
    one, other = (NamedNode(f"{node.value}-{number}") for number in (1, 2))
    both = f"GRAPH {one} {{ {line} }} GRAPH {other} {{ {line} }}"
    endpoint.update(f"INSERT DATA {{ {both} }}")
    try:
        (row,) = _plain(endpoint).select(_TWICE, {"node": node})
        seen = int(text(row, "count"))
        if seen < 2:
            return seen == 0, ""
        if RemoteStore(replace(endpoint, default_graph=one.value)).ask(_BESIDE, {"node": node}):
            return True, merged
    finally:
        endpoint.update(f"DELETE DATA {{ {both} }}")
    raise DataError(
        "the server's default graph is the union of its graphs, each triple as often as they state it",
        Place(endpoint.address),
        "Start it with a default graph of its own (Oxigraph: without --union-default-graph).",
    )
