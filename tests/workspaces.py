"""The smallest workspaces of the tests: what makes one, and the settings that most of them begin with."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

__all__ = ["BASE", "EVENTS_SETTINGS", "NETWORK_SETTINGS", "MakeWorkspace", "written"]

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
