"""Records with their links as bytes, which wait in a file or are sent to who writes them.

Pickling them takes six times as long.
"""

from __future__ import annotations

from dataclasses import make_dataclass
from functools import cache
from typing import Any

import msgspec

from ingest.shelf import KINDS
from ingest.triples.linked import LinkedRecord

__all__ = ["packed", "unpacked"]

_sent = msgspec.msgpack.Decoder(tuple[str, bytes])


def packed(item: LinkedRecord) -> bytes:
    """The record as bytes."""
    return msgspec.msgpack.encode((type(item.record).__name__, msgspec.msgpack.encode(item)))


def unpacked(content: bytes) -> LinkedRecord:
    """The record of these bytes."""
    kind, item = _sent.decode(content)
    linked: LinkedRecord = _linked(kind).decode(item)
    return linked


@cache
def _linked(kind: str) -> msgspec.msgpack.Decoder[Any]:
    """What reads a record of that kind with its links."""
    record = {each.__name__: each for each in KINDS}[kind]
    links = make_dataclass(f"Linked{kind}", [("record", record)], bases=(LinkedRecord,), frozen=True, slots=True)
    return msgspec.msgpack.Decoder(links)
