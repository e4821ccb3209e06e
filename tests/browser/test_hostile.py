"""What a stranger writes is shown as text on every page, and the page itself may ask and run little."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from explorer.components.address import PATHS
from tests.browser.windows import NARROW, overflow
from tests.explorer.pages.fictional import BASE, HOSTILE

Visit = Callable[..., Page]
EVENT, LONG = quote(f"{BASE}event/hostile", safe=""), quote(f"{BASE}organisation/longue", safe="")
WATER = quote(f"{BASE}concept/eau", safe="")
SHOWING = [
    f"/fiche?iri={EVENT}", f"/fiche?iri={LONG}", f"/relations?iri={EVENT}", f"/chemins?start={EVENT}&end={WATER}",
    f"/chemins?start={LONG}&end={WATER}", f"/chronologie?actor={LONG}", f"/acteurs?actor={LONG}", "/carte?kinds=event",
    f"/concepts?about={WATER}", "/?q=script", f"/interroger?question=life-of&actor={LONG}",
    f"/interroger?question=events-on&concept={WATER}",
]  # fmt: skip
STRANGE = quote(HOSTILE, safe="")


@pytest.fixture
def whole(visit: Visit) -> Visit:
    """Opens a page and waits until it is whole; no hostile picture or script is in it."""

    def open_whole(path: str, page: Page | None = None, **options: object) -> Page:
        page = visit(path, page, strict=True, **options)
        page.wait_for_selector(".ml-foot")
        page.wait_for_timeout(250)
        assert page.locator("img[src=x]").count() == 0, path
        assert page.evaluate("[...document.scripts].every((script) => !script.text.includes('alert('))"), path
        return page

    return open_whole


def test_a_label_made_of_markup_or_very_long_is_text_and_breaks_no_page(whole: Visit) -> None:
    page = None
    for path in SHOWING:
        page = whole(path, page, size=NARROW)
        assert overflow(page) == 0, path


def test_markup_in_every_parameter_of_an_address_is_text_too(whole: Visit) -> None:
    names = ("iri", "about", "versus", "actor", "start", "end", "q", "on", "view", "box", "by", "measure", "question")
    asked = "&".join(f"{each}={STRANGE}" for each in (*names, "why", "all", "item"))
    page = None
    for path in PATHS.values():
        page = whole(f"/{path}?{asked}", page)


def test_drawings_answers_and_downloads_work_within_the_policy(whole: Visit) -> None:
    page = whole(f"/relations?iri={WATER}")
    page.wait_for_selector(".ml-graph[data-settled]")
    page = whole(f"/interroger?query={quote('SELECT ?e ?o { ?e schema:organizer ?o }')}&as=graph")
    page.wait_for_selector(".ml-answer-graph[data-settled]")
    with page.expect_download():
        page.get_by_role("button", name="Télécharger en CSV").click()
    page = whole("/acteurs")
    with page.expect_download():
        page.get_by_role("button", name="Télécharger en GEXF").click()


def test_markup_typed_into_the_search_is_text(whole: Visit) -> None:
    page = whole("/")
    page.get_by_role("combobox").fill("script alert")
    expect(page.get_by_role("option").first).to_contain_text("<script>")
    assert page.locator("img[src=x]").count() == 0


@pytest.fixture
def alone(open_page: Visit, address: str) -> Page:
    """A page that may log errors: its policy refuses things."""
    page = open_page(strict=True)
    page.goto(address)
    page.wait_for_selector(".ml-foot")
    return page


def test_a_script_that_is_not_served_from_here_does_not_run(alone: Page) -> None:
    alone.evaluate(
        """() => { const script = document.createElement("script"); script.textContent = "window.ran = true";
        document.head.append(script); const image = new Image(); image.setAttribute("onerror", "window.ran = true");
        image.src = "/nowhere"; document.body.append(image); }"""
    )
    alone.wait_for_timeout(500)
    assert alone.evaluate("window.ran") is None


def test_no_other_host_can_be_asked(alone: Page) -> None:
    refused = "(address) => fetch(address).then(() => 'answered', () => 'refused')"
    assert alone.evaluate(refused, "http://127.0.0.2:9/") == "refused"
    sources = alone.evaluate(
        """() => new Promise((resolve) => { document.addEventListener("securitypolicyviolation",
        (event) => resolve(event.effectiveDirective)); fetch("http://127.0.0.2:9/").catch(() => {}); })"""
    )
    assert sources == "connect-src"
