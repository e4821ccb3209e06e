"""Pages in a contrast theme of the system, and on paper."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from explorer.components.kinds import LOOKS
from graph.views.things import ThingKind
from tests.browser.test_explorer import SETTLED, open_graph
from tests.explorer.pages.fictional import BASE

Visit = Callable[..., Page]
WATER = quote(f"{BASE}concept/eau", safe="")
BACKGROUND = "(element) => getComputedStyle(element).backgroundColor"
CANVAS = """() => {
  const probe = document.body.appendChild(document.createElement("p"));
  probe.style.background = "Canvas";
  const seen = getComputedStyle(probe).backgroundColor;
  probe.remove();
  return seen;
}"""

HOLDS = """(wanted) => {
  const canvas = document.querySelector(".ml-graph canvas");
  const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  for (let at = 0; at < data.length; at += 4) if (wanted.every((part, each) => data[at + each] === part)) return true;
  return false;
}"""
"""Whether any point of the drawing has a colour."""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("path", "part"), [("/chronologie", ".ml-years i"), ("/qualite", ".ml-bar i")])
def test_bars_and_the_page_that_one_is_on_are_seen_in_a_contrast_theme(
    visit: Visit, path: str, part: str, scheme: str
) -> None:
    page = visit(path, scheme=scheme)
    page.wait_for_selector(".ml-foot")
    page.emulate_media(forced_colors="active")
    canvas = page.evaluate(CANVAS)
    assert page.locator(part).first.evaluate(BACKGROUND) != canvas
    here = page.locator(".ml-sections a[aria-current]")
    other = page.locator(".ml-sections a:not([aria-current])").first
    line = "(element) => getComputedStyle(element).borderBottomColor"
    assert other.evaluate(line) == canvas
    assert here.evaluate(line) != canvas


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_graph_has_the_colours_of_its_paper_in_a_contrast_theme(
    open_page: Visit, address: str, scheme: Literal["light", "dark"]
) -> None:
    page = open_page(scheme=scheme)
    page.emulate_media(forced_colors="active", color_scheme=scheme)
    page.goto(f"{address}/relations?iri={WATER}")
    page.wait_for_selector(SETTLED)
    colours = LOOKS[ThingKind.CONCEPT]
    wanted = {"light": colours.light, "dark": colours.dark}[scheme]
    assert page.evaluate(HOLDS, [int(wanted[at : at + 2], 16) for at in (1, 3, 5)])


def test_icons_and_the_drawing_keep_their_colours_in_a_contrast_theme(visit: Visit) -> None:
    page = open_graph(visit)
    page.emulate_media(forced_colors="active")
    canvas = page.evaluate(CANVAS)
    assert page.locator(".ml-legend .ml-icon").first.evaluate(BACKGROUND) != canvas
    expect(page.locator(".ml-graph")).to_have_css("forced-color-adjust", "none")


@pytest.mark.parametrize("path", [f"/relations?iri={WATER}", "/qualite"])
def test_on_paper_no_row_is_lost_in_a_box_and_nothing_is_there_to_press(visit: Visit, path: str) -> None:
    page = visit(path)
    page.wait_for_selector(".ml-foot")
    page.emulate_media(media="print")
    hidden = "(boxes) => boxes.filter((box) => getComputedStyle(box).overflowY !== 'visible').length"
    assert page.locator(".ml-scroll").evaluate_all(hidden) == 0
    expect(page.locator(".ml-sections")).to_be_hidden()
    seen = "(found) => found.filter((each) => each.checkVisibility()).length"
    assert page.locator(".ml button").evaluate_all(seen) == 0
