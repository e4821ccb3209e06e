"""The addresses of a SPARQL 1.1 server, and requests to them. What is asked and what answers mean is not for here."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from html import unescape
from io import BufferedReader, RawIOBase
from typing import TYPE_CHECKING

from requests import RequestException, Response, Session
from requests.auth import HTTPBasicAuth, HTTPDigestAuth

from graph.waiting import told_when_late
from ontology.errors import CallError, DataError, MaillageError, Place, QueryError

if TYPE_CHECKING:
    from typing_extensions import Buffer

__all__ = ["RESULTS", "TRIPLES", "Endpoint", "ServerError", "check_address"]

RESULTS, TRIPLES = "application/sparql-results+json", "application/n-triples"
PASSWORD, TOKEN = "MAILLAGE_STORE_PASSWORD", "MAILLAGE_STORE_TOKEN"
"""The environment's variables that hold what must not stand in a file."""
_CONNECT = 5.0
"""Seconds after which a server that does not even take the connection is given up."""
_COMPLAINT, _SHOWN = 16_384, 300
"""Bytes of a server's complaint that are read, and characters of it that are passed on."""
_MARKUP = re.compile(r"<(head|script|style)\b.*?(?:</\1\s*>|\Z)|<!--.*?(?:-->|\Z)|<[^<>]*>", re.DOTALL | re.IGNORECASE)
"""What is not read of a page."""
_PAGE = ("<!doctype", "<html")
"""How a page begins that is not said to be one."""
_UPDATE = "application/sparql-update"
_PIECE = 65_536
"""Bytes read at once."""
_CUT = "X-SPARQL-MaxRows"
"""The header with which Virtuoso says that an answer has not all its rows."""
_UPDATES = {"/query": "/update", "/sparql": "/sparql-auth"}
"""Where a server takes updates, by the end of its query address: Oxigraph's and Fuseki's, Virtuoso's."""
_BUSY = (502, 503, 504)
_LOCKED = (401, 403)
_NOT_TAKEN = (*_LOCKED, 404, 405, 501)
"""What a server answers to an update that takes none, or none at this address."""


