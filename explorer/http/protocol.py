"""Reads a request of the SPARQL 1.1 Protocol (section 2): the query or the update, its dataset, the syntax by name.

Answering it is not for here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import parse_qsl

from pyoxigraph import NamedNode
from starlette.requests import Request

from explorer.http.refusals import MediaTypeError, SizeError
from graph.edits import Update
from ontology.errors import CallError

__all__ = ["LARGEST", "QUERY", "Asked", "check_graph", "content_type", "read", "read_body", "understand"]

LARGEST = 1_000_000
"""Bytes of a request's body."""
FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
UPDATE = "application/sparql-update"


@dataclass(frozen=True, slots=True)
class Asked:
    """A query; ``default_graphs`` and ``named_graphs`` are None when the request names no dataset."""

    query: str
    default_graphs: tuple[str, ...] | None = None
    named_graphs: tuple[str, ...] | None = None
    format: str = ""


async def read(request: Request, largest_update: int = LARGEST) -> Asked | Update | None:
    """What a request asks; None for a GET without a query.

    Raises :class:`CallError` (400) for a request that is not of the protocol, :class:`MediaTypeError` (415) for another
    type of body, :class:`SizeError` (413) for too large a one: an update has ``largest_update`` bytes at most.
    """
    media_type = request.headers.get("content-type", "")
    if request.method != "POST":
        return understand(request.method, request.scope["query_string"], media_type, b"")
    body = await read_body(request, LARGEST if _sent_as(media_type) == QUERY else largest_update)
    return understand(request.method, request.scope["query_string"], media_type, body)


def understand(method: str, query_string: bytes, said_type: str, body: bytes) -> Asked | Update | None:
    """What a request asks whose body is here, and said to be of a type; returns and raises as :func:`read` does."""
    parameters = _pairs(query_string) if query_string else []
    if method != "POST":
        if any(name == "update" for name, _ in parameters):
            raise CallError("an update is not sent by GET", remedy="Send it by POST.")
        return _asked(parameters) if any(name == "query" for name, _ in parameters) else None
    media_type = _sent_as(said_type)
    if media_type == QUERY:
        return _asked([*parameters, ("query", _text(body))])
    if media_type == UPDATE:
        return _asked([*parameters, ("update", _text(body))])
    if any(name in ("query", "update") for name, _ in parameters):
        raise CallError("a query sent as a form stands in the body, not in the address", None, "Send it there.")
    return _asked([*_pairs(body), *parameters])


@lru_cache(maxsize=256)
def _sent_as(said_type: str) -> str:
    """The media type of a body; raises :class:`MediaTypeError` for one that is none of the protocol's."""
    media_type, charset = _parted(said_type)
    if media_type not in (FORM, QUERY, UPDATE):
        problem = f"the body is of type “{media_type or 'unknown'}”"
        raise MediaTypeError(problem, remedy=f"Send {QUERY}, {UPDATE}, or {FORM} with a field “query” or “update”.")
    if charset not in ("", "utf-8", "us-ascii"):
        raise MediaTypeError(f"the body is said to be in “{charset}”", remedy="Send UTF-8.")
    return media_type


def content_type(request: Request) -> tuple[str, str]:
    """The media type of a request's body and its charset, in small letters, both empty where not said."""
    return _parted(request.headers.get("content-type", ""))


def _parted(said_type: str) -> tuple[str, str]:
    media_type, _, rest = said_type.lower().partition(";")
    charset = rest.partition("charset=")[2].partition(";")[0]
    return media_type.strip(), charset.strip(' "')


async def read_body(request: Request, largest: int) -> bytes:
    """The body of a request; raises :class:`SizeError` when it has more than ``largest`` bytes."""
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > largest:
            raise SizeError(f"the request is larger than {largest} bytes", remedy="Send less at once.")
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


def _asked(parameters: Sequence[tuple[str, str]]) -> Asked | Update:
    if len(parameters) == 1 and parameters[0][0] == "query":
        return Asked(parameters[0][1])

    def values(name: str) -> tuple[str, ...]:
        return tuple(value for key, value in parameters if key == name)

    queries, updates = values("query"), values("update")
    if len(queries) + len(updates) != 1:
        problem = f"the request has {len(queries)} queries and {len(updates)} updates"
        raise CallError(problem, remedy="Send one, in “query” or in “update”.")
    default = values("using-graph-uri" if updates else "default-graph-uri")
    named = values("using-named-graph-uri" if updates else "named-graph-uri")
    if queries:  # forms send the fields that nobody filled in
        default, named = tuple(filter(None, default)), tuple(filter(None, named))
    for name in (*default, *named):
        check_graph(name)
    chosen = (default, named) if default or named else (None, None)
    if updates:
        return Update(updates[0], *chosen)
    return Asked(queries[0], chosen[0], chosen[1], (values("format") or ("",))[-1])


def check_graph(name: str) -> None:
    """Raise :class:`CallError` for what is not the absolute IRI of a graph."""
    try:
        NamedNode(name)
    except ValueError:
        raise CallError(f"“{name[:200]}” is not the IRI of a graph", remedy="Give an absolute IRI.") from None
