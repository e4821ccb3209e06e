"""Draws the pictures of the documentation: pages of the explorer over the embedded corpus, in both languages.

``make screenshots`` runs it. They are looked at by people: nothing compares them.
"""

from __future__ import annotations

import io
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import quote

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from explorer.opening import open_workspace
from ingest.build import build
from tests.browser.conftest import serving
from tests.browser.windows import ARGUMENTS

FOLDER = Path(__file__).parents[2] / "docs" / "images"
WIDTH, HEIGHT = 1280, 860
COLOURS = 128
"""Of a picture's palette: enough for flat colours and the edges of letters."""
_CONCEPT = "https://w3id.org/maillage/concept/"
_TIERS_LIEU = quote(f"{_CONCEPT}tiers-lieu-d-activites", safe="")
PAGES = {
    "home": "/?",
    "thing": f"/fiche?iri={_TIERS_LIEU}",
    "relations": f"/relations?iri={_TIERS_LIEU}",
    "concepts": f"/concepts?about={_TIERS_LIEU}&versus={quote(f'{_CONCEPT}biodiversite', safe='')}",
    "actors": "/acteurs?",
    "timeline": "/chronologie?",
    "query": f"/interroger?question=who-works-on&concept={_TIERS_LIEU}",
    "quality": "/qualite?",
}


def main() -> None:
    """Take every picture, from a build of the embedded corpus made for it."""
    executable = shutil.which("chromium") or shutil.which("chromium-browser")
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        opened = open_workspace(None)
        root = Path(folder) / "corpus"
        shutil.copytree(opened.root, root)
        build(open_workspace(root))
        browser = playwright.chromium.launch(executable_path=executable, args=ARGUMENTS)
        with serving(root) as address:
            for language in ("fr", "en"):
                for name, path in PAGES.items():
                    picture = _picture(browser, f"{address}{path}&lang={language}")
                    (FOLDER / f"{name}-{language}.png").write_bytes(picture)
        browser.close()
    print(f"docs/images: {2 * len(PAGES)} pictures")


def _picture(browser: Browser, address: str) -> bytes:
    """A page as it first stands, when it no longer changes, as a PNG of few colours."""
    page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT}, color_scheme="light", bypass_csp=True)
    page.goto(address)
    page.wait_for_selector("h1#contenu")
    page.wait_for_load_state("networkidle")
    before, now = b"", page.screenshot()
    while before != now:
        page.wait_for_timeout(800)
        before, now = now, page.screenshot()
    page.close()
    written = io.BytesIO()
    Image.open(io.BytesIO(now)).convert("RGB").quantize(COLOURS).save(written, "PNG", optimize=True)
    return written.getvalue()


if __name__ == "__main__":
    main()
