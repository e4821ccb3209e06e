from __future__ import annotations

import asyncio

import httpx
from starlette.applications import Starlette

from explorer.components.files import VIS_NETWORK, routes


def get(path: str, accept: str = "text/html,*/*;q=0.8") -> httpx.Response:
    async def ask() -> httpx.Response:
        transport = httpx.ASGITransport(Starlette(routes=routes()))
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
            return await client.get(path, headers={"accept": accept})

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


def test_a_hostile_language_changes_nothing() -> None:
    assert '<html lang="fr">' in get('/?lang="><script>').text


def test_an_address_without_a_page_leads_home_which_says_so() -> None:
    answer = get("/nulle-part?lang=en")
    assert (answer.status_code, answer.headers["location"]) == (303, "/?absent=%2Fnulle-part&lang=en")
    assert get("/nulle-part", "*/*").status_code == 404
    assert get("/favicon.png").status_code == get("/_stcore").status_code == 404
    assert get("/healthz").status_code == 404
