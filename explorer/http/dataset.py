"""What is published as a whole: its descriptions, its dumps, the feed of snapshots, the map of its pages."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

from pyoxigraph import Triple
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from explorer.components.address import href
from explorer.context import Context
from explorer.http.addresses import Addresses
from explorer.http.cache import Kept
from explorer.http.catalogue import describe_catalogue
from explorer.http.dumps import FORMATS, Dump, Dumps
from explorer.http.feed import feed
from explorer.http.formats import GRAPHS, PLAIN_GRAPHS, Format, choose
from explorer.http.language import language_of
from explorer.http.pages import content_security_policy, render_template
from explorer.http.problems import prefers_html
from explorer.http.refusals import MissingError, NotAcceptableError
from explorer.http.server_address import server_address
from explorer.http.sitemap import robots, sitemap
from explorer.http.snapshot_answers import SnapshotAnswers
from explorer.http.tagged import has_it
from explorer.http.void import describe_dataset
from explorer.texts import texts
from graph.exports.statements import write_triples
from ontology.errors import CallError

__all__ = ["DatasetResources"]

KEPT = 64_000_000
"""Bytes of descriptions and maps kept in memory."""

PATIENCE = 20.0
"""Seconds that who asks for the dumps, or the catalogue, waits for those that are still being made."""


class DatasetResources:
    """The resources of the dataset, over the published snapshot."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._network = context.workspace.settings.network
        self._dumps = Dumps(context.workspace)
        self._answers = SnapshotAnswers(context, KEPT)

    def routes(self) -> list[BaseRoute]:
        """The routes of the dataset."""
        return [
            Route("/.well-known/void", self.void),
            Route("/catalog", self.catalogue),
            Route("/dumps", lambda _: RedirectResponse("/dumps/", 308)),
            Route("/dumps/", self.dumps),
            *(
                Route(f"/dumps/{folder}maillage.{{extension}}.gz{ending}", answer)
                for folder in ("", "{snapshot}/")
                for ending, answer in (("", self.dump), (".sha256", self.checksum))
            ),
            Route("/feed.atom", self.feed),
            Route("/sitemap.xml", self.sitemap),
            Route("/sitemap-{number:int}.xml", self.sitemap),
            Route("/robots.txt", self.robots),
        ]

    async def void(self, request: Request) -> Response:
        """The description of the dataset in VoID, in the syntax that is accepted."""
        if _for_readers(request):
            return await self._page(request)
        snapshot, store = self._context.opened()
        described = partial(describe_dataset, store, snapshot, self._network, server_address(request))
        return await self._in_rdf(request, described)

    async def catalogue(self, request: Request) -> Response:
        """The catalogue in DCAT, in the syntax accepted; the dumps of a large graph come to it as they are made."""
        if _for_readers(request):
            return await self._page(request)
        snapshot, store = self._context.opened()
        address = server_address(request)
        dumps = await run_in_threadpool(self._dumps.ready, snapshot, PATIENCE)
        described = partial(describe_catalogue, store, snapshot, self._network, address, dumps)
        return await self._in_rdf(request, described, f"{len(dumps)} dumps")

    async def _in_rdf(self, request: Request, describe: Callable[[], Iterable[Triple]], state: str = "") -> Response:
        form = _form(request)
        headers = {"content-type": form.content_type, "vary": "Accept"}
        build = partial(_written, describe, form.name)
        return await self._answers.answer(request, headers, build, state)

    async def _page(self, request: Request) -> Response:
        """All that is published, as a page for people; the files that are still being made are waited for, a while."""
        snapshot = self._context.snapshot()
        _held = await run_in_threadpool(snapshot.store)
        found = await run_in_threadpool(self._dumps.ready, snapshot, PATIENCE)
        language = language_of(request)
        page = render_template(
            "published.html",
            language,
            path=request.url.path,
            export=href("export", language),
            network=self._network.name(language),
            licence=self._network.licence,
            snapshot=snapshot,
            dumps=found,
            complete=len(found) == len(FORMATS),
            titles={each.name: each.title for each in GRAPHS.values()},
        )
        headers = {
            "content-language": language,
            "content-security-policy": content_security_policy(),
            "cache-control": "no-cache",
            "vary": "Accept, Accept-Language",
        }
        return HTMLResponse(page, headers=headers)

    async def dumps(self, request: Request) -> Response:
        """The dumps there are, with their sizes in bytes and checksums: in JSON, or on a page for who reads."""
        if _for_readers(request):
            return await self._page(request)
        snapshot = self._context.snapshot()
        _held = await run_in_threadpool(snapshot.store)  # as long as it is open, pruning leaves the snapshot alone
        found = await run_in_threadpool(self._dumps.ready, snapshot, PATIENCE)
        said = {
            "snapshot": snapshot.id,
            "created": snapshot.manifest.created,
            "licence": self._network.licence,
            "complete": len(found) == len(FORMATS),
            "dumps": [
                {
                    "href": f"/dumps/{dump.snapshot}/{dump.name}",
                    "bytes": dump.size,
                    "sha256": dump.sha256,
                    "snapshot": dump.snapshot,
                }
                for dump in found
            ],
        }
        return JSONResponse(said, headers={"cache-control": "no-cache", "vary": "Accept"})

    async def dump(self, request: Request) -> Response:
        """One dump, by its extension, of the published snapshot or of the one that is named, as far as it is kept."""
        dump = await self._dump(request)
        headers = {"etag": f'"{dump.sha256}"', "cache-control": "no-cache"}
        if has_it(request, headers):
            return Response(status_code=304, headers=headers)
        return FileResponse(dump.path, headers=headers, media_type="application/gzip", filename=dump.name)

    async def checksum(self, request: Request) -> Response:
        """The checksum of a dump as ``sha256sum --check`` reads it."""
        dump = await self._dump(request)
        return Response(f"{dump.sha256}  {dump.name}\n", media_type="text/plain", headers={"cache-control": "no-cache"})

    async def _dump(self, request: Request) -> Dump:
        wanted = request.path_params.get("snapshot", "")
        snapshot = self._context.snapshot()
        if wanted and wanted != snapshot.id:
            found = [each for each in self._context.workspace.snapshots.all() if each.id == wanted]
            if not found:
                raise MissingError("that snapshot is not kept", remedy="Take the current one: /dumps/.")
            snapshot = found[0]
        return await run_in_threadpool(self._dumps.get, snapshot, request.path_params["extension"])

    async def feed(self, request: Request) -> Response:
        """The snapshots that are kept, with what changed, in the language that is preferred."""
        language = language_of(request)
        address = server_address(request)

        def build() -> Kept:
            current = self._context.snapshot().id
            told = [each for each in self._context.workspace.snapshots.all() if each.id <= current]
            return Kept(feed(told, self._network, address, texts(language)), {})

        headers = {"content-type": "application/atom+xml", "content-language": language, "vary": "Accept-Language"}
        return await self._answers.answer(request, headers, build)

    async def sitemap(self, request: Request) -> Response:
        """The map of the pages of things; raises :class:`CallError` for a file of it that there is not."""
        number, address = request.path_params.get("number", 0), server_address(request)
        if "number" in request.path_params and number < 1:
            raise CallError("the files of the sitemap count from 1", None, "Begin with /sitemap.xml.")
        store, addresses = self._context.store(), Addresses(self._network.base_iri)
        build = partial(sitemap, store, addresses, address, number)
        headers = {"content-type": "application/xml"}
        return await self._answers.answer(request, headers, lambda: Kept(build(), {}))

    async def robots(self, request: Request) -> Response:
        """What crawlers may ask."""
        return PlainTextResponse(robots(server_address(request)), headers={"cache-control": "max-age=3600"})


def _written(describe: Callable[[], Iterable[Triple]], form: str) -> Kept:
    return Kept(write_triples(describe(), form), {})


def _for_readers(request: Request) -> bool:
    """Whether a page is wanted more than data, of which no syntax is named."""
    return prefers_html(request) and not request.query_params.get("format")


def _form(request: Request) -> Format:
    """The syntax of a description; browsers get the first."""
    accept = request.headers.get("accept", "")
    form = choose(PLAIN_GRAPHS, accept, request.query_params.get("format", ""))
    form = form or choose(PLAIN_GRAPHS, "*/*" if "text/html" in accept else "none/none")
    if form is None:
        raise NotAcceptableError("the dataset is described in RDF", remedy="Accept text/turtle.")
    return form
