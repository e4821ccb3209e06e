"""What a query is to whoever evaluates it: a task within limits, short or long; the tag and headers of its answer."""

from __future__ import annotations

from functools import lru_cache
from hashlib import blake2b

import msgspec

from explorer.http.formats import FORMATS, GRAPHS, TABLES, choose, takes_gzip
from explorer.http.frames import Head, Server, Task
from explorer.http.protocol import Asked
from explorer.http.refusals import NotAcceptableError
from graph.workspace import Settings

__all__ = ["LONG", "SHORT", "headers_of", "make_task", "tag_of"]

SHORT = 0.02
"""Seconds that a short query takes at most, without its wait for a turn; for a longer one, others do not wait."""
LONG = 1.0
"""Seconds of work after which a query yields the processor to shorter ones; its process is replaced once it ends."""


def make_task(
    asked: Asked, accepted: tuple[str, str], snapshot: str, settings: Settings, server: Server | None = None
) -> Task:
    """The task that a query is, for one who ``accepted`` these media types and encodings (the values of ``Accept`` and
    ``Accept-Encoding``), of the snapshot in that folder.

    Raises :class:`NotAcceptableError` where no syntax is accepted.
    """
    table, graph = _forms(accepted[0], asked.format)
    return Task(
        snapshot=snapshot,
        query=asked.query,
        base=settings.network.base_iri,
        table=table,
        graph=graph,
        default_graphs=asked.default_graphs,
        named_graphs=asked.named_graphs,
        endpoints=settings.federation.endpoints,
        gzip=takes_gzip(accepted[1]),
        rows=settings.limits.rows,
        bytes=settings.limits.bytes,
        deadline=settings.limits.deadline,
        server=server,
    )


def tag_of(task: Task) -> str:
    """The same for the same question, dataset, syntax and snapshot: an entity tag (RFC 9110, section 8.8.3)."""
    return f'"{blake2b(msgspec.msgpack.encode(task), digest_size=16).hexdigest()}"'


def headers_of(head: Head) -> dict[str, str]:
    """The headers that say how the body of an answer is written."""
    headers = {"content-type": FORMATS[head.format].content_type}
    return headers | {"content-encoding": "gzip"} if head.gzip else headers


@lru_cache(maxsize=256)
def _forms(accept: str, name: str) -> tuple[str, str]:
    """The syntaxes for a table and for a graph, one of them empty where none is accepted."""
    table, graph = choose(TABLES, accept, name), choose(GRAPHS, accept, name)
    if not table and not graph:
        offered = ", ".join(form.media_type for form in (*TABLES.values(), *GRAPHS.values()))
        problem = f"no answer can be given as “{(name or accept)[:200]}”"
        raise NotAcceptableError(problem, remedy=f"Accept one of {offered}.")
    return table.name if table else "", graph.name if graph else ""
