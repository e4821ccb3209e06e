"""The SPARQL 1.1 Graph Store HTTP Protocol: named graphs read, replaced, added to and removed as documents.

A graph is named by ``?graph=``, by ``?default`` (the graph that stands for the default one where one writes), or by
the address itself. Who may write is decided by :mod:`explorer.http.authority`.
"""

from __future__ import annotations

from uuid import uuid4

from pyoxigraph import NamedNode
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from explorer.context import Context
from explorer.http.authority import Authority
from explorer.http.formats import PLAIN_GRAPHS, choose
from explorer.http.language import told_language
from explorer.http.multipart import parts
from explorer.http.protocol import Asked, check_graph, content_type, read_body
from explorer.http.refusals import MediaTypeError, MissingError
from explorer.http.server_address import server_address
from explorer.http.sparql import Endpoint, told
from explorer.http.writing import Writer
from graph.edits import Document, GraphEdit, default_graph
from graph.sparql import load
from ontology.errors import CallError

__all__ = ["GraphStore"]

PATH = "/graph-store"
_LISTING = "SELECT DISTINCT ?g { GRAPH ?g {} }"


class GraphStore:
    """The resources at ``/graph-store`` and below."""

    def __init__(self, context: Context, endpoint: Endpoint, writer: Writer, authority: Authority) -> None:
        self._context = context
        self._endpoint = endpoint
        self._writer = writer
        self._authority = authority

    def routes(self) -> list[BaseRoute]:
        """The routes of the graph store."""
        methods = ["GET", "PUT", "POST", "DELETE"]
        return [
            Route(PATH, self.answer, methods=methods),
            Route(f"{PATH}/", lambda _: RedirectResponse(PATH, 308), methods=methods),
            Route(f"{PATH}/{{path:path}}", self.answer, methods=methods),
        ]

    async def answer(self, request: Request) -> Response:
        """Answer a request for a graph (sections 4 and 5).

        Raises :class:`MissingError` for a graph that there is not, :class:`CallError` for a request that names no
        graph or sends what is no RDF, and what the writer raises.
        """
        name = self._named(request)
        if request.method in ("GET", "HEAD"):
            return await self._read(name, request)
        self._authority.check(request)
        if request.method == "DELETE":
            return await self._remove(name, request)
        if name is None and request.method == "PUT":
            raise CallError("the request names no graph", remedy="Add ?graph=… or ?default.")
        documents = await self._documents(request)
        created = f"{server_address(request)}{PATH[1:]}/{uuid4()}" if name is None else ""
        graph = created if name is None else name
        verb = "replace" if request.method == "PUT" else "add"
        outcome = await self._writer.write(
            GraphEdit("replace" if verb == "replace" else "add", graph, documents), told_language(request)
        )
        if outcome.existed:
            return Response(status_code=204)
        response = told(outcome, 201)
        response.headers["location"] = created or str(request.url)
        return response

    def _named(self, request: Request) -> str | None:
        """The IRI of the graph, empty for the default one, None where the request names none."""
        given = request.query_params.multi_items()
        if [key for key, _ in given] == ["default"] and not request.path_params:
            return ""
        if [key for key, _ in given] == ["graph"] and not request.path_params:
            check_graph(given[0][1])
            return given[0][1]
        if any(key in ("graph", "default") for key, _ in given):
            raise CallError("the request names several graphs", remedy="Give one of ?graph=… and ?default, once.")
        if not request.path_params:
            return None
        name = server_address(request).removesuffix("/") + str(request.scope["path"])
        check_graph(name)
        return name

    async def _read(self, name: str | None, request: Request) -> Response:
        if name is None:
            raise CallError("the request names no graph", remedy="Add ?graph=… or ?default.")
        iri = name or default_graph(self._context.workspace.settings.network.base_iri).value
        await run_in_threadpool(self._check_exists, name)
        form = request.query_params.get("format", "")
        return self._endpoint.evaluate(Asked(load("explorer.http", "everything"), (iri,), (), form), request)

    async def _remove(self, name: str | None, request: Request) -> Response:
        if name is None:
            raise CallError("the request names no graph", remedy="Add ?graph=… or ?default.")
        outcome = await self._writer.write(GraphEdit("remove", name), told_language(request))
        if name and not outcome.existed:
            raise _missing(name)
        return Response(status_code=204)

    def _check_exists(self, name: str | None) -> None:
        """Raise :class:`MissingError` for a graph that there is not; the default graph is always there."""
        if name and not self._context.store().has_graph(NamedNode(name)):
            raise _missing(name)

    async def _documents(self, request: Request) -> tuple[Document, ...]:
        """What the body holds: one document, or several as a form; raises :class:`MediaTypeError` for another type."""
        body = await read_body(request, self._context.workspace.settings.updates.bytes)
        media_type, _ = content_type(request)
        if media_type == "multipart/form-data":
            return tuple(_document(*part) for part in parts(request.headers["content-type"], body))
        return (_document(media_type, body),)


def _document(media_type: str, content: bytes) -> Document:
    form = choose(PLAIN_GRAPHS, "", media_type) if media_type else None
    if form is None:
        offered = ", ".join(each.media_type for each in PLAIN_GRAPHS.values())
        raise MediaTypeError(f"the body is of type “{media_type[:200] or 'unknown'}”", remedy=f"Send one of {offered}.")
    return Document(form.media_type, content)


def _missing(name: str) -> MissingError:
    return MissingError(f"there is no graph <{name}>", remedy=f"{_LISTING} lists those there are.")
