"""What is published as a whole: its description (``/.well-known/void``) and its dumps (``/dumps/``)."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from explorer.context import Context
from explorer.http.cache import Cache, Kept
from explorer.http.catalogue import describe_dataset
from explorer.http.dumps import FORMATS, Dumps
from explorer.http.formats import PLAIN_GRAPHS, choose
from explorer.http.refusals import NotAcceptableError
from explorer.http.server_address import server_address
from graph.export import write_triples

__all__ = ["DatasetResources"]


class DatasetResources:
    """The resources of the dataset, over the published snapshot."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._dumps = Dumps(context)
        self._cache = Cache(4_000_000)

    def routes(self) -> list[BaseRoute]:
        """The routes of the dataset."""
        return [
            Route("/.well-known/void", self.void),
            Route("/dumps", lambda _: RedirectResponse("/dumps/", 308)),
            Route("/dumps/", self.dumps),
            Route("/dumps/maillage.{extension}.gz", self.dump),
            Route("/dumps/maillage.{extension}.gz.sha256", self.checksum),
        ]

    async def void(self, request: Request) -> Response:
        """The description of the dataset in VoID, in the syntax that is accepted."""
        form = choose(PLAIN_GRAPHS, request.headers.get("accept", ""), request.query_params.get("format", ""))
        form = form or choose(PLAIN_GRAPHS, "*/*" if "text/html" in request.headers.get("accept", "") else "none/none")
        if form is None:
            raise NotAcceptableError("the dataset is described in RDF", remedy="Accept text/turtle.")
        snapshot, network = self._context.snapshot(), self._context.workspace.settings.network
        key = (snapshot.id, form.name, str(request.base_url))
        kept = self._cache.get(key)
        if kept is None:
            store = self._context.store()
            triples = await run_in_threadpool(
                lambda: list(describe_dataset(store, snapshot, network, server_address(request)))
            )
            headers = {"content-type": form.content_type, "vary": "Accept", "cache-control": "no-cache"}
            kept = Kept(write_triples(triples, form.name), headers)
            self._cache.put(key, kept)
        return Response(kept.body, headers=kept.headers)

    async def dumps(self, _: Request) -> Response:
        """The dumps there are, with their sizes in bytes and checksums."""
        found = [await run_in_threadpool(self._dumps.get, extension) for extension in FORMATS]
        network = self._context.workspace.settings.network
        said = {
            "snapshot": self._context.snapshot().id,
            "created": self._context.snapshot().manifest.created,
            "licence": network.licence,
            "dumps": [
                {"href": f"/dumps/{dump.name}", "bytes": dump.size, "sha256": dump.sha256, "snapshot": dump.snapshot}
                for dump in found
            ],
        }
        return JSONResponse(said, headers={"cache-control": "no-cache"})

    async def dump(self, request: Request) -> Response:
        """One dump, by its extension; raises :class:`CallError` for one that there is not."""
        dump = await run_in_threadpool(self._dumps.get, request.path_params["extension"])
        headers = {"etag": f'"{dump.sha256}"', "cache-control": "no-cache"}
        if headers["etag"] in request.headers.get("if-none-match", ""):
            return Response(status_code=304, headers=headers)
        return FileResponse(dump.path, headers=headers, media_type="application/gzip", filename=dump.name)

    async def checksum(self, request: Request) -> Response:
        """The checksum of a dump as ``sha256sum --check`` reads it."""
        dump = await run_in_threadpool(self._dumps.get, request.path_params["extension"])
        return Response(f"{dump.sha256}  {dump.name}\n", media_type="text/plain", headers={"cache-control": "no-cache"})
