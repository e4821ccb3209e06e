"""The files that browsers ask for beside Streamlit's: the first page, and the drawing library as pyvis installed it.

Nothing is fetched from another host. Pages for programs are not for here.
"""

from __future__ import annotations

import re
from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib.resources import files
from pathlib import Path

from starlette.convertors import Convertor, register_url_convertor
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from explorer.components import ASSETS
from explorer.components.address import PATHS
from explorer.components.completion import used
from explorer.components.compressed import FOREVER, packed_file
from explorer.components.render import render
from explorer.context import get_context
from explorer.http.language import language_of
from explorer.http.problems import no_page, prefers_html
from explorer.texts import LANGUAGES

__all__ = ["OUTLINES", "VIS_NETWORK", "VOCABULARY", "Sheltered", "routes", "vis_network"]

VIS_NETWORK = "/ressources/vis-network-9.1.2.js"
"""The address of vis-network; its version is in the name, so browsers may keep it for good."""

OUTLINES = "/ressources/outlines-2.txt"
"""The address of the outlines of countries."""
VOCABULARY = "/ressources/vocabulaire.json"
"""The address of the classes and properties that the graph uses, for the editor's suggestions."""

CHOSEN = "language"
"""The cookie of the browser's session with the language that was chosen on a page."""
START = "/ressources/start.js"
_NOSCRIPT = "<noscript></noscript>"
_ROOT = '<div id="root"></div>'
"""What Streamlit fills once its scripts are there."""
_SKIP = """<style>
.ml-skip { position: absolute; left: -999px; }
.ml-skip:focus { left: 1rem; top: .5rem; z-index: 9999999; padding: .4rem .8rem; color: LinkText; background: Canvas; }
:root[lang="fr"] .ml-skip[lang="en"], :root[lang="en"] .ml-skip[lang="fr"] { display: none; }
</style>
"""
"""How the links stand that come first on a page: seen while they have the focus, and in its language alone."""
_VARY = "Accept-Language, Cookie"
_SHORTLY = {"Cache-Control": "public, max-age=3600"}


class _Unknown(Convertor[str]):
    """One part of a path that may be a page's name: Streamlit's own files and checks have a dot, a line or a name."""

    regex = "(?!healthz|script-health-check|oauth2callback)[^/._~]+"

    def convert(self, value: str) -> str:
        return value

    def to_string(self, value: str) -> str:
        return value


register_url_convertor("unknown", _Unknown())


def routes() -> list[BaseRoute]:
    """The routes of these files and of the first page, to stand before Streamlit's."""
    pages = [Route(f"/{path}", _first_page) for path in PATHS.values()]
    files_ = [
        Route(VIS_NETWORK, _vis_network),
        Route(START, _start),
        Route(OUTLINES, _outlines),
        Route(VOCABULARY, _vocabulary),
    ]
    return [*files_, *pages, Route("/{name:unknown}", _no_page)]


class Sheltered:
    """Streamlit's application, but that what is nowhere is told so: Streamlit gives its first page for any address."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on; raises :class:`HTTPException` (404) where Streamlit gives its first page, which is routed before."""
        nowhere = False

        async def passed(message: Message) -> None:
            nonlocal nowhere
            if message["type"] == "http.response.start" and message["status"] == 200:
                nowhere = Headers(raw=message["headers"]).get("content-type", "").startswith("text/html")
            if not nowhere:
                await send(message)

        await self._app(scope, receive, passed)
        if nowhere:
            raise HTTPException(404)


def vis_network() -> Path:
    """The file of vis-network."""
    return Path(str(files("pyvis"))) / "lib" / "vis-9.1.2" / "vis-network.min.js"


async def _vis_network(request: Request) -> Response:
    """The script that draws graphs."""
    return await packed_file(request, vis_network(), "text/javascript", FOREVER)


async def _start(_: Request) -> Response:
    """The script with which a page begins."""
    return FileResponse(ASSETS / "start.js", media_type="text/javascript", headers=_SHORTLY)


async def _outlines(request: Request) -> Response:
    """The outlines over which maps are drawn."""
    return await packed_file(request, ASSETS / "outlines.txt", "text/plain", FOREVER)


