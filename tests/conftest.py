"""What all tests share: where the real data is, and a workspace made of a few files, built or not."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from shutil import copytree

import pytest
from hypothesis import HealthCheck, settings

from tests.workspaces import MakeWorkspace, written

REPOSITORY = Path(__file__).resolve().parent.parent

settings.register_profile("suite", deadline=None, suppress_health_check=[HealthCheck.too_slow])  # machines may be busy
settings.load_profile("suite")


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


@pytest.fixture(scope="session")
def build_once(tmp_path_factory: pytest.TempPathFactory) -> MakeWorkspace:
    """Gives the built workspace of some settings and files: one for all who ask, who leave it as it is."""
    from graph.workspace import Workspace
    from ingest.build import build

    made: dict[tuple[object, ...], Path] = {}

    def make(settings: str, files: Mapping[str, str | bytes]) -> Path:
        asked = (settings, *sorted(files.items()))
        if asked not in made:
            made[asked] = written(tmp_path_factory.mktemp("built"), {"maillage.toml": settings, **files})
            build(Workspace.open(made[asked]), processes=1)
        return made[asked]

    return make


@pytest.fixture
def make_built(tmp_path: Path, build_once: MakeWorkspace) -> MakeWorkspace:
    """Writes a workspace and builds it, as ``make_workspace`` and a build do: a copy of what was built once."""

    def make(settings: str, files: Mapping[str, str | bytes]) -> Path:
        return copytree(build_once(settings, files), tmp_path / "workspace", symlinks=True)

    return make
