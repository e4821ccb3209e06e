"""Pages of a network with what is far out: a year centuries from the others, titles as long as sentences."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from graph.store import text
from graph.workspace import Workspace
from ingest.build import build
from tests.browser.conftest import serving
from tests.browser.windows import NARROW, WIDE, overflow
from tests.workspaces import EVENTS_SETTINGS, written

Visit = Callable[..., Page]

LONG = "Rencontre annuelle des acteurs de la transition et de la responsabilité sociale des entreprises du bassin"
HOUSE = "Chambre de commerce et d'industrie territoriale de la vallée et des hauteurs environnantes, antenne du nord"
EVENTS = f'title,date,organizer\n"{LONG} 1",1789-01-01,"{HOUSE}"\n"{LONG} 2",2013-05-13,"{HOUSE}"\nSalon,2099-01-01,\n'


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("extremes")
    written(folder, {"maillage.toml": EVENTS_SETTINGS, "events.csv": EVENTS})
    build(Workspace.open(folder))
    return folder


@pytest.fixture(scope="module")
def address(root: Path) -> Iterator[str]:
    """The address of the explorer over a network of three events."""
    with serving(root) as served:
        yield served


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_three_centuries_fit_on_a_page_and_each_year_that_has_something_is_seen(
    visit: Visit, size: tuple[int, int]
) -> None:
    page = visit("/chronologie", size=size)
    bars = page.locator(".ml-years i")
    expect(bars).to_have_count(3)
    assert overflow(page) == 0
    line = page.locator(".ml-years").bounding_box()
    assert line
    for at in range(3):
        box = bars.nth(at).bounding_box()
        assert box
        assert box["width"] >= 5
        assert box["height"] > 50
        assert abs(box["y"] + box["height"] - line["y"] - line["height"]) <= 2, "it does not stand on the line of years"
    page.get_by_role("link", name="2010–2019").click()
    expect(page.locator("#along")).to_contain_text("2010 – 2019")


def test_the_name_of_a_relation_stays_in_one_piece_between_long_titles(visit: Visit, root: Path) -> None:
    snapshot = Workspace.open(root).snapshots.current()
    assert snapshot
    (row,) = snapshot.store().select("SELECT ?house { ?house a org:Organization }")
    page = visit(f"/relations?iri={quote(text(row, 'house'), safe='')}")
    cell = page.locator("#graph-links tbody td:nth-child(2)").filter(has_text="organisateur").first
    expect(cell).to_be_visible()
    lines = cell.evaluate("(cell) => { const all = document.createRange(); all.selectNodeContents(cell); "
        "return all.getClientRects().length; }")  # fmt: skip
    assert lines == 1
