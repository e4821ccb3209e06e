"""Evaluates one query of a published store, and has the engine write the answer within the limits.

Where that goes is for others: a worker sends it in frames, a desk to its client. The process's limits are not for here.
"""

from __future__ import annotations

import zlib
from abc import ABC, abstractmethod
from contextlib import suppress
from typing import Protocol

from pyoxigraph import (
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    serialize,
)

from explorer.http.formats import FORMATS, GRAPHS, TABLES
from explorer.http.frames import Head, Task
from explorer.http.refusals import NotAcceptableError
from graph.embedded import EmbeddedStore
from graph.store import Answer
from graph.syntax import syntax_error
from graph.xml_text import Sink, WellFormed
from ontology.errors import QueryError
from ontology.namespaces import PREFIXES

__all__ = ["Body", "Whole", "evaluate", "form_of", "write"]

PIECE = 65_536
"""Bytes: how much of a body is gathered before it is sent."""
SMALL = 1_400
"""Bytes: a whole body up to this size is sent uncompressed."""
LEVEL, GZIP = 4, 31
"""How hard zlib tries, and what has it write the form of gzip."""
ROW_MARKS = {"json": (b',{"', 1), "xml": (b"</result>", 0), "csv": (b"\r\n", -1), "tsv": (b"\n", -1)}
"""What stands once a row in a table, and in no term but a CSV cell with line breaks; and where to count from."""
_XML = frozenset(("xml", "rdf"))
"""The syntaxes that cannot hold every character."""


class Output(Protocol):
    """Where the engine writes."""

    def write(self, piece: bytes) -> int:
        """Take a piece; returns its length."""

    def flush(self) -> None:
        """Called by the engine at the end."""

    def end(self) -> None:
        """All is written."""


class Body(ABC):
    """Where the engine writes: counts, compresses, and passes on in pieces, the first one after the head."""

    def __init__(self, task: Task, form: str) -> None:
        self._task = task
        self._form = form
        self._mark, self._rows = ROW_MARKS.get(form, (b"", 0))
        self._tail = b""
        self._bytes = 0
        self._waiting = bytearray()
        self._compress: zlib._Compress | None = None
        self._begun = False

    @abstractmethod
    def begin(self, head: Head) -> None:
        """Pass on the head."""

    @abstractmethod
    def pass_on(self, piece: bytes, *, last: bool) -> None:
        """Pass on a piece, which may be empty."""

    def write(self, piece: bytes) -> int:
        """Take what the engine writes; raises :class:`QueryError` where that is too much."""
        self._bytes += len(piece)
        if self._mark:
            self._rows += (self._tail + piece).count(self._mark)
            self._tail = piece[max(0, len(piece) - len(self._mark) + 1) :]
        _check(self._task, self._rows, self._bytes)
        self._waiting += piece
        if len(self._waiting) >= PIECE:
            self._pass(last=False)
        return len(piece)

    def flush(self) -> None:  # noqa: B027  # the engine calls it
        """Nothing: pieces are sent when they are full."""

    def end(self) -> None:
        """All is written."""
        self._pass(last=True)

    def _pass(self, *, last: bool) -> None:
        if not self._begun:
            self._begun = True
            if self._task.gzip and not (last and len(self._waiting) <= SMALL):
                self._compress = zlib.compressobj(LEVEL, zlib.DEFLATED, GZIP)
            self.begin(Head(self._form, self._compress is not None))
        body = bytes(self._waiting)
        self._waiting.clear()
        if self._compress:
            body = self._compress.compress(body) + (self._compress.flush() if last else b"")
        self.pass_on(body, last=last)


