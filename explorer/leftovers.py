"""What servers leave beside the snapshots: dumps of those that are gone, exports that were never sent to their end."""

from __future__ import annotations

import shutil
import time
from contextlib import suppress

from graph.workspace import Workspace

__all__ = ["DUMPS", "EXPORTS", "sweep"]

DUMPS, EXPORTS = "dumps", "export-"
"""The folder of the dumps, one folder a snapshot in it, and how the names of the exports' folders begin."""
_OLD = 3_600.0
"""Seconds from which on nobody writes an export any more."""


def sweep(workspace: Workspace) -> None:
    """Remove them; whoever still reads one of the files goes on reading it."""
    kept = {snapshot.id for snapshot in workspace.snapshots.all()}
    gone = [path for path in (workspace.state / DUMPS).glob("*") if path.name not in kept]
    for path in workspace.state.glob(f"{EXPORTS}*"):
        with suppress(OSError):
            if path.stat().st_mtime < time.time() - _OLD:
                gone.append(path)
    for path in gone:
        shutil.rmtree(path, ignore_errors=True)
