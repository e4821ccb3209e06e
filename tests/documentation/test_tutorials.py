"""The tutorial, executed: its files written, its commands typed one after the other, their answers compared.

What its two languages say alike is done once; where they differ, both are done.
"""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from tests.documentation.console import DOCS, blocks, check_commands, steps, write_files

TEXTS = [(DOCS / name).read_text(encoding="utf-8") for name in ("tutoriel.md", "tutorial.md")]


def test_the_files_of_the_tutorial_are_the_same_in_both_languages() -> None:
    french, english = ([block for block in blocks(text) if block.said and block.runs] for text in TEXTS)
    assert french == english


def test_the_commands_of_the_tutorial_do_what_it_says_in_both_languages(tmp_path: Path) -> None:
    french, english = map(steps, TEXTS)
    typed = [step for both in zip(french, english, strict=True) for step in dict.fromkeys(both)]
    workspace = tmp_path / "réseau"
    workspace.mkdir()
    write_files(TEXTS[0], workspace)
    (tmp_path / "2026").mkdir()
    (workspace / "agenda-2026.csv").rename(tmp_path / "2026" / "agenda-2026.csv")  # arrives later
    later = [replace(step, command=step.command.replace("cat agenda", "cat ../2026/agenda")) for step in typed]
    check_commands(later, workspace)


@pytest.mark.parametrize("path", sorted(DOCS.rglob("*.md")), ids=lambda path: path.relative_to(DOCS).as_posix())
def test_a_page_links_only_to_files_that_are_there(path: Path) -> None:
    text = re.sub(r"```.*?```", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    for target in re.findall(r"\]\(([^)#\s]+)", text):
        assert "://" in target or (path.parent / target).exists(), target
