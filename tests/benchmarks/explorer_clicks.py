"""The explorer in a real browser over a large graph: its first page, cold and warm, and every sort of click.

Run it as ``python -m tests.benchmarks.explorer_clicks [DOCUMENTS] [--workspace DIR]``; 45,000 documents make 2 million
quads. A click is timed in the browser, from the event to the frame in which its answer stands. Nothing is asserted.
"""

from __future__ import annotations

import argparse
import os
import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from urllib.parse import quote

from playwright.sync_api import Browser, Page, sync_playwright

from tests.benchmarks.http_servers import build, current
from tests.benchmarks.networks import BASE
from tests.benchmarks.report import Cell, Report, Table
from tests.browser.conftest import serving
from tests.browser.windows import ARGUMENTS

TITLE = "The explorer in a browser"
CLICK = """([what, until]) => new Promise((done) => {
  const target = document.querySelector(what);
  if (!target) { done(-1); return; }
  const before = document.querySelector(until)?.outerHTML;
  const started = performance.now();
  const look = () => {
    const found = document.querySelector(until);
    const passed = performance.now() - started;
    if ((found && found.outerHTML !== before) || passed > 60000) done(passed); else requestAnimationFrame(look);
  };
  target.click();
  requestAnimationFrame(look);
})"""
NAMES = ["concept/100", "concept/407", "person/40", "person/903", "publication/77", "publication/4001"]


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("documents", type=int, nargs="?", default=5_000)
    parser.add_argument("--workspace", type=Path, help="a folder that keeps the generated graph")
    arguments = parser.parse_args()
    print(run(documents=arguments.documents, workspace=arguments.workspace).markdown())


def run(*, documents: int = 5_000, workspace: Path | None = None) -> Report:
    """Serve a generated graph, open it in Chromium, and time what a person waits for, in milliseconds."""
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        made = build(workspace or Path(folder), documents)
        quads = current(made).manifest.quads
        path = shutil.which("chromium") or playwright.chromium.executable_path
        if not Path(path).exists():
            return Report(title=TITLE, notes=("no Chromium is installed: nothing was measured",))
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        started = time.perf_counter()
        with serving(made.root) as address:
            first = [("the server, until it tells its address", *_figures([1000 * (time.perf_counter() - started)]))]
            first += [("the first page, just after that", *_figures([_opening(browser, address)]))]
            first += [("the first page, afterwards", *_figures([_opening(browser, address) for _ in range(8)]))]
            clicked, spent = {}, {}
            for name, times, worked in _clicks(browser, address):
                clicked[name], spent[name] = times, round(median(worked))
        browser.close()
    every = [each for times in clicked.values() for each in times]
    rows = [(*each, "") for each in first]
    rows += [(name, *_figures(times), spent[name]) for name, times in clicked.items()]
    rows.append(("all clicks", *_figures(every), round(median(spent.values()))))
    columns = ("what", "times", "median, ms", "p95, ms", "the server's processor, median ms")
    note = f"{quads:,} quads; each first click on a thing asks the store, later ones are answered from memory"
    return Report(title=TITLE, tables=(Table(columns=columns, rows=tuple(rows)),), notes=(note,))


def _figures(times: list[float]) -> tuple[Cell, ...]:
    worst = quantiles(times, n=20, method="inclusive")[-1] if len(times) > 1 else times[0]
    return len(times), round(median(times)), round(worst)


def _opening(browser: Browser, address: str) -> float:
    """Milliseconds until the first page is whole, in a browser that keeps nothing of before."""
    page = browser.new_page()
    started = time.perf_counter()
    page.goto(address)
    page.wait_for_selector(".ml-bubbles, .ml-state")
    passed = 1000 * (time.perf_counter() - started)
    page.close()
    return passed


def _clicks(browser: Browser, address: str) -> Iterator[tuple[str, list[float], list[float]]]:
    """The name of a sort of click, what each took by the clock, and by the processor in the server."""
    worked: list[float] = []
    for name, times in _timed(browser, address, worked):
        yield name, times, worked.copy()
        worked.clear()


def _timed(browser: Browser, address: str, worked: list[float]) -> Iterator[tuple[str, list[float]]]:
    page = browser.new_page()

    def _click(page: Page, there: str, what: str, until: str) -> float:
        taken, processor = _one_click(page, there, what, until)
        worked.append(processor)
        return taken

    sheets = [f"{address}/fiche?iri={quote(BASE + name, safe='')}" for name in NAMES]
    yield (
        "a theme of the first page",
        [_click(page, f"{address}/", f".ml-bubbles li:nth-child({number}) a", "h1") for number in (3, 7, 11)],
    )
    yield "« pourquoi ? »", [_click(page, sheet, "a.ml-why", ".ml-evidence") for sheet in sheets]
    yield "a linked thing", [_click(page, sheet, ".ml-group a.ml-thing", "h1") for sheet in sheets]
    yield "the language", [_click(page, sheet, ".ml-top > a[hreflang]", ".ml-sections") for sheet in sheets[:3]]
    for name, until in (("chronologie", ".ml-years"), ("acteurs", "#actor-ranking"), ("concepts", ".ml-tree")):
        there = f'.ml-sections a[href="/{name}"]'
        yield f"the page {name}", [_click(page, sheet, there, until) for sheet in sheets[:3]]
    yield (
        "a year of the chronology",
        [
            _click(page, f"{address}/chronologie", f".ml-years li:nth-child({number}) a", "#along")
            for number in (2, 9, 20)
        ],
    )
    yield (
        "another measure of actors",
        [
            _click(page, f"{address}/acteurs", f"#ranking + p a:nth-child({number})", "#actor-ranking")
            for number in (1, 4, 6)
        ],
    )
    page.close()


def _one_click(page: Page, address: str, what: str, until: str) -> tuple[float, float]:
    """Milliseconds from a click on a fresh page to the frame in which what it brings has changed, and of processor."""
    page.goto(address)
    page.wait_for_selector(".ml-foot", timeout=120_000)
    page.wait_for_selector(what, state="attached", timeout=60_000)
    page.wait_for_timeout(600)
    before = _processor(os.getpid())
    taken: float = page.evaluate(CLICK, [what, until])
    page.wait_for_timeout(400)  # what is drawn after the answer stands is work too
    return taken, _processor(os.getpid()) - before


def _processor(parent: int) -> float:
    """Milliseconds of processor that the servers begun by a process have used, their own processes included."""
    total = 0.0
    for path in Path(f"/proc/{parent}/task").glob("*/children"):
        for child in path.read_text(encoding="ascii").split():
            if parent != os.getpid() or b"explorer\0serve" in Path(f"/proc/{child}/cmdline").read_bytes():
                spent = Path(f"/proc/{child}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
                total += 1000 * (int(spent[11]) + int(spent[12])) / os.sysconf("SC_CLK_TCK") + _processor(int(child))
    return total


if __name__ == "__main__":
    main()
