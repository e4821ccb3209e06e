"""Things at addresses of their own: ``/id/…`` leads to ``/page/…`` for people and ``/data/…`` for programs.

It follows “Cool URIs for the Semantic Web”, section 4.2 (303). What the answers hold is made elsewhere.
"""

from __future__ import annotations

from contextlib import suppress

from pyoxigraph import Triple
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from explorer.context import Context
from explorer.http.addresses import Addresses
from explorer.http.cache import Kept
from explorer.http.formats import GRAPHS, PLAIN_GRAPHS, Format, choose
from explorer.http.language import language_of
from explorer.http.pages import Screen, content_security_policy, render_page
from explorer.http.problems import prefers_html
from explorer.http.refusals import MissingError, NotAcceptableError
from explorer.http.resource import is_known, resource, stated
from explorer.http.snapshot_answers import SnapshotAnswers
from graph.exports.statements import write_quads, write_triples
from graph.store import Store
from ontology.errors import CallError

__all__ = ["LinkedData"]

KEPT = 32_000_000
"""Bytes of pages and data kept in memory."""


class LinkedData:
    """The resources of things, over the published snapshot."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._answers = SnapshotAnswers(context, KEPT)

    @property
    def _addresses(self) -> Addresses:
        return Addresses(self._context.workspace.settings.network.base_iri)

    def routes(self) -> list[BaseRoute]:
        """The routes of things."""
        return [
            Route("/id/{path:path}", self.identify),
            Route("/page/{path:path}", self.page),
            Route("/page", self.page),
            Route("/data/{path:path}", self.data),
            Route("/data", self.data),
        ]

    async def identify(self, request: Request) -> Response:
        """Lead from the thing to what is known of it (303); raises :class:`MissingError` (404) for an unknown thing."""
        iri = await self._known(request, request.path_params["path"])
        if prefers_html(request):
            target = self._addresses.page(iri)
        else:
            target = self._addresses.data(iri, _form(request, "").name)
        return RedirectResponse(target, 303, {"vary": "Accept", "cache-control": "no-cache"})

    async def page(self, request: Request) -> Response:
        """The page for people, in the language they prefer; ``links=`` names one group, ``screen=`` fifty of it."""
        iri = await self._known(request, request.path_params.get("path", ""))
        language = language_of(request)
        group = request.query_params.get("links", "")
        screen = Screen(group, _page(request.query_params.get("screen", "1")) if group else 1)
        links = [
            f'<{self._addresses.data(iri, form.name)}>; rel="alternate"; type="{form.media_type}"'
            for form in GRAPHS.values()
        ]
        headers = {
            "content-type": "text/html; charset=utf-8",
            "content-language": language,
            "content-security-policy": content_security_policy(),
            "link": ", ".join(links),
            "vary": "Accept-Language",
        }

        def build() -> Kept:
            return Kept(render_page(self._context, iri, language, screen), {})

        return await self._answers.answer(request, headers, build)

    async def data(self, request: Request) -> Response:
        """The data for programs, in the syntax that is named or accepted; ``page=`` counts from 1.

        N-Quads and TriG tell by which named graphs each statement is made.
        """
        path, _, extension = request.path_params.get("path", "").rpartition(".")
        if extension not in GRAPHS:
            path, extension = request.path_params.get("path", ""), ""
        form = GRAPHS.get(extension) or _form(request, request.query_params.get("format", ""))
        number = _page(request.query_params.get("page", "1"))
        iri = await self._known(request, path)

        def build() -> Kept:
            store = self._context.store()
            found = resource(store, iri, number)
            if number > 1 and not found.triples:
                raise MissingError(
                    f"the data on <{iri[:500]}> have no page {number}", remedy="Follow the links “next”."
                )
            links = [f'<{self._addresses.page(iri)}>; rel="alternate"; type="text/html"']
            if found.more:
                links.append(f'<{self._addresses.data(iri, form.name, number + 1)}>; rel="next"')
            return Kept(_written(store, iri, found.triples, form.name), {"link": ", ".join(links)})

        headers = {"content-type": form.content_type, "vary": "Accept"}
        return await self._answers.answer(request, headers, build)

    async def _known(self, request: Request, path: str) -> str:
        """The IRI asked for, by path or by ``iri=``, if the graph knows it."""
        if path:
            raw = request.scope["raw_path"].decode("latin-1").split("/", 2)[2]
            extension = request.path_params["path"].removeprefix(path)
            iris = self._addresses.iris(path, raw.removesuffix(extension))
        else:
            iris = (request.query_params.get("iri", ""),)
        if iris == ("",):
            raise CallError("no thing is named", remedy="Give its IRI in “iri”.")
        for iri in iris:
            with suppress(CallError):  # not every text is an IRI
                if await run_in_threadpool(is_known, self._context.store(), iri):
                    return iri
        raise MissingError(f"the graph knows nothing of <{iris[0][:500]}>", remedy="Search for it by its name.")


def _written(store: Store, iri: str, triples: list[Triple], form: str) -> bytes:
    if form in PLAIN_GRAPHS:
        return write_triples(triples, form)
    return write_quads(stated(store, iri, triples), form)


def _form(request: Request, name: str) -> Format:
    form = choose(GRAPHS, request.headers.get("accept", ""), name)
    if form is None:
        offered = ", ".join(form.media_type for form in GRAPHS.values())
        raise NotAcceptableError("things are described in RDF and HTML", remedy=f"Accept one of {offered}, text/html.")
    return form


def _page(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 1 <= int(text[:9]) <= 100_000:
        raise CallError(f"“{text[:50]}” is not the number of a page", remedy="Pages count from 1.")
    return int(text)
