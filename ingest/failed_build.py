"""The last build of a workspace where it failed: when and why, until one succeeds.

What stops a build is for whoever raises it; what a build sets aside is for :mod:`ingest.quarantine`.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime

import msgspec

from graph.whole_file import kept_file
from graph.workspace import Workspace
from ontology.decoding import UNDECODABLE
from ontology.errors import DataError, Place

__all__ = ["FILE", "FailedBuild", "last_failure", "noted"]

FILE = "failed-build.json"


class FailedBuild(msgspec.Struct, frozen=True):
    """When a build failed, in UTC (ISO 8601, to the second), and its error: the place seen from the workspace."""

    at: str
    problem: str
    remedy: str = ""
    source: str = ""
    locator: str = ""

    @property
    def error(self) -> DataError:
        """What stopped it."""
        place = Place(self.source, self.locator) if self.source else None
        return DataError(self.problem, place, self.remedy)


@contextmanager
def noted(workspace: Workspace) -> Iterator[None]:
    """Note the :class:`DataError` that stops what is done within, which is raised on; forget the last where none does.

    A folder that cannot be written keeps what it has.
    """
    path = workspace.state / FILE
    try:
        yield
    except DataError as error:
        with suppress(OSError), kept_file(path) as file:
            file.write(msgspec.json.encode(_failed(error, workspace)))
        raise
    with suppress(OSError):
        path.unlink(missing_ok=True)


def _failed(error: DataError, workspace: Workspace) -> FailedBuild:
    at = datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    place = error.place or Place("")
    told = (error.problem, error.remedy, place.source.removeprefix(f"{workspace.root}/"), place.locator)
    return FailedBuild(at, *(each.encode(errors="replace").decode() for each in told))


def last_failure(workspace: Workspace) -> FailedBuild | None:
    """The last build where it failed; None where it succeeded, or what is kept of it cannot be read."""
    try:
        return msgspec.json.decode((workspace.state / FILE).read_bytes(), type=FailedBuild)
    except (*UNDECODABLE, OSError):
        return None
