"""Before anyone comes, the server has read what the first page shows."""

from __future__ import annotations

import gc

import pytest

from explorer import context as served
from explorer.components.answers import figures
from explorer.context import Context, set_context
from explorer.warming import warm
from graph.embedded import EmbeddedStore
from tests.explorer.pages.fictional import publish, workspace


def test_a_warmed_server_asks_nothing_for_its_first_page(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(served, "_served", [])
    made = workspace(tmp_path_factory.mktemp("warm"))
    set_context(Context(made))
    warm()  # nothing is published yet
    publish(made)
    warm()

    def refuse(*_: object) -> object:
        raise AssertionError("the store was asked")

    monkeypatch.setattr(EmbeddedStore, "query", refuse)
    assert figures("en").top_concepts
    assert gc.get_freeze_count(), "the collector looks at what lasts as long as the process, after every click"
    gc.unfreeze()
