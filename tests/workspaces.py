"""The smallest workspaces of the tests: what makes one, and the settings that most of them begin with."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Protocol

__all__ = ["BASE", "EVENTS_SETTINGS", "NETWORK_SETTINGS", "MakeWorkspace", "as_anybody", "written"]

BASE = "https://example.org/reseau/"
NETWORK_SETTINGS = f"""
[network]
title = "Réseau des lieux"
base_iri = "{BASE}"
"""
EVENTS_SETTINGS = f"""{NETWORK_SETTINGS}[[sources]]
path = "events.csv"
record = "event"
"""


class MakeWorkspace(Protocol):
    """The fixture ``make_workspace``: ``make_workspace(toml, {"events.csv": "…"})`` gives the folder."""

    def __call__(self, settings: str, files: Mapping[str, str | bytes]) -> Path: ...


def written(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    """The folder, once the files are in it."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def as_anybody(*arguments: str | Path, before: Callable[[], None] | None = None) -> subprocess.CompletedProcess[str]:
    """The command line, run by one who may not do everything: rights count, also where root runs the tests.

    ``before`` is done in the new process first.
    """
    nobody_special = () if os.geteuid() else ("setpriv", "--bounding-set=-all", "--inh-caps=-all")
    command = [*nobody_special, sys.executable, "-m", "explorer", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, preexec_fn=before)
