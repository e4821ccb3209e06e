"""The notebooks of the documentation run from the first cell to the last, in order, and hold what each step shows."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.documentation.notebooks import NOTEBOOKS, alike, renewed


def test_there_are_two_notebooks() -> None:
    assert [path.stem for path in NOTEBOOKS] == ["acteurs-et-concepts", "tiers-lieux"]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_every_cell_runs_and_shows_what_is_stored(path: Path) -> None:
    stored = json.loads(path.read_text(encoding="utf-8"))
    assert (stored["nbformat"], stored["metadata"]["kernelspec"]["name"]) == (4, "python3")
    _, *cells = [cell for cell in stored["cells"] if cell["cell_type"] == "code"]
    _, *others = [cell for cell in renewed(path)["cells"] if cell["cell_type"] == "code"]
    assert len(cells) >= 6
    for cell, now in zip(cells, others, strict=True):
        assert now["outputs"], cell["source"]
        assert "Empty DataFrame" not in json.dumps(now["outputs"]), cell["source"]
        assert alike(cell["outputs"], now["outputs"], figures=2), (
            f"{path.name} shows something else now: run `make notebooks`"
        )
