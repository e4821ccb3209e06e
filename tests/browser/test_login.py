"""Editors log in with an OpenID Connect provider, in a real browser: who is named decides, who is not only reads."""

from __future__ import annotations

import json
import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect
from playwright.sync_api import TimeoutError as Late

from graph.workspace import Workspace
from ingest.build import build
from tests.browser.conftest import serving
from tests.browser.identity_provider import CLIENT, SECRET, Provider, providing
from tests.browser.test_review import FILES
from tests.browser.windows import PATIENCE, Windows
from tests.workspaces import written

pytest.importorskip("authlib", reason="people log in with the extra maillage[login]")

PEOPLE = {
    "Anne": {"email": "Anne@example.org", "email_verified": True},
    "Eve": {"email": "eve@example.org", "email_verified": True},
    "Mallory": {"email": "anne@example.org", "email_verified": False},
}
SECRETS = """
[auth]
redirect_uri = "http://127.0.0.1:{port}/oauth2callback"
cookie_secret = "a-secret-for-cookies-that-is-long-enough"
client_id = "{client}"
client_secret = "{secret}"
server_metadata_url = "{issuer}/.well-known/openid-configuration"
"""


@pytest.fixture(scope="module")
def provider() -> Iterator[Provider]:
    with providing(PEOPLE) as found:
        yield found


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("reseau")
    written(folder, FILES)
    with (folder / "maillage.toml").open("a", encoding="utf-8") as settings:
        settings.write('[editors]\nemails = ["anne@example.org"]\n')
    build(Workspace.open(folder, folder / ".maillage"))
    return folder


@pytest.fixture(scope="module")
def address(root: Path, provider: Provider) -> Iterator[str]:
    """The address of the explorer; the provider wants to know it beforehand, to send people back there."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    (root / ".streamlit").mkdir()
    described = SECRETS.format(port=port, client=CLIENT, secret=SECRET, issuer=provider.issuer)
    (root / ".streamlit" / "secrets.toml").write_text(described, encoding="utf-8")
    with serving(root, "--port", str(port)) as served:
        yield served


@pytest.fixture
def logged_in(windows: Windows, address: str) -> Iterator[Callable[[str], Page]]:
    """Opens the review page in a browser of one's own and logs in by the button there, as the person of that name."""
    contexts = []

    def log_in(person: str) -> Page:
        contexts.append(windows.browser.new_context())
        page = contexts[-1].new_page()
        page.set_default_timeout(PATIENCE)
        page.goto(f"{address}/relecture")
        expect(page.locator("section.ml-group").first).to_be_visible()
        expect(page.locator('[data-action="accept"]')).to_have_count(0)
        at_the_provider(page, person).click()
        page.wait_for_url(f"{address}/**")
        page.goto(f"{address}/relecture")
        expect(page.locator("section.ml-group").first).to_be_visible()
        return page

    yield log_in
    for context in contexts:
        context.close()


def at_the_provider(page: Page, person: str) -> Locator:
    """The person's button at the provider; who presses before the page listens presses again, as anyone would."""
    chosen = page.get_by_role("button", name=person, exact=True)
    for _ in range(3):
        page.locator('[data-action="login"]').click()
        try:
            chosen.wait_for(timeout=6_000)
        except Late:
            continue
        break
    return chosen


def decisions(root: Path) -> list[dict[str, str]]:
    path = root / "decisions.jsonl"
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()] if path.exists() else []


def test_a_named_editor_logs_in_decides_under_their_address_and_logs_out(
    logged_in: Callable[[str], Page], address: str, root: Path, provider: Provider
) -> None:
    page = logged_in("Anne")
    page.locator('[data-action="accept"]').first.click()
    expect(page.locator("#done")).to_contain_text("Décision gardée")
    assert [each["who"] for each in decisions(root)] == ["Anne@example.org"]
    assert {"discovery", "authorize", "token", "keys"} <= set(provider.heard)
    page.locator('[data-action="logout"]').click()
    page.wait_for_url(f"{address}/")
    page.goto(f"{address}/relecture")
    expect(page.locator('[data-action="login"]')).to_be_visible()
    expect(page.locator('[data-action="accept"]')).to_have_count(0)


@pytest.mark.parametrize("person", ["Eve", "Mallory"])
def test_one_who_is_not_named_or_whose_address_is_not_verified_only_reads(
    logged_in: Callable[[str], Page], root: Path, person: str
) -> None:
    before = decisions(root)
    page = logged_in(person)
    expect(page.locator('[data-action="logout"]')).to_be_visible()
    expect(page.locator('[data-action="accept"], [data-action="reject"], [data-action="choose"]')).to_have_count(0)
    expect(page.locator("p.ml-soft", has_text=str(PEOPLE[person]["email"]))).to_be_visible()
    assert decisions(root) == before
