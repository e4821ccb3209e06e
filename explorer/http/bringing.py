"""Brings the server that a workspace names to what updates published, in a process beside: who wrote does not wait.

Until it is done the snapshot answers. How a server is brought there is in :mod:`graph.publication`.
"""

from __future__ import annotations

import asyncio
import sys
from asyncio.subprocess import DEVNULL, Process
from contextlib import suppress
from pathlib import Path

from graph.workspace import Workspace
from ontology.errors import MaillageError

__all__ = ["Bringer", "main"]


class Bringer:
    """One process at a time; what is published while it runs is brought after it."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._wanted = False
        self._closed = False
        self._process: Process | None = None
        self._running: asyncio.Task[None] | None = None

    def begin(self) -> None:
        """Have the current snapshot brought; nothing is done for an embedded home."""
        if self._closed or not self._workspace.home.address:
            return
        self._wanted = True
        if self._running is None or self._running.done():
            self._running = asyncio.get_running_loop().create_task(self._run())

    async def _run(self) -> None:
        while self._wanted and not self._closed:
            self._wanted = False
            place = (str(self._workspace.root), str(self._workspace.state))
            command = (sys.executable, "-m", "explorer.http.bringing", *place)
            self._process = await asyncio.create_subprocess_exec(*command, stdin=DEVNULL, stdout=DEVNULL)
            await self._process.wait()

    async def close(self) -> None:
        """End the process; the next publication goes on where it stopped."""
        self._closed = True
        if self._process:
            with suppress(ProcessLookupError):
                self._process.terminate()
        if self._running:
            await self._running


def main(root: str, state: str) -> int:
    """Bring the server to the current snapshot; 1 when that cannot be, which is told to those who watch the server."""
    workspace = Workspace.open(Path(root), Path(state))
    try:
        snapshot = workspace.snapshots.current()
        if snapshot:
            workspace.home.bring(snapshot)
    except MaillageError as error:
        sys.stderr.write(f"maillage: {error}\n")
        return error.exit_code
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
