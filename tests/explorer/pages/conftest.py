"""The fictional network, published and served in this process, for the tests of what people see."""

from __future__ import annotations

import pytest

from explorer import context as served
from explorer.context import Context, set_context
from graph.workspace import Workspace
from tests.explorer.pages.fictional import publish, workspace


@pytest.fixture(scope="session")
def network(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """The workspace of the fictional network, published once for all tests."""
    made = workspace(tmp_path_factory.mktemp("lacs"))
    publish(made)
    return made


@pytest.fixture
def lakes(network: Workspace, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """The fictional network as what this process serves."""
    monkeypatch.setattr(served, "_served", [])
    set_context(Context(network))
    return network
