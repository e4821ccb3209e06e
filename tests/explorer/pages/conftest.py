"""The fictional network, published and served in this process, for the tests of what people see."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import pytest
from streamlit.components.v2 import manifest_scanner

from explorer import context as served
from explorer.context import Context, set_context
from graph.workspace import Workspace
from tests.explorer.pages.fictional import publish, workspace


@pytest.fixture(scope="session", autouse=True)
def _packages_looked_through_once() -> Iterator[None]:
    """Streamlit's runner of tests looks for components in every package that is installed, at each run of a page."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(manifest_scanner, "scan_component_manifests", cache(manifest_scanner.scan_component_manifests))
        yield


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
