"""What every answer says beside its body: that its type is meant, that no referrer is sent, who may read it."""

from __future__ import annotations

from collections.abc import Iterable

from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

__all__ = ["OpenHeaders", "completed"]

_METHODS = "GET, HEAD, POST, PUT, DELETE, OPTIONS"
_SENT = "Accept, Accept-Language, Authorization, Content-Type, If-None-Match"
_ALWAYS = ((b"x-content-type-options", b"nosniff"), (b"referrer-policy", b"no-referrer"))
_OPEN = (
    (b"access-control-allow-origin", b"*"),
    (b"access-control-expose-headers", b"ETag, Link, Location, Content-Disposition, Retry-After, Row-Limit"),
)
_OPEN_NAMES = frozenset(name for name, _ in _OPEN)
Raw = Iterable[tuple[bytes, bytes]]


class OpenHeaders:
    """Adds the headers, and answers the question that browsers ask before a request across sites (Fetch, section 3.2).

    Sites may read what stands under ``public`` paths; the explorer's own pages are not for other sites.
    """

    def __init__(self, app: ASGIApp, public: Iterable[str]) -> None:
        self._app = app
        self._public = tuple(public)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and its answer back with the headers (ASGI)."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        public = scope["path"].startswith(self._public)

        async def send_more(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = completed(message["headers"], public=public)
            await send(message)

        asked = scope["method"] == "OPTIONS" and "access-control-request-method" in Headers(scope=scope)
        if public and asked:
            headers = {
                "access-control-allow-methods": _METHODS,
                "access-control-allow-headers": _SENT,
                "access-control-max-age": "86400",
            }
            await Response(status_code=204, headers=headers)(scope, receive, send_more)
        else:
            await self._app(scope, receive, send_more)


def completed(headers: Raw, *, public: bool) -> list[tuple[bytes, bytes]]:
    """The headers of an answer and ours; what the answer says itself of its type and referrer stays."""
    said = {name for name, _ in headers}
    always = [each for each in _ALWAYS if each[0] not in said]
    if not public:
        return [*headers, *always]
    return [*(each for each in headers if each[0] not in _OPEN_NAMES), *always, *_OPEN]
