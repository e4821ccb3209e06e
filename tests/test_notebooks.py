"""The notebooks of the documentation run from the first cell to the last, in order, and show something at each step."""

from __future__ import annotations

import ast
import json
from pathlib import Path

import pytest

NOTEBOOKS = sorted((Path(__file__).resolve().parent.parent / "docs" / "notebooks").glob("*.ipynb"))


def run(source: str, names: dict[str, object]) -> object:
    """Run a cell in the names of those before it; the value of its last line, as a notebook shows it."""
    tree = ast.parse(source)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, "cell", "exec"), names)
    return eval(compile(ast.Expression(last.value), "cell", "eval"), names) if isinstance(last, ast.Expr) else None


def test_there_are_two_notebooks() -> None:
    assert [path.stem for path in NOTEBOOKS] == ["acteurs-et-concepts", "tiers-lieux"]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_every_cell_runs_and_shows_something(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    notebook = json.loads(path.read_text(encoding="utf-8"))
    assert (notebook["nbformat"], notebook["metadata"]["kernelspec"]["name"]) == (4, "python3")
    names: dict[str, object] = {"__name__": "__main__"}
    opening, *others = ["".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == "code"]
    run(opening, names)
    for source in others:
        shown = run(source, names)
        assert shown is not None or capsys.readouterr().out, source
        assert getattr(shown, "empty", False) is not True, source
    assert len(others) >= 6
