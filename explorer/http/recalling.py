"""Answers plain queries before they are routed: one sent before, letter for letter, from memory, and unread.

Which answers are kept, and for how long, is decided in :mod:`explorer.http.sparql`.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from explorer.http.cache import Cache, Kept
from explorer.http.headers import completed
from explorer.http.lent import failure_of, note_short, offer_after
from explorer.http.problems import HANDLERS
from explorer.http.protocol import Asked, understand
from explorer.http.watching import Seen, Watcher, note_query, see
from ontology.errors import MaillageError

if TYPE_CHECKING:
    from explorer.http.lending import Lending
    from explorer.http.sparql import Endpoint

__all__ = ["Noted", "Recalling", "Sent", "note"]

LONGEST = 16_384
"""Bytes of a request's body that is looked up: longer ones are read as any other."""
NOTED = 20_000
"""Requests of which the answer's tag is noted."""
_READ = frozenset((b"content-type", b"accept", b"accept-encoding"))
"""The headers that decide on an answer."""
_OWN = frozenset((b"if-none-match", b"transfer-encoding", b"content-encoding"))
"""The headers that make a request one to be read with care."""
_NOTED = "maillage.noted"


@dataclass(frozen=True, slots=True)
class Noted:
    """What a request came to: the answer's tag, the snapshot that gave it, the text of the query."""

    tag: str
    snapshot: str
    query: str


class Sent:
    """What the queries that were sent last came to, by what was sent; ``published`` tells the snapshot's id.

    For one thread.
    """

    def __init__(self, cache: Cache[Kept], published: Callable[[], str]) -> None:
        self._cache = cache
        self._published = published
        self._noted: OrderedDict[bytes, Noted] = OrderedDict()

    @staticmethod
    def key(scope: Scope, body: bytes) -> bytes | None:
        """What was sent, in short; None where it must be read with care."""
        summed = blake2b(digest_size=16)
        for name, value in scope["headers"]:
            if name in _OWN:
                return None
            if name in _READ:
                summed.update(b"%d %b %b" % (len(value), name, value))
        asked: bytes = scope["query_string"]
        summed.update(f"{scope['method']} {len(asked)} ".encode())
        summed.update(asked)
        summed.update(body)
        return summed.digest()

    def find(self, key: bytes) -> tuple[Kept, str] | None:
        """The answer to what was sent, if it is kept and of the snapshot that is published now, and the query."""
        noted = self._noted.get(key)
        if noted is None or noted.tag not in self._cache or noted.snapshot != self._published():
            return None
        kept = self._cache.get(noted.tag)
        self._noted.move_to_end(key)
        return (kept, noted.query) if kept else None

    def note(self, key: bytes, noted: Noted) -> None:
        """Note what a request came to; the oldest notes go."""
        self._noted[key] = noted
        self._noted.move_to_end(key)
        if len(self._noted) > NOTED:
            self._noted.popitem(last=False)


class Recalling:
    """Before the application: queries sent to ``path`` are answered here, from memory or anew, where a request holds
    one whole.

    All others are passed on, and answered at length; the answers are the same, and watched as theirs are.
    """

    def __init__(
        self, app: ASGIApp, path: str, endpoint: Endpoint, watchers: Sequence[Watcher], lending: Lending | None = None
    ) -> None:
        self._app = app
        self._path = path
        self._endpoint = endpoint
        self._watchers = watchers
        self._lending = lending
        self._sent = Sent(endpoint.cache, endpoint.published)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or pass on; the answer's tag is noted (ASGI)."""
        if scope["type"] != "http" or scope["path"] != self._path or scope["method"] not in ("GET", "POST"):
            await self._app(scope, receive, send)
            return
        seen, request = see(scope), Request(scope, receive)
        first = await receive()
        body: bytes = first.get("body", b"")
        whole = first["type"] == "http.request" and not first.get("more_body", False) and len(body) <= LONGEST
        key = self._sent.key(scope, body) if whole else None
        if key is None or (response := self._response(request, key, body)) is None:
            await self._app(scope, _again(first, receive), send)
        else:
            await self._send(response, request, seen, send)
        if key and (noted := scope.get(_NOTED)):
            self._sent.note(key, noted)

    def _response(self, request: Request, key: bytes, body: bytes) -> ASGIApp | None:
        """The answer to a query; none where the request is another."""
        scope = request.scope
        if failure := failure_of(scope):
            return HANDLERS[MaillageError](request, failure)
        if found := self._sent.find(key):
            kept, query = found
            note_query(scope, query)
            note_short(scope)
            return kept.send
        try:
            said_type = request.headers.get("content-type", "")
            asked = understand(scope["method"], scope["query_string"], said_type, body)
            return self._endpoint.evaluate(asked, request) if isinstance(asked, Asked) else None
        except MaillageError as error:
            return HANDLERS[MaillageError](request, error)

    async def _send(self, response: ASGIApp, request: Request, seen: Seen, send: Send) -> None:
        scope = request.scope

        async def send_on(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = completed(message["headers"], public=True)
            seen.note(message)
            if self._lending and seen.whole:
                offer_after(scope, self._lending.offer)
            await send(message)

        try:
            await response(scope, request.receive, send_on)
        except MaillageError as error:
            await HANDLERS[MaillageError](request, error)(scope, request.receive, send_on)
        finally:
            seen.tell(scope, self._watchers)


def note(scope: Scope, noted: Noted) -> None:
    """Note what a request came to: whoever sends the same is answered the same."""
    scope[_NOTED] = noted


def _again(first: Message, receive: Receive) -> Receive:
    """What was received already, then what comes."""
    waiting: list[Any] = [first]

    async def received() -> Message:
        return waiting.pop() if waiting else await receive()

    return received
