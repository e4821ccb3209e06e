"""A real server over the fictional network and a real browser that watches itself: requests and the console."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import ConsoleMessage, Page, Request, expect, sync_playwright

from tests.browser.windows import PATIENCE, Windows
from tests.explorer.pages.fictional import publish, workspace

expect.set_options(timeout=PATIENCE)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@contextmanager
def serving(root: Path, *options: str) -> Iterator[str]:
    """The address of ``maillage serve`` over a workspace that is published; it ends with the block or this process."""
    command = [sys.executable, "-m", "explorer", "serve", "--workspace", str(root)]
    command += options if "--port" in options else ("--port", "0", *options)
    environment = {name: value for name, value in os.environ.items() if name != "MAILLAGE_STATE"}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as server:
        assert server.stdout is not None
        said = server.stdout.readline()
        assert "http://" in said, said
        try:
            yield next(word for word in said.split() if word.startswith("http://")).rstrip("/")
        finally:
            server.terminate()
            try:
                server.wait(10)
            except subprocess.TimeoutExpired:
                server.kill()


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the explorer over the fictional network."""
    made = workspace(tmp_path_factory.mktemp("lacs"))
    publish(made)
    with serving(made.root) as served:
        yield served


@pytest.fixture(scope="session")
def profiles(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the browser keeps its caches from module to module."""
    return tmp_path_factory.mktemp("profiles")


@pytest.fixture(scope="module")
def windows(profiles: Path) -> Iterator[Windows]:
    """Debian's Chromium, else Playwright's own; without either the tests are skipped."""
    installed = shutil.which("chromium") or shutil.which("chromium-browser")
    with sync_playwright() as playwright:
        path = Path(installed or playwright.chromium.executable_path)
        if not path.exists():
            pytest.skip("no Chromium is installed (apt install chromium, or playwright install chromium)")
        with closing(Windows(playwright.chromium, path, profiles)) as opened:
            yield opened


@pytest.fixture
def open_page(windows: Windows, address: str) -> Iterator[Callable[..., Page]]:
    """Opens an empty page that nobody watches; what it keeps is forgotten at the end of the test."""
    yield windows.open
    windows.clear(address)


@pytest.fixture
def visit(open_page: Callable[..., Page], address: str) -> Iterator[Callable[..., Page]]:
    """Opens a page: ``visit("/fiche?iri=…", size=NARROW, scheme="dark")``, or goes there in a ``page`` opened before.

    ``strict`` keeps a page's policy whole. At the end of the test no request has gone to another host and the console
    holds no error.
    """
    pages: list[Page] = []
    elsewhere: list[str] = []
    errors: list[str] = []

    def watch(request: Request) -> None:
        if not request.url.startswith((address, address.replace("http", "ws", 1), "data:", "blob:")):
            elsewhere.append(request.url)

    def listen(message: ConsoleMessage) -> None:
        refused = message.location.get("url", "").endswith("/sparql")  # a wrong query is answered with 400
        if message.type == "error" and not refused:
            errors.append(message.text)

    def open_watched(path: str, page: Page | None = None, **options: object) -> Page:
        if page is None:
            page = open_page(**options)
            page.on("request", watch)
            page.on("console", listen)
            page.on("pageerror", lambda error: errors.append(str(error)))
            pages.append(page)
        page.goto(f"{address}{path}")
        page.wait_for_selector("h1#contenu")
        return page

    yield open_watched
    for page in pages:
        page.close()
    assert not elsewhere
    assert not errors
