"""Answers that hold as long as a snapshot: made once, tagged, kept, and not sent to those who have them already."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import blake2b
from importlib.metadata import version

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from explorer.context import Context
from explorer.http.cache import Cache, Kept

__all__ = ["SnapshotAnswers"]


class SnapshotAnswers:
    """What the published snapshot answers to requests, at most ``size`` bytes of it kept."""

    def __init__(self, context: Context, size: int) -> None:
        self._context = context
        self._cache: Cache[Kept] = Cache(size)

    async def answer(
        self, request: Request, headers: dict[str, str], build: Callable[[], Kept], state: str = ""
    ) -> Response:
        """What ``build`` makes, in a thread, once a snapshot, address and ``state`` of what is beside the snapshot.

        Tags are those of RFC 9110, section 8.8.3.
        """
        key = "\n".join(
            [
                self._context.snapshot().id,
                version("maillage"),
                str(request.base_url),
                request.url.path,
                str(request.query_params),
                str(headers),
                state,
            ]
        )
        tag = f'"{blake2b(key.encode("utf-8", "surrogateescape"), digest_size=16).hexdigest()}"'
        headers = {**headers, "etag": tag, "cache-control": "no-cache"}
        if tag in request.headers.get("if-none-match", ""):
            return Response(status_code=304, headers=headers)
        kept = self._cache.get(tag)
        if kept is None:
            built = await run_in_threadpool(build)
            kept = Kept(built.body, {**headers, **built.headers})
            self._cache.put(tag, kept)
        return Response(kept.body, headers=kept.headers)