class ServerError(DataError):
    """The server that holds the graph cannot be reached, does not let us in, or has too much to do."""

    status_code = 503


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where a server is asked and updated, and as whom; a request is given up after ``timeout`` seconds of silence.

    ``default_graph`` is the named graph that stands for the default graph, where the server keeps none of its own.
    ``tell``, if any, is told whenever the server is waited for.
    """

    address: str
    update_address: str = ""
    user: str = ""
    default_graph: str = ""
    timeout: float = 60.0
    secret: str = field(default_factory=lambda: os.environ.get(PASSWORD, ""), repr=False)
    token: str = field(default_factory=lambda: os.environ.get(TOKEN, ""), repr=False)
    tell: Callable[[str], object] | None = field(default=None, repr=False, compare=False)
    _session: Session = field(default_factory=Session, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        check_address(self.address)
        check_address(self.update_address or self.address)

    def ask(
        self, query: str, wanted: str = RESULTS, default_graphs: Sequence[str] = (), named_graphs: Sequence[str] = ()
    ) -> tuple[str, BufferedReader]:
        """The media type of the answer to a query, and its body, which is read as it comes.

        ``wanted`` is the media type asked for; the graphs are the dataset of the protocol (section 2.1.4).

        Raises :class:`QueryError` with the server's complaint when it refuses the query, :class:`ServerError` when it
        cannot be reached, also while the body is read, and :class:`DataError` when it gives not all rows.
        """
        # As a form: Virtuoso 7.2 never answers a query that is the body itself.
        form = {"query": query}
        asked = {"default-graph-uri": [*default_graphs], "named-graph-uri": [*named_graphs]}
        answer = self._send(self.address, form, {"Accept": wanted}, asked)
        if rows := answer.headers.get(_CUT):
            remedy = "Ask for fewer with LIMIT, or raise ResultSetMaxRows in the server's settings."
            raise DataError(f"the server gives no more than {rows} rows, and there are more", self._place, remedy)
        kind = answer.headers.get("Content-Type", "").partition(";")[0].strip().lower()
        return kind, BufferedReader(_Body(answer, self), _PIECE)

    def update(self, update: str) -> None:
        """Have the server do an update; raises as :meth:`ask` does, :class:`ServerError` too when it takes none."""
        headers = {"Content-Type": f"{_UPDATE}; charset=utf-8"}
        self._send(self._updates, update.encode(), headers, {}).close()

    @property
    def _updates(self) -> str:
        if self.update_address:
            return self.update_address
        for end, other in _UPDATES.items():
            if self.address.endswith(end):
                return self.address.removesuffix(end) + other
        return self.address

    @property
    def _place(self) -> Place:
        return Place(self.address)

    def problem(self, said: str) -> DataError:
        """An error that names this endpoint, for an answer that is none."""
        return DataError(said, self._place, "Check the address, and that a SPARQL endpoint answers there.")

    def unreachable(self, error: RequestException) -> ServerError:
        """An error that says, in short, why the server did not answer."""
        reason = "it did not answer in time" if "timed out" in str(error) else "no connection"
        return ServerError(
            f"the server that holds the graph cannot be reached ({reason})",
            self._place,
            "Start it, or check the address.",
        )

    def _send(
        self, address: str, body: bytes | dict[str, str], headers: dict[str, str], asked: dict[str, list[str]]
    ) -> Response:
        try:
            answer = self._posted(address, body, headers, asked)
            if answer.status_code == 401 and self.user and self._session.auth is None:
                # Asked without a name first: Virtuoso tells nothing of its digest to who comes with a password.
                wants_digest = "digest" in answer.headers.get("WWW-Authenticate", "").lower()
                self._session.auth = (HTTPDigestAuth if wants_digest else HTTPBasicAuth)(self.user, self.secret)
                answer = self._posted(address, body, headers, asked)
            if not answer.ok:
                raise self._refusal(answer, address)
        except RequestException as error:
            raise self.unreachable(error) from error
        return answer

    def _posted(
        self, address: str, body: bytes | dict[str, str], headers: dict[str, str], asked: dict[str, list[str]]
    ) -> Response:
        if self.token:
            headers = {**headers, "Authorization": f"Bearer {self.token}"}
        timeout = (_CONNECT, self.timeout)
        with self.waiting():
            return self._session.post(address, body, params=asked, headers=headers, timeout=timeout, stream=True)

    def waiting(self) -> AbstractContextManager[object]:
        """Where ``tell`` is told within the block, after some seconds, that the server is waited for."""
        return told_when_late(self.address, self.tell, self.timeout) if self.tell else nullcontext()

    def _refusal(self, answer: Response, address: str) -> MaillageError:
        said = f"{answer.status_code}: {self._complaint(answer)}"
        place = Place(address)
        if answer.status_code in _NOT_TAKEN and answer.request.headers["Content-Type"].startswith(_UPDATE):
            remedy = 'Start it so that it can be written to; update = "…" under [store] names another address for that.'
            if answer.status_code in _LOCKED:
                remedy = f"{remedy} {self._credentials}"
            return ServerError(f"the server is read-only, or takes no updates from us here ({said})", place, remedy)
        if answer.status_code in _LOCKED:
            return ServerError(f"the server does not let us in ({said})", place, self._credentials)
        if answer.status_code in _BUSY:
            return ServerError(f"the server has too much to do ({said})", place, "Try again in a minute.")
        return QueryError(f"the endpoint refused this ({said})", place, "Check the query, and what that server can do.")

    @property
    def _credentials(self) -> str:
        """What to do where the server wants to know who we are."""
        if self.user or self.token:
            return f"Check user under [store] in maillage.toml, and what {TOKEN if self.token else PASSWORD} holds."
        named = 'write user = "…" under [store] in maillage.toml'
        return f"Where it wants credentials, {named} and give {PASSWORD}, or give {TOKEN}."

    def _complaint(self, answer: Response) -> str:
        """What the server says of its refusal, cut short: of a page, its words."""
        with BufferedReader(_Body(answer, self), _PIECE) as body:
            said = body.read(_COMPLAINT).decode("utf-8", "replace")
        if "html" in answer.headers.get("Content-Type", "").lower() or said.lstrip()[:9].lower().startswith(_PAGE):
            said = unescape(_MARKUP.sub(" ", said))
        return " ".join(said.split())[:_SHOWN]


class _Body(RawIOBase):
    """The body of an answer as it comes; a connection that ends early is an error and no end."""

    def __init__(self, answer: Response, endpoint: Endpoint) -> None:
        self._pieces: Iterator[bytes] = answer.iter_content(_PIECE)
        self._left = memoryview(b"")
        self._endpoint = endpoint
        self._answer = answer

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Buffer, /) -> int:
        view = memoryview(buffer)
        try:
            while not self._left:
                with self._endpoint.waiting():
                    self._left = memoryview(next(self._pieces))
        except StopIteration:
            return 0
        except RequestException as error:
            raise self._endpoint.unreachable(error) from error
        size = min(len(view), len(self._left))
        view[:size], self._left = self._left[:size], self._left[size:]
        return size

    def close(self) -> None:
        self._answer.close()
        super().close()


def check_address(address: str) -> None:
    """Raise :class:`CallError` for what is no address of an endpoint, or one with a name and password in it."""
    if not address.startswith(("http://", "https://")):
        raise CallError(f"“{address}” is no address of an endpoint", None, "It starts with https:// or http://.")
    if "@" in address.split("/")[2]:
        remedy = f"Name the user in [store] and give the password in {PASSWORD}."
        raise CallError("the address of the endpoint holds a name or a password", None, remedy)
