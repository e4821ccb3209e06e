from __future__ import annotations

from pathlib import Path

import pytest

from explorer import context as served
from explorer.context import Context, set_context
from graph.workspace import Workspace
from ingest.build import build
from tests.explorer.pages.test_pages import open_page
from tests.workspaces import EVENTS_SETTINGS, written


@pytest.fixture
def alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A network of one event, of one year, with one organiser."""
    rows = "title,date,organizer\nForum des lieux,2013-05-15,Association des lieux\n"
    written(tmp_path, {"maillage.toml": EVENTS_SETTINGS, "events.csv": rows})
    build(Workspace.open(tmp_path), processes=1)
    monkeypatch.setattr(served, "_served", [])
    set_context(Context(Workspace.open(tmp_path)))


@pytest.mark.usefixtures("alone")
@pytest.mark.parametrize(
    ("page", "language", "said"),
    [
        ("home", "fr", "<span>En 2013</span>"),
        ("home", "en", "<span>In 2013</span>"),
        ("actors", "fr", "Il y a bien 1 acteur, mais rien ne le relie à un autre."),
        ("actors", "en", "There is 1 actor, but nothing ties it to another."),
    ],
)
def test_one_year_and_one_actor_are_told_in_the_singular(page: str, language: str, said: str) -> None:
    assert said in open_page(page, lang=language)
