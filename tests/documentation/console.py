"""What a page of the documentation shows in fences: files, examples, commands and their answers; run here."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import textwrap
from dataclasses import dataclass
from pathlib import Path

__all__ = ["DOCS", "Block", "Step", "blocks", "check_commands", "steps", "write_files"]

DOCS = Path(__file__).resolve().parents[2] / "docs"
_FENCED = re.compile(r"^( *)```(\w+)(?: ([^\n]+))?\n(.*?)^\1```$", re.MULTILINE | re.DOTALL)
_PORT = "8501"
_MARK = "== the next command =="
_FAILED = "== it failed =="
_SHELL = r"""
set -m
maillage() { command "$PYTHON" -m explorer "$@"; }
curl() { command curl --retry 60 --retry-delay 1 --retry-connrefused "$@"; }
served() { until grep -q "Ctrl-C ends it" served.txt; do kill -0 %% || return; sleep 0.2; done; kill -INT %%; wait %%; }
"""
_SERVER = re.compile(r"maillage (?:serve|explore)\b(?!.*&$)")
"""A command that keeps the terminal until someone types Ctrl-C."""


@dataclass(frozen=True)
class Block:
    """A fence: its kind, the rest of its first line (a file's name, or why it is not run), its content."""

    kind: str
    said: str
    content: str

    @property
    def runs(self) -> bool:
        """Whether it is an example to run: no reason says why not."""
        return not self.said.startswith("not run: ")


@dataclass(frozen=True)
class Step:
    """A command, and the lines that it is said to answer; « … » stands for anything."""

    command: str
    expected: tuple[str, ...]


def blocks(text: str) -> list[Block]:
    """The fences of a page in order, those of its lists too."""
    found = _FENCED.findall(text)
    return [Block(kind, said, textwrap.dedent(content) if indent else content) for indent, kind, said, content in found]


def steps(text: str) -> list[Step]:
    """The commands of a page in order."""
    found: list[Step] = []
    for block in blocks(text):
        for line in block.content.splitlines() if block.kind == "console" and block.runs else ():
            if line.startswith("$ "):
                found.append(Step(line[2:], ()))
            else:
                found[-1] = Step(found[-1].command, (*found[-1].expected, line))
    return found


def write_files(text: str, folder: Path) -> None:
    """Write the files that a page shows: the fences that have a file's name."""
    for block in blocks(text):
        if block.said and block.runs:
            (folder / block.said).write_text(block.content, encoding="utf-8")


def _free_port() -> str:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return str(free.getsockname()[1])


def check_commands(asked: list[Step], workspace: Path) -> None:
    """Type the commands one after the other in a folder, and compare what they answer with what is said.

    The port of a server, 8501 on the page, is a free one.
    """
    port = _free_port()
    asked = [Step(*_at(port, each.command, *each.expected)) for each in asked]
    typed = (f"echo '{_MARK}'\n{_typed(step.command, port)}\n[ $? = 0 ] || echo '{_FAILED}'\n" for step in asked)
    script = _SHELL + "".join(typed) + "wait\n"
    home = str(workspace.parent)
    environment = {**os.environ, "PYTHON": sys.executable, "HOME": home, "PYTHONPATH": str(DOCS.parent)}
    done = subprocess.run(
        ["bash", "-c", script], cwd=workspace, env=environment, capture_output=True, text=True, timeout=600, check=False
    )
    answers = done.stdout.split(f"{_MARK}\n")[1:]
    assert len(answers) == len(asked), done.stderr
    for step, answer in zip(asked, answers, strict=True):
        if not step.command.endswith("&"):  # what runs beside the others answers when it can
            assert _FAILED not in answer, f"{step.command}\n{answer}\n{done.stderr}"
            assert _answered(step, answer), f"{step.command}\n{answer}\n{done.stderr}"


def _at(port: str, command: str, *lines: str) -> tuple[str, tuple[str, ...]]:
    return command.replace(_PORT, port), tuple(line.replace(_PORT, port) for line in lines)


def _typed(command: str, port: str) -> str:
    """The command as it is typed; a server that is not in the background gets Ctrl-C once it has told its address."""
    if not _SERVER.match(command):
        return command
    return f"{command} --port {port} > served.txt 2>&1 &\nserved; [ $? = 130 -o $? = 0 ] && cat served.txt"


def _answered(command: Step, answer: str) -> bool:
    """Whether the answer holds the expected lines in their order."""
    wanted = [line for line in command.expected if line.strip() != "…"]
    pattern = ".*^".join(re.escape(line).replace("…", ".*") for line in wanted)
    return re.search(f"^{pattern}" if pattern else "", answer, re.MULTILINE | re.DOTALL) is not None
