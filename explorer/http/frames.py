"""What passes between the server and a worker process: one task there, frames back. Neither end is here.

A frame is one letter, the payload's length in four bytes, the payload: first a head, then pieces of the body, then an
end; a failure may come in the place of any.
"""

from __future__ import annotations

import struct
from typing import Final, Literal

import msgspec

from explorer.http.refusals import ForbiddenError, NotAcceptableError
from graph.edits import Edit, ForbiddenEditError, RefusedError
from ontology.errors import CallError, DataError, LimitError, LockedError, MaillageError, Place, QueryError

__all__ = ["BODY", "END", "FAILURE", "FRAME", "HEAD", "Failure", "Head", "Server", "Task", "Writing", "frame"]

FRAME: Final = struct.Struct(">cI")
HEAD: Final = b"H"
BODY: Final = b"B"
END: Final = b"Z"
FAILURE: Final = b"F"


class Server(msgspec.Struct, frozen=True):
    """A server that holds the snapshot, and what a worker must know to ask it; secrets come from the environment."""

    address: str
    user: str
    default_graph: str
    published: str


class Task(msgspec.Struct, frozen=True, kw_only=True):
    """A query to answer: from which snapshot's folder, in which syntax for a table or for a graph, within which limits.

    ``base`` is what relative IRIs of the query are resolved against. ``table`` and ``graph`` are names of
    :mod:`explorer.http.formats`, empty when the asker takes none of that form. ``default_graphs`` and ``named_graphs``
    are the dataset of the protocol, None when it names none. ``endpoints`` are those that ``SERVICE`` may name.
    ``deadline`` is in seconds. ``only_open`` asks for no answer but to be ready for the snapshot, or
    the server. ``server`` is asked in the place of the snapshot, where there is one.
    """

    snapshot: str
    query: str
    base: str = ""
    table: str = ""
    graph: str = ""
    default_graphs: tuple[str, ...] | None = None
    named_graphs: tuple[str, ...] | None = None
    endpoints: tuple[str, ...] = ()
    gzip: bool = False
    rows: int
    bytes: int
    deadline: float
    only_open: bool = False
    server: Server | None = None


class Head(msgspec.Struct, frozen=True):
    """What comes: the name of the format, and whether the body is compressed with gzip."""

    format: str
    gzip: bool


class Writing(msgspec.Struct, frozen=True, kw_only=True):
    """An edit to publish, within ``deadline`` seconds; what is refused is told in a ``language``.

    ``only_open`` asks for nothing but to be ready.
    """

    edit: Edit
    deadline: float
    language: str = ""
    only_open: bool = False


Kind = Literal["query", "call", "format", "service", "edit", "refused", "locked", "limit"]
_ERRORS: dict[Kind, type[MaillageError]] = {
    "query": QueryError,
    "call": CallError,
    "format": NotAcceptableError,
    "service": ForbiddenError,
    "edit": ForbiddenEditError,
    "refused": RefusedError,
    "locked": LockedError,
    "limit": LimitError,
}


class Failure(msgspec.Struct, frozen=True):
    """Why nothing (more) comes, ready to be raised on the other side."""

    kind: Kind
    problem: str
    source: str = ""
    locator: str = ""
    remedy: str = ""

    @classmethod
    def of(cls, error: MaillageError) -> Failure:
        """The failure that says what the error says; a store that cannot be read is not the asker's fault."""
        other: Kind = "limit" if isinstance(error, LimitError | DataError) else "query"
        kind: Kind = next((name for name, known in _ERRORS.items() if type(error) is known), other)
        place = error.place or Place("")
        return cls(kind, error.problem, place.source, place.locator, error.remedy)

    def error(self) -> MaillageError:
        """The error to raise."""
        raised = _ERRORS[self.kind]
        return raised(self.problem, Place(self.source, self.locator) if self.source else None, self.remedy)


def frame(letter: bytes, payload: bytes = b"") -> bytes:
    """A frame as bytes.

    >>> frame(b"B", b"abc")
    b'B\\x00\\x00\\x00\\x03abc'
    """
    return FRAME.pack(letter, len(payload)) + payload
