"""A worker process: answers one query after another from a published store, opened read-only, and streams the results.

It is started by :mod:`explorer.http.pool` as ``python -m explorer.http.worker MEGABYTES`` and ends with its input. What
it does is bounded from outside: memory by the operating system, time by an alarm that ends the process.
"""

from __future__ import annotations

import gc
import os
import resource
import signal
import sys
import zlib
from importlib import import_module
from pathlib import Path
from typing import BinaryIO

import msgspec
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
from explorer.http.frames import BODY, END, FAILURE, HEAD, Failure, Head, Task, frame
from explorer.http.problems import outward
from explorer.http.query_text import check_services, is_update
from explorer.http.refusals import NotAcceptableError
from graph.embedded import EmbeddedStore, syntax_error
from graph.fulltext import expand_search
from graph.published import Snapshot
from graph.store import Answer
from ontology.errors import LimitError, MaillageError, QueryError
from ontology.namespaces import PREFIXES

__all__ = ["answer", "confine", "main"]

PIECE = 65_536
"""Bytes: how much of a body is gathered before it is sent."""
SMALL = 1_400
"""Bytes: a whole body up to this size is sent uncompressed."""
GRACE = 2.0
"""Seconds after the deadline before the alarm rings, should the server be gone that would end the process."""
ROW_MARKS = {"json": (b',{"', 1), "xml": (b"</result>", 0), "csv": (b"\r\n", -1), "tsv": (b"\n", -1)}
"""What stands once a row in a table, and in no term but a CSV cell with line breaks; and where to count from."""


class _Body:
    """Where the engine writes: counts, compresses and sends in pieces; the first one with the head before it."""

    def __init__(self, out: BinaryIO, task: Task, form: str) -> None:
        self._out = out
        self._task = task
        self._form = form
        self._mark, self._rows = ROW_MARKS.get(form, (b"", 0))
        self._tail = b""
        self._bytes = 0
        self._waiting = bytearray()
        self._compress: zlib._Compress | None = None
        self._begun = False

    def write(self, piece: bytes) -> int:
        self._bytes += len(piece)
        if self._mark:
            self._rows += (self._tail + piece).count(self._mark)
            self._tail = piece[max(0, len(piece) - len(self._mark) + 1) :]
        if self._rows > self._task.rows:
            raise LimitError(f"the answer has more than {self._task.rows} rows", remedy="Ask for fewer with LIMIT.")
        if self._bytes > self._task.bytes:
            raise LimitError(f"the answer is larger than {self._task.bytes} bytes", remedy="Ask for less with LIMIT.")
        self._waiting += piece
        if len(self._waiting) >= PIECE:
            self._send(last=False)
        return len(piece)

    def flush(self) -> None:
        """Nothing: pieces are sent when they are full."""

    def end(self) -> None:
        self._send(last=True)
        self._out.write(frame(END))
        self._out.flush()

    def _send(self, *, last: bool) -> None:
        if not self._begun:
            self._begun = True
            if self._task.gzip and not (last and len(self._waiting) <= SMALL):
                self._compress = zlib.compressobj(4, zlib.DEFLATED, 31)
            self._out.write(frame(HEAD, msgspec.msgpack.encode(Head(self._form, self._compress is not None))))
        body = bytes(self._waiting)
        self._waiting.clear()
        if self._compress:
            body = self._compress.compress(body) + (self._compress.flush() if last else b"")
        if body:
            self._out.write(frame(BODY, body))
        if not last:
            self._out.flush()


def _evaluated(stores: _Stores, task: Task) -> Answer:
    if task.server:
        from graph.endpoint import Endpoint
        from graph.remote import RemoteStore

        server = task.server
        endpoint = Endpoint(server.address, "", server.user, server.default_graph, task.deadline)
        remote = RemoteStore(endpoint, server.published)
        return remote.evaluate(task.query, task.base or None, task.default_graphs, task.named_graphs)
    store = stores.get(task.snapshot)
    query, base = task.query, task.base or None
    try:
        if task.default_graphs is None and task.named_graphs is None:
            return store.oxigraph.query(query, base_iri=base, prefixes=PREFIXES)
        return store.oxigraph.query(
            query,
            base_iri=base,
            prefixes=PREFIXES,
            default_graph=[NamedNode(name) for name in task.default_graphs or ()],
            named_graphs=[NamedNode(name) for name in task.named_graphs or ()],
        )
    except SyntaxError as error:
        raise syntax_error(str(error.msg), query) from error


