"""Hears in a thread what the server that holds the graph says of itself, so that no other request waits for it.

Where the graph is asked is decided in :mod:`graph.home`.
"""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.types import ASGIApp, Receive, Scope, Send

from graph.home import Home

__all__ = ["Listening"]


class Listening:
    """Middleware: what the server says is known, for the moment of the request, before it is answered."""

    def __init__(self, app: ASGIApp, home: Home) -> None:
        self._app = app
        self._home = home

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Listen, then pass the request on (ASGI)."""
        if self._home.address and scope["type"] in ("http", "websocket"):
            await run_in_threadpool(self._home.listen)
        await self._app(scope, receive, send)
