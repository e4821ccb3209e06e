"""The tutorials, executed: their files written, their commands typed one after the other, their answers compared."""

from __future__ import annotations

import os
import re
import shlex
import socket
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

DOCS = Path(__file__).resolve().parents[2] / "docs"
_FENCED = re.compile(r"^```(\w+)(?: ([\w.-]+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_MARK = "== the next command =="
_SHELL = r"""
set -m
maillage() { command "$PYTHON" -m explorer "$@"; }
curl() { command curl --retry 60 --retry-delay 1 --retry-connrefused "$@"; }
"""


@dataclass(frozen=True)
class Step:
    """A command, and the lines that it is said to answer; « … » stands for anything."""

    command: str
    expected: tuple[str, ...]


def steps(text: str) -> list[Step]:
    """The commands of a page in order."""
    found: list[Step] = []
    for kind, _, content in _FENCED.findall(text):
        for line in content.splitlines() if kind == "console" else ():
            if line.startswith("$ "):
                found.append(Step(line[2:], ()))
            else:
                found[-1] = Step(found[-1].command, (*found[-1].expected, line))
    return found


def answered(command: Step, answer: str) -> bool:
    """Whether the answer holds the expected lines in their order."""
    wanted = [line for line in command.expected if line.strip() != "…"]
    pattern = ".*^".join(re.escape(line).replace("…", ".*") for line in wanted)
    return re.search(f"^{pattern}" if pattern else "", answer, re.MULTILINE | re.DOTALL) is not None


@pytest.mark.parametrize("name", ["tutoriel.md", "tutorial.md"])
def test_the_commands_of_a_tutorial_do_what_it_says(name: str, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = str(free.getsockname()[1])
    text = (DOCS / name).read_text(encoding="utf-8").replace("8501", port)
    workspace = tmp_path / "réseau"
    workspace.mkdir()
    for _, file, content in _FENCED.findall(text):
        if file:
            (workspace / file).write_text(content, encoding="utf-8")
    (tmp_path / "2026").mkdir()
    (workspace / "agenda-2026.csv").rename(tmp_path / "2026" / "agenda-2026.csv")  # arrives later
    asked = steps(text.replace("cat agenda-2026.csv", "cat ../2026/agenda-2026.csv"))
    script = _SHELL + "".join(f"echo {shlex.quote(_MARK)}\n{step.command}\n" for step in asked) + "wait\n"
    environment = {**os.environ, "PYTHON": sys.executable, "HOME": str(tmp_path), "PYTHONPATH": str(DOCS.parent)}
    done = subprocess.run(
        ["bash", "-c", script], cwd=workspace, env=environment, capture_output=True, text=True, timeout=600, check=False
    )
    answers = done.stdout.split(f"{_MARK}\n")[1:]
    assert len(answers) == len(asked), done.stderr
    for step, answer in zip(asked, answers, strict=True):
        if not step.command.endswith("&"):  # what runs beside the others answers when it can
            assert answered(step, answer), f"{step.command}\n{answer}\n{done.stderr}"


@pytest.mark.parametrize("path", sorted(DOCS.rglob("*.md")), ids=lambda path: path.relative_to(DOCS).as_posix())
def test_a_page_links_only_to_files_that_are_there(path: Path) -> None:
    text = re.sub(r"```.*?```", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    for target in re.findall(r"\]\(([^)#\s]+)", text):
        assert "://" in target or (path.parent / target).exists(), target
