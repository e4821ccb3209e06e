"""The server's end of the socket to a worker process: frames, taken apart as they come.

What they say is not for here.
"""

from __future__ import annotations

import asyncio
import socket
from collections import deque
from typing import cast

from explorer.http.frames import FRAME

__all__ = ["Wire"]

MOST = 262_144
"""Bytes that may wait to be taken before the worker is left to wait."""


class Wire(asyncio.Protocol):
    """A connection; a short answer comes in one piece, and wakes whoever waits for it once."""

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._transport: asyncio.Transport | None = None
        self._got = bytearray()
        self._frames: deque[tuple[bytes, bytes]] = deque()
        self._waiting = 0
        self._paused = self._lost = False
        self._waiter: asyncio.Future[None] | None = None

    @classmethod
    async def over(cls, end: socket.socket) -> Wire:
        """The connection over a connected socket."""
        loop = asyncio.get_running_loop()
        _, wire = await loop.create_unix_connection(cls, sock=end)
        return wire

    @property
    def ready(self) -> bool:
        """Whether a frame is here."""
        return bool(self._frames)

    def is_closing(self) -> bool:
        """Whether nothing more can be written."""
        return self._lost or self._transport is None or self._transport.is_closing()

    def write(self, message: bytes) -> None:
        """Send to the worker."""
        if self._transport:
            self._transport.write(message)

    def close(self) -> None:
        """Close the connection; whoever waits for a frame is told."""
        if self._transport:
            self._transport.close()

    async def frame(self) -> tuple[bytes, bytes]:
        """The next frame: its letter, its payload. Raises :class:`ConnectionError` when none comes any more."""
        while not self._frames:
            if self._lost:
                raise ConnectionError
            self._waiter = self._loop.create_future()
            await self._waiter
        letter, payload = self._frames.popleft()
        self._waiting -= len(payload)
        if self._paused and self._waiting < MOST and self._transport and not self._transport.is_closing():
            self._paused = False
            self._transport.resume_reading()
        return letter, payload

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """The connection stands."""
        self._transport = cast(asyncio.Transport, transport)  # a loop's own need not be of that class

    def data_received(self, data: bytes) -> None:
        """Take apart what came; where too much waits, nothing more is read."""
        got = self._got
        got += data
        at, end = 0, len(got)
        while end - at >= FRAME.size:
            letter, size = FRAME.unpack_from(got, at)
            begin, after = at + FRAME.size, at + FRAME.size + size
            if after > end:
                break
            self._frames.append((letter, bytes(got[begin:after])))
            self._waiting += size
            at = after
        del got[:at]
        if self._waiting > MOST and self._transport and not self._paused:
            self._paused = True
            self._transport.pause_reading()
        if at:
            self._wake()

    def eof_received(self) -> None:
        """The worker ended: the connection is closed."""
        self._lost = True
        self._wake()

    def connection_lost(self, exc: Exception | None) -> None:
        """The connection is closed."""
        del exc
        self._lost = True
        self._wake()

    def _wake(self) -> None:
        if self._waiter and not self._waiter.done():
            self._waiter.set_result(None)
