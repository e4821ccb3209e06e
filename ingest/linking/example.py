"""A text that carries keywords, as training and evaluation read it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ingest.linking.described import Described

__all__ = ["Example"]


@dataclass(frozen=True, slots=True)
class Example:
    """A text's concepts as they are ``described``, how often each of its ``stems`` is said, and its keywords."""

    key: str
    described: Described
    stems: Mapping[str, int]
    chosen: frozenset[str]
