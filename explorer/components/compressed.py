"""Scripts, styles and outlines as gzip, packed once, for browsers that take it: most of a first visit's weight.

Pages and answers for programs are not for here.
"""

from __future__ import annotations

import gzip
from functools import cache
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from explorer.http.formats import takes_gzip

__all__ = ["FOREVER", "Compressed", "packed_file"]

FOREVER = {"Cache-Control": "public, max-age=31536000, immutable"}
_TYPES = {".js": "text/javascript", ".css": "text/css"}
_LEAST = 1_000
"""Bytes: a smaller file is as small as it is."""


class Compressed:
    """An application whose scripts and styles of ``folder``, asked for under ``below``, go out packed.

    Their names hold a digest of what they say, so that browsers may keep them for good.
    """

    def __init__(self, app: ASGIApp, folder: Path, below: str) -> None:
        self._app = app
        self._below = below
        self._files = {
            path.relative_to(folder).as_posix(): path
            for path in folder.rglob("*")
            if path.suffix in _TYPES and path.stat().st_size >= _LEAST
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer with the packed file where there is one and the client takes it; else pass on (ASGI)."""
        path = self._files.get(scope["path"].removeprefix(self._below)) if scope["type"] == "http" else None
        if path is None or scope["method"] not in {"GET", "HEAD"} or not _takes(Headers(scope=scope)):
            await self._app(scope, receive, send)
        else:
            answer = await packed_file(Request(scope), path, _TYPES[path.suffix], FOREVER)
            await answer(scope, receive, send)


async def packed_file(request: Request, path: Path, type_: str, headers: dict[str, str]) -> Response:
    """A file of text, packed where the client takes it; a part of it is cut from what is not."""
    varied = headers | {"Vary": "Accept-Encoding"}
    if not _takes(request.headers):
        return FileResponse(path, media_type=type_, headers=varied)
    content = await run_in_threadpool(_packed, path)
    whole = varied | {"Content-Encoding": "gzip", "Content-Length": str(len(content))}
    return Response(b"" if request.method == "HEAD" else content, media_type=type_, headers=whole)


def _takes(headers: Headers) -> bool:
    """Whether a client takes gzip, and asks for a file as a whole."""
    return "range" not in headers and takes_gzip(headers.get("accept-encoding", ""))


@cache
def _packed(path: Path) -> bytes:
    return gzip.compress(path.read_bytes(), compresslevel=9, mtime=0)
