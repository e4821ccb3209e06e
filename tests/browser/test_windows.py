"""Pages share the browser's caches, and nothing of what one test's pages kept is found by the next."""

from __future__ import annotations

from tests.browser.windows import Windows

KEEP = """async () => {
  localStorage.setItem("kept", "1"); sessionStorage.setItem("kept", "1"); document.cookie = "kept=1";
  await new Promise((done) => {
    indexedDB.open("kept").onsuccess = (event) => { event.target.result.close(); done(); };
  });
}"""
KEPT = """async () => [
  localStorage.length, sessionStorage.length, document.cookie, (await indexedDB.databases()).length,
]"""


def test_what_pages_kept_is_forgotten_and_none_stays_open(windows: Windows, address: str) -> None:
    page = windows.open()
    page.goto(f"{address}/health")
    page.evaluate(KEEP)
    assert page.evaluate(KEPT) == [1, 1, "kept=1", 1]
    windows.clear(address)
    assert page.is_closed()
    page = windows.open()
    page.goto(f"{address}/health")
    assert page.evaluate(KEPT) == [0, 0, "", 0]
    windows.clear(address)
