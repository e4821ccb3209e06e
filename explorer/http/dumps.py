"""The dumps of snapshots: each made once, compressed, with its size and checksum, by a process of its own.

How the graph is written is decided in :mod:`graph.export`.
"""

from __future__ import annotations

import gzip
import os
import shutil
import subprocess
import sys
from collections import defaultdict
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from threading import Lock, Thread
from typing import IO, cast

from explorer.leftovers import DUMPS
from graph.exports.statements import write_statements
from graph.published import Snapshot
from graph.workspace import Workspace
from ontology.errors import CallError, LimitError, MaillageError

__all__ = ["FORMATS", "Dump", "Dumps"]

FORMATS = ("nq", "trig", "ttl", "jsonld")
"""The syntaxes of the whole graph; the first two keep its named graphs."""
KEPT = 2
"""Snapshots whose dumps are kept: whoever reads the last but one is not interrupted."""
LEVEL = 6


@dataclass(frozen=True, slots=True)
class Dump:
    """A compressed file: its name, its path, its size in bytes, the SHA-256 of those bytes, the snapshot it is of."""

    name: str
    extension: str
    path: Path
    size: int
    sha256: str
    snapshot: str


class Dumps:
    """The dumps of a workspace's snapshots, in the folder ``dumps`` beside these."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._folder = workspace.state / DUMPS
        self._locks: defaultdict[Path, Lock] = defaultdict(Lock)
        self._making: dict[str, Thread] = {}

    def get(self, snapshot: Snapshot, extension: str) -> Dump:
        """The dump of a snapshot in one of :data:`FORMATS`; the first call makes it, which takes its time.

        Raises :class:`CallError` for another format, :class:`LimitError` when it cannot be made now.
        """
        if extension not in FORMATS:
            raise CallError(f"there is no dump in “{extension}”", remedy=f"Take one of: {', '.join(FORMATS)}.")
        path = self._path(snapshot, extension)
        with self._locks[path]:
            if not path.exists():
                self._make(snapshot, path)
        return self._read(snapshot, extension)

    def ready(self, snapshot: Snapshot, patience: float) -> list[Dump]:
        """The dumps of a snapshot that are there within ``patience`` seconds; the others go on being made."""
        making = self._making.get(snapshot.id)
        if making is None or not making.is_alive():
            making = Thread(target=self._make_all, args=(snapshot,), daemon=True)
            self._making = {snapshot.id: making}
            making.start()
        making.join(patience)
        return [self._read(snapshot, each) for each in FORMATS if self._path(snapshot, each).exists()]

    def _make_all(self, snapshot: Snapshot) -> None:
        for extension in FORMATS:
            with suppress(MaillageError):
                self.get(snapshot, extension)

    def _path(self, snapshot: Snapshot, extension: str) -> Path:
        return self._folder / snapshot.id / f"maillage.{extension}.gz"

    def _read(self, snapshot: Snapshot, extension: str) -> Dump:
        path = self._path(snapshot, extension)
        digest = Path(f"{path}.sha256").read_text(encoding="ascii").split()[0]
        return Dump(path.name, extension, path, path.stat().st_size, digest, snapshot.id)

    def _make(self, snapshot: Snapshot, path: Path) -> None:
        """Have it written by another process, whose work the server's other requests do not feel, nor its memory."""
        kept = sorted((each for each in self._folder.glob("*") if each.name != snapshot.id), key=_made, reverse=True)
        for older in kept[KEPT - 1 :]:
            shutil.rmtree(older, ignore_errors=True)
        path.parent.mkdir(parents=True, exist_ok=True)
        command = [sys.executable, "-m", "explorer.http.dumps", str(snapshot.path), str(path)]
        written = subprocess.run(command, capture_output=True, check=False)  # noqa: S603  # our own module
        if written.returncode or not path.exists():
            raise LimitError("the dump cannot be written now", remedy="Try again in a minute.")


def _made(folder: Path) -> float:
    with suppress(OSError):
        return folder.stat().st_mtime
    return 0.0


class _Summed:
    """A file that sums what is written into it."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self.sum = sha256()

    def write(self, piece: bytes) -> int:
        self.sum.update(piece)
        return self._file.write(piece)

    def flush(self) -> None:
        self._file.flush()


def make(snapshot: Path, path: Path) -> None:
    """Write a dump, and its checksum before it takes its name: a dump that is there is whole, and its bytes are those
    of any other of the same graph."""
    partial = path.with_name(f".{path.name}-{os.getpid()}")
    try:
        with partial.open("wb") as target:
            summed = _Summed(target)
            with gzip.GzipFile("", "wb", LEVEL, summed, mtime=0) as packed:
                write_statements(Snapshot(snapshot).store(), cast("IO[bytes]", packed), path.name.split(".")[1])
        Path(f"{path}.sha256").write_text(f"{summed.sum.hexdigest()}  {path.name}\n", encoding="ascii")
        partial.rename(path)
    finally:
        partial.unlink(missing_ok=True)


if __name__ == "__main__":
    os.nice(5)
    make(Path(sys.argv[1]), Path(sys.argv[2]))
