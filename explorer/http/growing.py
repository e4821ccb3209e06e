"""Sends a file while it is written, without its length; the work ends when its client leaves.

What is written, and where, is not for here.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import IO

from starlette.concurrency import run_in_threadpool
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from explorer.http.cache import raw
from explorer.http.leaving import Leaving
from ontology.errors import MaillageError

__all__ = ["LOOK", "PIECE", "Growing", "begun"]

PIECE = 1 << 18
"""Bytes sent at once."""
LOOK = 0.1
"""Seconds after which it is looked again whether there is more."""


def begun(folder: Path) -> IO[bytes] | None:
    """The file of a folder in which something is written, open from its beginning; None where there is none yet."""
    with os.scandir(folder) as entries:
        for entry in entries:
            with suppress(FileNotFoundError):  # it takes its name when it is complete
                if entry.is_file() and entry.stat().st_size:
                    return Path(entry.path).open("rb")
    return None


class Growing(Response):
    """The response that sends a file as ``task`` writes it; where that fails, the connection is cut.

    The task gives the path that the file had, and the file open once more.
    """

    def __init__(self, file: IO[bytes], task: asyncio.Task[tuple[Path, IO[bytes]]], headers: Mapping[str, str]) -> None:
        super().__init__()
        self._file = file
        self._task = task
        self._sent = headers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002
        """Send what there is until it is complete (ASGI)."""
        leaving = Leaving(receive)
        try:
            with self._file, suppress(MaillageError):
                await send({"type": "http.response.start", "status": 200, "headers": raw(self._sent)})
                await self._send_all(send)
                self._task.result()[1].close()
                await send({"type": "http.response.body", "body": b""})
        except asyncio.CancelledError:
            if not leaving.left:
                raise
        finally:
            leaving.forget()
            self._task.cancel()

    async def _send_all(self, send: Send) -> None:
        is_complete = False
        while not is_complete:
            is_complete = self._task.done()  # asked before the last is read
            while piece := await run_in_threadpool(self._file.read, PIECE):
                await send({"type": "http.response.body", "body": piece, "more_body": True})
            await asyncio.wait({self._task}, timeout=0 if is_complete else LOOK)
