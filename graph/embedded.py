"""The embedded home of a graph: an Oxigraph store in a folder or in memory. Copies and publication are not for here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from io import BufferedReader, RawIOBase
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Self

from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, Triple
from pyoxigraph import Store as Oxigraph

from graph.binding import Bindings, bind
from graph.room import room_remedy
from graph.store import Answer, WritableStore
from graph.syntax import syntax_error
from ontology.errors import DataError, Place, QueryError
from ontology.namespaces import PREFIXES

if TYPE_CHECKING:
    from typing_extensions import Buffer

__all__ = ["EXAMINE", "EmbeddedStore"]

_BULK = 200_000
"""Quads that are written at once."""
_SORTED = 20_000
"""Quads: above this many, sorted files are written directly instead of one transaction."""
_DEFAULT = DefaultGraph()
EXAMINE = "`maillage doctor` says what to do."
"""What to do where files are damaged."""


class EmbeddedStore(WritableStore):
    """A store of this process. Open it with :meth:`open`, :meth:`read_only` or :meth:`memory`.

    The default graph is kept as the merge of all named graphs, each triple once: the engine's own union would give a
    triple as often as graphs state it, and count it so.
    """

    def __init__(self, oxigraph: Oxigraph) -> None:
        self.oxigraph = oxigraph
        self._ordered = True

    @classmethod
    def open(cls, path: Path) -> Self:
        """The store in that folder, to read and write; made when absent. One process at a time can hold it so."""
        try:
            return cls(Oxigraph(str(path)))
        except (OSError, RuntimeError) as error:  # the engine's own for files that are damaged
            raise DataError(f"the store cannot be opened ({error})", Place(str(path)), room_remedy(error)) from error

    @classmethod
    def read_only(cls, path: Path) -> Self:
        """The store in that folder, for reading: any number of processes and threads can, while nobody writes to it."""
        if not path.is_dir():
            raise DataError("there is no store here", Place(str(path)), "Run `maillage build`.")
        try:
            return cls(Oxigraph.read_only(str(path)))
        except (OSError, RuntimeError) as error:  # the engine's own for files that are damaged
            raise DataError(f"the store cannot be opened ({error})", Place(str(path)), EXAMINE) from error

    @classmethod
    def memory(cls) -> Self:
        """An empty store that is never written to a disk."""
        store = cls(Oxigraph())
        store._ordered = False
        return store

    def query(self, query: str, bindings: Bindings | None = None) -> Answer:
        """Evaluate a query; solutions come as they are found.

        Raises :class:`QueryError` when the query cannot be parsed, or when a ``SERVICE`` in it fails.
        """
        try:
            return self.oxigraph.query(bind(query, bindings or {}), prefixes=PREFIXES)
        except SyntaxError as error:
            raise syntax_error(str(error.msg), query) from error
        except OSError as error:
            remedy = "Try again; simplify the query if it happens twice."
            raise QueryError(f"the query cannot be evaluated ({error})", None, remedy) from error

    def graphs(self) -> Iterator[NamedNode]:
        """The names of the named graphs, in the store's order."""
        return (name for name in self.oxigraph.named_graphs() if isinstance(name, NamedNode))

    def has_graph(self, name: NamedNode) -> bool:
        """Whether there is a named graph of that name, be it empty."""
        return self.oxigraph.contains_named_graph(name)

    def quads(self, graph: NamedNode | None = None) -> Iterator[Quad]:
        """Every quad of the named graphs, or those of one, in the store's order."""
        if graph is not None:
            return self.oxigraph.quads_for_pattern(None, None, None, graph)
        return (quad for quad in self.oxigraph if quad.graph_name != _DEFAULT)

    def triples(self) -> Iterator[Triple]:
        """What all named graphs say, each triple once, subject by subject; a store on the disk is read in its order."""
        if not self._ordered:
            return super().triples()
        return (quad.triple for quad in self.oxigraph.quads_for_pattern(None, None, None, _DEFAULT))

    def ntriples(self, graph: NamedNode) -> bytes:
        """What one named graph says as N-Triples; on the disk the engine writes it, triple by triple."""
        if not self._ordered:
            return super().ntriples(graph)
        return self.oxigraph.dump(format=RdfFormat.N_TRIPLES, from_graph=graph) or b""

    def __len__(self) -> int:
        """How many quads the named graphs hold; the store is read through for it (2 million: half a second)."""
        return len(self.oxigraph) - sum(1 for _ in self.oxigraph.quads_for_pattern(None, None, None, _DEFAULT))

    def replace(self, graphs: Mapping[NamedNode, Iterable[Quad]]) -> None:
        """Make each named graph hold exactly these quads; an empty one disappears.

        Raises :class:`ValueError`, before anything of that graph is written, for a quad of another.
        """
        self._exchange((name, set(self.quads(name)), set(quads)) for name, quads in graphs.items())

    def _exchange(self, graphs: Iterable[tuple[NamedNode, set[Quad], set[Quad]]]) -> None:
        """Make named graphs hold other quads; each is given with those that it holds, and is to hold."""
        waiting: list[Quad] = []
        gone: set[Quad] = set()
        said: set[Quad] = set()
        for name, held, new in graphs:
            if any(quad.graph_name != name for quad in new):
                raise ValueError(f"a quad of another graph was given for {name}")
            gone.update(_merged(held - new))
            said.update(_merged(new - held))
            waiting += self._make_way(name, held, new)
            if len(waiting) >= _BULK:
                self._add(waiting)
                waiting = []
        self._add(waiting)
        self._add(list(said - gone))  # the others are in the default graph already
        for quad in gone - said:
            if not self._is_stated(quad):
                self.oxigraph.remove(quad)

    def _make_way(self, name: NamedNode, held: set[Quad], new: set[Quad]) -> set[Quad]:
        """Remove what a named graph is to hold no more; returns what is then missing in it."""
        if len(held & new) <= len(held) // 2:
            self.oxigraph.remove_graph(name)
            return new
        for quad in held - new:
            self.oxigraph.remove(quad)
        return new - held

    def _add(self, quads: list[Quad]) -> None:
        extend = self.oxigraph.bulk_extend if len(quads) >= _SORTED else self.oxigraph.extend
        extend(quads)

    def _is_stated(self, quad: Quad) -> bool:
        """Whether a named graph states a triple of the default graph."""
        found = self.oxigraph.quads_for_pattern(quad.subject, quad.predicate, quad.object, None)
        return any(other.graph_name != _DEFAULT for other in found)

    def bulk_load(self, path: Path) -> None:
        """Add an N-Quads file; raises :class:`DataError` naming the line that is not N-Quads."""
        try:
            self.oxigraph.bulk_load(path=str(path), format=RdfFormat.N_QUADS)
        except SyntaxError as error:
            line = f"line {error.lineno}" if error.lineno else ""
            raise DataError(
                f"the file is not N-Quads: {error.msg}", Place(str(path), line), "Mend the syntax there."
            ) from error
        except OSError as error:
            remedy = room_remedy(error) or "Check its path and its rights."
            raise DataError(f"the file cannot be loaded ({error})", Place(str(path)), remedy) from error
        self._merge()

    def load_merged(self, named: Iterable[Path], merged: Iterable[Path]) -> None:
        """Add N-Quads files of named graphs, and N-Triples files that hold their triples for the default graph.

        Both are added at once, which takes less time and memory than as one file. Raises :class:`DataError` when the
        disk is full or cannot be written to.
        """
        try:
            with ThreadPoolExecutor(1) as beside:
                other = beside.submit(self._load, merged, RdfFormat.N_TRIPLES)
                self._load(named, RdfFormat.N_QUADS)
                other.result()
        except OSError as error:
            remedy = room_remedy(error) or "Make room on the disk."
            raise DataError(f"the graph cannot be written ({error})", None, remedy) from error

    def _load(self, paths: Iterable[Path], form: RdfFormat) -> None:
        with BufferedReader(_Chained(paths), 1 << 20) as content:
            # Written from terms, which are valid: their IRIs need no second look.
            self.oxigraph.bulk_load(content, format=form, lenient=True)

    def update(
        self, update: str, graphs: Iterable[NamedNode] | None = None, base: str | None = None
    ) -> tuple[int, int]:
        """Evaluate a SPARQL 1.1 update; returns how many quads it added and removed.

        ``graphs`` are all the named graphs that it may write to, where these are known; else every graph is compared.
        What it writes to the default graph does not stay. Raises :class:`QueryError` when it cannot be parsed or fails.
        """
        known = list(self.graphs() if graphs is None else graphs)
        before = {name: set(self.quads(name)) for name in known}
        try:
            self.oxigraph.update(update, base_iri=base, prefixes=PREFIXES)
        except SyntaxError as error:
            raise syntax_error(str(error.msg), update) from error
        except (RuntimeError, ValueError, OSError) as error:
            remedy = "Try again; simplify the update if it happens twice."
            raise QueryError(f"the update cannot be evaluated ({error})", None, remedy) from error
        made = set() if graphs is not None else set(self.graphs()) - before.keys()
        after = {name: set(self.quads(name)) for name in {*known, *made}}
        changed = {name: (before.get(name, set()), new) for name, new in after.items() if new != before.get(name)}
        self._follow(changed)
        if graphs is None:
            self._merge()
        pairs = list(changed.values())
        return sum(len(new - old) for old, new in pairs), sum(len(old - new) for old, new in pairs)

    def _follow(self, changed: Mapping[NamedNode, tuple[set[Quad], set[Quad]]]) -> None:
        """Bring the default graph up to date with graphs that changed: what each held, and holds now."""
        for old, new in changed.values():
            self.oxigraph.extend(_merged(new - old))
        for quad in {quad for old, new in changed.values() for quad in _merged(old - new)}:
            if not self._is_stated(quad):
                self.oxigraph.remove(quad)

    def _merge(self) -> None:
        """Make the default graph anew from the named graphs."""
        self.oxigraph.clear_graph(_DEFAULT)
        self.oxigraph.bulk_extend(_merged(self.quads()))

    def flush(self) -> None:
        """Write everything to the disk's files."""
        self.oxigraph.flush()

    def backup(self, path: Path) -> None:
        """A copy of this store in a new folder: files are shared by hard links, so it takes milliseconds."""
        try:
            self.oxigraph.backup(str(path))
        except OSError as error:
            raise DataError(f"the store cannot be copied ({error})", Place(str(path)), room_remedy(error)) from error


class _Chained(RawIOBase):
    """Several files read as one."""

    def __init__(self, paths: Iterable[Path]) -> None:
        self._paths = iter(paths)
        self._file: BinaryIO | None = None

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Buffer, /) -> int:
        view = memoryview(buffer)
        while True:
            if self._file is None:
                path = next(self._paths, None)
                if path is None:
                    return 0
                self._file = path.open("rb")
            content = self._file.read(len(view))
            if content:
                view[: len(content)] = content
                return len(content)
            self._file.close()
            self._file = None

    def close(self) -> None:
        if self._file:
            self._file.close()
        super().close()


def _merged(quads: Iterable[Quad]) -> Iterator[Quad]:
    """The quads as the default graph states them."""
    return (Quad(quad.subject, quad.predicate, quad.object) for quad in quads)
