"""The tutorials, executed: their files written, their commands typed one after the other, their answers compared."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.documentation.console import DOCS, check_commands, steps, write_files


@pytest.mark.parametrize("name", ["tutoriel.md", "tutorial.md"])
def test_the_commands_of_a_tutorial_do_what_it_says(name: str, tmp_path: Path) -> None:
    text = (DOCS / name).read_text(encoding="utf-8")
    workspace = tmp_path / "réseau"
    workspace.mkdir()
    write_files(text, workspace)
    (tmp_path / "2026").mkdir()
    (workspace / "agenda-2026.csv").rename(tmp_path / "2026" / "agenda-2026.csv")  # arrives later
    check_commands(steps(text.replace("cat agenda-2026.csv", "cat ../2026/agenda-2026.csv")), workspace)


@pytest.mark.parametrize("path", sorted(DOCS.rglob("*.md")), ids=lambda path: path.relative_to(DOCS).as_posix())
def test_a_page_links_only_to_files_that_are_there(path: Path) -> None:
    text = re.sub(r"```.*?```", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    for target in re.findall(r"\]\(([^)#\s]+)", text):
        assert "://" in target or (path.parent / target).exists(), target
