"""Reads a request of the SPARQL 1.1 Protocol (section 2.1): the query, its dataset, the syntax asked by name.

Answering it is not for here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl

from pyoxigraph import NamedNode
from starlette.requests import Request

from explorer.http.refusals import ForbiddenError, MediaTypeError, SizeError
from ontology.errors import CallError

__all__ = ["LARGEST", "Asked", "read"]

LARGEST = 1_000_000
"""Bytes of a request's body."""
FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
UPDATE = "application/sparql-update"
READ_ONLY = "Add sources to the workspace and build it; what is published never changes."


@dataclass(frozen=True, slots=True)
class Asked:
    """A query; ``default_graphs`` and ``named_graphs`` are None when the request names no dataset."""

    query: str
    default_graphs: tuple[str, ...] | None = None
    named_graphs: tuple[str, ...] | None = None
    format: str = ""


async def read(request: Request) -> Asked | None:
    """What a request asks; None for a GET without a query.

    Raises :class:`CallError` (400) for a request that is not of the protocol, :class:`MediaTypeError` (415) for another
    type of body, :class:`SizeError` (413) for too large a one, :class:`ForbiddenError` (403) for an update.
    """
    parameters = _pairs(request.scope["query_string"])
    if request.method != "POST":
        named = any(name in ("query", "update") for name, _ in parameters)
        return _asked(parameters) if named else None
    body = await _body(request)
    media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media_type == FORM:
        if any(name in ("query", "update") for name, _ in parameters):
            raise CallError("a query sent as a form stands in the body, not in the address")
        return _asked([*_pairs(body), *parameters])
    if media_type == QUERY:
        return _asked([*parameters, ("query", _text(body))])
    if media_type == UPDATE:
        raise ForbiddenError("this endpoint takes no updates", remedy=READ_ONLY)
    problem = f"the body is of type “{media_type or 'unknown'}”"
    raise MediaTypeError(problem, remedy=f"Send {QUERY}, or {FORM} with a field “query”.")


async def _body(request: Request) -> bytes:
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > LARGEST:
            raise SizeError(f"the request is larger than {LARGEST} bytes", remedy="Send a shorter query.")
    return bytes(body)


def _text(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise CallError(f"the request is not in UTF-8 (byte {error.start})", remedy="Encode it in UTF-8.") from None


def _pairs(body: bytes) -> list[tuple[str, str]]:
    try:
        return parse_qsl(_text(body), keep_blank_values=True, errors="strict", max_num_fields=1_000)
    except ValueError as error:
        raise CallError(f"the fields of the request cannot be read ({error})", remedy="Encode them in UTF-8.") from None


def _asked(parameters: Sequence[tuple[str, str]]) -> Asked:
    def values(name: str) -> tuple[str, ...]:
        return tuple(value for key, value in parameters if key == name)

    if values("update"):
        raise ForbiddenError("this endpoint takes no updates", remedy=READ_ONLY)
    if len(values("query")) != 1:
        raise CallError(f"the request has {len(values('query'))} queries", remedy="Send one, in “query”.")
    default, named = values("default-graph-uri"), values("named-graph-uri")
    for name in (*default, *named):
        _check(name)
    chosen = bool(default or named)
    formats = values("format")
    return Asked(
        values("query")[0], default if chosen else None, named if chosen else None, formats[-1] if formats else ""
    )


def _check(name: str) -> None:
    try:
        NamedNode(name)
    except ValueError:
        raise CallError(f"“{name[:200]}” is not the IRI of a graph", remedy="Give an absolute IRI.") from None
