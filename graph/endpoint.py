"""The addresses of a SPARQL 1.1 server, and requests to them. What is asked and what answers mean is not for here."""

from __future__ import annotations

import os
from dataclasses import dataclass, field

from requests import RequestException, Response, Session
from requests.auth import HTTPBasicAuth, HTTPDigestAuth

from ontology.errors import CallError, DataError, MaillageError, Place, QueryError

__all__ = ["RESULTS", "TRIPLES", "Endpoint"]

RESULTS, TRIPLES = "application/sparql-results+json", "application/n-triples"
PASSWORD, TOKEN = "MAILLAGE_STORE_PASSWORD", "MAILLAGE_STORE_TOKEN"
"""The environment's variables that hold what must not stand in a file."""
_SHOWN = 300
"""Characters of a server's complaint that are passed on."""
_CUT = "X-SPARQL-MaxRows"
"""The header with which Virtuoso says that an answer has not all its rows."""
_UPDATES = {"/query": "/update", "/sparql": "/sparql-auth"}
"""Where a server takes updates, by the end of its query address: Oxigraph's and Fuseki's, Virtuoso's."""


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where a server is asked and updated, and as whom; each request is given up after ``timeout`` seconds.

    ``default_graph`` is the named graph that stands for the default graph, where the server keeps none of its own.
    """

    address: str
    update_address: str = ""
    user: str = ""
    default_graph: str = ""
    timeout: float = 60.0
    secret: str = field(default_factory=lambda: os.environ.get(PASSWORD, ""), repr=False)
    token: str = field(default_factory=lambda: os.environ.get(TOKEN, ""), repr=False)
    _session: Session = field(default_factory=Session, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        for address in (self.address, self.update_address or self.address):
            if not address.startswith(("http://", "https://")):
                raise CallError(
                    f"“{address}” is no address of an endpoint", None, "It starts with https:// or http://."
                )

    def ask(self, query: str) -> tuple[str, bytes]:
        """The media type and the body of the answer to a query.

        Raises :class:`QueryError` with the server's complaint when it refuses the query, :class:`DataError` when it
        cannot be reached or gives not all rows.
        """
        # As a form: Virtuoso 7.2 never answers a query that is the body itself.
        form = {"query": query}
        asked = {"default-graph-uri": self.default_graph} if self.default_graph else {}
        answer = self._send(self.address, form, {"Accept": f"{RESULTS}, {TRIPLES};q=0.9"}, asked)
        if rows := answer.headers.get(_CUT):
            raise self.problem(f"the server gives no more than {rows} rows, and there are more")
        return answer.headers.get("Content-Type", "").partition(";")[0].strip().lower(), answer.content

    def update(self, update: str) -> None:
        """Have the server do an update; raises as :meth:`ask` does."""
        headers = {"Content-Type": "application/sparql-update; charset=utf-8"}
        self._send(self._updates, update.encode(), headers, {})

    @property
    def _updates(self) -> str:
        if self.update_address:
            return self.update_address
        for end, other in _UPDATES.items():
            if self.address.endswith(end):
                return self.address.removesuffix(end) + other
        return self.address

    def problem(self, said: str) -> DataError:
        """An error that names this endpoint."""
        return DataError(said, Place(self.address), "Check the address, and that a SPARQL endpoint answers there.")

    def _send(
        self, address: str, body: bytes | dict[str, str], headers: dict[str, str], asked: dict[str, str]
    ) -> Response:
        try:
            answer = self._posted(address, body, headers, asked)
            if answer.status_code == 401 and self.user and self._session.auth is None:
                # Asked without a name first: Virtuoso tells nothing of its digest to who comes with a password.
                wants_digest = "digest" in answer.headers.get("WWW-Authenticate", "").lower()
                self._session.auth = (HTTPDigestAuth if wants_digest else HTTPBasicAuth)(self.user, self.secret)
                answer = self._posted(address, body, headers, asked)
        except RequestException as error:
            raise self.problem(f"the endpoint cannot be reached ({error})") from error
        if not answer.ok:
            raise self._refusal(answer)
        return answer

    def _posted(
        self, address: str, body: bytes | dict[str, str], headers: dict[str, str], asked: dict[str, str]
    ) -> Response:
        if self.token:
            headers = {**headers, "Authorization": f"Bearer {self.token}"}
        return self._session.post(address, body, params=asked, headers=headers, timeout=self.timeout)

    def _refusal(self, answer: Response) -> MaillageError:
        said = f"{answer.status_code}: {' '.join(answer.text[: 4 * _SHOWN].split())[:_SHOWN]}"
        if answer.status_code in (401, 403):
            remedy = f"Name the user in [store] and give {PASSWORD}, or {TOKEN}."
            return DataError(f"the server does not let us in ({said})", Place(self.address), remedy)
        return QueryError(f"the endpoint refused this ({said})", Place(self.address))
