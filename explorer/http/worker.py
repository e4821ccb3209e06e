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
from importlib import import_module
from pathlib import Path
from typing import BinaryIO

import msgspec

from explorer.http.evaluation import Body, evaluate, form_of, write
from explorer.http.frames import BODY, END, FAILURE, HEAD, Failure, Head, Task, frame
from explorer.http.query_text import check_services, is_update
from explorer.http.refusals import outward
from graph.embedded import EmbeddedStore
from graph.fulltext import expand_search
from graph.published import Snapshot
from graph.store import Answer
from graph.tokens import check_depth
from ontology.errors import MaillageError, QueryError

__all__ = ["answer", "confine", "main"]

GRACE = 2.0
"""Seconds after the deadline before the alarm rings, should the server be gone that would end the process. As long
is the silence of a SPARQL server borne, so that the query is told to have taken too long."""


class _Frames(Body):
    """Sends the answer to the server in frames."""

    def __init__(self, out: BinaryIO, task: Task, form: str) -> None:
        super().__init__(task, form)
        self._out = out

    def begin(self, head: Head) -> None:
        self._out.write(frame(HEAD, msgspec.msgpack.encode(head)))

    def pass_on(self, piece: bytes, *, last: bool) -> None:
        if piece:
            self._out.write(frame(BODY, piece))
        if last:
            self._out.write(frame(END))
        self._out.flush()


def _evaluated(stores: _Stores, task: Task) -> Answer:
    if task.server:
        from graph.endpoint import Endpoint
        from graph.remote import RemoteStore

        server = task.server
        endpoint = Endpoint(server.address, "", server.user, server.default_graph, task.deadline + GRACE)
        remote = RemoteStore(endpoint, server.published)
        return remote.evaluate(task.query, task.base or None, task.default_graphs, task.named_graphs)
    return evaluate(stores.get(task.snapshot), task)


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
        check_depth(task.query)
        if "search" in task.query:
            labels = Snapshot(Path(task.snapshot)).labels()
            task = msgspec.structs.replace(task, query=expand_search(task.query, labels, task.base or None))
        check_services(task.query, task.endpoints)
        found = _evaluated(stores, task)
        form = form_of(found, task)
        write(found, form, _Frames(out, task, form))
    except MaillageError as error:
        failure = _told(error, task)
    except MemoryError:
        os.abort()
    except (ValueError, RuntimeError, OSError) as error:
        remedy = "Try again; simplify the query if it happens twice."
        failure = QueryError(f"the query cannot be evaluated ({error})", None, remedy)
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
