"""Windows of one Chromium: they share what was fetched and compiled, and nothing else outlives a test."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, BrowserType, Page, expect

ARGUMENTS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --accept-lang=fr-FR"
).split()
WIDE, NARROW = (1280, 900), (390, 844)
PATIENCE = 60_000
"""Milliseconds that a page may take for anything: the machine may be busy with other tests."""
_LEFT_BEHIND = "cookies,local_storage,indexeddb,websql,service_workers,cache_storage,file_systems"


class Windows:
    """Opens pages in contexts that are kept, with their caches on disk, until ``close``.

    A context of its own, which begins when first asked for, holds the pages to which their policy applies whole.
    """

    def __init__(self, chromium: BrowserType, executable: Path, profiles: Path) -> None:
        self._chromium, self._executable, self._profiles = chromium, executable, profiles
        self._contexts: dict[bool, BrowserContext] = {}

    @property
    def browser(self) -> Browser:
        """For contexts that share nothing at all."""
        browser = self._context(strict=False).browser
        assert browser is not None
        return browser

    def open(self, size: tuple[int, int] = WIDE, scheme: str = "light", *, strict: bool = False) -> Page:
        """An empty page.

        Playwright's waiting for a condition evaluates text, which the policy of the explorer's pages forbids: the
        policy is set aside, but in a ``strict`` page.
        """
        page = self._context(strict=strict).new_page()
        page.set_viewport_size({"width": size[0], "height": size[1]})
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        return page

    def clear(self, origin: str) -> None:
        """Close every page and forget what the pages of an origin kept; the caches of what was fetched stay."""
        for context in self._contexts.values():
            first, *others = context.pages
            for page in others:
                page.close()
            context.clear_cookies()
            session = context.new_cdp_session(first)
            session.send("Storage.clearDataForOrigin", {"origin": origin, "storageTypes": _LEFT_BEHIND})
            session.detach()

    def close(self) -> None:
        for context in self._contexts.values():
            context.close()

    def _context(self, *, strict: bool) -> BrowserContext:
        if strict not in self._contexts:
            context = self._chromium.launch_persistent_context(
                self._profiles / ("strict" if strict else "lenient"),
                executable_path=self._executable,
                args=ARGUMENTS,
                bypass_csp=not strict,
            )
            context.set_default_timeout(PATIENCE)
            self._contexts[strict] = context
        return self._contexts[strict]


def in_scheme(page: Page, scheme: str) -> None:
    """The page as it is drawn in the other colours, without loading it again."""
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    expect(page.locator(".stApp")).to_have_css("color-scheme", scheme)


def overflow(page: Page) -> int:
    """How many pixels of the page are beyond the right edge of the window, once it is drawn."""
    found: int = page.evaluate(
        """() => new Promise((tell) => requestAnimationFrame(() => requestAnimationFrame(() => {
          const main = document.querySelector("[data-testid=stMain]");
          tell(main.scrollWidth - main.clientWidth); })))"""
    )
    return found
