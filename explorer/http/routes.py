"""The table of routes for programs: which path is answered by what."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from explorer.context import Context

__all__ = ["routes"]


def routes(context: Context) -> list[BaseRoute]:
    """The routes over a context, to stand before the explorer's pages."""

    async def health(_: Request) -> Response:
        return JSONResponse({"snapshot": context.snapshot().id})

    return [Route("/health", health)]
