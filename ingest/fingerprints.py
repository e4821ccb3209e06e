"""What makes builds incremental: the name of a record's graph, and the fingerprint of all that it is made from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from hashlib import blake2b
from importlib.metadata import version

import msgspec

from ingest.free_names import FreeNames
from ingest.triples import LinkedRecord
from ontology.folding import slug

__all__ = ["graph_names", "graph_path", "record_fingerprint"]

_VERSION = version("maillage"), 3
"""Of this program, and of the model: raised where the same record becomes other statements, so that all are written
anew."""


def graph_path(source: str, key: str) -> str:
    """The end of the IRI of a record's graph, as far as no other record would have the same."""
    name = slug(key, 60)
    name = name if name and len(key) <= 60 else f"{name}-{_digest(key.encode())[:10]}".strip("-")
    return f"graph/{source.removeprefix('source/')}/{name}"


def graph_names(records: Iterable[tuple[str, str]]) -> Iterator[str]:
    """The end of the IRI of the graph of each record, given by its source and its key; each graph its own."""
    names = FreeNames()
    return (names.free(graph_path(source, key)) for source, key in records)


def record_fingerprint(item: LinkedRecord, linker: str) -> str:
    """The hash of the record as read, of who its actors are, of the vocabularies (``linker``) and of this program."""
    read = replace(item, subjects=()) if item.subjects else item
    return _digest(msgspec.json.encode([read, linker, _VERSION], order="deterministic"))


def _digest(content: bytes) -> str:
    return blake2b(content, digest_size=20).hexdigest()