class Whole:
    """Where an answer of at most ``largest`` bytes is gathered: its ``body``, in the syntax and encoding of ``head``.

    ``complete`` tells whether it was no larger.
    """

    def __init__(self, task: Task, form: str, largest: int) -> None:
        self.head = Head(form, gzip=False)
        self.body = b""
        self.complete = False
        self._task = task
        self._largest = largest

    def write(self, piece: bytes) -> int:
        """Take what the engine writes; raises :class:`ValueError` where that is more than a whole may have."""
        self.body = self.body + piece if self.body else piece
        if len(self.body) > self._largest:
            raise ValueError("the answer is too large to be gathered")
        return len(piece)

    def flush(self) -> None:
        """Nothing."""

    def end(self) -> None:
        """All is written; raises :class:`QueryError` where that is too much."""
        size = len(self.body)
        if size > min(self._task.rows, self._task.bytes):  # a row has a byte at least
            mark, before = ROW_MARKS.get(self.head.format, (b"", 0))
            _check(self._task, before + (self.body.count(mark) if mark else 0), size)
        if self._task.gzip and size > SMALL:
            self.head, self.body = Head(self.head.format, gzip=True), zlib.compress(self.body, LEVEL, GZIP)
        self.complete = True


def _check(task: Task, rows: int, size: int) -> None:
    if rows > task.rows:
        raise QueryError(f"the answer has more than {task.rows} rows", remedy="Ask for fewer with LIMIT.")
    if size > task.bytes:
        raise QueryError(f"the answer is larger than {task.bytes} bytes", remedy="Ask for less with LIMIT.")


def evaluate(store: EmbeddedStore, task: Task) -> Answer:
    """The answer of a store; raises :class:`QueryError` for a query that is wrong."""
    if "PREFIX" in task.query:
        with suppress(SyntaxError):  # declaring the known prefixes takes a tenth of what a short query does
            return _asked(store, task, {})
    try:
        return _asked(store, task, PREFIXES)
    except SyntaxError as error:
        raise syntax_error(str(error.msg), task.query) from error


def _asked(store: EmbeddedStore, task: Task, prefixes: dict[str, str]) -> Answer:
    query, base = task.query, task.base or None
    if task.default_graphs is None and task.named_graphs is None:
        return store.oxigraph.query(query, base_iri=base, prefixes=prefixes)
    return store.oxigraph.query(
        query,
        base_iri=base,
        prefixes=prefixes,
        default_graph=[NamedNode(name) for name in task.default_graphs or ()],
        named_graphs=[NamedNode(name) for name in task.named_graphs or ()],
    )


def form_of(answer: Answer, task: Task) -> str:
    """The name of the syntax for an answer; raises :class:`NotAcceptableError` where the asker takes none."""
    chosen = task.graph if isinstance(answer, QueryTriples) else task.table
    if not chosen:
        problem, forms = "the answer is a table, which has no syntax that you accept", TABLES
        if isinstance(answer, QueryTriples):
            problem, forms = "the answer is a graph, which has no syntax that you accept", GRAPHS
        offered = ", ".join(form.media_type for form in forms.values())
        raise NotAcceptableError(problem, remedy=f"Accept one of {offered}.")
    return chosen


def write(answer: Answer, form: str, body: Output) -> None:
    """Write an answer whole; raises what the body raises, and what the engine does on the way."""
    engine = FORMATS[form].engine
    if form in _XML:
        fit = WellFormed(body)
        _write(answer, form, engine, fit)
        fit.end()
    else:
        _write(answer, form, engine, body)
    body.end()


def _write(answer: Answer, form: str, engine: QueryResultsFormat | RdfFormat, body: Sink) -> None:
    if isinstance(answer, QueryTriples) and isinstance(engine, RdfFormat):
        if form in {"ttl", "trig", "rdf"}:
            serialize(answer, body, engine, prefixes=PREFIXES)  # type: ignore[arg-type]  # it writes, and no more is asked
        else:
            answer.serialize(body, engine)  # type: ignore[arg-type]
    elif isinstance(answer, QuerySolutions | QueryBoolean) and isinstance(engine, QueryResultsFormat):
        answer.serialize(body, engine)  # type: ignore[arg-type]
