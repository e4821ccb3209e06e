from __future__ import annotations

import asyncio
import re
from html import escape
from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.types import Receive, Scope, Send

from explorer import context as served
from explorer.components.compressed import Compressed
from explorer.components.files import OUTLINES, VIS_NETWORK, routes
from explorer.context import Context, get_context, set_context
from explorer.opening import open_workspace
from tests.workspaces import written

pytestmark = pytest.mark.usefixtures("lakes")


def get(path: str, accept: str = "text/html,*/*;q=0.8", **headers: str) -> httpx.Response:
    async def ask() -> httpx.Response:
        transport = httpx.ASGITransport(Starlette(routes=routes()))
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
            return await client.get(path, headers={"accept": accept} | headers)

    return asyncio.run(ask())


def test_the_drawing_library_is_served_from_here_and_kept_by_browsers() -> None:
    answer = get(VIS_NETWORK)
    assert answer.status_code == 200
    assert "vis-network" in answer.text[:200]
    assert "immutable" in answer.headers["cache-control"]


def test_the_first_page_says_its_language_and_where_the_server_is() -> None:
    assert '<html lang="fr">' in get("/fiche").text
    assert '<html lang="en">' in get("/?lang=en").text
    assert "/ressources/start.js" in get("/relations").text
    assert "BACKEND_BASE_URL" in get("/ressources/start.js").text


@pytest.mark.parametrize(
    ("headers", "location"),
    [
        ({}, ""),
        ({"accept-language": "fr-FR,fr;q=0.9,en;q=0.8"}, ""),
        ({"accept-language": "en-GB,en;q=0.9,fr;q=0.8"}, "/fiche?iri=urn:a&lang=en"),
        ({"accept-language": "de-DE,de;q=0.9,en;q=0.8"}, "/fiche?iri=urn:a&lang=en"),
        ({"accept-language": "de-DE"}, ""),
        ({"accept-language": "en", "cookie": "language=fr"}, ""),
        ({"accept-language": "fr", "cookie": "language=en"}, "/fiche?iri=urn:a&lang=en"),
    ],
)
def test_an_address_without_a_language_is_in_the_one_that_is_chosen_else_preferred(
    headers: dict[str, str], location: str
) -> None:
    answer = get("/fiche?iri=urn:a", **headers)
    assert answer.headers.get("location", "").replace("%3A", ":") == location
    assert answer.headers["vary"] == "Accept-Language, Cookie"
    assert '<html lang="fr">' in get("/?lang=fr", **headers).text
    assert '<html lang="en">' in get("/?lang=en", **headers).text


def test_a_network_in_english_opens_in_english_but_for_who_prefers_french(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "maillage.toml").write_text('[network]\nlanguages = ["en"]\n', encoding="utf-8")
    monkeypatch.setattr(served, "_served", [])
    set_context(Context(open_workspace(tmp_path)))
    assert get("/").headers["location"] == "/?lang=en"
    assert get("/", **{"accept-language": "de"}).headers["location"] == "/?lang=en"
    assert get("/", **{"accept-language": "fr"}).status_code == 200


def test_who_asks_for_french_keeps_it_where_links_name_no_language() -> None:
    assert get("/?lang=fr").headers["set-cookie"].startswith("language=fr;")
    assert "set-cookie" not in get("/").headers
    assert "set-cookie" not in get("/?lang=en").headers


def test_without_script_the_first_page_leads_to_what_needs_none_in_both_languages() -> None:
    (said,) = re.findall("<noscript>(.*?)</noscript>", get("/").text, re.DOTALL)
    assert "a besoin de JavaScript" in said
    assert "needs JavaScript" in said
    assert 'href="/sitemap.xml"' in said
    assert 'href="/dumps/?lang=fr"' in said
    assert "Streamlit" not in said
    assert "/page?iri=" not in said
    assert 'href="/page?iri=urn%3A%22%3Ca&amp;lang=fr"' in get('/fiche?iri=urn:"<a').text


def test_a_hostile_language_changes_nothing() -> None:
    assert '<html lang="fr">' in get('/?lang="><script>').text


