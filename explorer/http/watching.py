"""Watches over requests: each gets an id, is timed, and is told to whoever listens (measures, the journal).

What is made of it is not for here, nor are the explorer's live connections, which are only counted.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterable, Sequence
from contextvars import ContextVar
from dataclasses import dataclass, field
from os import urandom
from typing import Protocol

from starlette.types import ASGIApp, Message, Receive, Scope, Send

__all__ = ["CURRENT", "Seen", "Watched", "Watcher", "given_id", "note_query", "see"]

CURRENT: ContextVar[str] = ContextVar("request", default="")
"""The id of the request that is being answered; empty outside of one."""
_GIVEN = re.compile(r"[A-Za-z0-9._-]{1,64}")
_ID = b"x-request-id"
_QUERY = "maillage.query"


@dataclass(slots=True)
class Seen:
    """A request as it went: ``path`` without what was asked, ``status`` 500 where an error came before an answer.

    ``whole`` tells whether the answer went to its end; a limit, or a client that leaves, cuts it short. ``query`` is
    the text of a SPARQL query. ``bytes`` are those of the body.
    """

    id: str
    method: str
    path: str
    status: int = 500
    seconds: float = 0.0
    bytes: int = 0
    whole: bool = False
    query: str = ""
    begun: float = field(default_factory=time.perf_counter)

    def note(self, message: Message) -> None:
        """Note a message of the answer before it is sent, which is given the request's id."""
        if message["type"] == "http.response.start":
            self.status = message["status"]
            message["headers"].append((_ID, self.id.encode("ascii")))
        elif message["type"] == "http.response.body":
            self.bytes += len(message.get("body", b""))
            self.whole = not message.get("more_body", False)

    def tell(self, scope: Scope, watchers: Sequence[Watcher]) -> None:
        """Tell those who watch that the request is over."""
        self.seconds = time.perf_counter() - self.begun
        self.query = scope.get(_QUERY, "")
        for watcher in watchers:
            watcher.request(self)


class Watcher(Protocol):
    """Who is told."""

    def request(self, seen: Seen) -> None:
        """A request is over."""

    def connected(self, change: int) -> None:
        """So many live connections more, or fewer."""


class Watched:
    """Wraps the application; an id that a proxy gave (``X-Request-Id``) is kept, and each answer carries its own."""

    def __init__(self, app: ASGIApp, watchers: Sequence[Watcher]) -> None:
        self._app = app
        self._watchers = watchers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and tell how it went (ASGI)."""
        if scope["type"] == "http":
            await self._request(scope, receive, send)
        elif scope["type"] == "websocket":
            self._connected(1)
            try:
                await self._app(scope, receive, send)
            finally:
                self._connected(-1)
        else:
            await self._app(scope, receive, send)

    def _connected(self, change: int) -> None:
        for watcher in self._watchers:
            watcher.connected(change)

    async def _request(self, scope: Scope, receive: Receive, send: Send) -> None:
        seen = see(scope)

        async def send_on(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [each for each in message["headers"] if each[0] != _ID]
            seen.note(message)
            await send(message)

        try:
            await self._app(scope, receive, send_on)
        finally:
            seen.tell(scope, self._watchers)


def see(scope: Scope) -> Seen:
    """A request that begins, with the id that a proxy gave it or one of its own."""
    seen = Seen(given_id(scope["headers"]) or urandom(16).hex(), scope["method"], scope["path"])
    CURRENT.set(seen.id)
    return seen


def given_id(headers: Iterable[tuple[bytes, bytes]]) -> str:
    """The id that a proxy gave a request, or an empty text."""
    given = next((value for name, value in headers if name == _ID), b"").decode("latin-1")
    return given if _GIVEN.fullmatch(given) else ""


def note_query(scope: Scope, query: str) -> None:
    """Note what a request asks, for those who watch and are allowed to tell it."""
    scope[_QUERY] = query