def _form(answer: Answer, task: Task) -> str:
    chosen = task.graph if isinstance(answer, QueryTriples) else task.table
    if not chosen:
        forms, what = (GRAPHS, "graph") if isinstance(answer, QueryTriples) else (TABLES, "table")
        offered = ", ".join(form.media_type for form in forms.values())
        problem = f"the answer is a {what}, which has no syntax that you accept"
        raise NotAcceptableError(problem, remedy=f"Accept one of {offered}.")
    return chosen


def _serialize(answer: Answer, form: str, body: _Body) -> None:
    engine = FORMATS[form].engine
    if isinstance(answer, QueryTriples) and isinstance(engine, RdfFormat):
        if form in {"ttl", "trig", "rdf"}:
            serialize(answer, body, engine, prefixes=PREFIXES)  # type: ignore[arg-type]  # it writes, and no more is asked
        else:
            answer.serialize(body, engine)  # type: ignore[arg-type]
    elif isinstance(answer, QuerySolutions | QueryBoolean) and isinstance(engine, QueryResultsFormat):
        answer.serialize(body, engine)  # type: ignore[arg-type]
    body.end()


class _Stores:
    """The store asked last, kept open until another one is asked: a new snapshot takes the place of the old."""

    def __init__(self) -> None:
        self._open: tuple[str, EmbeddedStore] | None = None

    def get(self, snapshot: str) -> EmbeddedStore:
        if self._open is None or self._open[0] != snapshot:
            self._open = None
            gc.collect()  # an error told of an earlier query holds the old store in a cycle, and pruning waits for it
            self._open = (snapshot, Snapshot(Path(snapshot)).store())
        return self._open[1]


def _told(error: MaillageError, task: Task) -> MaillageError:
    """The error as the asker is told it, who may have sent an update."""
    if isinstance(error, QueryError) and is_update(task.query):
        return QueryError("this is an update, sent as a query", remedy="Send it by POST as “update”.")
    return outward(error)


def answer(task: Task, stores: _Stores, out: BinaryIO) -> None:
    """Answer one task with frames: a head, pieces and an end; or, at any moment instead of the rest, a failure."""
    try:
        if "search" in task.query:
            labels = Snapshot(Path(task.snapshot)).labels()
            task = msgspec.structs.replace(task, query=expand_search(task.query, labels, task.base or None))
        check_services(task.query, task.endpoints)
        found = _evaluated(stores, task)
        form = _form(found, task)
        _serialize(found, form, _Body(out, task, form))
    except MaillageError as error:
        failure = _told(error, task)
    except MemoryError:
        os.abort()
    except (ValueError, RuntimeError, OSError) as error:
        failure = QueryError(f"the query cannot be evaluated ({error})")
    else:
        return
    out.write(frame(FAILURE, msgspec.msgpack.encode(Failure.of(failure))))
    out.flush()


def confine(memory: int) -> None:
    """Have the process bounded to so many megabytes of data, deaf to Ctrl-C, and leave no core behind."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_DATA, (memory << 20, memory << 20))


def main(memory: int, tasks: BinaryIO, out: BinaryIO) -> None:
    """Answer tasks until there are no more, in at most ``memory`` megabytes of data."""
    confine(memory)
    decoder = msgspec.msgpack.Decoder(Task)
    stores = _Stores()
    while len(size := tasks.read(4)) == 4:
        task = decoder.decode(tasks.read(int.from_bytes(size, "big")))
        if task.only_open:
            if task.server:
                import_module("graph.remote")
            else:
                stores.get(task.snapshot)
            continue
        signal.setitimer(signal.ITIMER_REAL, task.deadline + GRACE)
        answer(task, stores, out)
        signal.setitimer(signal.ITIMER_REAL, 0)


if __name__ == "__main__":
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    main(int(sys.argv[1]), sys.stdin.buffer, answers)
