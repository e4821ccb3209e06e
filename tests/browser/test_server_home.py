"""The explorer over a workspace whose graph is on a SPARQL server, in a real browser."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from explorer.components.address import PATHS
from graph.endpoint import Endpoint
from graph.workspace import Workspace
from tests.browser.conftest import serving
from tests.browser.windows import NARROW
from tests.explorer.pages.fictional import BASE, publish, workspace
from tests.servers import oxigraph

Visit = Callable[..., Page]
COWORKING = quote(f"{BASE}concept/coworking", safe="")
NOTE = "Dit sur le serveur seul."


class Behind:
    """The SPARQL server behind the explorer, which can be stopped."""

    def __init__(self, folder: Path) -> None:
        self._stack = ExitStack()
        self.endpoint: Endpoint = self._stack.enter_context(oxigraph(folder))

    def close(self) -> None:
        self._stack.close()


@pytest.fixture(scope="module")
def behind(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Behind]:
    with closing(Behind(tmp_path_factory.mktemp("oxigraph"))) as started:
        yield started


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory, behind: Behind) -> Iterator[str]:
    """The address of the explorer; the server behind it says one thing more than the snapshot."""
    made = workspace(tmp_path_factory.mktemp("lacs"))
    settings = made.root / "maillage.toml"
    store = f'[store]\nlocation = "{behind.endpoint.address}"\n'
    settings.write_text(settings.read_text(encoding="utf-8") + store, encoding="utf-8")
    made = Workspace.open(made.root, made.root / ".maillage")
    assert made.home.bring(publish(made)) is not None
    skos = "PREFIX skos: <http://www.w3.org/2004/02/skos/core#>"
    behind.endpoint.update(f'{skos} INSERT DATA {{ <{BASE}concept/coworking> skos:definition "{NOTE}"@fr }}')
    with serving(made.root) as served:
        yield served


def test_a_fiche_and_its_evidence_come_from_the_server(visit: Visit) -> None:
    page = visit(f"/fiche?iri={COWORKING}")
    expect(page.locator("h1")).to_have_text("coworking")
    expect(page.locator("body")).to_contain_text(NOTE)
    page.get_by_role("link", name="Pourquoi le lien").first.click()
    expect(page.locator(".ml-evidence mark").first).to_have_text("coworking", ignore_case=True)


def test_the_graph_of_relations_and_a_query_are_drawn(visit: Visit) -> None:
    page = visit(f"/relations?iri={COWORKING}")
    page.wait_for_selector(".ml-graph[data-settled]")
    page = visit("/")
    page.get_by_role("combobox").press_sequentially("cowroking", delay=20)
    expect(page.get_by_role("option").first).to_contain_text("coworking")


@pytest.mark.parametrize(
    ("language", "said"), [("fr", "Le serveur du graphe ne répond pas"), ("en", "The graph's server does not answer")]
)
def test_when_the_server_is_down_each_page_says_so(visit: Visit, behind: Behind, language: str, said: str) -> None:
    behind.close()
    page = visit(f"/fiche?iri={quote(f'{BASE}concept/eau', safe='')}&lang={language}", size=NARROW)
    expect(page.get_by_role("alert")).to_contain_text(said)
    expect(page.get_by_role("alert")).not_to_contain_text(behind.endpoint.address)
    for path in PATHS.values():
        visit(f"/{path}?lang={language}", page)
        expect(page.locator("h1#contenu")).not_to_be_empty()
        expect(page.locator("body")).not_to_contain_text(re.compile("Traceback|Error:"))
