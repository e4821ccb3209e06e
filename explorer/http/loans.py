"""What passes between the server and a desk, a process to which it lends connections. Neither end is here.

Messages go over a socket that keeps their bounds; what must be known of a desk that ended stands in memory that both
share.
"""

from __future__ import annotations

import mmap
import os
import struct

import msgspec

__all__ = ["LARGEST", "LEFT", "Done", "Lent", "Recalled", "Returned", "Shared", "Stuck", "Told"]

LARGEST = 131_072
"""Bytes of a message."""
LEFT = 3
"""The exit code of a desk that ended because the client of a long query had left."""
_STATE = struct.Struct("<QI")
_SIZE = 65_536


class Lent(msgspec.Struct, frozen=True, tag=True):
    """To the desk, with the connection itself: its number, and whose it is."""

    number: int
    client: str


class Recalled(msgspec.Struct, frozen=True, tag=True):
    """To the desk: give all connections back."""


class Returned(msgspec.Struct, frozen=True, tag=True):
    """To the server: a connection is given back, with what was read of a request that is not answered, and what is yet
    to be sent of an answer.
    """

    number: int
    read: bytes = b""
    unsent: bytes = b""


class Stuck(msgspec.Struct, frozen=True, tag=True):
    """To the server: a connection's query has taken so many seconds, and is not done."""

    number: int
    seconds: float


class Done(msgspec.Struct, frozen=True, tag=True):
    """To the server: the desk can be lent connections (again)."""


class Told(msgspec.Struct, frozen=True, tag=True):
    """To the server: requests that were answered, as (id, method, seconds, bytes, query), with the text of the query
    where that is wanted; how many answers were found in memory, and how many not.
    """

    requests: tuple[tuple[str, str, float, int, str], ...]
    hits: int
    misses: int


class Shared:
    """Which request a desk works on, in memory that outlives it: its connection's number and what was sent.

    Number 0 stands for none. Only the desk writes.
    """

    def __init__(self, file: int) -> None:
        self._memory = mmap.mmap(file, _SIZE)

    @staticmethod
    def create() -> int:
        """The file descriptor of such memory, empty."""
        file = os.memfd_create("desk")
        os.ftruncate(file, _SIZE)
        return file

    def begin(self, number: int, sent: bytes) -> None:
        """A request is being answered; of a very long one no more is kept than there is room for."""
        self._memory[_STATE.size : _STATE.size + len(sent)] = sent
        _STATE.pack_into(self._memory, 0, number, len(sent))

    def end(self) -> None:
        """None is."""
        _STATE.pack_into(self._memory, 0, 0, 0)

    def now(self) -> tuple[int, bytes]:
        """The number of the connection whose request is being answered, and what was sent."""
        number, size = _STATE.unpack_from(self._memory, 0)
        return number, bytes(self._memory[_STATE.size : _STATE.size + size])
