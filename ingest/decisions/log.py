"""The file of decisions: JSON Lines, one decision a line, to which lines are only ever added.

JSON, since it says each field by name in a diff and carries any note on one line; lines, since version control merges
and blames them one by one; only added, so that undoing is a line too, and nothing that a person wrote is ever changed
by the machine, unless a person wants a thing forgotten. Where several people decide in branches, the line
``decisions.jsonl merge=union`` in ``.gitattributes`` merges them without a conflict: what counts is when each was
taken, and not the order of the lines. What is in force of them is not for here.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterable, Iterator, Set
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from graph.whole_file import whole_file
from graph.workspace import Workspace
from ingest.decisions.decision import Decision, decision_of, line_of
from ontology.errors import CallError, DataError, Place

__all__ = ["FILE", "DecisionLog", "to_come"]

FILE = "decisions.jsonl"
_MARKS = (b"<<<<<<<", b"=======", b">>>>>>>", b"|||||||")
_MEND = "Mend the line, or take it away: no other line depends on it."
_RIGHTS = "Check the rights on the file and its folder, and the room on the disk."
_TICK, _DAY = timedelta(microseconds=1), timedelta(days=1)
_MERGE = "Keep both sides of the merge, and take away the three lines of marks."


class DecisionLog:
    """The decisions of a workspace; ``base`` is what the paths in the file are below."""

    def __init__(self, path: Path, base: str) -> None:
        self.path = path
        self.base = base

    @classmethod
    def of(cls, workspace: Workspace) -> DecisionLog:
        """The decisions beside the workspace's settings."""
        return cls(workspace.root / FILE, workspace.settings.network.base_iri)

    @property
    def version(self) -> tuple[str, int, int]:
        """What changes with every decision written: the file, when it was written (nanoseconds), its size in bytes."""
        try:
            known = self.path.stat()
        except OSError:
            return str(self.path), 0, 0
        return str(self.path), known.st_mtime_ns, known.st_size

    def read(self) -> list[Decision]:
        """Every decision, in the order of the file; none where there is no file.

        Raises :class:`DataError` naming the line that is no decision.
        """
        try:
            content = self.path.read_bytes()
        except FileNotFoundError:
            return []
        except OSError as error:
            raise DataError(f"the decisions cannot be read ({_why(error)})", Place(str(self.path)), _RIGHTS) from error
        return self._all(content)

    def _all(self, content: bytes) -> list[Decision]:
        return list(self._decisions(content.removeprefix(b"\xef\xbb\xbf")))

    def _decisions(self, content: bytes) -> Iterator[Decision]:
        for number, line in enumerate(content.split(b"\n"), 1):
            if not line.strip():
                continue
            place = Place(str(self.path), f"line {number}")
            if line.startswith(_MARKS):
                raise DataError("a merge has left its marks here", place, _MERGE)
            try:
                yield decision_of(line, self.base)
            except CallError as error:
                raise DataError(error.problem, place, f"{error.remedy} {_MEND}".lstrip()) from error

    def append(self, *decisions: Decision) -> list[Decision]:
        """Add lines at the end, all or none, on the disk when this returns; other writers wait their turn.

        Returns the decisions as written: one that is not after what the file says already bears a time just after the
        latest in it, since what is decided now holds. Raises :class:`DataError` when a line of the file is no decision,
        or when it cannot be written; it is then as it was.
        """
        try:
            with self._locked() as descriptor:
                size = os.fstat(descriptor).st_size
                content = os.pread(descriptor, size, 0)
                written = _after(self._all(content), decisions)
                lines = "".join(f"{line_of(decision, self.base)}\n" for decision in written).encode()
                _write(descriptor, lines if content.endswith(b"\n") or not content else b"\n" + lines, size)
        except OSError as error:
            raise DataError(
                f"the decisions cannot be written ({_why(error)})", Place(str(self.path)), _RIGHTS
            ) from error
        return written

    def remove(self, things: Set[str]) -> int:
        """Take away the lines on the links that have one of the things, by absolute IRI; the others stay as they are.

        Returns how many. Raises :class:`DataError` when a line of the file is no decision, or when it cannot be
        written; it is then as it was.
        """
        if not self.path.exists():
            return 0
        try:
            with self._locked():
                self.read()  # names the line that is no decision
                lines = self.path.read_bytes().split(b"\n")
                stay = [line for line in lines if things.isdisjoint(self._ends(line))]
                if len(stay) < len(lines):
                    with whole_file(self.path) as file:
                        file.write(b"\n".join(stay))
        except OSError as error:
            raise DataError(
                f"the decisions cannot be written ({_why(error)})", Place(str(self.path)), _RIGHTS
            ) from error
        return len(lines) - len(stay)

    def _ends(self, line: bytes) -> set[str]:
        return {end for each in self._all(line) for end in (each.subject, each.object, each.by)}

    @contextmanager
    def _locked(self) -> Iterator[int]:
        """The file, open and locked: the one that bears the name, even where an editor has just put another there."""
        while True:
            descriptor = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o644)
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX)
                if self._is_current(descriptor):
                    yield descriptor
                    return
            finally:
                os.close(descriptor)

    def _is_current(self, descriptor: int) -> bool:
        with suppress(FileNotFoundError):
            return self.path.stat().st_ino == os.fstat(descriptor).st_ino
        return False


def _why(error: OSError) -> str:
    return error.strerror or str(error)


def _after(said: Iterable[Decision], decisions: Iterable[Decision]) -> list[Decision]:
    """The decisions, each a microsecond after the latest of those before it where its own time is no later."""
    latest = max(said, key=lambda each: each.moment, default=None)
    written = []
    for decision in decisions:
        latest = replace(decision, when=_next(latest)) if latest and decision.moment <= latest.moment else decision
        written.append(latest)
    return written


def _next(latest: Decision) -> str:
    """The time just after that of a decision; the same at the end of time."""
    try:
        return (latest.moment + _TICK).isoformat().replace("+00:00", "Z")
    except OverflowError:
        return latest.when


def to_come(decisions: Iterable[Decision], now: datetime) -> list[Decision]:
    """Those whose time is more than a day from ``now``: a clock was wrong, and all that is decided since is told to be
    after them."""
    return [each for each in decisions if each.moment - now > _DAY]


def _write(descriptor: int, content: bytes, size: int) -> None:
    """Add the bytes after ``size``, or leave the file at that size."""
    try:
        left = memoryview(content)
        while left:
            left = left[os.write(descriptor, left) :]
        os.fsync(descriptor)
    except OSError:
        os.ftruncate(descriptor, size)
        raise
