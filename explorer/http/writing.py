"""Has edits written one after the other by a process of its own, which is ended at the deadline.

Who may write is not for here, and what an edit does neither.
"""

from __future__ import annotations

import asyncio

import msgspec

from explorer.http.bringing import Bringer
from explorer.http.frames import Writing
from explorer.http.pool import STOPPING
from explorer.http.worker_process import Worker, WorkerLostError
from graph.edits import Edit, Outcome
from graph.workspace import Workspace
from ontology.errors import LimitError

__all__ = ["Writer"]

WAITING = 100
"""Edits: how many may wait in all."""


class Writer:
    """Writes into a workspace: one edit at a time, the others wait their turn."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._bringer = Bringer(workspace)
        self._turn = asyncio.Lock()
        self._waiting = 0
        self._worker: Worker | None = None
        self._closed = False

    async def write(self, edit: Edit, language: str) -> Outcome:
        """What came of an edit, once it is published; what is refused is told in that language.

        Raises what :func:`graph.updating.apply_edit` raises, and :class:`LimitError` past the deadline, for want of
        memory, or when too many wait.
        """
        if self._waiting >= WAITING:
            raise LimitError("too many updates are waiting", remedy="Try again in a minute, with more in each.")
        self._waiting += 1
        try:
            async with self._turn:
                outcome = await self._written(edit, language)
        finally:
            self._waiting -= 1
        if outcome.added or outcome.removed:
            self._bringer.begin()
        return outcome

    async def _written(self, edit: Edit, language: str) -> Outcome:
        """What came of an edit; once more where the process was lost and nothing published."""
        before = self._workspace.snapshots.current_id()
        try:
            return await self._sent(edit, language)
        except WorkerLostError:
            if before != self._workspace.snapshots.current_id():
                raise
        return await self._sent(edit, language)

    async def _sent(self, edit: Edit, language: str) -> Outcome:
        worker = await self._fit()
        worker.send(Writing(edit=edit, deadline=self._workspace.settings.updates.deadline, language=language))
        _, payload = await worker.frame()
        return msgspec.msgpack.decode(payload, type=Outcome)

    async def _fit(self) -> Worker:
        """The process, or a new one in its place."""
        if self._closed:
            raise STOPPING
        if self._worker is None or not self._worker.fit:
            await self._put_away()
            place = (str(self._workspace.root), str(self._workspace.state))
            memory = self._workspace.settings.limits.memory
            self._worker = await Worker.start(memory, "explorer.http.writer", *place)
        return self._worker

    async def _put_away(self) -> None:
        if self._worker:
            self._worker.kill(STOPPING)
            await self._worker.end()
            self._worker = None

    async def close(self) -> None:
        """End the process; an edit on its way is told that the server is stopping."""
        self._closed = True
        await self._put_away()
        await self._bringer.close()
