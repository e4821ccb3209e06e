"""Answers kept in memory, within a number of bytes; the least recently used go first.

What is worth keeping is for callers to say.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from typing import Generic, Protocol, TypeVar

from starlette.types import Receive, Scope, Send

__all__ = ["Cache", "Kept", "raw"]


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer: its body, its headers; ``raw`` is the same headers, and the body's length, as ASGI sends them."""

    body: bytes
    headers: dict[str, str]
    raw: tuple[tuple[bytes, bytes], ...] = field(init=False)

    def __post_init__(self) -> None:
        """Write the headers once, for all who will be sent them."""
        length = (b"content-length", b"%d" % len(self.body))
        object.__setattr__(self, "raw", (*raw(self.headers), length))

    async def send(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send it (ASGI)."""
        del scope, receive
        await send({"type": "http.response.start", "status": 200, "headers": list(self.raw)})
        await send({"type": "http.response.body", "body": self.body})


def raw(headers: Mapping[str, str]) -> list[tuple[bytes, bytes]]:
    """Headers, whose names are in small letters, as ASGI sends them."""
    return [(name.encode("latin-1"), value.encode("latin-1")) for name, value in headers.items()]


class Answer(Protocol):
    """What can be kept: it has a body."""

    @property
    def body(self) -> bytes:
        """The body."""


KeptT = TypeVar("KeptT", bound=Answer)


class Cache(Generic[KeptT]):
    """Answers by key, at most ``size`` bytes of bodies in all and an eighth of that each; for one thread.

    ``hits`` and ``misses`` count what was looked up, found and not.
    """

    def __init__(self, size: int) -> None:
        self.size = size
        self.largest = size // 8
        self.hits = self.misses = 0
        self._bytes = 0
        self._kept: OrderedDict[Hashable, KeptT] = OrderedDict()

    def __len__(self) -> int:
        return len(self._kept)

    def __contains__(self, key: Hashable) -> bool:
        return key in self._kept

    def get(self, key: Hashable) -> KeptT | None:
        """The answer kept under a key, now the most recently used, or none."""
        found = self._kept.get(key)
        if found:
            self.hits += 1
            self._kept.move_to_end(key)
        else:
            self.misses += 1
        return found

    def put(self, key: Hashable, answer: KeptT) -> None:
        """Keep an answer, unless it is too large; others leave to make room."""
        if len(answer.body) > self.largest:
            return
        if key in self._kept:
            self._bytes -= len(self._kept.pop(key).body)
        self._kept[key] = answer
        self._bytes += len(answer.body)
        while self._bytes > self.size:
            _, oldest = self._kept.popitem(last=False)
            self._bytes -= len(oldest.body)