@pytest.mark.parametrize(
    ("language", "said", "search"),
    [
        ("fr", "Aucune page n’est à l’adresse /nulle-part.", "Chercher dans le réseau"),
        ("en", "No page is at the address /nulle-part.", "Search the network"),
    ],
)
def test_an_address_without_a_page_is_told_so_with_the_way_to_the_search(language: str, said: str, search: str) -> None:
    answer = get(f"/nulle-part?lang={language}")
    assert (answer.status_code, answer.headers["content-type"]) == (404, "text/html; charset=utf-8")
    assert f'<html lang="{language}">' in answer.text
    assert said in answer.text
    assert f'<a href="/?lang={language}">{search}</a>' in answer.text
    (other,) = {"fr", "en"} - {language}
    assert f'<a href="?lang={other}" lang="{other}"' in answer.text
    assert search in get("/nulle-part", **{"accept-language": language}).text
    assert "<script" not in get(f"/<script>{'a' * 200}?lang={language}").text
    assert get("/nulle-part", "*/*").status_code == 404
    assert get("/favicon.png").status_code == get("/_stcore").status_code == 404
    assert get("/healthz").status_code == 404


def test_the_link_past_the_menu_comes_before_all_that_scripts_make() -> None:
    text = get("/?lang=fr").text
    before = text.split('<div id="root">')[0]
    assert re.findall('<a class="ml-skip" href="#contenu" lang="(..)">', before) == ["fr", "en"]


@pytest.mark.parametrize(("language", "said"), [("fr", "Chargement…"), ("en", "Loading…")])
def test_until_its_scripts_are_there_a_page_says_whose_it_is_and_that_it_comes(language: str, said: str) -> None:
    text = get(f"/?lang={language}").text
    waiting = text.split('<div id="root">')[1].split("</div>")[0]
    network = get_context().workspace.settings.network.name(language)
    assert re.search(f'role="heading" aria-level="1"[^>]*>{escape(network)}<', waiting)
    assert said in waiting


@pytest.mark.parametrize("path", [VIS_NETWORK, OUTLINES])
def test_what_is_long_to_fetch_goes_out_packed_for_those_who_take_it(path: str) -> None:
    packed, plain = get(path, **{"accept-encoding": "br, gzip"}), get(path, **{"accept-encoding": "gzip;q=0"})
    assert packed.headers["content-encoding"] == "gzip"
    assert int(packed.headers["content-length"]) < int(plain.headers["content-length"]) / 2
    assert "content-encoding" not in plain.headers
    assert packed.content == plain.content
    assert "Accept-Encoding" in packed.headers["vary"]


def test_scripts_and_styles_go_out_packed_and_all_else_as_it_was(tmp_path: Path) -> None:
    script = "tell();" * 1_000
    written(tmp_path, {"js/a.js": script, "css/a.css": "p {}" * 1_000, "js/tiny.js": "1", "media/a.woff2": "x" * 9_000})

    async def passed_on(scope: Scope, receive: Receive, send: Send) -> None:
        await PlainTextResponse("passed on")(scope, receive, send)

    def ask(path: str, method: str = "GET", **headers: str) -> httpx.Response:
        async def answer() -> httpx.Response:
            transport = httpx.ASGITransport(Compressed(passed_on, tmp_path, "/static/"))
            async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
                return await client.request(method, path, headers={"accept-encoding": "gzip"} | headers)

        return asyncio.run(answer())

    answer = ask("/static/js/a.js")
    assert (answer.text, answer.headers["content-encoding"]) == (script, "gzip")
    assert answer.headers["content-type"].startswith("text/javascript")
    assert "immutable" in answer.headers["cache-control"]
    assert ask("/static/css/a.css").headers["content-encoding"] == "gzip"
    assert int(ask("/static/js/a.js", "HEAD").headers["content-length"]) == int(answer.headers["content-length"])
    for path in ("/static/js/tiny.js", "/static/media/a.woff2", "/static/js/../js/b.js", "/static/", "/js/a.js.gz"):
        assert ask(path).text == "passed on"
    for coding in ("identity", "gzip;q=0", "gzip;q=0.000", "gzip;q=0, *"):
        assert ask("/static/js/a.js", **{"accept-encoding": coding}).text == "passed on"
    assert ask("/static/js/a.js", range="bytes=0-9").text == "passed on"
    assert ask("/static/js/a.js", "POST").text == "passed on"
