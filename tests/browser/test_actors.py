"""Actors' networks as a person uses them, in a real browser over a real server."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import quote

from playwright.sync_api import Page, expect

from tests.browser.windows import NARROW
from tests.explorer.pages.fictional import BASE

Visit = Callable[..., Page]
SETTLED = ".ml-graph[data-settled]"


def open_network(visit: Visit, path: str = "/acteurs", **options: object) -> Page:
    page = visit(path, **options)
    page.wait_for_selector(".ml-foot")
    page.wait_for_selector(SETTLED)
    return page


def place(page: Page, script: str) -> tuple[float, float]:
    """Where a point of the drawing is on the screen."""
    x, y = page.evaluate(
        f"""() => {{ const graph = window.maillage.graphs.actors; const at = graph.canvasToDOM({script});
        const box = document.querySelector('.ml-canvas').getBoundingClientRect();
        return [at.x + box.left, at.y + box.top]; }}"""
    )
    return x, y


def test_a_click_on_an_actor_opens_its_card_and_its_own_network(visit: Visit) -> None:
    page = open_network(visit)
    page.locator(".ml-canvas").scroll_into_view_if_needed()
    page.mouse.click(*place(page, f"graph.getPosition('{BASE}organisation/0')"))
    expect(page.locator("#selected")).to_have_text("Réseau Lacs et Cimes")
    page.get_by_role("link", name="Voir son réseau").click()
    expect(page.locator("#network")).to_have_text("Autour de Réseau Lacs et Cimes")
    page.reload()
    expect(page.locator("#network")).to_have_text("Autour de Réseau Lacs et Cimes")


def test_the_table_holds_the_ties_that_are_drawn(visit: Visit) -> None:
    page = open_network(visit)
    drawn = page.evaluate("window.maillage.graphs.actors.body.edgeIndices.length")
    page.get_by_text("Le même graphe, en tableau").click()
    expect(page.locator("#actor-ties tbody tr")).to_have_count(drawn)


def test_a_period_and_a_measure_are_chosen_and_stay_in_the_address(visit: Visit) -> None:
    page = open_network(visit, f"/acteurs?about={quote(BASE + 'concept/eau', safe='')}&lang=en")
    page.get_by_label("From year").fill("2010")
    page.get_by_role("button", name="Apply").click()
    page.wait_for_url("**first=2010**")
    page.locator("a[href*='first=2010'][href*='measure=betweenness']").click()
    page.wait_for_url("**measure=betweenness**")
    assert "first=2010" in page.url
    expect(page.locator("#actor-ranking thead")).to_contain_text("Betweenness")


def test_the_network_is_downloaded_as_it_is_shown(visit: Visit) -> None:
    page = open_network(visit, size=NARROW)
    with page.expect_download() as download:
        page.get_by_role("button", name="Télécharger en CSV").click()
    rows = download.value.path().read_text(encoding="utf-8").splitlines()
    assert rows[0].startswith("source,source_label,source_kind,target")
    assert len(rows) > 90
