"""Delivers a worker's answer to a client, whole or as it comes, and ends the query when the client leaves.

What is asked, and which headers an answer has, are not for here.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import aclosing, suppress
from functools import lru_cache
from ipaddress import IPv6Address, ip_address, ip_network

from starlette.responses import Response
from starlette.types import Message, Receive, Scope, Send

from explorer.http.cache import Kept, raw
from explorer.http.frames import Task
from explorer.http.leaving import Leaving
from explorer.http.lent import note_short
from explorer.http.pool import Answer, Pool
from explorer.http.tasks import SHORT, headers_of
from graph.store import Store
from ontology.errors import MaillageError

__all__ = ["Delivery", "client_of"]


class Delivery(Response):
    """The response to a query. An error before the first byte is raised; after it, the connection is cut.

    ``store`` is held meanwhile, so that the snapshot is there when a worker opens it.
    """

    def __init__(self, pool: Pool, task: Task, headers: dict[str, str], store: Store) -> None:
        super().__init__()
        self._pool = pool
        self._task = task
        self._sent = headers
        self._store = store
        self._keep: Callable[[Kept], None] | None = None
        self._largest = 0

    def keeping(self, keep: Callable[[Kept], None], largest: int) -> Delivery:
        """The same, which gives ``keep`` the whole answer if it has no more than ``largest`` bytes."""
        self._keep, self._largest = keep, largest
        return self

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Ask the pool and send what it gives (ASGI); a client that leaves meanwhile ends it."""
        client = client_of(scope["client"][0]) if scope.get("client") else ""
        leaving = Leaving(receive)
        try:
            await self._answer(client, scope, send)
        except asyncio.CancelledError:
            if not leaving.left:
                raise
        finally:
            leaving.forget()

    async def _answer(self, client: str, scope: Scope, send: Send) -> None:
        with await self._pool.answer(self._task, client) as answer:
            begun, whole = await answer.begun()
            headers = self._sent | headers_of(answer.head)
            if whole:
                kept = Kept(begun, headers)
                self._put(kept)
                if asyncio.get_running_loop().time() < answer.until - self._task.deadline + SHORT:
                    note_short(scope)
                await send({"type": "http.response.start", "status": 200, "headers": list(kept.raw)})
                await send({"type": "http.response.body", "body": begun})
            elif scope["method"] == "HEAD":
                await send(_start(headers))
                await send({"type": "http.response.body", "body": b""})
            else:
                await self._stream(begun, answer, headers, send)

    async def _stream(self, begun: bytes, answer: Answer, headers: dict[str, str], send: Send) -> None:
        with suppress(MaillageError, TimeoutError):
            async with asyncio.timeout_at(answer.until), aclosing(answer.pieces()) as pieces:
                await send(_start(headers))
                await send({"type": "http.response.body", "body": begun, "more_body": True})
                size, held = len(begun), [begun]
                async for piece in pieces:
                    size += len(piece)
                    if size <= self._largest:
                        held.append(piece)
                    else:
                        held.clear()
                    await send({"type": "http.response.body", "body": piece, "more_body": True})
                if size <= self._largest:
                    self._put(Kept(b"".join(held), headers))
                await send({"type": "http.response.body", "body": b""})

    def _put(self, answer: Kept) -> None:
        if self._keep:
            self._keep(answer)


@lru_cache(maxsize=4_096)
def client_of(host: str) -> str:
    """Who asks, from an address: in IPv6 the network of 64 bits, which one client has to itself.

    >>> client_of("192.0.2.7"), client_of("2001:db8::1") == client_of("2001:db8::2:1")
    ('192.0.2.7', True)
    """
    try:
        address = ip_address(host)
    except ValueError:
        return host
    return str(ip_network((address, 64), strict=False)) if isinstance(address, IPv6Address) else host


def _start(headers: dict[str, str]) -> Message:
    return {"type": "http.response.start", "status": 200, "headers": raw(headers)}
