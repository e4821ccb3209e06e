"""A text that carries keywords, as training and evaluation read it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ingest.linking.reading import Reading

__all__ = ["Example"]


@dataclass(frozen=True, slots=True)
class Example:
    """A text's ``reading``, how often each of its ``stems`` is said, and the concepts ``chosen`` as its keywords."""

    key: str
    reading: Reading
    stems: Mapping[str, int]
    chosen: frozenset[str]
