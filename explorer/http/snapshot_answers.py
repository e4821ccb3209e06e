"""Answers that hold as long as a snapshot. How they are kept is for :mod:`explorer.http.tagged`."""

from __future__ import annotations

from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import Response

from explorer.context import Context
from explorer.http.cache import Kept
from explorer.http.tagged import TaggedAnswers

__all__ = ["SnapshotAnswers"]


class SnapshotAnswers:
    """What the published snapshot answers to requests, at most ``size`` bytes of it kept."""

    def __init__(self, context: Context, size: int) -> None:
        self._context = context
        self._tagged = TaggedAnswers(size)

    async def answer(
        self, request: Request, headers: dict[str, str], build: Callable[[], Kept], state: str = ""
    ) -> Response:
        """What ``build`` makes, in a thread, once a snapshot, address and ``state`` of what is beside the snapshot."""
        url = (str(request.base_url), request.url.path, str(request.query_params))
        return await self._tagged.answer(
            request, headers, build, self._context.snapshot().id, *url, str(headers), state
        )
