"""The ontology at its address: ``/ontology`` is a page for people and RDF for programs; ``/shape/…`` leads into it.

The IRIs are below https://w3id.org/maillage/; a redirection from there to a server of ours keeps the path.
"""

from __future__ import annotations

from urllib.parse import quote

from pyoxigraph import Triple
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from explorer.context import Context
from explorer.http.cache import Kept
from explorer.http.formats import PLAIN_GRAPHS, Format, choose
from explorer.http.language import language_of
from explorer.http.pages import content_security_policy, render_template
from explorer.http.problems import prefers_html
from explorer.http.refusals import MissingError, NotAcceptableError
from explorer.http.tagged import TaggedAnswers
from graph.export import write_triples
from ontology import vocabulary_files
from ontology.namespaces import PREFIXES
from ontology.rdf_file import read_triples
from ontology.terms import ONTOLOGY, SHAPE, shapes, terms

__all__ = ["Ontology"]

_PATH = "/ontology"


class Ontology:
    """The words and the shapes of Maillage, the same for every network."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._tagged = TaggedAnswers(4_000_000)

    def routes(self) -> list[BaseRoute]:
        """The routes of the ontology and its shapes."""
        return [
            Route(_PATH, self.answer),
            Route(f"{_PATH}.{{extension}}", self.answer),
            Route("/shape/{name}", self.shape),
        ]

    async def answer(self, request: Request) -> Response:
        """The page, or the data in the syntax that is named or accepted."""
        extension = request.path_params.get("extension", "")
        if not extension and prefers_html(request):
            return await self._page(request)
        form = PLAIN_GRAPHS.get(extension) if extension else choose(PLAIN_GRAPHS, request.headers.get("accept", ""))
        if form is None and extension:
            raise MissingError(f"there is no ontology in “{extension[:50]}”", remedy=f"Use {', '.join(PLAIN_GRAPHS)}.")
        if form is None:
            offered = ", ".join(each.media_type for each in PLAIN_GRAPHS.values())
            raise NotAcceptableError("the ontology is told in RDF and HTML", remedy=f"Accept {offered}, text/html.")
        headers = {"content-type": form.content_type, "vary": "Accept"}
        return await self._tagged.answer(request, headers, lambda: Kept(_data(form), {}), form.name)

    async def _page(self, request: Request) -> Response:
        language = language_of(request)
        network = self._context.workspace.settings.network.name(language)
        links = [f'<{_PATH}.{form.name}>; rel="alternate"; type="{form.media_type}"' for form in PLAIN_GRAPHS.values()]
        headers = {
            "content-type": "text/html; charset=utf-8",
            "content-language": language,
            "content-security-policy": content_security_policy(),
            "link": ", ".join(links),
            "vary": "Accept, Accept-Language",
        }
        return await self._tagged.answer(request, headers, lambda: Kept(_html(language, network), {}), "html", language)

    async def shape(self, request: Request) -> Response:
        """Lead from a shape's IRI to where the ontology tells of it (303)."""
        name = request.path_params["name"]
        if name not in {shape.iri.removeprefix(SHAPE) for shape in shapes()}:
            raise MissingError(f"there is no shape “{name[:100]}”", remedy=f"They are listed at {_PATH}.")
        target = f"{_PATH}#shape-{quote(name)}" if prefers_html(request) else f"{_PATH}.ttl"
        return RedirectResponse(target, 303, {"vary": "Accept"})


def _data(form: Format) -> bytes:
    """The terms and the shapes in one graph."""
    files = vocabulary_files()
    read = (statement for name in ("core", "shapes") for statement in read_triples(files[name]))
    return write_triples((Triple(each.subject, each.predicate, each.object) for each in read), form.name)


def _html(language: str, network: str) -> bytes:
    return render_template(
        "ontology.html",
        language,
        iri=ONTOLOGY,
        path=_PATH,
        network=network,
        own=[term for term in terms() if term.own],
        known=[term for term in terms() if not term.own],
        shapes=shapes(),
        prefixes=PREFIXES,
    )
