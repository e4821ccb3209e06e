"""The SPARQL endpoint: queries by the SPARQL 1.1 Protocol over the published snapshot, answered by the worker pool."""

from __future__ import annotations

from functools import lru_cache
from hashlib import blake2b

import msgspec
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from explorer.components.address import href
from explorer.context import Context
from explorer.http.cache import Cache
from explorer.http.delivery import Delivery
from explorer.http.description import describe_service
from explorer.http.formats import GRAPHS, TABLES, choose
from explorer.http.frames import Task
from explorer.http.pool import Pool
from explorer.http.problems import prefers_html
from explorer.http.protocol import Asked, read
from explorer.http.query_text import changes_by_itself
from explorer.http.refusals import NotAcceptableError
from graph.published import Snapshot

__all__ = ["KEPT", "Endpoint"]

KEPT = 64_000_000
"""Bytes of answers kept in memory."""


class Endpoint:
    """The resource at ``/sparql``. All named graphs together are the default graph where no dataset is named."""

    def __init__(self, context: Context, pool: Pool) -> None:
        self._context = context
        self._pool = pool
        self._cache = Cache(KEPT)

    async def answer(self, request: Request) -> Response:
        """Answer a request: a query's results, or what the service is when there is no query.

        Raises :class:`CallError` for a request that is not of the protocol and, when the response is sent, what the
        pool raises.
        """
        asked = await read(request)
        if asked is None:
            return self._described(request)
        return self.evaluate(asked, request)

    def evaluate(self, asked: Asked, request: Request) -> Response:
        """The response to a query, which is evaluated when it is sent, unless the answer is known already."""
        snapshot, store = self._context.opened()
        task = self._task(asked, request, snapshot)
        headers = {"vary": "Accept, Accept-Encoding", "cache-control": "no-store"}
        if changes_by_itself(asked.query) or (task.endpoints and "service" in asked.query.lower()):
            return Delivery(self._pool, task, headers, store)
        tag = f'"{_digest(task)}"'
        headers.update({"etag": tag, "cache-control": "no-cache"})
        if request.method != "POST" and tag in request.headers.get("if-none-match", ""):
            return Response(status_code=304, headers=headers)
        if kept := self._cache.get(tag):
            return Response(kept.body, headers=kept.headers)
        delivery = Delivery(self._pool, task, headers, store)
        return delivery.keeping(lambda answer: self._cache.put(tag, answer), self._cache.largest)

    def _described(self, request: Request) -> Response:
        if prefers_html(request):
            return RedirectResponse(href("query", "fr"), 303, {"vary": "Accept"})
        settings = self._context.workspace.settings
        return describe_service(request, self._context.snapshot(), settings)

    def _task(self, asked: Asked, request: Request, snapshot: Snapshot) -> Task:
        table, graph = _forms(request.headers.get("accept", ""), asked.format)
        limits, settings = self._pool.limits, self._context.workspace.settings
        return Task(
            snapshot=str(snapshot.path),
            query=asked.query,
            base=settings.network.base_iri,
            table=table,
            graph=graph,
            default_graphs=asked.default_graphs,
            named_graphs=asked.named_graphs,
            endpoints=settings.federation.endpoints,
            gzip="gzip" in request.headers.get("accept-encoding", ""),
            rows=limits.rows,
            bytes=limits.bytes,
            deadline=limits.deadline,
        )


@lru_cache(maxsize=256)
def _forms(accept: str, name: str) -> tuple[str, str]:
    """The syntaxes for a table and for a graph, one of them empty where none is accepted."""
    table, graph = choose(TABLES, accept, name), choose(GRAPHS, accept, name)
    if not table and not graph:
        offered = ", ".join(form.media_type for form in (*TABLES.values(), *GRAPHS.values()))
        problem = f"no answer can be given as “{(name or accept)[:200]}”"
        raise NotAcceptableError(problem, remedy=f"Accept one of {offered}.")
    return table.name if table else "", graph.name if graph else ""


def _digest(task: Task) -> str:
    """The same for the same question, dataset, syntax and snapshot; quoted, an entity tag (RFC 9110, section 8.8.3)."""
    return blake2b(msgspec.msgpack.encode(task), digest_size=16).hexdigest()
