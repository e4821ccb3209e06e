"""What axe-core, the rules of WCAG as a program, finds on each page; `make browser` fetches it where npm is there."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Literal
from urllib.parse import quote

import pytest
from playwright.sync_api import Page

from explorer.components.address import PATHS
from tests.browser.test_explorer import open_graph
from tests.browser.test_relations import PANELS, open_panel
from tests.browser.windows import in_scheme
from tests.conftest import REPOSITORY
from tests.explorer.pages.fictional import BASE

FETCHED = REPOSITORY / ".venv" / "axe" / "node_modules" / "axe-core" / "axe.min.js"
IRI, PERSON = quote(f"{BASE}concept/eau", safe=""), quote(f"{BASE}person/3", safe="")
ADDRESSES = [
    *(f"/{path}?iri={IRI}" for path in PATHS.values()),
    f"/interroger?question=who-works-on&concept={IRI}",
    f"/interroger?query={quote('SELECT ?c (COUNT(?d) AS ?n) { ?d dcterms:subject ?c } GROUP BY ?c')}&as=chart",
    f"/chemins?start={PERSON}&end={IRI}",
    f"/concepts?about={IRI}",
    f"/acteurs?about={IRI}&on={PERSON}",
    "/?q=eau",
    "/?q=cowroking+zzzzz",
]


@pytest.fixture(scope="session")
def axe() -> str:
    path = Path(os.environ.get("MAILLAGE_AXE") or FETCHED)
    if not path.is_file():
        pytest.skip("axe-core is not here (`make browser` fetches it with npm; or set MAILLAGE_AXE to axe.min.js)")
    return path.read_text(encoding="utf-8")


@pytest.mark.parametrize("path", ADDRESSES)
def test_nothing_serious_stands_in_anyones_way(visit: Callable[..., Page], axe: str, path: str) -> None:
    page = visit(path)
    page.wait_for_selector(".ml-foot")
    page.wait_for_timeout(400)
    page.evaluate(axe)
    for scheme in ("light", "dark"):
        in_scheme(page, scheme)
        assert not serious(page), scheme


def test_nothing_serious_stands_in_the_way_in_an_open_panel(visit: Callable[..., Page], axe: str) -> None:
    page = open_graph(visit)
    page.evaluate(axe)
    for panel, part in PANELS.items():
        open_panel(page, panel)
        page.wait_for_selector(part)
        for scheme in ("light", "dark"):
            in_scheme(page, scheme)
            assert not serious(page), (panel, scheme)


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("thing", ["concept/eau", "person/3", "event/2011-04-04-rencontre-3"])
def test_nothing_serious_stands_in_the_way_where_there_is_no_script(
    open_page: Callable[..., Page], address: str, axe: str, thing: str, language: str
) -> None:
    page = open_page()
    answer = page.goto(f"{address}/page/{thing}?lang={language}")
    assert answer is not None
    assert answer.status == 200, answer.text()
    page.evaluate(axe)
    schemes: tuple[Literal["light", "dark"], ...] = ("light", "dark")
    for scheme in schemes:
        page.emulate_media(color_scheme=scheme)
        assert not serious(page), scheme


def test_no_two_parts_of_the_page_of_actors_have_one_name(visit: Callable[..., Page]) -> None:
    page = visit("/acteurs")
    page.wait_for_selector("#actor-ranking")
    names = page.evaluate("""[...document.querySelectorAll('section[aria-labelledby], [role=region]')].map((each) =>
        each.ariaLabel || document.getElementById(each.getAttribute('aria-labelledby')).textContent)""")
    assert len(names) > 3
    assert len(set(names)) == len(names)


def test_the_ring_of_the_field_for_a_query_is_not_clipped(visit: Callable[..., Page]) -> None:
    page = visit("/exporter")
    page.wait_for_selector(".ml-foot")
    page.locator("textarea").focus()
    over = page.evaluate("""(() => {
        const field = document.querySelector("[data-testid=stTextAreaRootElement]"), style = getComputedStyle(field);
        const ring = parseFloat(style.outlineWidth) + parseFloat(style.outlineOffset);
        const box = field.getBoundingClientRect();
        const around = field.closest("[data-testid=stElementContainer]").getBoundingClientRect();
        return [style.outlineStyle, Math.max(around.left - box.left + ring, box.right + ring - around.right)];
    })()""")
    assert over[0] == "solid"
    assert over[1] <= 0


def serious(page: Page) -> list[tuple[str, str, str]]:
    """What is serious or critical of what axe-core finds: the rule, the first element, what is wrong with it."""
    found = page.evaluate("axe.run(document, { resultTypes: ['violations'] })")
    return [
        (each["id"], each["nodes"][0]["html"][:160], each["nodes"][0]["failureSummary"][:300])
        for each in found["violations"]
        if each["impact"] in {"serious", "critical"}
    ]


def test_the_small_links_are_high_enough_to_be_touched(visit: Callable[..., Page]) -> None:
    page = visit(f"/fiche?iri={IRI}")
    page.wait_for_selector(".ml-foot a")
    heights = page.evaluate(
        "[...document.querySelectorAll('a.ml-why, .ml-foot a')].map((link) => link.getBoundingClientRect().height)"
    )
    assert len(heights) > 2
    assert min(heights) >= 24, "WCAG 2.2, 2.5.8"
