"""What axe-core, the rules of WCAG as a program, finds on each page; its file is named by ``MAILLAGE_AXE``."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Page

from explorer.components.address import PATHS
from tests.explorer.pages.fictional import BASE

IRI = quote(f"{BASE}concept/eau", safe="")
ADDRESSES = [f"/{path}?iri={IRI}" for path in PATHS.values()] + [f"/interroger?question=who-works-on&concept={IRI}"]


@pytest.fixture(scope="session")
def axe() -> str:
    path = Path(os.environ.get("MAILLAGE_AXE", "axe.min.js"))
    if not path.is_file():
        pytest.skip("axe-core is not here (npm install axe-core, then set MAILLAGE_AXE to its axe.min.js)")
    return path.read_text(encoding="utf-8")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ADDRESSES)
def test_nothing_serious_stands_in_anyones_way(visit: Callable[..., Page], axe: str, path: str, scheme: str) -> None:
    page = visit(path, scheme=scheme)
    page.wait_for_selector(".ml-foot")
    page.wait_for_timeout(1_500)
    page.evaluate(axe)
    found = page.evaluate("axe.run(document, { resultTypes: ['violations'] })")
    serious = [
        (each["id"], each["nodes"][0]["html"][:160], each["nodes"][0]["failureSummary"][:300])
        for each in found["violations"]
        if each["impact"] in {"serious", "critical"}
    ]
    assert not serious
