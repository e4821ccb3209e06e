"""Runs the notebooks of the documentation as Jupyter would, and stores what their cells show: ``make notebooks``.

What a cell is to show is not for here.
"""

from __future__ import annotations

import ast
import json
import re
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Any

import pandas as pd

__all__ = ["NOTEBOOKS", "alike", "renewed"]

NOTEBOOKS = sorted((Path(__file__).resolve().parents[2] / "docs" / "notebooks").glob("*.ipynb"))
_FIGURES = 9
"""Figures after the point of what is the same on every machine."""


def renewed(path: Path) -> dict[str, Any]:
    """The notebook with what its cells show now, run from the first to the last."""
    notebook: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    names: dict[str, object] = {"__name__": "__main__"}
    cells = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    for number, cell in enumerate(cells, 1):
        with redirect_stdout(StringIO()) as said:
            value = _run("".join(cell["source"]), names)
        outputs = [_printed(said.getvalue())] if said.getvalue() else []
        outputs += [] if value is None else [_shown(value, number)]
        if not alike(cell["outputs"], outputs):
            cell["outputs"] = outputs
        cell["execution_count"] = number
    return notebook


def alike(outputs: object, others: object, figures: int = _FIGURES) -> bool:
    """Whether outputs are the same, but for figures after those so far behind the point."""

    def rounded(each: object) -> str:
        return re.sub(r"\d+\.\d+", lambda found: f"{float(found[0]):.{figures}f}", json.dumps(each, sort_keys=True))

    return rounded(outputs) == rounded(others)


def _run(source: str, names: dict[str, object]) -> object:
    """Run a cell in the names of those before it; the value of its last line, as a notebook shows it."""
    tree = ast.parse(source)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, "cell", "exec"), names)
    return eval(compile(ast.Expression(last.value), "cell", "eval"), names) if isinstance(last, ast.Expr) else None


def _printed(text: str) -> dict[str, object]:
    return {"name": "stdout", "output_type": "stream", "text": text.splitlines(keepends=True)}


def _shown(value: object, number: int) -> dict[str, object]:
    with pd.option_context("display.max_columns", 20, "display.width", 80, "display.max_rows", 60):
        if hasattr(value, "_repr_mimebundle_"):
            forms = value._repr_mimebundle_()
        else:
            forms = {"text/plain": repr(value)}
            if hasattr(value, "_repr_html_"):
                forms["text/html"] = value._repr_html_()
    told = {name: form.splitlines(keepends=True) if isinstance(form, str) else form for name, form in forms.items()}
    return {"data": told, "execution_count": number, "metadata": {}, "output_type": "execute_result"}


def main() -> None:
    """Write every notebook anew."""
    for path in NOTEBOOKS:
        text = json.dumps(renewed(path), ensure_ascii=False, indent=1, sort_keys=True)
        path.write_text(f"{text}\n", encoding="utf-8")
        print(path)


if __name__ == "__main__":
    main()
