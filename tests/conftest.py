"""What all tests share: where the real data is, and a workspace made of a few files."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.workspaces import MakeWorkspace, written

REPOSITORY = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real data, which is not part of the project; without it the test is skipped."""
    folder = Path(os.environ.get("MAILLAGE_SHARED_DATA") or REPOSITORY.parent / "shared" / "data")
    if not folder.is_dir():
        pytest.skip(f"the real data is not at {folder} (set MAILLAGE_SHARED_DATA)")
    return folder


@pytest.fixture
def make_workspace(tmp_path: Path) -> MakeWorkspace:
    """Writes a workspace: ``make_workspace(toml, {"events.csv": "…"})`` gives its folder."""

    def make(settings: str, files: Mapping[str, str | bytes]) -> Path:
        folder = tmp_path / "workspace"
        folder.mkdir(exist_ok=True)
        return written(folder, {"maillage.toml": settings, **files})

    return make
