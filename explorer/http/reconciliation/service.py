"""``/reconcile`` and what stands below it: who is asked, in which language, and how it is answered.

There is no JSONP: it would have a stranger's page run our answer as a script, and clients read it across sites (CORS).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from html import escape
from typing import TypeVar

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import BaseRoute, Route

from explorer.components.render import environment_of, shorten
from explorer.context import Context
from explorer.http.addresses import Addresses
from explorer.http.language import language_of
from explorer.http.reconciliation.description import descriptions
from explorer.http.reconciliation.extension import extend
from explorer.http.reconciliation.manifest import manifest
from explorer.http.reconciliation.matching import match
from explorer.http.reconciliation.messages import parameters, read_extension, read_queries
from explorer.http.reconciliation.suggestion import suggest_properties, suggest_things, suggest_types
from explorer.http.reconciliation.vocabulary import KINDS, kind_of_type, properties_of
from explorer.http.refusals import MissingError
from explorer.http.server_address import server_address
from explorer.texts import texts
from graph.store import Store
from graph.views.descriptions import describe
from graph.views.nodes import thing
from graph.views.things import Description
from ontology.errors import CallError
from ontology.namespaces import expand

__all__ = ["Reconciliation"]

FURTHEST = 1_000
"""Suggestions that can be passed over."""
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_Answer = TypeVar("_Answer")


class Reconciliation:
    """The service, over the published snapshot."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._preview = environment_of("explorer.http").get_template("preview.html")

    def routes(self) -> list[BaseRoute]:
        """The routes of the service."""
        return [
            Route("/reconcile", self.answer, methods=["GET", "POST"]),
            Route("/reconcile/", self.answer, methods=["GET", "POST"]),
            Route("/reconcile/suggest/entity", self.suggest_entity),
            Route("/reconcile/suggest/type", self.suggest_type),
            Route("/reconcile/suggest/property", self.suggest_property),
            Route("/reconcile/flyout", self.flyout),
            Route("/reconcile/preview", self.preview),
            Route("/reconcile/properties", self.propose),
        ]

    async def answer(self, request: Request) -> Response:
        """The manifest; or, to ``queries``, candidates; or, to ``extend``, values.

        Raises :class:`CallError` (400) for what is not of the API and :class:`SizeError` (413) for too much at once.
        """
        given, language = await parameters(request), language_of(request)
        if "queries" in given:
            queries = read_queries(given["queries"])
            snapshot, store = self._context.opened()
            return _json(await self._ask(lambda: match(store, snapshot.labels(), queries, language)))
        if "extend" in given:
            asked = read_extension(given["extend"])
            return _json(await self._ask(lambda: extend(self._context.store(), asked, language)))
        network = self._context.workspace.settings.network
        return _json(manifest(network, server_address(request), language))

    async def suggest_entity(self, request: Request) -> Response:
        """The things that ``prefix`` may name; ``cursor`` says how many to pass over."""
        prefix, start, language = request.query_params.get("prefix", ""), _cursor(request), language_of(request)
        snapshot, store = self._context.opened()
        found = await self._ask(lambda: suggest_things(store, snapshot.labels(), prefix, start, language))
        return _json({"result": found})

    async def suggest_type(self, request: Request) -> Response:
        """The types whose name holds ``prefix``."""
        return _json({"result": suggest_types(request.query_params.get("prefix", ""), language_of(request))})

    async def suggest_property(self, request: Request) -> Response:
        """The properties whose name holds ``prefix``."""
        prefix, language = request.query_params.get("prefix", ""), language_of(request)
        return _json({"result": await self._ask(lambda: suggest_properties(self._context.store(), prefix, language))})

    async def propose(self, request: Request) -> Response:
        """The properties that things of a ``type`` can be extended with, ``limit`` at most."""
        name, language = request.query_params.get("type", ""), language_of(request)
        kind = kind_of_type(name)
        kinds = () if name and kind is None else (kind,) if kind else KINDS
        pairs = await self._ask(lambda: properties_of(self._context.store(), kinds, language))
        limit = _number(request, "limit", len(pairs))
        said = {"limit": limit, "properties": [{"id": each.id, "name": called} for each, called in pairs[:limit]]}
        return _json(said | ({"type": name} if name else {}))

    async def flyout(self, request: Request) -> Response:
        """A few words of HTML on a thing, type or property, to be shown beside its suggestion."""
        iri, language = request.query_params.get("id", ""), language_of(request)
        if kind := kind_of_type(iri):
            words = texts(language)(f"kind.{kind.value}")
        else:
            words = await self._ask(lambda: _told(self._context.store(), expand(iri), language))
        return _json({"id": iri, "html": f"<p>{_escaped(words)}</p>"})

    async def preview(self, request: Request) -> Response:
        """A small page on a thing; raises :class:`MissingError` (404) for one that the graph does not know."""
        iri, language = request.query_params.get("id", ""), language_of(request)
        if not iri:
            raise CallError("no thing is named", remedy="Give its IRI in “id”.")

        def draw() -> str:
            store = self._context.store()
            return self._preview.render(
                described=_known(lambda: describe(store, iri, language, 3)),
                t=texts(language),
                page=Addresses(self._context.workspace.settings.network.base_iri).page(iri, language),
            )

        headers = {"content-security-policy": _POLICY, "content-language": language, "vary": "Accept-Language"}
        return HTMLResponse(await self._ask(draw), headers=headers)

    @staticmethod
    async def _ask(answer: Callable[[], _Answer]) -> _Answer:
        return await run_in_threadpool(answer)


def _told(store: Store, iri: str, language: str) -> str:
    """The name of a thing or property, and what tells it from others."""
    described = descriptions(store, [iri], language)[iri]
    label = thing(store, iri, language).label
    return f"{label} ({described})" if described else label


def _known(describing: Callable[[], Description]) -> Description:
    try:
        return describing()
    except CallError as error:
        raise MissingError(error.problem, remedy=error.remedy) from None


def _json(said: Mapping[str, object]) -> Response:
    return JSONResponse(said, headers={"cache-control": "no-cache", "vary": "Accept-Language"})


def _escaped(words: str) -> str:
    return escape(shorten(words))


def _cursor(request: Request) -> int:
    return min(_number(request, "cursor", 0), FURTHEST)


def _number(request: Request, name: str, default: int) -> int:
    text = request.query_params.get(name, "")
    if not text:
        return default
    if not text.isascii() or not text.isdigit():
        raise CallError(f"“{text[:50]}” is not a number", remedy=f"Give “{name}” a whole number.")
    return int(text[:9])
