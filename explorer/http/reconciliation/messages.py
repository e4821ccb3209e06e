"""What a client of the Reconciliation Service API 0.2 sends (sections 4 and 7), read within limits."""

from __future__ import annotations

from typing import Literal, TypeVar
from urllib.parse import parse_qsl

import msgspec
from starlette.requests import Request

from explorer.http.refusals import SizeError
from ontology.errors import CallError

__all__ = ["Condition", "Entity", "Extension", "Query", "Wanted", "parameters", "read_extension", "read_queries"]

LARGEST = 1_000_000
"""Bytes of a request's body."""
BATCH = 100
"""Queries of one request; clients send ten at a time."""
ROWS = 1_000
"""Things that one request may extend."""
CONDITIONS = 20
"""Properties of one query, and values of each; columns of one extension."""
LIMIT = 50
"""Candidates of one query, at most."""

_Read = TypeVar("_Read")


class Entity(msgspec.Struct, frozen=True):
    """A value that is itself a thing, by its identifier."""

    id: str
    name: str = ""


Value = str | float | bool | Entity


class Condition(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A property and the value, or the values, that a candidate should have there."""

    pid: str
    v: Value | list[Value]

    def values(self) -> list[Value]:
        """The values, at most :data:`CONDITIONS`."""
        return self.v[:CONDITIONS] if isinstance(self.v, list) else [self.v]


class Query(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One cell to match: its words, the types that a candidate may be of, what else is known of it.

    A blank cell has no words; None where none were sent.
    """

    query: str | None = None
    type: str | list[str] = ""
    limit: float = 5
    properties: list[Condition] = []
    type_strict: Literal["any", "all", "should"] = "any"

    def types(self) -> list[str]:
        """The identifiers of the types, none for any."""
        return [each for each in ([self.type] if isinstance(self.type, str) else self.type) if each]

    def count(self) -> int:
        """How many candidates are wanted, between 1 and :data:`LIMIT`."""
        return int(min(max(self.limit, 1), LIMIT))


class Wanted(msgspec.Struct, frozen=True):
    """A column to fill: a property, and how many values of it; a limit of 0 is none."""

    id: str
    settings: dict[str, str | float | bool] = {}

    def limit(self) -> int:
        """How many values a cell may hold; raises :class:`CallError` for what is no number."""
        given = self.settings.get("limit", 0)
        try:
            wanted = int(float(given or 0))
        except (ValueError, OverflowError):
            raise CallError(f"“{given}” is not a number of values", remedy="Give “limit” a whole number.") from None
        return wanted if wanted > 0 else LIMIT


class Extension(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which properties of which things."""

    ids: list[str]
    properties: list[Wanted]


async def parameters(request: Request) -> dict[str, str]:
    """The fields of the request, from the address or from a form; raises :class:`SizeError` for too large a body."""
    given = dict(request.query_params)
    if request.method == "POST":
        body = bytearray()
        async for piece in request.stream():
            body += piece
            if len(body) > LARGEST:
                raise SizeError(f"the request is larger than {LARGEST} bytes", remedy="Send fewer rows at once.")
        given |= _form(bytes(body))
    return given


def _form(body: bytes) -> dict[str, str]:
    try:
        return dict(parse_qsl(body.decode("utf-8"), keep_blank_values=True, errors="strict", max_num_fields=100))
    except ValueError as error:
        raise CallError(f"the form cannot be read ({error})", remedy="Send it URL-encoded, in UTF-8.") from None


def read_queries(text: str) -> dict[str, Query]:
    """The queries by their keys; raises :class:`CallError` for what is none, :class:`SizeError` for too many."""
    queries = _decoded(text, dict[str, Query], "queries")
    if len(queries) > BATCH:
        raise SizeError(f"there are {len(queries)} queries in one request", remedy=f"Send {BATCH} at most.")
    for key, query in queries.items():
        if query.query is None and not query.properties:
            raise CallError(f"the query “{key[:50]}” asks nothing", remedy="Give it a “query” or “properties”.")
        if len(query.properties) > CONDITIONS:
            raise SizeError(f"the query “{key[:50]}” has too many properties", remedy=f"Give {CONDITIONS} at most.")
    return queries


def read_extension(text: str) -> Extension:
    """What is asked; raises :class:`CallError` for what is no extension, :class:`SizeError` for too large a one."""
    extension = _decoded(text, Extension, "extend")
    if len(extension.ids) > ROWS or len(extension.properties) > CONDITIONS:
        remedy = f"Send {ROWS} identifiers and {CONDITIONS} properties at most."
        raise SizeError("too much is asked at once", remedy=remedy)
    return extension


def _decoded(text: str, form: type[_Read], name: str) -> _Read:
    try:
        return msgspec.json.decode(text.encode(), type=form)
    except (msgspec.MsgspecError, RecursionError, UnicodeEncodeError) as error:
        said = str(error)[:200]
        remedy = "Write it as the Reconciliation Service API 0.2 says."
        raise CallError(f"“{name}” cannot be understood ({said})", None, remedy) from None
