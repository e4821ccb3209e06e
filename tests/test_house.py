"""The house stands as drawn: packages only look down, every module says what it is for, every file is shipped."""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

import pytest

from ontology import errors

ROOT = Path(__file__).resolve().parent.parent
LAYERS = ("ontology", "graph", "ingest", "explorer")
LONGEST_FILE, LONGEST_FUNCTION = 500, 60
"""Lines."""
ERRORS = {name for name in errors.__all__ if name.endswith("Error")}


@pytest.fixture(scope="module")
def modules() -> dict[Path, ast.Module]:
    """All modules of the packages, read."""
    paths = sorted(path for package in LAYERS for path in (ROOT / package).rglob("*.py"))
    return {path: ast.parse(path.read_text(encoding="utf-8")) for path in paths}


def imported(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.partition(".")[0]


def test_a_module_imports_nothing_from_a_package_above_its_own(modules: dict[Path, ast.Module]) -> None:
    for path, tree in modules.items():
        own = LAYERS.index(path.relative_to(ROOT).parts[0])
        assert not set(imported(tree)) & set(LAYERS[own + 1 :]), path


def test_a_module_opens_by_saying_what_it_is_for(modules: dict[Path, ast.Module]) -> None:
    assert [path for path, tree in modules.items() if not ast.get_docstring(tree)] == []


def test_every_file_beside_the_code_is_part_of_the_package() -> None:
    shipped = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["setuptools"]["package-data"]
    for package in LAYERS:
        for path in (ROOT / package).rglob("*"):
            name = path.relative_to(ROOT / package).as_posix()
            if path.is_file() and path.suffix not in {".py", ".pyc"}:
                assert any(fnmatch(name, pattern.removeprefix("**/")) for pattern in shipped[package]), name


def test_a_module_and_its_functions_can_be_read_at_a_glance(modules: dict[Path, ast.Module]) -> None:
    for path, tree in modules.items():
        assert path.read_text(encoding="utf-8").count("\n") <= LONGEST_FILE, path
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                assert (node.end_lineno or 0) - node.lineno < LONGEST_FUNCTION, f"{path}: {node.name}"


def test_every_query_says_its_question() -> None:
    for package in LAYERS:
        for path in (ROOT / package).rglob("*.rq"):
            assert path.read_text(encoding="utf-8").startswith("# "), path.relative_to(ROOT)


def test_every_error_says_what_to_do(modules: dict[Path, ast.Module]) -> None:
    for path, tree in modules.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ERRORS:
                assert len(node.args) > 2 or any(each.arg in {"remedy", None} for each in node.keywords), (
                    f"{path}, line {node.lineno}"
                )
