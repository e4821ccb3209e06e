"""What a client asks to be written into the graph, and what came of it. Writing it is not for here."""

from __future__ import annotations

from typing import Literal

import msgspec
from pyoxigraph import NamedNode

from ontology.errors import CallError, DataError

__all__ = ["Document", "Edit", "ForbiddenEditError", "GraphEdit", "Outcome", "RefusedError", "Update", "default_graph"]


class Update(msgspec.Struct, frozen=True, tag=True):
    """A SPARQL 1.1 update; ``using`` and ``named`` are the dataset of the protocol, None where it names none."""

    text: str
    using: tuple[str, ...] | None = None
    named: tuple[str, ...] | None = None


class Document(msgspec.Struct, frozen=True):
    """RDF without named graphs, in the syntax of a media type."""

    media_type: str
    content: bytes


class GraphEdit(msgspec.Struct, frozen=True, tag=True):
    """One named graph (the default graph's, when empty) to be replaced by documents, added to, or removed."""

    verb: Literal["replace", "add", "remove"]
    graph: str = ""
    documents: tuple[Document, ...] = ()


Edit = Update | GraphEdit


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """The snapshot that is current now, the quads added and removed; whether the graph of a graph edit was there."""

    snapshot: str
    added: int = 0
    removed: int = 0
    existed: bool = False


class ForbiddenEditError(CallError):
    """What is asked is not for this way of writing: a source's own graph, or something to be fetched."""

    status_code = 403


class RefusedError(DataError):
    """The graph would break its shapes."""


def default_graph(base: str) -> NamedNode:
    """The named graph that stands for the default graph where one writes; readers see it merged with all others.

    >>> default_graph("https://e.org/")
    <NamedNode value=https://e.org/graph/default>
    """
    return NamedNode(f"{base}graph/default")
