"""The table of routes for programs: which path is answered by what, and what lives as long as the server."""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext, suppress
from typing import Any

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp

from explorer.context import Context
from explorer.http.authority import Authority
from explorer.http.dataset import DatasetResources
from explorer.http.graph_store import GraphStore
from explorer.http.headers import OpenHeaders
from explorer.http.lending import Lending
from explorer.http.linked_data import LinkedData
from explorer.http.listening import Listening
from explorer.http.metrics import Metrics
from explorer.http.named_questions import Questions
from explorer.http.ontology import Ontology
from explorer.http.pool import Pool
from explorer.http.problems import HANDLERS
from explorer.http.recalling import Recalling
from explorer.http.reconciliation.service import Reconciliation
from explorer.http.sparql import Endpoint
from explorer.http.taking_away import Exports
from explorer.http.watching import Watched, Watcher
from explorer.http.writing import Writer
from explorer.journal import Journal
from ontology.errors import MaillageError

__all__ = ["PUBLIC", "Services"]

_METHODS = frozenset(("GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS"))
Lifespan = Callable[[Any], AbstractAsyncContextManager[Any]]
PUBLIC = (
    "/sparql",
    "/health",
    "/id/",
    "/data",
    "/.well-known/void",
    "/catalog",
    "/dumps",
    "/exports",
    "/feed.atom",
    "/sitemap",
    "/robots.txt",
    "/questions",
    "/reconcile",
    "/graph-store",
    "/ontology",
    "/shape",
)
"""The beginnings of the paths that any site may read."""


class Services:
    """The routes over a context, with the processes behind them; whoever sends ``token`` may write where that is on."""

    def __init__(self, context: Context, token: str = "") -> None:
        settings = context.workspace.settings
        self.context = context
        self.pool = Pool(settings.limits, context.workspace.home.address)
        self.writer = Writer(context.workspace)
        self.authority = Authority(token, enabled=settings.updates.enabled)
        self.endpoint = Endpoint(context, self.pool, self.writer, self.authority)
        self.lending: Lending | None = None
        paths = [route.path for route in self.routes() if isinstance(route, Route)]
        self.metrics = Metrics(context, self.pool, self.endpoint.cache, paths)

    def routes(self) -> list[BaseRoute]:
        """The routes, to stand before the explorer's pages."""
        endpoint = self.endpoint
        return [
            Route("/sparql", endpoint.answer, methods=["GET", "POST"]),  # the one asked most is compared first
            Route("/health", self.health),
            Route("/metrics", self.measures),
            *LinkedData(self.context).routes(),
            *Ontology(self.context).routes(),
            *DatasetResources(self.context).routes(),
            *Exports(self.context).routes(),
            *Questions(self.context, endpoint).routes(),
            *GraphStore(self.context, endpoint, self.writer, self.authority).routes(),
            *Reconciliation(self.context).routes(),
            Route("/sparql/", lambda _: RedirectResponse("/sparql", 308), methods=["GET", "POST"]),
        ]

    def application(self, pages: Sequence[BaseRoute] = (), lifespan: Lifespan | None = None) -> ASGIApp:
        """The application: these routes, then ``pages``, whose own ``lifespan`` it keeps."""

        @asynccontextmanager
        async def running(app: Starlette) -> AsyncIterator[None]:
            async with self._running(), lifespan(app) if lifespan else nullcontext():
                yield

        settings, home = self.context.workspace.settings, self.context.workspace.home
        watchers: list[Watcher] = [self.metrics, Journal()]
        app = Starlette(
            routes=[*self.routes(), *_other_methods(self.routes()), *pages],
            middleware=[
                Middleware(Watched, watchers=watchers),
                Middleware(OpenHeaders, public=PUBLIC),
                *([Middleware(Listening, home=home)] if home.address else []),
            ],
            exception_handlers=HANDLERS,
            lifespan=running,
        )
        if home.address:  # it must be listened to before a query, and its graph may change under the same snapshot
            return app
        if (
            not settings.limits.proxies and sys.platform == "linux"
        ):  # it takes epoll, and messages that keep their bounds
            self.lending = Lending(self.context.workspace, self.pool, self.endpoint.cache, watchers)
        return Recalling(app, "/sparql", self.endpoint, watchers, self.lending)

    @asynccontextmanager
    async def _running(self) -> AsyncIterator[None]:
        """Have workers as long as the block lasts; the first ones start in the background."""
        with suppress(MaillageError):
            self.pool.prepare(str(self.context.snapshot().path))
        try:
            yield
        finally:
            if self.lending:
                await self.lending.close()
            await self.pool.close()
            await self.writer.close()

    async def measures(self, request: Request) -> Response:
        """The measures of the running server, for Prometheus."""
        return await self.metrics.answer(request)

    async def health(self, _: Request) -> Response:
        """What is served and whether queries wait (for those who watch over the server)."""
        snapshot = self.context.snapshot()
        self.context.workspace.snapshots.current()  # raises where it is gone
        manifest = snapshot.manifest
        home = self.context.workspace.home
        held = await run_in_threadpool(home.holds, snapshot)
        said = {"status": "ok", "snapshot": snapshot.id, "created": manifest.created, "workers": self.pool.state}
        if self.lending:
            said["desks"] = self.lending.state
        if home.address:
            said["server"] = {"holds_snapshot": held}
        return JSONResponse(said, headers={"cache-control": "no-store"})


def _other_methods(routes: Sequence[BaseRoute]) -> list[BaseRoute]:
    """What tells the methods of these paths, and refuses all others: the explorer's pages, which come after, would
    answer for them.
    """
    methods: dict[str, set[str]] = {}
    for route in routes:
        if isinstance(route, Route):
            methods.setdefault(route.path, set()).update(route.methods or ())
    return [Route(path, _refusing(of), methods=sorted(_METHODS - of)) for path, of in methods.items()]


def _refusing(methods: set[str]) -> Callable[[Request], Awaitable[Response]]:
    """Answers by naming the methods that the path has, to ``OPTIONS`` (204) as to those that it has not (405)."""

    async def refuse(request: Request) -> Response:
        allow = {"allow": ", ".join(sorted(methods | {"OPTIONS"}))}
        if request.method == "OPTIONS":
            return Response(status_code=204, headers=allow)
        raise HTTPException(405, headers=allow)

    return refuse
