"""The house stands as drawn: packages only look down, every module says what it is for, every file is shipped."""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LAYERS = ("ontology", "graph", "ingest", "explorer")
LONGEST_FILE, LONGEST_FUNCTION = 500, 60
"""Lines."""
MODULES = sorted(path for package in LAYERS for path in (ROOT / package).rglob("*.py"))


def imported(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.partition(".")[0]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_module_imports_nothing_from_a_package_above_its_own(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    own = LAYERS.index(path.relative_to(ROOT).parts[0])
    assert not set(imported(tree)) & set(LAYERS[own + 1 :])
    assert ast.get_docstring(tree), "a module opens by saying what it is for"


def test_every_file_beside_the_code_is_part_of_the_package() -> None:
    shipped = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["setuptools"]["package-data"]
    for package in LAYERS:
        for path in (ROOT / package).rglob("*"):
            name = path.relative_to(ROOT / package).as_posix()
            if path.is_file() and path.suffix not in {".py", ".pyc"}:
                assert any(fnmatch(name, pattern.removeprefix("**/")) for pattern in shipped[package]), name


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_module_and_its_functions_can_be_read_at_a_glance(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= LONGEST_FILE
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert (node.end_lineno or 0) - node.lineno < LONGEST_FUNCTION, node.name


def test_every_query_says_its_question() -> None:
    for package in LAYERS:
        for path in (ROOT / package).rglob("*.rq"):
            assert path.read_text(encoding="utf-8").startswith("# "), path.relative_to(ROOT)
