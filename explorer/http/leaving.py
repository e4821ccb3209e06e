"""Ends the work for a client that has left; what the work is, is not for here."""

from __future__ import annotations

import asyncio

from starlette.types import Receive

__all__ = ["Leaving"]

QUICK = 0.2
"""Seconds that an answer may take, with its wait for a turn, before it is worth looking whether its client is there:
where 64 clients ask at once each waits a tenth, and a look at each would take longer than a short answer."""


class Leaving:
    """Cancels the task that made it once its client has left; it looks after a while, since most answers are quick."""

    def __init__(self, receive: Receive) -> None:
        self.left = False
        self._receive = receive
        self._answering = asyncio.current_task()
        self._looking: asyncio.Task[None] | None = None
        self._timer = asyncio.get_running_loop().call_later(QUICK, self._look)

    def forget(self) -> None:
        """Look no more."""
        self._timer.cancel()
        if self._looking:
            self._looking.cancel()

    def _look(self) -> None:
        self._looking = asyncio.ensure_future(self._wait())

    async def _wait(self) -> None:
        while (await self._receive())["type"] != "http.disconnect":
            pass
        if self._answering:
            self.left = True
            self._answering.cancel()
