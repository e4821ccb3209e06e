"""The relationship graph in a real browser over a large graph: how soon a click is answered, how smoothly it moves.

Nothing is asserted, and no peer is measured: none shows a graph with its evidence from a store of this size.
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterable
from pathlib import Path
from statistics import quantiles
from tempfile import TemporaryDirectory
from urllib.parse import quote

from playwright.sync_api import Locator, Page, sync_playwright

from tests.benchmarks.http_servers import build, current
from tests.benchmarks.networks import BASE
from tests.benchmarks.report import Cell, Report, Table
from tests.browser.conftest import serving
from tests.browser.windows import ARGUMENTS

GRAPH = "window.maillage.graphs.relations"
COUNT = f"{GRAPH}.body.nodeIndices.length"
MANY = 16
"""Concepts to begin with, so that the drawing is as full as it may be."""
THEMES = 8
"""Themes that the page offers to begin with."""
SETTLED = ".ml-graph[data-settled]"
FRAMES = f"""() => new Promise((done) => {{
  let frames = 0;
  const start = performance.now();
  const step = () => {{
    {GRAPH}.moveTo({{ offset: {{ x: 6 * Math.sin(frames / 5), y: 0 }} }});
    frames += 1;
    if (performance.now() - start < 3000) requestAnimationFrame(step); else done(frames / 3);
  }};
  step();
}})"""


def run(*, documents: int = 45_000, clicks: int = 12) -> Report:
    """Times in milliseconds from a click to what it changes on screen: 45,000 documents make 2 million quads."""
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        workspace = build(Path(folder), documents)
        chromium = shutil.which("chromium") or playwright.chromium.executable_path
        with serving(workspace.root) as address:
            opened = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
            page = opened.new_page(viewport={"width": 1280, "height": 900}, bypass_csp=True)
            page.set_default_timeout(120_000)
            rows, smooth = _work(page, address, clicks)
            opened.close()
        size = f"{documents:,} documents, {current(workspace).manifest.quads:,} quads."
    clicked = Table(columns=("from a click to the screen", "clicks", "median ms", "p95 ms"), rows=tuple(rows))
    moved = Table(columns=("drawn", "things", "links", "frames a second while moved"), rows=tuple(smooth))
    return Report(title="The relationship graph", tables=(clicked, moved), notes=(size,))


def _work(page: Page, address: str, clicks: int) -> tuple[list[tuple[Cell, ...]], list[tuple[Cell, ...]]]:
    rows = [
        _row("first page, cold", [_first(page, address)]),
        _row("a graph opened at its address", [_first(page, address) for _ in range(6)]),
        _row("another graph by a click", [_another(page, number) for number in range(clicks)]),
    ]
    _first(page, address)
    smooth: list[tuple[Cell, ...]] = [("first", *_moved(page))]
    rows.append(_row("a thing is chosen", [_choose(page, number) for number in range(clicks)]))
    rows.append(_row("a panel opens or closes", [_panel(page, number) for number in range(clicks)]))
    rows.append(_row("a thing is expanded", [_expand(page, number) for number in range(clicks)]))
    smooth.append(("expanded", *_moved(page)))
    rows.append(_row("a step is undone", [_undo(page) for _ in range(clicks // 2)]))
    _first(page, address, range(MANY))
    smooth.append(("begun with many", *_moved(page)))
    return rows, smooth


def _first(page: Page, address: str, concepts: Iterable[int] = (0,)) -> float:
    seeds = quote(" ".join(f"{BASE}concept/{number}" for number in concepts), safe="")
    page.goto("about:blank")
    start = time.perf_counter()
    page.goto(f"{address}/relations?iri={seeds}")
    page.wait_for_selector(SETTLED)
    taken = (time.perf_counter() - start) * 1_000
    page.wait_for_url("**at=**")
    return taken


def _another(page: Page, number: int) -> float:
    page.locator("button[data-action=reset]").dispatch_event("click")
    page.wait_for_selector(SETTLED, state="detached")
    page.wait_for_timeout(700)
    start = time.perf_counter()
    page.locator(".ml-pills a[href*=iri]").nth(number % THEMES).dispatch_event("click")
    page.wait_for_selector(SETTLED)
    taken = (time.perf_counter() - start) * 1_000
    page.wait_for_url("**at=**")
    return taken


def _choose(page: Page, number: int) -> float:
    button = _button(page, "select", number + 1)
    iri = quote(str(button.get_attribute("data-subject")), safe="")
    return _timed(page, button, f"document.querySelector('#choix a')?.href.includes({iri!r})")


def _panel(page: Page, number: int) -> float:
    button = page.locator("button[data-subject=present]")
    return _timed(page, button, f"!!document.querySelector('.ml-choices') === {'false' if number % 2 else 'true'}")


def _expand(page: Page, number: int) -> float:
    before = page.evaluate(COUNT)
    return _timed(page, _button(page, "expand", 3 * number + 1), f"{COUNT} !== {before}")


def _undo(page: Page) -> float:
    before = page.evaluate(COUNT)
    return _timed(page, page.locator("button[data-action=undo]"), f"{COUNT} !== {before}")


def _button(page: Page, action: str, number: int) -> Locator:
    return page.locator(f"#graph-things tr:not(.ml-mark) button[data-action={action}]:not([disabled])").nth(number)


def _timed(page: Page, button: Locator, done: str) -> float:
    page.wait_for_selector(SETTLED)
    page.wait_for_timeout(700)
    start = time.perf_counter()
    button.dispatch_event("click")
    page.wait_for_function(done, polling=10)
    return (time.perf_counter() - start) * 1_000


def _moved(page: Page) -> tuple[int, int, float]:
    page.wait_for_selector(SETTLED)
    return page.evaluate(COUNT), page.evaluate(f"{GRAPH}.body.edgeIndices.length"), page.evaluate(FRAMES)


def _row(name: str, times: list[float]) -> tuple[Cell, ...]:
    cuts = quantiles([*times, times[-1]], n=20, method="inclusive")
    print(f"{name:32} {cuts[9]:8.0f} ms, p95 {cuts[18]:8.0f} ms", flush=True)
    return name, len(times), cuts[9], cuts[18]
