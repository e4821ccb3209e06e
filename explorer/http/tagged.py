"""Answers made once for all that they depend on: tagged, kept, and not sent to those who have them already."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from hashlib import blake2b
from importlib.metadata import version

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from explorer.http.cache import Cache, Kept

__all__ = ["TaggedAnswers", "has_it"]


def has_it(request: Request, headers: Mapping[str, str]) -> bool:
    """Whether the client has what these headers tag already, and need not be sent it (304)."""
    return headers["etag"] in request.headers.get("if-none-match", "")


class TaggedAnswers:
    """Answers of this program, at most ``size`` bytes of them kept. Tags are those of RFC 9110, section 8.8.3."""

    def __init__(self, size: int) -> None:
        self._cache: Cache[Kept] = Cache(size)

    async def answer(
        self, request: Request, headers: dict[str, str], build: Callable[[], Kept], *depends: str
    ) -> Response:
        """What ``build`` makes, in a thread, once for all that it ``depends`` on; its headers go before these."""
        key = "\n".join([version("maillage"), *depends]).encode("utf-8", "surrogateescape")
        tag = f'"{blake2b(key, digest_size=16).hexdigest()}"'
        headers = {**headers, "etag": tag, "cache-control": "no-cache"}
        if has_it(request, headers):
            return Response(status_code=304, headers=headers)
        kept = self._cache.get(tag)
        if kept is None:
            built = await run_in_threadpool(build)
            kept = Kept(built.body, {**headers, **built.headers})
            self._cache.put(tag, kept)
        return Response(kept.body, headers=kept.headers)
