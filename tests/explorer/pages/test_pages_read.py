"""A page that was read, as a thing of the graph: the name of its language, and its title with its guillemets."""

from __future__ import annotations

from pathlib import Path

import pytest

from explorer import context as served
from explorer.context import Context, set_context
from explorer.http.pages import render_page
from graph.store import text
from graph.workspace import Workspace
from ingest.build import build
from tests.explorer.pages.test_pages import open_page
from tests.workspaces import NETWORK_SETTINGS, written

TEXT = "<p>Les membres de l'association se retrouvent au bord du lac pour parler de la forêt et de la rivière.</p>"


@pytest.fixture
def read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Context:
    """A network that one page tells of."""
    page = f"<html lang='fr'><head><title>Autour de « La forêt »</title></head><body>{TEXT}</body></html>"
    written(tmp_path, {"maillage.toml": f'{NETWORK_SETTINGS}[[sources]]\npath = "page.html"\n', "page.html": page})
    build(Workspace.open(tmp_path), processes=1)
    monkeypatch.setattr(served, "_served", [])
    made = Context(Workspace.open(tmp_path))
    set_context(made)
    return made


@pytest.mark.parametrize(("language", "named"), [("fr", "français"), ("en", "French")])
def test_a_language_is_called_by_its_name_and_guillemets_keep_to_their_words(
    read: Context, language: str, named: str
) -> None:
    (row,) = read.store().select("SELECT ?page { ?page a bibo:Webpage }")
    page = text(row, "page")
    html = open_page("thing", iri=page, lang=language)
    assert f"<dd>{named}</dd>" in html
    assert "Autour de «\xa0La forêt\xa0»</h1>" in html
    assert f"<dd>{named}</dd>" in render_page(read, page, language).decode()
