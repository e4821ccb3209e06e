"""The SPARQL endpoint by the SPARQL 1.1 Protocol: queries of the published snapshot, updates that publish the next."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from types import MappingProxyType

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from explorer.components.address import href
from explorer.context import Context
from explorer.http.authority import Authority
from explorer.http.cache import Cache, Kept
from explorer.http.delivery import Delivery
from explorer.http.description import describe_service
from explorer.http.formats import PLAIN_GRAPHS, choose
from explorer.http.frames import Server
from explorer.http.language import told_language
from explorer.http.pool import Pool
from explorer.http.problems import prefers_html
from explorer.http.protocol import LARGEST, Asked, read
from explorer.http.query_text import changes_by_itself
from explorer.http.recalling import Noted, note
from explorer.http.refusals import NotAcceptableError
from explorer.http.server_address import server_address
from explorer.http.tagged import has_it
from explorer.http.tasks import make_task, tag_of
from explorer.http.watching import note_query
from explorer.http.writing import Writer
from graph.edits import Outcome, Update
from graph.embedded import EmbeddedStore
from graph.store import Store

__all__ = ["KEPT", "Endpoint", "told"]

KEPT = 64_000_000
"""Bytes of answers kept in memory."""


class Endpoint:
    """The resource at ``/sparql``. All named graphs together are the default graph where no dataset is named."""

    def __init__(self, context: Context, pool: Pool, writer: Writer, authority: Authority) -> None:
        self._context = context
        self._pool = pool
        self._writer = writer
        self._authority = authority
        self.cache: Cache[Kept] = Cache(KEPT)
        self.published = context.workspace.snapshots.current_id

    async def answer(self, request: Request) -> Response:
        """Answer a request: a query's results, what an update did, or what the service is without either.

        Raises :class:`CallError` for a request that is not of the protocol, what the writer raises, and, when the
        response is sent, what the pool raises.
        """
        updates = self._context.workspace.settings.updates
        asked = await read(request, updates.bytes if self._authority.allows(request) else LARGEST)
        if asked is None:
            return await self._described(request)
        if isinstance(asked, Update):
            self._authority.check(request)
            return told(await self._writer.write(asked, told_language(request)))
        return self.evaluate(asked, request)

    def evaluate(self, asked: Asked, request: Request, besides: Mapping[str, str] = MappingProxyType({})) -> Response:
        """The response to a query, which is evaluated when it is sent, unless the answer is known already.

        ``besides`` are headers that it has too.
        """
        note_query(request.scope, asked.query)
        snapshot, store = self._context.opened()
        accepted = (request.headers.get("accept", ""), request.headers.get("accept-encoding", ""))
        task = make_task(asked, accepted, str(snapshot.path), self._context.workspace.settings, _server(store))
        headers = {"vary": "Accept, Accept-Encoding", "cache-control": "no-store", **besides}
        if changes_by_itself(asked.query) or (task.endpoints and "service" in asked.query.lower()):
            return Delivery(self._pool, task, headers, store)
        tag = tag_of(task)
        headers.update({"etag": tag, "cache-control": "no-cache"})
        note(request.scope, Noted(tag, snapshot.id, asked.query))
        if request.method != "POST" and has_it(request, headers):
            return Response(status_code=304, headers=headers)
        if kept := self.cache.get(tag):
            return Response(kept.body, headers={**kept.headers, **besides})
        delivery = Delivery(self._pool, task, headers, store)
        return delivery.keeping(lambda answer: self.cache.put(tag, answer), self.cache.largest)

    async def _described(self, request: Request) -> Response:
        """What the service is, in RDF; a person with a browser is led to the page."""
        if prefers_html(request):
            return RedirectResponse(href("query", "fr"), 303, {"vary": "Accept"})
        form = choose(PLAIN_GRAPHS, request.headers.get("accept", ""))
        if form is None:
            offered = ", ".join(form.media_type for form in PLAIN_GRAPHS.values())
            raise NotAcceptableError("the service is described in RDF", remedy=f"Accept one of {offered}.")
        address, updates = server_address(request), self._authority.is_open
        key = (self._context.snapshot().id, form.name, address)
        kept = self.cache.get(key)
        if kept is None:
            described = partial(describe_service, self._context, address, form.name, updates=updates)
            headers = {"content-type": form.content_type, "vary": "Accept", "cache-control": "no-cache"}
            kept = Kept(await run_in_threadpool(described), headers)
            self.cache.put(key, kept)
        return Response(kept.body, headers=kept.headers)


def told(outcome: Outcome, status: int = 200) -> Response:
    """The response that says what an edit did: the snapshot that is current now, the quads added and removed."""
    said = {"snapshot": outcome.snapshot, "added": outcome.added, "removed": outcome.removed}
    return JSONResponse(said, status, {"cache-control": "no-store"})


def _server(store: Store) -> Server | None:
    if isinstance(store, EmbeddedStore):
        return None
    from graph.remote import RemoteStore  # what speaks to servers takes long to import

    if not isinstance(store, RemoteStore):
        return None
    endpoint = store.endpoint
    return Server(endpoint.address, endpoint.user, endpoint.default_graph, store.published)
