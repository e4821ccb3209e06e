"""A real server over the fictional network and a real browser that watches itself: requests and the console."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, sync_playwright

from tests.explorer.pages.fictional import publish, workspace

ARGUMENTS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()
WIDE, NARROW = (1280, 900), (390, 844)


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


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the explorer over the fictional network."""
    made = workspace(tmp_path_factory.mktemp("lacs"))
    publish(made)
    with serving(made.root) as served:
        yield served


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, else Playwright's own; without either the tests are skipped."""
    installed = shutil.which("chromium") or shutil.which("chromium-browser")
    with sync_playwright() as playwright:
        path = installed or playwright.chromium.executable_path
        if not Path(path).exists():
            pytest.skip("no Chromium is installed (apt install chromium, or playwright install chromium)")
        opened = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield opened
        opened.close()


@pytest.fixture
def visit(browser: Browser, address: str) -> Iterator[Callable[..., Page]]:
    """Opens a page: ``visit("/fiche?iri=…", size=NARROW, scheme="dark")``.

    At the end of the test no request has gone to another host and the console holds no error. Playwright's waiting for
    a condition evaluates text, which the page's policy forbids: it is set aside, but where a test says ``strict``.
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

    def open_page(path: str, size: tuple[int, int] = WIDE, scheme: str = "light", *, strict: bool = False) -> Page:
        dark = scheme == "dark"
        page = browser.new_page(
            viewport={"width": size[0], "height": size[1]},
            color_scheme="dark" if dark else "light",
            bypass_csp=not strict,
        )
        page.set_default_timeout(20_000)
        page.on("request", watch)
        page.on("console", listen)
        page.on("pageerror", lambda error: errors.append(str(error)))
        pages.append(page)
        page.goto(f"{address}{path}")
        page.wait_for_selector("h1#contenu")
        return page

    yield open_page
    for page in pages:
        page.close()
    assert not elsewhere
    assert not errors