def _vocabulary(request: Request) -> Response:
    """The classes and properties in use, for the editor's suggestions.

    Not asynchronous: a large graph is counted for a moment, in a thread of its own.
    """
    asked = request.query_params.get("lang", "")
    return JSONResponse(used(asked if asked in LANGUAGES else LANGUAGES[0]), headers=_SHORTLY)


async def _first_page(request: Request) -> Response:
    """The explorer, in the language of `lang=`; the page then follows over a websocket.

    An address without a language is that of the first: whoever wants another more is led to the address that names it.
    """
    asked, language = request.query_params.get("lang", ""), _language(request)
    if asked not in LANGUAGES and language != LANGUAGES[0]:
        there = request.url.include_query_params(lang=language)
        return RedirectResponse(f"{there.path}?{there.query}", 302, {"Cache-Control": "no-cache", "Vary": _VARY})
    text = _shell(language)
    headers = {"Cache-Control": "no-cache", "Content-Security-Policy": _policy(text), "Vary": _VARY}
    iri = request.query_params.get("iri", "") if request.url.path == f"/{PATHS['thing']}" else ""
    text = text.replace(_NOSCRIPT, _without_script(iri), 1).replace(_ROOT, _loading(language), 1)
    answer = HTMLResponse(text, headers=headers)
    if asked == LANGUAGES[0]:  # its links name no language
        answer.set_cookie(CHOSEN, asked, samesite="lax")
    return answer


def _language(request: Request) -> str:
    """That of ``lang=``, else the one chosen before, else what the browser prefers, else the network's first."""
    chosen = request.cookies.get(CHOSEN, "")
    if request.query_params.get("lang", "") not in LANGUAGES and chosen in LANGUAGES:
        return chosen
    spoken = [each for each in get_context().workspace.settings.network.languages if each in LANGUAGES]
    return language_of(request, tuple(dict.fromkeys([*spoken, *LANGUAGES])))


async def _no_page(request: Request) -> Response:
    """The page that says that no page has this name; raises :class:`HTTPException` (404) for a program."""
    if not prefers_html(request):
        raise HTTPException(404)
    return no_page(request.url.path, _language(request))


@cache
def _shell(language: str) -> str:
    """Streamlit's page, told its language, its name and where its server is: it need not look for it below its path."""
    text = (Path(str(files("streamlit"))) / "static" / "index.html").read_text(encoding="utf-8")
    start = f'<script src="{START}"></script>\n    <script type="module"'
    text = text.replace('<html lang="en">', f'<html lang="{language}">', 1)
    text = text.replace("<title>Streamlit</title>", "<title>Maillage</title>", 1)
    text = re.sub("<noscript>.*?</noscript>", _NOSCRIPT, text, count=1, flags=re.DOTALL)
    return text.replace('<script type="module"', start, 1)


def _without_script(iri: str) -> str:
    """What a browser without script shows, in every language: where the same is read; ``iri`` is the thing's."""
    said = "".join(render("without_script.html", language, iri=iri) for language in LANGUAGES)
    return f"<noscript>{said}</noscript>"


def _loading(language: str) -> str:
    """What stands in a page until its scripts are there: whose it is, and that it comes; before that, the link past
    its menu, in all languages, since the page may change to another. Streamlit's own box, which can have the focus, is
    in what its scripts make.
    """
    network = get_context().workspace.settings.network.name(language)
    skip = _SKIP + "".join(render("skip.html", each) for each in LANGUAGES)
    return skip + _ROOT.replace("><", f">{render('loading.html', language, network=network)}<")


@cache
def _policy(shell: str) -> str:
    """What the page may do (CSP level 3): nothing that asks another host, no script that is not served from here.

    Streamlit imports the scripts of components from blobs and writes its styles into the page: these stay allowed.
    """
    inline = re.findall(r"<script>(.*?)</script>", shell, re.DOTALL)
    digests = " ".join(f"'sha256-{b64encode(sha256(each.encode()).digest()).decode()}'" for each in inline)
    return (
        f"default-src 'none'; script-src 'self' blob: {digests}; style-src 'self' 'unsafe-inline'; "
        "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; "
        "manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'"
    )
